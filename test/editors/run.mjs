// Runs the editors of README.md, with the very settings that it shows, as clients of the built server.
// node test/editors/run.mjs; what they are asked and must find is in seed.mjs.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { add, NONE, one, totals } from '../../scripts/counts.mjs';
import { aptInstall, which } from '../../scripts/system.mjs';
import {
  explain,
  isMain,
  main,
  ROOT,
  run,
  say,
  SEED,
  sleep,
  temporaryFolder,
  Trouble,
} from '../../scripts/tools.mjs';
import { CHECKS, JOB } from './seed.mjs';

/** @typedef {import('../../scripts/counts.mjs').Counts} Counts */
/** @typedef {{ answer?: unknown, failed?: string }} Answer */
/**
 * An editor, as Debian has it.
 * @typedef {object} Editor
 * @property {string} name
 * @property {string} program
 * @property {string} debian its package
 * @property {[major: number, minor: number]} oldest the version that README.md asks for
 * @property {string} block the language of its settings in README.md
 * @property {string} init the file that they belong into
 * @property {(init: string, probe: string) => string[]} args
 * @property {string} probe
 */

const HERE = path.dirname(fileURLToPath(import.meta.url));
const SERVER_OF_README = '/path/to/server/dist/node.js';
const OTHER = 'other.log';
const NAMES = ['putty', 'session.out', 'notes.txt'];
const FOREIGN = ['freeradius-auth.txt', 'hostapd.txt', 'openvpn.txt', 'slapd.txt'];
// Milliseconds: for an editor to answer everything, and for its server to end after it.
const TIMEOUT = 180_000;
const END_TIMEOUT = 10_000;

/** Variables that name the folders which an editor writes to. */
const OWN_FOLDERS = [
  'HOME',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'XDG_STATE_HOME',
];

/** @type {Editor[]} */
const EDITORS = [
  {
    name: 'Neovim',
    program: 'nvim',
    debian: 'neovim',
    oldest: [0, 10],
    block: 'lua',
    init: 'init.lua',
    args: (init, probe) => ['--headless', '--clean', '-n', '-u', init, '-S', probe],
    probe: 'neovim.lua',
  },
  {
    name: 'Emacs',
    program: 'emacs',
    debian: 'emacs-nox',
    oldest: [29, 1],
    block: 'elisp',
    init: 'init.el',
    args: (init, probe) => ['--batch', '-Q', '-l', init, '-l', probe],
    probe: 'emacs.el',
  },
];

/** @returns {Promise<Counts>} */
export async function runEditors() {
  const trouble = await install();
  let counts = NONE;
  for (const editor of EDITORS) counts = add(counts, await checks(editor, trouble));
  return counts;
}

/** Installs the editors that are not there. @returns {Promise<string>} why that failed, if it did */
async function install() {
  const missing = EDITORS.filter(({ program }) => !which(program));
  if (missing.length === 0) return '';
  try {
    await aptInstall(
      missing.map(({ name }) => name).join(' and '),
      missing.map(({ debian }) => debian),
    );
    return '';
  } catch (error) {
    return explain(error);
  }
}

/** @param {Editor} editor @param {string} trouble @returns {Promise<Counts>} */
async function checks(editor, trouble) {
  const unfit = await unfitness(editor, trouble);
  if (unfit) {
    say(`  skip  ${editor.name}, all ${CHECKS.length} checks: ${unfit}`);
    return { ...NONE, skipped: CHECKS.length };
  }
  const { folder, remove } = temporaryFolder('ed-');
  const captures = copyCaptures(folder);
  const answers = await ask(editor, folder, captures);
  let counts = NONE;
  for (const check of CHECKS) counts = add(counts, one(holds(editor, check, answers[check.name], captures)));
  remove();
  return counts;
}

/** Why the editor cannot be asked; empty if it can. @param {Editor} editor @param {string} trouble */
async function unfitness({ name, program, oldest: [major, minor] }, trouble) {
  if (!which(program)) return `${name} is not installed, and ${trouble || 'apt-get installed none'}.`;
  const home = temporaryFolder('eh-');
  const { output } = await run(program, ['--version'], { env: environment(home.folder), capture: true });
  home.remove();
  const [, ...version] = /(\d+)\.(\d+)/.exec(output)?.map(Number) ?? [];
  const fits = version[0] > major || (version[0] === major && version[1] >= minor);
  return fits ? '' : `it is version ${version.join('.')}, and ${major}.${minor} or newer is needed.`;
}

/** The environment of an editor that writes to this folder alone. @param {string} folder */
function environment(folder) {
  return { ...process.env, ...Object.fromEntries(OWN_FOLDERS.map(name => [name, folder])) };
}

/** Copies every capture of the fixtures, and adds a log that is none. @param {string} folder @returns {string[]} the captures */
function copyCaptures(folder) {
  cpSync(SEED, path.join(folder, path.basename(SEED)));
  cpSync(path.join(ROOT, 'test', 'fixtures', 'captures'), folder, { recursive: true });
  // As they are named by who saves them.
  for (const name of NAMES) cpSync(SEED, path.join(folder, name));
  const captures = [...readdirSync(folder).filter(name => name.endsWith('.log')), ...NAMES];
  for (const name of FOREIGN)
    cpSync(path.join(ROOT, 'test', 'server', 'syntax', 'foreign', name), path.join(folder, name));
  writeFileSync(path.join(folder, OTHER), '2024-03-30 04:10:03 httpd[417]: started\n'.repeat(300));
  return captures.map(name => path.join(folder, name));
}

/**
 * Starts the editor with the settings of README.md and the probe.
 * @param {Editor} editor
 * @param {string} folder
 * @param {string[]} captures
 * @returns {Promise<Record<string, Answer>>}
 */
async function ask({ name, program, block, init, args, probe }, folder, captures) {
  const home = temporaryFolder('eh-');
  const at = (/** @type {string} */ file) => path.join(home.folder, file);
  writeFileSync(at(init), settingsOfReadme(block));
  const job = {
    ...JOB,
    file: path.join(folder, path.basename(SEED)),
    files: [...captures, ...[OTHER, ...FOREIGN].map(name => path.join(folder, name))],
  };
  const env = {
    ...environment(home.folder),
    FORTIOS_JOB: JSON.stringify(job),
    FORTIOS_RESULTS: at('results'),
    FORTIOS_SERVER_END: at('end'),
  };
  const { code, output } = await run(program, args(at(init), path.join(HERE, probe)), {
    env,
    capture: true,
    timeout: TIMEOUT,
  });
  for (const end = Date.now() + END_TIMEOUT; Date.now() < end && !existsSync(at('end'));) await sleep(20);
  const answers = {
    ...(existsSync(at('results')) && JSON.parse(readFileSync(at('results'), 'utf8'))),
    ...(existsSync(at('end')) && { end: { answer: JSON.parse(readFileSync(at('end'), 'utf8')) } }),
  };
  // It may have answered everything and then failed to end.
  if (code !== 0) answers.end = { failed: `${name} ended with code ${code}. It said:\n${output.trim()}` };
  home.remove();
  return answers;
}

/** The settings that README.md shows, with the place of the server that is tested. @param {string} block */
function settingsOfReadme(block) {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const settings = new RegExp('^```' + block + '\\n([^]*?)^```$', 'm').exec(readme)?.[1] ?? '';
  if (!settings.includes(SERVER_OF_README)) {
    throw new Trouble(`README.md has no settings in a block of ${block} with ${SERVER_OF_README} in them.`);
  }
  return settings.replace(SERVER_OF_README, path.join(HERE, 'recorded.mjs'));
}

/** @param {Editor} editor @param {import('./seed.mjs').Check} check @param {Answer | undefined} answer @param {string[]} captures */
function holds({ name }, { title, check }, answer, captures) {
  try {
    if (!answer) throw new Trouble('There is no answer.');
    if (answer.failed !== undefined) throw new Trouble(answer.failed);
    check(answer.answer, captures);
    say(`  ok    ${name} ${title}`);
    return true;
  } catch (error) {
    say(`  FAIL  ${name} ${title}\n${explain(error).replace(/^/gm, '          ')}`);
    return false;
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const counts = await runEditors();
    say(totals(counts));
    return counts.failed > 0 ? 1 : 0;
  });
}
