// Sets up what is missing and runs the tests; --help says how. Every step prints a heading, and what it counted; the last
// line of all is the sum.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  add,
  explain,
  isMain,
  main,
  NONE,
  one,
  RESULTS,
  ROOT,
  run,
  runChecks,
  runNode,
  say,
  seconds,
  totals,
  Trouble,
  useOwnTemporaryFolder,
} from './tools.mjs';
import { lint } from './lint.mjs';
import { makeNpmPackage, makePackage } from './package.mjs';
import { checkPrice, TEST_TIMES } from './price.mjs';
import { setup } from './setup.mjs';

/** @typedef {import('./tools.mjs').Counts} Counts */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {string[]} [needs] steps that must have passed before
 * @property {boolean} [quick] runs without --all, too
 * @property {'suites' | 'checks'} [lane] if it has one, it runs beside the next steps, after those of its lane: what drives
 *   an editor waits most of the time
 * @property {boolean} [alone] with --all nothing runs beside it: a window that is driven by keys loses some of them on a
 *   busy machine, and the CPU time of short tests is compared with a budget
 * @property {() => Promise<Counts>} run
 */

/** The most that a short test file may take, in seconds of CPU on the machine of `REFERENCE`. */
const BUDGET = 3;

/** The same file takes up to so many times as much beside other work, or as the first one of its process. */
const NOISE = 1.5;

/** What `calibrate` took on the machine for which `BUDGET` was set, in milliseconds of CPU. */
const REFERENCE = 64;

const SHORT = 'short*';

/** Test files write their CPU time here: see test/support/cpu.ts. @param {string} projects */
const cpuFolder = projects => path.join(RESULTS, 'cpu', projects.replace('*', ''));

/** In UTF-16 code units. */
const FAILURE_LENGTH = 1500;

/** Tests of vitest that failed, with what was wrong. @type {string[]} */
const unitFailures = [];

/** @type {Step[]} */
const STEPS = [
  { name: 'build', title: 'Build (esbuild)', quick: true, run: () => tools([['esbuild.mjs', []]]) },
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
    alone: true,
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
    lane: 'suites',
    run: () => suites('web'),
  },
  {
    name: 'typecheck',
    title: 'Types (tsc)',
    quick: true,
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
    quick: true,
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
    name: 'long',
    title: 'Tests that take long, *.long.test.ts (vitest)',
    lane: 'checks',
    needs: ['build'],
    run: () => unitTests('long*'),
  },
  {
    name: 'unit',
    title: 'Unit, property, grammar and protocol tests (vitest)',
    quick: true,
    alone: true,
    needs: ['build'],
    run: () => unitTests(SHORT),
  },
  {
    name: 'budget',
    title: `Each file of these tests takes at most ${BUDGET} s of CPU`,
    needs: ['unit'],
    run: () => isWithinBudget().then(one),
  },
  {
    name: 'price',
    title: 'The price is as docs/price.json says',
    needs: ['package'],
    run: () => checkPrice().then(one),
  },
];

const HELP = `npm test [-- OPTIONS]
  Builds, checks types and style, and runs every unit test that takes little time: about two minutes on two cores.
  --all              also what takes long: packages, VS Code, other editors, long tests, the price; CI runs this
  --only STEP[,...]  only these steps, and those that they need
  --help             this text

Steps:
${STEPS.map(({ name, title, quick }) => `  ${name.padEnd(10)} ${title}${quick ? '' : ' (--all)'}`).join('\n')}

One test file: npx vitest run test/server/features/hover.test.ts`;

/** @returns {Promise<number>} */
async function test() {
  const { names, isWhole, isQuick } = options();
  const chosen = withNeeds(names);
  await setup();
  const start = Date.now();
  const cpuBefore = cpuOfChildren();
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
    if (step.alone && !isQuick) await Promise.all(lanes.values());
    if (step.lane) lanes.set(step.lane, (lanes.get(step.lane) ?? Promise.resolve()).then(take));
    else await take();
  }
  await Promise.all(lanes.values());
  const sum = [...results.values()].reduce(add, NONE);
  const failed = chosen.filter(({ name }) => results.get(name)?.failed).map(({ name }) => name);
  const [wall, cpu] = [Date.now() - start, cpuOfChildren() - cpuBefore];
  say(`\n== All in ${seconds(wall)}${cpu > 0 ? `, ${seconds(cpu)} of CPU` : ''}`);
  if (isQuick && failed.length === 0 && cpu > 0)
    writeFileSync(
      TEST_TIMES,
      JSON.stringify({ 'npm test, s': round(wall), 'npm test, s of CPU': round(cpu) }),
    );
  // Repeated at the end, because often only the end of a long run is kept.
  for (const failure of unitFailures) say(`\nFailed: ${failure.slice(0, FAILURE_LENGTH)}`);
  if (failed.length > 0)
    say(`Failed: ${failed.join(', ')}. Once more: npm test -- --only ${failed.join(',')}`);
  const left = STEPS.filter(step => !chosen.includes(step)).map(({ name }) => name);
  if (isWhole && left.length > 0) say(`Not run: ${left.join(', ')}. With them: npm test -- --all`);
  say(totals(sum));
  return sum.failed > 0 ? 1 : 0;
}

/** The names of the steps to run, and the options. */
function options() {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  if (values.all && values.only !== undefined) throw new Trouble('Give --all or --only, not both.');
  const usual = STEPS.filter(({ quick }) => values.all || quick).map(({ name }) => name);
  const names = values.only?.split(',') ?? usual;
  const unknown = names.find(name => !STEPS.some(step => step.name === name));
  if (unknown !== undefined) {
    throw new Trouble(
      `There is no step "${unknown}". The steps are: ${STEPS.map(({ name }) => name).join(', ')}.`,
    );
  }
  const isWhole = values.only === undefined;
  return { ...values, names, isWhole, isQuick: isWhole && !values.all };
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

/** @param {'short*' | 'long*'} projects those of vitest.config.mts @returns {Promise<Counts>} */
async function unitTests(projects) {
  const file = path.join(RESULTS, `${projects.replace('*', '')}.json`);
  const code = await vitest(projects, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`);
  const { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = vitestResults(file);
  unitFailures.push(...failuresOf(testResults));
  // Something else may fail, such as a file that cannot be loaded: that is the failure then.
  const failed = code === 0 ? numFailedTests : Math.max(1, numFailedTests);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

/** @param {string} projects @param {...string} args @returns {Promise<number>} its exit code */
async function vitest(projects, ...args) {
  const folder = cpuFolder(projects);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, FORTIOS_TEST_CPU: folder };
  const { code } = await runNode(...tool('vitest', 'vitest.mjs', 'run', `--project=${projects}`, ...args), {
    env,
  });
  return code;
}

/**
 * Whether no short test file takes more than the budget, on a machine of any speed; prints those that do. What took more is
 * asked once more without other files, since a core that does two things at a time is slower.
 */
async function isWithinBudget() {
  const first = dearFiles();
  if (first.length === 0) return true;
  await vitest(SHORT, '--reporter=dot', '--maxWorkers=1', ...first.map(({ file }) => file));
  const again = dearFiles();
  for (const { file, cpu } of again)
    say(`  ${file}: ${seconds(cpu)} of CPU of at most ${BUDGET} s. Make it cheaper, or *.long.test.ts.`);
  return again.length === 0;
}

/** Short test files above the budget, the dearest first, in milliseconds of CPU of the machine of `REFERENCE`. */
function dearFiles() {
  const slowness = Math.max(1, calibrate() / REFERENCE);
  const folder = cpuFolder(SHORT);
  const rows = readdirSync(folder)
    .flatMap(name => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map(row => /** @type {{ file: string, cpu: number }} */ (JSON.parse(row)))
    .map(({ file, cpu }) => ({ file, cpu: cpu / slowness }));
  if (rows.length === 0) throw new Trouble('No test file wrote its CPU time: see test/support/cpu.ts.');
  return rows.filter(({ cpu }) => cpu > BUDGET * 1000 * NOISE).sort((a, b) => b.cpu - a.cpu);
}

/** The CPU time of a fixed piece of work in milliseconds: how fast this machine is. */
function calibrate() {
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    let hash = 0;
    for (let at = 0; at < 5e7; at++) hash = (Math.imul(hash, 31) + at) | 0;
    const { user, system } = process.cpuUsage(before);
    // The sum is used, so that the loop is not optimised away.
    least = Math.min(least, (user + system + (hash & 1)) / 1000);
  }
  return least;
}

/** The CPU time of the children that have ended, in milliseconds; 0 where the system does not say. */
function cpuOfChildren() {
  const file = '/proc/self/stat';
  if (!existsSync(file)) return 0;
  // After the name in brackets: fields 16 and 17, in hundredths of a second.
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

const round = (/** @type {number} */ ms) => Math.round(ms / 1000);

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

/** @param {string} file */
function vitestResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
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

if (isMain(import.meta.url)) await main(test, HELP);
