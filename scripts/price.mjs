// Says what the project costs: lines, sizes, counted work and CPU. npm run price [-- --json | --write | --check]
// docs/price.json has the figures of the last --write. --check fails if a counted figure or a size grew since then.
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { spawn } from 'node:child_process';
import { isCurrent, npmPackagePath, packagePath } from './package.mjs';
import { setup } from './setup.mjs';
import { isMain, main, RESULTS, ROOT, run, runNpm, say, SEED, temporaryFolder, Trouble } from './tools.mjs';

/** @typedef {{ [name: string]: number | Figures }} Figures figures by name, grouped */

const HELP = `npm run price [-- OPTIONS]
  --json   print the figures as JSON instead of a table
  --write  write them to docs/price.json
  --check  measure only what is counted, and compare it with docs/price.json: exits with 1 if a figure grew by more
           than 5 %. After a growth that is worth it, use --write and commit the file with the change`;

const RECORD = path.join(ROOT, 'docs', 'price.json');

/** What `npm test` took the last time, written by test.mjs. */
export const TEST_TIMES = path.join(RESULTS, 'times.json');

/** How much a figure may grow without a new record. */
const TOLERANCE = 0.05;

/** Every file of source and tests is in one of these folders; a room of the server counts by itself. */
const FOLDERS = ['client/src', 'scripts', 'test'];

const SOURCE = /\.(?:[mc]?[jt]s|css|lua|el)$/;

/** @returns {Promise<number>} */
async function price() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      write: { type: 'boolean' },
      check: { type: 'boolean' },
    },
  });
  await setup();
  if (values.check) return (await checkPrice()) ? 0 : 1;
  const figures = { ...(await counted()), ...(await measured()) };
  if (values.write) writeFileSync(RECORD, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (values.json) say(JSON.stringify(figures, undefined, 2));
  else for (const line of table(figures, recorded())) say(line);
  return 0;
}

/** Compares what is counted with the record, and prints what grew. @returns {Promise<boolean>} whether nothing did */
export async function checkPrice() {
  const grown = grownFigures(recorded(), await counted());
  for (const line of grown) say(`  grew  ${line}`);
  if (grown.length > 0)
    say('If that is worth it: npm run price -- --write, and commit docs/price.json with the change.');
  return grown.length === 0;
}

/**
 * The figures that are more than `TOLERANCE` above the recorded ones, or not recorded, with both values.
 * @param {Figures} before @param {Figures} after
 */
export function grownFigures(before, after) {
  const old = flat(before);
  return [...flat(after)]
    .filter(([name, value]) => !(value <= (old.get(name) ?? NaN) * (1 + TOLERANCE)))
    .map(([name, value]) => `${name}: ${old.get(name) ?? 'not recorded'} -> ${value}`);
}

/** @returns {Figures} */
function recorded() {
  return existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : {};
}

/** The figures by the names of their groups and their own. @param {Figures} figures @param {string} group @returns {Map<string, number>} */
function flat(figures, group = '') {
  return new Map(
    Object.entries(figures).flatMap(([name, value]) => {
      const whole = group === '' ? name : `${group} ${name}`;
      return typeof value === 'number' ? [[whole, value]] : [...flat(value, whole)];
    }),
  );
}

/** A line for each group of numbers, with what is recorded where it differs. @param {Figures} figures @param {Figures} before */
function table(figures, before) {
  const old = flat(before);
  /** @param {Figures} group @param {string} title @returns {string[]} */
  const rows = (group, title) => {
    const numbers = Object.entries(group).filter(([, value]) => typeof value === 'number');
    const cells = numbers.map(([name, value]) => {
      const last = old.get(`${title} ${name}`);
      return `${name} ${value}${last === undefined || last === value ? '' : ` (was ${last})`}`;
    });
    return [
      ...(cells.length > 0 ? [`${title.padEnd(34)} ${cells.join(', ')}`] : []),
      ...Object.entries(group).flatMap(([name, value]) =>
        typeof value === 'number' ? [] : rows(value, `${title} ${name}`.trim()),
      ),
    ];
  };
  return rows(figures, '');
}

/** @returns {Promise<Figures>} */
async function counted() {
  return {
    source: await source(),
    knowledge: knowledge(),
    packages: await packages(),
    work: await countedWork(),
  };
}

/** Lines, files and regular expressions by room. @returns {Promise<Figures>} */
async function source() {
  const server = 'server/src';
  const rooms = readdirSync(path.join(ROOT, server), { withFileTypes: true });
  const places = [
    ...rooms.filter(entry => entry.isDirectory()).map(({ name }) => `${server}/${name}`),
    ...FOLDERS,
  ];
  /** @type {Figures} */
  const figures = {};
  for (const place of places) figures[place] = await sizeOf(filesIn(place));
  figures[server] = await sizeOf(
    rooms.filter(entry => entry.isFile()).map(({ name }) => `${server}/${name}`),
  );
  return figures;
}

/** @param {string} folder @returns {string[]} */
const filesIn = folder =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .flatMap(entry => {
      const name = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(name) : [name];
    });

/** @param {string[]} files @returns {Promise<Figures>} */
async function sizeOf(files) {
  const { parseAst } = await import('rolldown/parseAst');
  const sources = files.filter(file => SOURCE.test(file));
  let [lines, regularExpressions] = [0, 0];
  for (const file of sources) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    lines += text.split('\n').length - 1;
    if (/\.[mc]?[jt]s$/.test(file))
      regularExpressions += expressionsIn(parseAst(text, { lang: file.endsWith('ts') ? 'ts' : 'js' }));
  }
  return { files: sources.length, lines, regularExpressions };
}

/** Counts the regular expressions in a syntax tree: literals, and uses of RegExp. @param {unknown} node @returns {number} */
function expressionsIn(node) {
  if (typeof node !== 'object' || node === null) return 0;
  const { type, regex, callee } = /** @type {any} */ (node);
  const isOne =
    (type === 'Literal' && regex) ||
    ((type === 'NewExpression' || type === 'CallExpression') && callee.name === 'RegExp');
  return Object.values(node).reduce((sum, child) => sum + expressionsIn(child), isOne ? 1 : 0);
}

/** Rows of the knowledge, the causes that a problem can name, and texts in other languages. @returns {Figures} */
function knowledge() {
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
  const data = filesIn('server/src/knowledge/data').filter(file => file.endsWith('.json'));
  const bytes = data.reduce((sum, file) => sum + statSync(path.join(ROOT, file)).size, 0);
  const translations = filesIn('l10n').filter(file => !file.includes('glossary'));
  const domains = filesIn('server/src/knowledge/data/domains').map(read);
  return {
    kilobytes: Math.round(bytes / 1024),
    rows: data.reduce((sum, file) => sum + objectsIn(read(file)), 0),
    causes: domains.reduce((sum, { causes = [] }) => sum + causes.length, 0),
    translatedTexts: translations.reduce((sum, file) => sum + Object.keys(read(file)).length, 0),
  };
}

/** The objects in the lists of a file: its rows. @param {unknown} content @returns {number} */
function objectsIn(content) {
  if (typeof content !== 'object' || content === null) return 0;
  if (Array.isArray(content)) return content.filter(row => typeof row === 'object').length;
  return Object.values(content).reduce((sum, part) => sum + objectsIn(part), 0);
}

/** Kilobytes of what is shipped. @returns {Promise<Figures>} */
async function packages() {
  if (!isCurrent()) {
    // In a process of its own, whose output does not mix with the figures.
    const made = await run(process.execPath, ['scripts/package.mjs'], { capture: true });
    if (made.code !== 0) throw new Trouble(`The packages could not be made:\n${made.output}`);
  }
  const { folder, remove } = temporaryFolder('pr-');
  const { code, output } = await runNpm(
    ['pack', path.join(ROOT, 'server'), `--pack-destination=${folder}`],
    ROOT,
  );
  if (code !== 0) throw new Trouble(`npm pack failed:\n${output}`);
  const kilobytes = (/** @type {string} */ file) => Math.round(statSync(file).size / 1024);
  const sizes = {
    vsix: kilobytes(packagePath()),
    npm: kilobytes(path.join(folder, path.basename(npmPackagePath()))),
  };
  remove();
  return sizes;
}

/** What an analysis does for each line of two generated logs. @returns {Promise<Figures>} */
const countedWork = async () => JSON.parse(await bench());

/** Runs test/bench/counted.ts and returns what it prints. @param {string[]} args @returns {Promise<string>} */
async function bench(...args) {
  const { build } = await import('esbuild');
  const outfile = path.join(ROOT, 'node_modules/.cache/price/counted.cjs');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/bench/counted.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const { code, output } = await run(process.execPath, [outfile, ...args], { capture: true });
  if (code !== 0) throw new Trouble(`test/bench/counted.ts failed:\n${output}`);
  return output;
}

/** CPU of the built programs in milliseconds, each beside what it needs at least. @returns {Promise<Figures>} */
async function measured() {
  const { folder, remove } = temporaryFolder('pr-');
  const probe = new Probe(folder);
  const log = path.join(folder, 'fixed.log');
  const plain = path.join(folder, 'plain.cjs');
  await bench(log);
  appendFileSync(log, fixtures());
  writeFileSync(plain, PLAIN_READING);
  const cli = path.join(ROOT, 'server/dist/cli.js');
  const megabytes = statSync(log).size / 1e6;
  /** @type {Record<string, () => Promise<number>>} */
  const runs = {
    node: () => probe.cpuOf(['-e', '0']),
    version: () => probe.cpuOf([cli, '--version']),
    firstProblems: () => probe.cpuOfServer(),
    check: () => probe.cpuOf([cli, 'check', '--quiet', '--fail-on', 'never', log]),
    plainReading: () => probe.cpuOf([plain, log]),
  };
  /** @type {Record<string, number>} */
  const least = {};
  // In turns, so that a busy machine slows all of them.
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, take] of Object.entries(runs))
      least[name] = Math.min(least[name] ?? Infinity, await take());
  remove();
  const perMegabyte = (/** @type {number} */ cpu) => Math.round((cpu - least.node) / megabytes);
  return {
    cpu: {
      'check, ms for a megabyte': perMegabyte(least.check),
      'plain reading 20 times, ms for a megabyte': perMegabyte(least.plainReading),
    },
    start: {
      'node, ms': least.node,
      '--version, ms': least.version,
      'first problems of the server, ms': least.firstProblems,
    },
    test: existsSync(TEST_TIMES) ? JSON.parse(readFileSync(TEST_TIMES, 'utf8')) : {},
  };
}

const ROUNDS = 3;

/** Reads a file twenty times line by line, and hashes each line. */
const PLAIN_READING = `
const text = require('node:fs').readFileSync(process.argv[2], 'utf8');
let sum = 0;
for (let times = 0; times < 20; times++)
  for (const line of text.split('\\n')) {
    let hash = 0;
    for (let at = 0; at < line.length; at++) hash = (Math.imul(hash, 31) + line.charCodeAt(at)) | 0;
    sum += hash & 1;
  }
console.log(sum);
`;

/** All captures of the fixtures, in the order of their names. */
function fixtures() {
  const folder = 'test/fixtures/captures';
  const names = readdirSync(path.join(ROOT, folder)).sort();
  return names.map(name => readFileSync(path.join(ROOT, folder, name), 'utf8')).join('\n');
}

/** Measures the CPU time of processes of Node: each writes its own when it ends. */
class Probe {
  #result;
  #env;

  /** @param {string} folder */
  constructor(folder) {
    this.#result = path.join(folder, 'cpu');
    const hook = path.join(folder, 'hook.cjs');
    writeFileSync(
      hook,
      `if (require('node:worker_threads').isMainThread)
        process.on('exit', () => {
          const { user, system } = process.cpuUsage();
          require('node:fs').writeFileSync(${JSON.stringify(this.#result)}, String((user + system) / 1000));
        });`,
    );
    this.#env = { ...process.env, NODE_OPTIONS: `--require=${JSON.stringify(hook)}` };
  }

  /** @param {string[]} args @returns {Promise<number>} in milliseconds */
  async cpuOf(args) {
    const { code, output } = await run(process.execPath, args, { env: this.#env, capture: true });
    if (code !== 0) throw new Trouble(`node ${args.join(' ')} ended with ${code}:\n${output}`);
    return this.#cpu();
  }

  /** Of a server from its start to the problems of the seed, and its end. @returns {Promise<number>} in milliseconds */
  async cpuOfServer() {
    const protocol = await import('vscode-languageserver-protocol/node');
    const child = spawn(process.execPath, [path.join(ROOT, 'server/dist/node.js'), '--stdio'], {
      env: this.#env,
    });
    const ended = new Promise(resolve => child.once('exit', resolve));
    const connection = protocol.createProtocolConnection(
      new protocol.StreamMessageReader(child.stdout),
      new protocol.StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const uri = pathToFileURL(SEED).href;
    const text = readFileSync(SEED, 'utf8');
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { diagnostic: {} } },
    });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'fortios-debug', version: 1, text },
    });
    /** @type {any} */
    const report = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    if (report.items.length === 0) throw new Trouble('The server found no problem in seed.log.');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await ended;
    connection.dispose();
    return this.#cpu();
  }

  #cpu() {
    return Math.round(Number(readFileSync(this.#result, 'utf8')));
  }
}

if (isMain(import.meta.url)) await main(price, HELP);
