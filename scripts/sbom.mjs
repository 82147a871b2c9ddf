// Writes a bill of materials (CycloneDX) of the packages whose code is in the bundles: node scripts/sbom.mjs [FILE]
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { bundles } from '../esbuild.mjs';
import { bundledPackages } from './notices.mjs';
import { isMain, main, ROOT, runNpm, say, Trouble } from './tools.mjs';

/** @typedef {{ 'bom-ref': string, name: string, version: string, group?: string, purl: string }} Component */
/** @typedef {{ ref: string, dependsOn?: string[] }} Dependency */
/** @typedef {{ specVersion: string, metadata: { component: Component }, components: Component[], dependencies: Dependency[] }} Sbom */

/**
 * The packages that npm knows, without those that are only tools.
 * @returns {Promise<Sbom>}
 */
export async function sbom() {
  const results = await Promise.all(
    (await bundles()).map(bundle => esbuild.build({ ...bundle, write: false, metafile: true })),
  );
  const bundled = new Set(bundledPackages(results.flatMap(({ metafile }) => metafile ?? [])));
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
