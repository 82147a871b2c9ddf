// Makes a fresh clone ready: checks Node, and installs what package-lock.json says; also finds and installs programs of the
// system. Node built-ins only.
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { isMain, main, progress, ROOT, run, runNpm, Trouble } from './tools.mjs';

const OLDEST_NODE = 20;

/** Installs the packages if they are missing or differ from package-lock.json; otherwise takes milliseconds. */
export async function setup() {
  checkNode();
  if (packagesAreCurrent()) return;
  const { code, output } = await progress('Installing the packages of package-lock.json (npm ci)', () =>
    runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  if (code !== 0) {
    throw new Trouble(
      `The packages could not be installed, npm ci said:\n${output.trim()}\nCheck the connection to the package registry, then try again.`,
    );
  }
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  throw new Trouble(
    `This project needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}. Install a newer one and try again.`,
  );
}

/**
 * npm writes node_modules/.package-lock.json last: a record of what was really installed. It is compared with
 * package-lock.json package by package, so that an interrupted installation counts as none, and one made by hand is
 * accepted.
 */
function packagesAreCurrent() {
  const required = packagesOf('package-lock.json');
  const present = packagesOf(path.join('node_modules', '.package-lock.json'));
  if (!required || !present) return false;
  return Object.entries(required).every(
    // Optional packages may be for other systems. An entry outside node_modules is the project itself.
    ([name, { version, optional }]) =>
      !name.includes('node_modules/') || optional || (present[name] && present[name].version === version),
  );
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }> | undefined} */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The full path of a program on the PATH. @param {string} name @returns {string | undefined} */
export function which(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = folders.flatMap(folder => endings.map(ending => path.join(folder, name + ending)));
  return candidates.find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs packages with apt-get. Throws a `Trouble` whose message is the reason, worded to complete a sentence.
 * @param {string} what in words, for the user who waits
 * @param {string[]} packages
 */
export async function aptInstall(what, packages) {
  const apt = which('apt-get');
  if (!apt) throw new Trouble('apt-get is not there to install it');
  await progress(`Installing ${what} (apt-get)`, () => installWith(apt, packages));
}

/** @param {string} apt @param {string[]} packages */
async function installWith(apt, packages) {
  const root = process.getuid?.() === 0;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // With -n, sudo fails instead of asking for a password.
  const [command, ...before] = root ? [apt] : ['sudo', '-n', apt];
  // A failed update may concern only one source; the installation shows whether it matters.
  await run(command, [...before, 'update', '-qq'], { env, capture: true });
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  const { code, output } = await run(command, [...before, ...install], { env, capture: true });
  if (code === 0) return;
  const last = output.trim().split('\n').at(-1);
  throw new Trouble(`apt-get could not install it${last ? ` (${last})` : ''}`);
}

if (isMain(import.meta.url)) await main(setup);
