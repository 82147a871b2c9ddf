import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { scoopManifest, WINGET, wingetManifests, yamlOf } from '../../scripts/manifests.mjs';

const RELEASE = {
  publisher: 'example',
  name: 'fortios-debug',
  version: '1.2.0',
  description: 'Language server and command line',
  tags: ['fortios', 'log'],
  page: 'https://github.com/example/fortios-debug-log',
  file: 'fortios-debug-1.2.0-windows-x64.zip',
  sha256: 'ab'.repeat(32),
};
const ADDRESS =
  'https://github.com/example/fortios-debug-log/releases/download/v1.2.0/fortios-debug-1.2.0-windows-x64.zip';

/** The workflow takes the schemas from the repositories of winget and Scoop. */
const SCHEMAS = '.schemas';
const NO_SCHEMAS = !existsSync(SCHEMAS);

/** What is wrong with a manifest by a schema. @param {string} file @param {object} manifest */
function faults(file, manifest) {
  const schema = JSON.parse(readFileSync(`${SCHEMAS}/${file}`, 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema);
  return validate(manifest) ? [] : validate.errors;
}

describe('The manifests of winget', () => {
  const manifests = wingetManifests(RELEASE);

  test('name the archive with its hash, and the program in it', () => {
    expect(yamlOf(manifests['example.fortios-debug.installer.yaml'] ?? {}))
      .toBe(`PackageIdentifier: "example.fortios-debug"
PackageVersion: "1.2.0"
InstallerType: "zip"
NestedInstallerType: "portable"
NestedInstallerFiles:
- RelativeFilePath: "fortios-debug.exe"
  PortableCommandAlias: "fortios-debug"
Installers:
- Architecture: "x64"
  InstallerUrl: "${ADDRESS}"
  InstallerSha256: "${'AB'.repeat(32)}"
ManifestType: "installer"
ManifestVersion: "${WINGET}"
`);
  });

  test.skipIf(NO_SCHEMAS)('are valid by its schemas', () => {
    for (const manifest of /** @type {any[]} */ (Object.values(manifests))) {
      const file = `winget/schemas/JSON/manifests/v${WINGET}/manifest.${manifest.ManifestType}.${WINGET}.json`;
      expect(faults(file, manifest)).toEqual([]);
      expect(faults(file, { ...manifest, PackageIdentifier: 'example' })).not.toEqual([]);
    }
  });
});

describe('The manifest of Scoop', () => {
  test('names the archive with its hash, and where the next one is', () => {
    const { architecture, autoupdate, bin } = scoopManifest(RELEASE);
    expect([architecture['64bit'], bin]).toEqual([
      { url: ADDRESS, hash: RELEASE.sha256 },
      'fortios-debug.exe',
    ]);
    expect(autoupdate.architecture['64bit'].url).toBe(ADDRESS.replaceAll('1.2.0', '$version'));
  });

  test.skipIf(NO_SCHEMAS)('is valid by its schema', () => {
    expect(faults('scoop/schema.json', scoopManifest(RELEASE))).toEqual([]);
    expect(
      faults('scoop/schema.json', { ...scoopManifest(RELEASE), license: undefined, hash: 1 }),
    ).not.toEqual([]);
  });
});

test('A value of YAML in a list or an object is indented below its key', () => {
  expect(yamlOf({ a: { b: ['c', 'd: e'], f: [{ g: 1, h: [true] }] } })).toBe(
    'a:\n  b:\n  - "c"\n  - "d: e"\n  f:\n  - g: 1\n    h:\n    - true\n',
  );
});
