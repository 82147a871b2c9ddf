// Sets up what is missing and runs the tests: node scripts/test.mjs [--all | --only STEP[,STEP...]] [--serial]
// --all adds the steps that take long and seldom fail alone. CI runs them for each change.
// --serial runs one step after the other: it takes longer, and no window waits for a processor.
// Every step prints a heading, and what it counted; the last line of all is the sum.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { add, NONE, one, totals } from './counts.mjs';
import { lint } from './lint.mjs';
import { makeNpmPackage, makePackage } from './package.mjs';
import { setup } from './setup.mjs';
import {
  explain,
  isMain,
  main,
  RESULTS,
  ROOT,
  run,
  runChecks,
  runNode,
  say,
  seconds,
  Trouble,
  useOwnTemporaryFolder,
} from './tools.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {string[]} [needs] steps that must have passed before
 * @property {boolean} [long] runs only with --all or by its name
 * @property {'person' | 'suites' | 'checks'} [lane] if it has one, it runs beside the next steps, after those of its lane:
 *   what drives an editor waits most of the time
 * @property {() => Promise<Counts>} run
 */

const VITEST_RESULTS = path.join(RESULTS, 'unit.json');

/** In UTF-16 code units. */
const FAILURE_LENGTH = 1500;

/** Tests of vitest that failed, with what was wrong. @type {string[]} */
const unitFailures = [];

/** @type {Step[]} */
const STEPS = [
  { name: 'build', title: 'Build (esbuild)', run: () => tools([['esbuild.mjs', []]]) },
  { name: 'package', title: 'Packages (vsce, npm)', run: packages },
  {
    name: 'start',
    title: 'npm start shows the problems of seed.log',
    needs: ['package'],
    // It makes the package again if something has changed, so it must end before other steps use the package.
    run: start,
  },
  {
    name: 'person',
    title: 'The packaged extension in VS Code, driven as by a user',
    needs: ['package'],
    long: true,
    lane: 'person',
    run: person,
  },
  {
    name: 'node',
    title: 'VS Code suites in the Node extension host',
    needs: ['build'],
    lane: 'suites',
    run: () => suites('node'),
  },
  {
    name: 'web',
    title: 'VS Code suites in the web worker extension host',
    needs: ['build'],
    long: true,
    lane: 'suites',
    run: () => suites('web'),
  },
  {
    name: 'typecheck',
    title: 'Types (tsc)',
    lane: 'checks',
    run: () =>
      tools([
        tool('typescript', 'bin/tsc'),
        tool('typescript', 'bin/tsc', '-p', 'client/src/views/incidents/page'),
        tool('typescript', 'bin/tsc', '-p', 'scripts'),
      ]),
  },
  {
    name: 'lint',
    title: 'Lint (oxlint, oxfmt, generated files)',
    lane: 'checks',
    run: () => lint().then(one),
  },
  {
    name: 'editors',
    title: 'Neovim, Emacs and Helix with the files of editors/',
    needs: ['build'],
    lane: 'suites',
    run: editors,
  },
  {
    name: 'unit',
    title: 'Unit, property, grammar and protocol tests (vitest)',
    needs: ['build'],
    run: unitTests,
  },
];

/** @returns {Promise<number>} */
async function test() {
  const { names, isWhole, serial } = options();
  const chosen = withNeeds(names);
  const start = Date.now();
  await setup();
  useOwnTemporaryFolder();
  if (isWhole) rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  /** @type {Map<string, Counts>} */
  const results = new Map();
  /**
   * The end of the last step of each lane.
   * @type {Map<string, Promise<void>>}
   */
  const lanes = new Map();
  for (const step of chosen) {
    const take = async () => void results.set(step.name, await counted(step, results));
    if (step.lane && !serial) lanes.set(step.lane, (lanes.get(step.lane) ?? Promise.resolve()).then(take));
    else await take();
  }
  await Promise.all(lanes.values());
  const sum = [...results.values()].reduce(add, NONE);
  const failed = chosen.filter(({ name }) => results.get(name)?.failed).map(({ name }) => name);
  say(`\n== All in ${seconds(Date.now() - start)}`);
  // Repeated at the end, because often only the end of a long run is kept.
  for (const failure of unitFailures) say(`\nFailed: ${failure.slice(0, FAILURE_LENGTH)}`);
  if (failed.length > 0)
    say(`Failed: ${failed.join(', ')}. Once more: npm test -- --only ${failed.join(',')}`);
  const left = STEPS.filter(step => !chosen.includes(step)).map(({ name }) => name);
  if (isWhole && left.length > 0) say(`Not run: ${left.join(', ')}. With them: npm test -- --all`);
  say(totals(sum));
  return sum.failed > 0 ? 1 : 0;
}

/** The names of the steps to run, whether all of them run, and whether they run one after another. */
function options() {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      only: { type: 'string' },
      serial: { type: 'boolean', default: false },
    },
  });
  if (values.all && values.only !== undefined) throw new Trouble('Give --all or --only, not both.');
  const usual = STEPS.filter(({ long }) => values.all || !long).map(({ name }) => name);
  const names = values.only?.split(',') ?? usual;
  const unknown = names.find(name => !STEPS.some(step => step.name === name));
  if (unknown !== undefined) {
    throw new Trouble(
      `There is no step "${unknown}". The steps are: ${STEPS.map(({ name }) => name).join(', ')}.`,
    );
  }
  return { names, isWhole: values.only === undefined, serial: values.serial };
}

/** @param {string[]} names @returns {Step[]} in their order */
function withNeeds(names) {
  const all = new Set(names);
  for (const { name, needs = [] } of [...STEPS].reverse())
    if (all.has(name)) needs.forEach(need => all.add(need));
  return STEPS.filter(({ name }) => all.has(name));
}

/**
 * Runs a step. If it fails, the next steps still run, except those that need it.
 * @param {Step} step @param {Map<string, Counts>} results
 */
async function counted({ title, needs = [], lane, run }, results) {
  if (!lane) say(`\n== ${title}`);
  const start = Date.now();
  const missing = needs.find(need => results.get(need)?.failed);
  const counts = missing ? notRun(missing) : await run().catch(failure);
  // The output of a lane is mixed with that of other steps, so the line with its counts repeats its title.
  say(`${lane ? `== ${title}: ` : ''}${totals(counts)} in ${seconds(Date.now() - start)}`);
  return counts;
}

/** @param {string} missing */
function notRun(missing) {
  say(`not run, because "${missing}" failed`);
  return one(false);
}

/** @param {unknown} error */
function failure(error) {
  say(explain(error));
  return one(false);
}

/** A tool of node_modules and its arguments. @param {string} name @param {string} file @param {string[]} args @returns {[string, string[]]} */
const tool = (name, file, ...args) => [path.join('node_modules', name, file), args];

/** Runs tools as one test. @param {[file: string, args: string[]][]} all */
const tools = async all => one(await runChecks(all));

/** @returns {Promise<Counts>} */
async function packages() {
  await makePackage();
  const npm = await makeNpmPackage().then(() => one(true), failure);
  return add(one(true), npm);
}

/** @returns {Promise<Counts>} */
async function unitTests() {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_RESULTS}`];
  const { code } = await runNode(...tool('vitest', 'vitest.mjs', ...args));
  const { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = vitestResults();
  unitFailures.push(...failuresOf(testResults));
  // Something else may fail, such as a file that cannot be loaded: that is the failure then.
  const failed = code === 0 ? numFailedTests : Math.max(1, numFailedTests);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

/**
 * The failures in the words of vitest, with the seed of a property.
 * @param {{ name: string, message: string, status: string, assertionResults: { fullName: string, status: string, failureMessages: string[] }[] }[]} files
 */
function failuresOf(files) {
  return files.flatMap(({ name, message, status, assertionResults }) => {
    const failed = assertionResults.filter(test => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${name}\n${message}`];
    return failed.map(test => `${name}\n${test.fullName}\n${test.failureMessages.join('\n')}`);
  });
}

function vitestResults() {
  try {
    return JSON.parse(readFileSync(VITEST_RESULTS, 'utf8'));
  } catch {
    throw new Trouble('vitest did not write its results.');
  }
}

// Setup installs what these need, hence the dynamic imports.

/** @returns {Promise<Counts>} */
async function editors() {
  return (await import('../test/editors/run.mjs')).runEditors();
}

/** @param {'node' | 'web'} host @returns {Promise<Counts>} */
const suites = async host => (await import('../test/vscode/run.mjs')).runSuites({ host });

/** @returns {Promise<Counts>} */
async function person() {
  return (await import('../test/vscode/person.mjs')).actAsPerson();
}

/** @returns {Promise<Counts>} */
async function start() {
  const { EMBEDDED } = await import('../test/vscode/harness/install.mjs');
  if (!EMBEDDED) return { ...NONE, skipped: 1 };
  const { code } = await run(process.execPath, [path.join(ROOT, 'scripts', 'start.mjs'), '--check']);
  return one(code === 0);
}

if (isMain(import.meta.url)) await main(test);
