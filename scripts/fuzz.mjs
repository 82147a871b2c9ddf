// Looks for texts that break an invariant of the core: npm run fuzz -- [--minutes N] [--seed S] [--samples DIR]... [--short]
// With --short, the texts are short, made of the corpus and of single lines. What it finds is made small, printed, and added
// to test/fuzz/corpus.json, which the unit tests replay.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { atEnd, isMain, main, RESULTS, ROOT, say, Trouble } from './tools.mjs';

/** @typedef {{ invariant: string, text: string, detail?: string, open?: boolean }} Find */
/** @typedef {{ texts: number, units: number }} Progress */

const FOLDER = path.join(RESULTS, 'fuzz');
const CORPUS = path.join(ROOT, 'test', 'fuzz', 'corpus.json');
const FIXTURES = [
  path.join(ROOT, 'test', 'fixtures', 'captures'),
  path.join(ROOT, 'test', 'fixtures', 'seed.log'),
];
/** Memory limit of a process, in MB. */
const MAX_MEMORY = 1024;
/** A process that has not ended this long after its time is stuck, in seconds. */
const GRACE = 120;
const MAX_SEED = 2 ** 31;
/** Number of seeds per process: each batch of texts uses the next one. */
const SEEDS = 1_000_000;
/** Maximum length of a reported detail, in UTF-16 code units. */
const MAX_DETAIL = 600;
/** Maximum length of a text of the corpus of which short ones are made, in UTF-16 code units. */
const MAX_BASE = 400;

/** @returns {Promise<number>} */
async function fuzz() {
  const { minutes, seed, samples, short } = readArguments();
  const texts = short
    ? readCorpus()
        .map(({ text }) => text)
        .filter(({ length }) => length < MAX_BASE)
    : undefined;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await esbuild.build({
    entryPoints: ['main.ts', 'core.ts'].map(name => path.join(ROOT, 'test', 'fuzz', name)),
    outdir: FOLDER,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // Modules of a library that can be bundled; those that it loads with `require` may load other files at run time.
    mainFields: ['module', 'main'],
    logLevel: 'error',
    // The code that counts steps is not counted itself.
    external: ['./core'],
    supported: { 'dynamic-import': false },
  });
  // One process counts steps and follows new code paths; the others are fast and try many texts.
  const jobs = Math.max(2, os.availableParallelism());
  say(`Fuzzing for ${minutes} minutes in ${jobs} processes, seed ${seed}.`);
  const results = await Promise.all(
    Array.from({ length: jobs }, (_, job) =>
      run(job, { samples, texts, seed: seed + job * SEEDS, seconds: minutes * 60, counts: job === 0 }),
    ),
  );
  const finds = results.flatMap(({ finds }) => finds);
  const count = results.reduce((sum, { progress }) => sum + progress.texts, 0);
  const units = results.reduce((sum, { progress }) => sum + progress.units, 0);
  for (const { invariant, text, detail = '' } of finds)
    say(`\nBroken: ${invariant}\n${JSON.stringify(text)}\n${detail.slice(0, MAX_DETAIL)}`);
  if (finds.length > 0) remember(finds);
  say(`\n${count} texts, ${units} code units, seed ${seed}: ${finds.length} finds.`);
  return finds.length > 0 ? 1 : 0;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string' },
      samples: { type: 'string', multiple: true, default: [] },
      short: { type: 'boolean', default: false },
    },
  });
  const minutes = Number(values.minutes);
  const seed = values.seed === undefined ? Math.floor(Math.random() * MAX_SEED) : Number(values.seed);
  if (!(minutes > 0)) throw new Trouble(`--minutes takes a number above 0, not "${values.minutes}".`);
  if (!Number.isInteger(seed) || seed < 0)
    throw new Trouble(`--seed takes a whole number, not "${values.seed}".`);
  const missing = values.samples.find(folder => !existsSync(folder));
  if (missing !== undefined) throw new Trouble(`There is no folder "${missing}".`);
  const { short } = values;
  return {
    minutes,
    seed,
    short,
    samples: [...FIXTURES, ...values.samples.map(folder => path.resolve(folder))],
  };
}

/**
 * @param {number} job
 * @param {{ samples: string[], texts: string[] | undefined, seed: number, seconds: number, counts: boolean }} options
 * @returns {Promise<{ finds: Find[], progress: Progress }>}
 */
async function run(job, options) {
  const place = (/** @type {string} */ name) => path.join(FOLDER, `${job}.${name}`);
  const [findsFile, progressFile, current] = [
    place('finds.jsonl'),
    place('progress.json'),
    place('current.log'),
  ];
  const given = JSON.stringify({ ...options, finds: findsFile, progress: progressFile, current });
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${MAX_MEMORY}`, path.join(FOLDER, 'main.js'), given],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const undo = atEnd(() => child.kill('SIGKILL'));
  const timer = setTimeout(() => child.kill('SIGKILL'), (options.seconds + GRACE) * 1000);
  let output = '';
  child.stderr.on('data', data => (output = (output + data).slice(-4000)));
  const code = await new Promise(resolve => child.on('close', resolve));
  clearTimeout(timer);
  undo();
  const lines = existsSync(findsFile) ? readFileSync(findsFile, 'utf8').trim().split('\n') : [];
  /** @type {Find[]} */
  const finds = lines.map(line => JSON.parse(line));
  if (code !== 0) {
    if (!existsSync(current)) throw new Trouble(`The fuzzer stopped with ${code}:\n${output}`);
    finds.push({
      invariant: 'no text hangs or ends the process',
      text: readFileSync(current, 'utf8'),
      detail: output,
    });
  }
  const progress = existsSync(progressFile)
    ? JSON.parse(readFileSync(progressFile, 'utf8'))
    : { texts: 0, units: 0 };
  return { finds, progress };
}

/** @returns {Find[]} */
function readCorpus() {
  return JSON.parse(readFileSync(CORPUS, 'utf8'));
}

/**
 * Adds finds to the corpus.
 * @param {Find[]} finds
 */
function remember(finds) {
  const known = readCorpus();
  const texts = new Set(known.map(({ text }) => text));
  const fresh = finds.filter(({ text }) => !texts.has(text));
  // They are marked open until the fault is fixed and the mark removed.
  const open = fresh.map(({ invariant, text }) => ({ invariant, text, open: true }));
  const rows = [...known, ...open].map(row => '  ' + JSON.stringify(row));
  writeFileSync(CORPUS, `[\n${rows.join(',\n')}\n]\n`);
  say(`\n${fresh.length} texts were added to test/fuzz/corpus.json.`);
}

if (isMain(import.meta.url)) await main(fuzz);
