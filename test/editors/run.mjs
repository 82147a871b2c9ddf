// Runs editors with the files of editors/, as clients of the built command line.
// node test/editors/run.mjs; what they are asked and must find is in seed.mjs.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { add, explain, HANG, isMain, main, NONE, one, ROOT, run, say, SEED, sleep, temporaryFolder, totals, Trouble } from '../../scripts/tools.mjs';
import { aptInstall, which } from '../../scripts/setup.mjs';
import { CHECKS, JOB } from './seed.mjs';

/** @typedef {import('../../scripts/tools.mjs').Counts} Counts */
/** @typedef {{ answer?: unknown, failed?: string }} Answer */
/**
 * An editor, as Debian has it.
 * @typedef {object} Editor
 * @property {string} name
 * @property {string} program
 * @property {string} debian its package
 * @property {[major: number, minor: number]} oldest the version that editors/README.md asks for
 * @property {string} settings its file in editors/
 * @property {(settings: string, probe: string) => string[]} args
 * @property {string} probe
 */

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OTHER = 'other.log';
const NAMES = ['putty', 'session.out', 'notes.txt'];
const FOREIGN = ['freeradius-auth.txt', 'hostapd.txt', 'openvpn.txt', 'slapd.txt'];

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
    settings: 'neovim/fortios-debug.lua',
    args: (settings, probe) => ['--headless', '--clean', '-n', '-u', settings, '-S', probe],
    probe: 'neovim.lua',
  },
  {
    name: 'Emacs',
    program: 'emacs',
    debian: 'emacs-nox',
    oldest: [29, 1],
    settings: 'emacs/fortios-debug.el',
    args: (settings, probe) => ['--batch', '-Q', '-l', settings, '-l', probe],
    probe: 'emacs.el',
  },
];

/** @returns {Promise<Counts>} */
export async function runEditors() {
  const trouble = await install();
  let counts = NONE;
  for (const editor of EDITORS) counts = add(counts, await checks(editor, trouble));
  return add(counts, await helix());
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

/** Helix has no scripts: it is asked whether it knows the language, and opens a file in a terminal. @returns {Promise<Counts>} */
async function helix() {
  const trouble = which('hx') ? '' : await aptInstall('Helix', ['hx']).then(() => '', explain);
  if (trouble || !which('script')) {
    say(`  skip  Helix, both checks: ${trouble || 'there is no program `script` to give it a terminal'}.`);
    return { ...NONE, skipped: 2 };
  }
  const { folder, remove } = temporaryFolder('eh-');
  const file = path.join(folder, 'seed.fgtlog');
  cpSync(SEED, file);
  mkdirSync(path.join(folder, 'helix'));
  cpSync(path.join(ROOT, 'editors', 'helix', 'languages.toml'), path.join(folder, 'helix', 'languages.toml'));
  const log = path.join(folder, 'log');
  // It kills the server after its last message, so that nothing tells how that ended.
  const env = { ...withCommandLine(folder), FORTIOS_SERVER_END: path.join(folder, 'end'), TERM: 'xterm' };
  const health = await run('hx', ['--health', 'fortios-debug'], { env, capture: true });
  const knows = holds(
    { name: 'Helix' },
    {
      name: 'health',
      title: 'knows the language and finds its server',
      check: said => assert.match(said, /fortios-debug.*bin\/fortios-debug/s),
    },
    { answer: health.output },
    [],
  );
  const rule = JOB.error.rule;
  const editor = `script -qec 'stty rows 24 cols 80; hx -v --log "${log}" "${file}"' /dev/null`;
  const seen = `grep -q ${rule} "${log}"`;
  const quit = `(i=0; until ${seen} || [ $i -gt ${HANG / 200} ]; do i=$((i+1)); sleep 0.1; done; printf ':q!\\r'; sleep 1)`;
  await run('/bin/sh', ['-c', `${quit} | ${editor}`], { env, capture: true, timeout: HANG });
  const starts = holds(
    { name: 'Helix' },
    { name: 'start', title: 'gets the problems of seed.log', check: said => assert.ok(said.includes(rule)) },
    { answer: existsSync(log) ? readFileSync(log, 'utf8') : '' },
    [],
  );
  remove();
  return add(one(knows), one(starts));
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

/** The same, with the built command line on the PATH. @param {string} folder */
function withCommandLine(folder) {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const line = [process.execPath, path.join(HERE, 'recorded.mjs')].map(word => `"${word}"`).join(' ');
  writeFileSync(path.join(bin, 'fortios-debug'), `#!/bin/sh\nexec ${line} "$@"\n`, { mode: 0o755 });
  return { ...environment(folder), PATH: `${bin}${path.delimiter}${process.env.PATH}` };
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
 * Starts the editor with its file of editors/ and the probe.
 * @param {Editor} editor
 * @param {string} folder
 * @param {string[]} captures
 * @returns {Promise<Record<string, Answer>>}
 */
async function ask({ name, program, settings, args, probe }, folder, captures) {
  const home = temporaryFolder('eh-');
  const at = (/** @type {string} */ file) => path.join(home.folder, file);
  const job = {
    ...JOB,
    file: path.join(folder, path.basename(SEED)),
    files: [...captures, ...[OTHER, ...FOREIGN].map(name => path.join(folder, name))],
  };
  const env = {
    ...withCommandLine(home.folder),
    FORTIOS_JOB: JSON.stringify(job),
    FORTIOS_RESULTS: at('results'),
    // In seconds; a limit against a hang, for one answer.
    FORTIOS_PATIENCE: String(HANG / 3000),
    FORTIOS_SERVER_END: at('end'),
  };
  const { code, output } = await run(program, args(path.join(ROOT, 'editors', settings), path.join(HERE, probe)), {
    env,
    capture: true,
    timeout: HANG,
  });
  for (const end = Date.now() + HANG; Date.now() < end && !existsSync(at('end'));) await sleep(20);
  const answers = {
    ...(existsSync(at('results')) && JSON.parse(readFileSync(at('results'), 'utf8'))),
    ...(existsSync(at('end')) && { end: { answer: JSON.parse(readFileSync(at('end'), 'utf8')) } }),
  };
  // It may have answered everything and then failed to end.
  if (code !== 0) answers.end = { failed: `${name} ended with code ${code}. It said:\n${output.trim()}` };
  home.remove();
  return answers;
}

/** @param {Pick<Editor, 'name'>} editor @param {import('./seed.mjs').Check} check @param {Answer | undefined} answer @param {string[]} captures */
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
