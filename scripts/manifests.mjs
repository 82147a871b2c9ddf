// Writes what installers need to know of the files of a release: the manifests for winget and Scoop, and SHA256SUMS.
//   node scripts/manifests.mjs FOLDER
// Node built-ins only, because nothing is installed where it runs in a release.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMain, main, manifestOf, projectPage, say, Trouble } from './tools.mjs';

/** The version of winget's schemas. */
export const WINGET = '1.10.0';
const SUMS = 'SHA256SUMS';

/**
 * What the manifests say.
 * @typedef {object} Release
 * @property {string} publisher @property {string} version @property {string} description @property {string[]} tags
 * @property {string} name of the command, and of the npm package
 * @property {string} page of the repository
 * @property {string} file the zip file for Windows
 * @property {string} sha256 its hash
 */

/** The manifests of winget by the names of their files. @param {Release} release @returns {Record<string, object>} */
export function wingetManifests({ publisher, name, version, description, tags, page, file, sha256 }) {
  const id = `${publisher}.${name}`;
  const manifest = (/** @type {string} */ type, /** @type {object} */ fields) => ({
    PackageIdentifier: id,
    PackageVersion: version,
    ...fields,
    ManifestType: type,
    ManifestVersion: WINGET,
  });
  return {
    [`${id}.yaml`]: manifest('version', { DefaultLocale: 'en-US' }),
    [`${id}.installer.yaml`]: manifest('installer', {
      InstallerType: 'zip',
      NestedInstallerType: 'portable',
      NestedInstallerFiles: [{ RelativeFilePath: `${name}.exe`, PortableCommandAlias: name }],
      Installers: [
        {
          Architecture: 'x64',
          InstallerUrl: addressOf(page, version, file),
          InstallerSha256: sha256.toUpperCase(),
        },
      ],
    }),
    [`${id}.locale.en-US.yaml`]: manifest('defaultLocale', {
      PackageLocale: 'en-US',
      Publisher: publisher,
      PublisherUrl: page,
      PublisherSupportUrl: `${page}/issues`,
      PackageName: name,
      PackageUrl: page,
      License: 'MIT',
      LicenseUrl: `${page}/blob/v${version}/LICENSE`,
      ShortDescription: description,
      Moniker: name,
      Tags: tags,
      ReleaseNotesUrl: `${page}/releases/tag/v${version}`,
    }),
  };
}

/** The manifest of Scoop. @param {Release} release */
export const scoopManifest = ({ name, version, description, page, file, sha256 }) => ({
  version,
  description,
  homepage: page,
  license: 'MIT',
  architecture: { '64bit': { url: addressOf(page, version, file), hash: sha256 } },
  bin: `${name}.exe`,
  checkver: { github: page },
  autoupdate: {
    architecture: { '64bit': { url: addressOf(page, '$version', file.replace(version, '$version')) } },
    hash: { url: `$baseurl/${SUMS}` },
  },
});

/** @param {string} page @param {string} version @param {string} file */
const addressOf = (page, version, file) => `${page}/releases/download/v${version}/${file}`;

/**
 * An object as YAML, of which JSON is a part: each text is in quotation marks, so that no version is read as a number.
 * @param {object} value @param {string} [indent] @returns {string}
 */
export function yamlOf(value, indent = '') {
  return Object.entries(value)
    .map(([key, inner]) => {
      if (typeof inner !== 'object') return `${indent}${key}: ${JSON.stringify(inner)}\n`;
      const items = Array.isArray(inner) ? inner : [];
      const lines = items.map(item =>
        typeof item === 'object'
          ? yamlOf(item, `${indent}  `).replace(`${indent}  `, `${indent}- `)
          : `${indent}- ${JSON.stringify(item)}\n`,
      );
      return `${indent}${key}:\n${Array.isArray(inner) ? lines.join('') : yamlOf(inner, `${indent}  `)}`;
    })
    .join('');
}

/**
 * Writes the manifests, if there is an executable for Windows and the repository has a name, and the checksums of all files.
 * @param {string} folder the files of a release
 */
export function writeManifests(folder) {
  const hashes = hashesIn(folder);
  const { publisher, version, keywords, repository } = manifestOf();
  const { name, description } = manifestOf('server');
  const page = projectPage({ repository });
  const [file, sha256] = [...hashes].find(([one]) => one.endsWith('windows-x64.zip')) ?? [];
  if (page && file && sha256) {
    const release = { publisher, name, version, description, tags: keywords, page, file, sha256 };
    mkdirSync(path.join(folder, 'winget'), { recursive: true });
    for (const [one, manifest] of Object.entries(wingetManifests(release)))
      writeFileSync(path.join(folder, 'winget', one), yamlOf(manifest));
    writeFileSync(
      path.join(folder, `${name}.scoop.json`),
      `${JSON.stringify(scoopManifest(release), undefined, 2)}\n`,
    );
    say(`${file}: manifests for winget and Scoop`);
  } else
    say(
      'No manifests for winget and Scoop: they need the executable for Windows and the address of the repository.',
    );
  writeFileSync(path.join(folder, SUMS), [...hashes].map(([one, hash]) => `${hash}  ${one}\n`).join(''));
  say(`${SUMS}: ${hashes.size} files`);
}

/** The hash of each file that is downloaded, by its name. @param {string} folder @returns {Map<string, string>} */
function hashesIn(folder) {
  const files = readdirSync(folder)
    .filter(name => /\.(?:vsix|tgz|zip|cdx\.json)$/.test(name))
    .sort();
  if (files.length === 0) throw new Trouble(`${folder} has no files of a release.`);
  return new Map(
    files.map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    ]),
  );
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const folder = path.resolve(process.argv[2] ?? '');
    if (!statSync(folder).isDirectory()) throw new Trouble(`${folder} is no folder.`);
    writeManifests(folder);
  });
}
