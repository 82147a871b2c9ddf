// What every script needs: places, lines for the user, child processes, and an end that leaves nothing behind.
// Node built-ins only, because setup runs before anything is installed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const SEED = path.join(ROOT, 'test', 'fixtures', 'seed.log');
export const RESULTS = path.join(ROOT, 'test-results');

/** A failure that the user can do something about: only its message is shown, never a stack trace. */
export class Trouble extends Error {}

/**
 * Milliseconds after which a wait is taken for a hang. Nothing that works takes that long, on however busy a machine: a test
 * waits for an answer, and this limit only ends a wait that would never end.
 */
export const HANG = 300_000;

/** @param {string} line */
export const say = line => console.log(line);

/**
 * The page of the repository; undefined while package.json has a placeholder for the owner, which is in capitals with `_`.
 * @param {{ repository: { url: string } }} manifest
 */
export function projectPage({ repository }) {
  const address = repository.url.replace(/\.git$/, '');
  return /\/[A-Z]+_[A-Z_]+\//.test(address) ? undefined : address;
}

/** The package.json of the project or of a folder in it. @param {string} [folder] @returns {any} */
export const manifestOf = (folder = '.') =>
  JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));

/** @param {number} ms */
export const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

/** @param {number} ms */
export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * The text to show for anything that was thrown.
 * @param {unknown} error
 */
export function explain(error) {
  if (error instanceof Trouble) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * True for the script that the user started, false for one that another script imports.
 * @param {string} url
 */
export const isMain = url =>
  process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(url);

/**
 * Runs the main function of a script and exits with the code that it returns; with --help, says what the script does.
 * @param {() => Promise<number | void>} work
 * @param {string} [help] by default, the comment at the beginning of the script
 */
export async function main(work, help) {
  let code = 1;
  try {
    const isAsked = process.argv.slice(2).some(word => word === '--help' || word === '-h');
    if (isAsked) say(help ?? firstComment(process.argv[1] ?? ''));
    code = isAsked ? 0 : ((await work()) ?? 0);
  } catch (error) {
    console.error(explain(error));
  }
  // Some libraries keep handles open; ours are closed by now, or on exit.
  process.exit(code);
}

/** @param {string} script */
const firstComment = script =>
  /^(?:\/\/.*\n)*/
    .exec(readFileSync(script, 'utf8'))?.[0]
    .replace(/^\/\/ ?/gm, '')
    .trimEnd() ?? '';

/** @type {Set<() => void>} */
const undone = new Set();
let watching = false;

/**
 * Registers a clean-up for the end of this process, however it ends, Ctrl-C included. `undo` must be synchronous,
 * because nothing else runs while a process exits.
 * @param {() => void} undo
 * @returns {() => void} undoes it now, once
 */
export function atEnd(undo) {
  if (!watching) watchForTheEnd();
  const once = () => {
    if (undone.delete(once)) undo();
  };
  undone.add(once);
  return once;
}

function watchForTheEnd() {
  watching = true;
  process.once('exit', () => [...undone].reverse().forEach(undo => undo()));
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => process.exit(code));
  }
}

/** Interval at which to check that npm is still running, in ms. */
const NPM_INTERVAL = 250;

/**
 * Ends this process when the npm that started it is stopped: npm sends SIGTERM only to its shell, which ends and
 * leaves its children running. Ctrl-C reaches all of them.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.exit(143);
  }, NPM_INTERVAL).unref();
}

/**
 * Signals a process and its children; it must have been spawned detached.
 * @param {number | undefined} pid @param {NodeJS.Signals} name
 */
export function signalGroup(pid, name) {
  try {
    // Windows has no process groups.
    if (pid) process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch {
    // It has ended already.
  }
}

/**
 * A temporary folder that is removed when this process ends, or when `remove` is called.
 * @param {string} prefix
 */
export function temporaryFolder(prefix) {
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix));
  const remove = atEnd(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  );
  return { folder, remove };
}

/** Makes this process and its children use a temporary folder that is removed when this process ends. */
export function useOwnTemporaryFolder() {
  const { folder } = temporaryFolder('fd-');
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder;
}

/**
 * Runs a command to its end and returns its exit code; its output goes to the terminal, or is returned as `output`.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, shell?: boolean, timeout?: number }} [options] after
 *   `timeout` ms the command is stopped
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options = {}) {
  const { cwd = ROOT, env = process.env, capture = false, shell = false, timeout } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, timeout, stdio: ['ignore', ...pipes(capture)] });
    const stop = atEnd(() => child.kill());
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', data => (output += data));
    child.once('error', error => {
      stop();
      reject(new Trouble(`${command} could not be started: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      stop();
      resolve({ code: code ?? (signal ? 1 : 0), output });
    });
  });
}

/** @param {boolean} capture @returns {('pipe' | 'inherit')[]} */
const pipes = capture => (capture ? ['pipe', 'pipe'] : ['inherit', 'inherit']);

/** Runs a tool of node_modules: its JavaScript directly, so that it works the same on every system. */
export const runNode = (
  /** @type {string} */ file,
  /** @type {string[]} */ args,
  /** @type {Parameters<typeof run>[2]} */ options = {},
) => run(process.execPath, [path.join(ROOT, file), ...args], options);

/**
 * Runs checks, each a script with arguments, one after another, even if one fails. The output of each is printed when
 * it has ended, so that it is not mixed with other output.
 * @param {[file: string, args: string[]][]} all
 * @returns {Promise<boolean>} whether all of them passed
 */
export async function runChecks(all) {
  let isGood = true;
  for (const [file, args] of all) {
    const { code, output } = await run(process.execPath, [path.join(ROOT, file), ...args], { capture: true });
    if (output.trim() !== '') say(output.trimEnd());
    isGood &&= code === 0;
  }
  return isGood;
}

/**
 * Runs npm: the one that started this script, otherwise the one on the PATH (a .cmd file on Windows, hence the
 * shell).
 * @param {string[]} args
 * @param {string} [cwd]
 */
export function runNpm(args, cwd = ROOT) {
  // A folder of its own must not be mistaken for a part of the project whose npm script is running.
  const env = { ...process.env };
  delete env.npm_config_local_prefix;
  const options = { cwd, env, capture: true };
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.[cm]?js$/.test(own)) return run(process.execPath, [own, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Reports that something slow has started, every five seconds that it is still running, and how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function progress(what, work) {
  const start = Date.now();
  say(`${what} ...`);
  const timer = setInterval(() => say(`  ... ${Math.round((Date.now() - start) / 1000)} s`), 5000);
  try {
    const result = await work();
    say(`  done in ${seconds(Date.now() - start)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Readonly<Counts>} */
export const NONE = { passed: 0, failed: 0, skipped: 0 };

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** One check as a count. @param {boolean} good @returns {Counts} */
export const one = good => ({ ...NONE, [good ? 'passed' : 'failed']: 1 });

/** @param {Counts} counts */
export const totals = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** A module of the server, which is TypeScript, with what it imports. @param {string} file @returns {Promise<any>} */
export async function moduleOf(file) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [path.resolve(ROOT, file)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const module = { exports: {} };
  const run = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  run(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}
