// Programs of the system: finds them, and installs Debian's where they are missing. Node built-ins only.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { progress, run, Trouble } from './tools.mjs';

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
