// Finds a Chromium to open VS Code in, and installs Debian's when there is none.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { progress, run, Trouble } from '../../../scripts/tools.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

/** The full path of a program on the PATH. @param {string} name @returns {string | undefined} */
export function which(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = folders.flatMap(folder => endings.map(ending => path.join(folder, name + ending)));
  return candidates.find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser that the person named, else the first one on the PATH. */
function find() {
  const named = process.env.CHROMIUM;
  if (named && !isExecutable(named)) {
    throw new Trouble(`CHROMIUM names ${named}, which is not a program. Name a Chromium there, or nothing.`);
  }
  return named || NAMES.map(which).find(Boolean);
}

/** The path of a Chromium, installed first where that is needed. @returns {Promise<string>} */
export async function ensureChromium() {
  const present = find();
  if (present) return present;
  const apt = which('apt-get');
  if (!apt) throw new Trouble(missing('apt-get is not there to install it'));
  const output = await progress('Installing Chromium (apt-get)', () => installWith(apt));
  return find() ?? fail(output);
}

/** @param {string} apt @returns {Promise<string>} what apt-get said */
async function installWith(apt) {
  const root = process.getuid?.() === 0;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // With -n sudo fails where it would have to ask for a password.
  const as = root ? [apt] : ['sudo', '-n', apt];
  let said = '';
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    const [command, ...rest] = [...as, ...args];
    const { code, output } = await run(command, rest, { env, capture: true });
    said = output;
    // A failed update may be one source of several: the installation tells.
    if (code !== 0 && args[0] === 'install') fail(output);
  }
  return said;
}

/** @param {string} output @returns {never} */
function fail(output) {
  const last = output.trim().split('\n').at(-1);
  throw new Trouble(missing(`apt-get could not install it${last ? ` (${last})` : ''}`));
}

/** @param {string} why */
const missing = why =>
  `Chromium is needed to show VS Code without a desktop, and ${why}. Install Chromium or Google Chrome, or name one in the environment variable CHROMIUM, and try again.`;
