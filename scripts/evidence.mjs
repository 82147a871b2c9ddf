// Counts, by area, the problems that can have more than one cause, and what a capture can say of these causes. Prints the table, which
// generate.mjs writes into docs/coverage.md, and then each possible cause that neither a fact nor a command decides.
import { isMain, main, moduleOf, say } from './tools.mjs';

/** @typedef {'evidence' | 'command' | 'none'} Kind what decides about a possible cause: facts of a capture, or only a command to run */
/** @typedef {{ id: string, causes: { kind: Kind, text: string }[] }} Ambiguous a problem, or an entry that explains one, with its possible causes */

/** Returns the problems and entries with more than one possible cause; guidance that several share is counted once. */
export async function ambiguousProblems() {
  const { ENTRIES, RULES } = await moduleOf('server/src/knowledge/index.ts');
  const { causesOf } = await moduleOf('server/src/knowledge/causes.ts');
  const { guidanceOf } = await moduleOf('server/src/rules/index.ts');
  const all = [
    ...RULES.flatMap((/** @type {any} */ rule) => [{ id: rule.id, rule }, ...causesOf(rule)]).map(
      (/** @type {any} */ { id, rule, variant, entry }) => {
        const { guidance } = guidanceOf({ rule: rule.id, variant, entry });
        return { id, reasons: guidance.causes ?? [] };
      },
    ),
    ...ENTRIES.map((/** @type {any} */ { id, causes = [] }) => ({ id, reasons: causes })),
  ];
  /** @type {Map<string, Ambiguous>} */
  const found = new Map();
  for (const { id, reasons } of all) {
    const causes = reasons.map((/** @type {any} */ one) => ({ kind: kindOf(one), text: one.text }));
    const key = JSON.stringify(causes);
    if (causes.length > 1 && !found.has(key)) found.set(key, { id, causes });
  }
  return [...found.values()];
}

/** @param {any} reason @returns {Kind} */
function kindOf({ assertedBy, confirmedBy, excludedBy, askWith }) {
  if (assertedBy ?? confirmedBy ?? excludedBy) return 'evidence';
  return askWith ? 'command' : 'none';
}

/** Returns the table by area, in Markdown. @param {readonly Ambiguous[]} problems */
export function evidenceTable(problems) {
  const areas = [...new Set(problems.map(areaOf))].sort();
  const row = (/** @type {string} */ name, /** @type {readonly Ambiguous[]} */ those) => {
    const causes = those.flatMap(one => one.causes);
    const count = (/** @type {Kind} */ kind) => causes.filter(one => one.kind === kind).length;
    const cells = [name, those.length, causes.length, count('evidence'), count('command'), count('none')];
    return `| ${cells.join(' | ')} |`;
  };
  return [
    '| area | problems | possible causes | confirmed or excluded by facts | a command decides | nothing decides |',
    '| --- | --- | --- | --- | --- | --- |',
    ...areas.map(area =>
      row(
        area,
        problems.filter(one => areaOf(one) === area),
      ),
    ),
    row('all', problems),
  ].join('\n');
}

/** @param {Ambiguous} problem */
const areaOf = ({ id }) => id.slice(0, id.indexOf('/'));

async function print() {
  const problems = await ambiguousProblems();
  say(evidenceTable(problems));
  for (const { id, causes } of problems)
    for (const { kind, text } of causes) if (kind === 'none') say(`${id}: ${text}`);
}

if (isMain(import.meta.url)) await main(print);
