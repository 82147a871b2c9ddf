// Prints the findings of every example of the knowledge and of every capture in test/fixtures as one text, to compare before and
// after a change of the knowledge:
//   node scripts/findings.mjs [--advice] [FOLDER ...] > after.txt   FOLDERs have further captures
// With `--advice`: what is said of each problem, which is its causes with their evidence, steps and commands.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { isMain, main, moduleOf, ROOT } from './tools.mjs';

/** The lines in the `examples` of a value, and as one text those of each rule. @param {any} value @returns {string[]} */
function examplesIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  const { examples, ...others } = value;
  const { match = [], not = [], ...verdicts } = examples ?? {};
  const evidence = Object.values(verdicts).flatMap((/** @type {string[][]} */ captures) =>
    captures.map(lines => lines.join('\n')),
  );
  const together =
    'message' in others && !('match' in others) ? [match, not].map(lines => lines.join('\n')) : [];
  return [...match, ...not, ...evidence, ...together, ...Object.values(others).flatMap(examplesIn)].filter(
    Boolean,
  );
}

/** The captures that must not mislead. @returns {string[]} */
function misleading() {
  const rows = parse(readFileSync(path.join(ROOT, 'test/fixtures/misleading.json'), 'utf8'));
  return rows.flatMap((/** @type {any} */ row) =>
    [row.capture, row.decides?.capture].flatMap(lines => (lines ? [lines.join('\n')] : [])),
  );
}

/** The files in a folder, with those of its folders. @param {string} folder */
const filesIn = folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => path.join(folder, name))
    .filter(file => statSync(file).isFile())
    .sort();

const DATA = path.join(ROOT, 'server/src/knowledge/data');
async function findings() {
  const [first = '', ...others] = process.argv.slice(2);
  const isAdvice = first === '--advice';
  const { describe } = isAdvice
    ? { describe: (await moduleOf('test/support/describeAdvice.ts')).describeAdvice }
    : await moduleOf('test/support/describeText.ts');
  const print = (/** @type {string} */ name, /** @type {string} */ text) =>
    void process.stdout.write(`${name}\n${describe(text)}\n`);
  const examples = filesIn(DATA).flatMap(file => examplesIn(parse(readFileSync(file, 'utf8'))));
  for (const line of [...new Set([...examples, ...misleading()])].sort()) print(JSON.stringify(line), line);
  for (const folder of [path.join(ROOT, 'test/fixtures'), ...(isAdvice ? others : process.argv.slice(2))])
    for (const file of filesIn(folder)) print(path.relative(folder, file), readFileSync(file, 'utf8'));
}

if (isMain(import.meta.url)) await main(findings);
