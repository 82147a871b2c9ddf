// Finds a Chromium to open VS Code in, and installs Debian's if there is none.
import { aptInstall, isExecutable, which } from '../../../scripts/setup.mjs';
import { explain, Trouble } from '../../../scripts/tools.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

/** The browser that the user configured, or the first one on the PATH. */
function find() {
  const named = process.env.CHROMIUM;
  if (named && !isExecutable(named)) {
    throw new Trouble(`CHROMIUM names ${named}, which is not a program. Name a Chromium there, or nothing.`);
  }
  return named || NAMES.map(which).find(Boolean);
}

/** @type {Promise<string> | undefined} */
let ensuring;

/** Returns the path of a Chromium, which is installed if missing; only once for steps that run in parallel. */
export const ensureChromium = () => (ensuring ??= ensure());

async function ensure() {
  const present = find();
  if (present) return present;
  await aptInstall('Chromium', ['chromium', 'fonts-dejavu-core']).catch(error => fail(explain(error)));
  return find() ?? fail('apt-get installed one that is not on the PATH');
}

/** @param {string} why @returns {never} */
function fail(why) {
  throw new Trouble(
    `Chromium is needed to show VS Code without a desktop, and ${why}. Install Chromium or Google Chrome, or name one in the environment variable CHROMIUM, and try again.`,
  );
}
