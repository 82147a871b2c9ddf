// Makes the .vsix: bundles for production, packs, and checks what is in it. Makes and tries the npm package of
// the command line, too.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as zlib from 'node:zlib';
import { setup } from './setup.mjs';
import {
  isMain,
  main,
  manifestOf,
  projectPage,
  ROOT,
  runNode,
  runNpm,
  say,
  SEED,
  temporaryFolder,
  Trouble,
} from './tools.mjs';

/** Maximum size in bytes, with all translations. */
const MAX_SIZE = 1580 * 1024;

/** Everything that a user needs. Other files that .vscodeignore lets through are a mistake in one of the two lists. */
const NEEDED = [
  /^package(\.nls(\.[\w-]+)?)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^(LICENSE|ThirdPartyNotices\.txt)$/,
  /^client\/dist\/\w+\.(js|css)$/,
  /^server\/dist\/(node|browser)\.js$/,
  /^syntaxes\/[\w.-]+\.json$/,
  /^(?:client|server)\/dist\/l10n\/[\w.-]+\.json$/,
  /^images\/(walkthrough\/)?[\w.-]+\.(png|svg)$/,
  /^examples\/[\w.-]+\.fgtlog$/,
];

/** Files without which the extension does not work, or may not be distributed. */
const VITAL = [
  'package.json',
  'LICENSE',
  'ThirdPartyNotices.txt',
  'client/dist/node.js',
  'client/dist/browser.js',
  'client/dist/picture.js',
  'client/dist/picture.css',
  'server/dist/node.js',
  'server/dist/browser.js',
];

/** Files that the npm package must contain. */
const NPM_FILES = [
  'LICENSE',
  'README.md',
  'ThirdPartyNotices.txt',
  'bin/fortios-debug.js',
  'man/fortios-debug.1',
  ...['browser', 'cli', 'node', 'work'].map(name => `dist/${name}.js`),
];

/** The README in a package. */
const README = 'extension/readme.md';

/** The inputs of the package. */
const INPUTS = [
  'client',
  'examples',
  'images',
  'l10n',
  'scripts',
  'server',
  'syntaxes',
  '.vscodeignore',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'esbuild.mjs',
  'package-lock.json',
  'package.json',
  'package.nls.json',
];

/** The file with a hash of the inputs and outputs of the last package. */
const STAMP = path.join(ROOT, 'node_modules', '.cache', 'package');

/** The path of the .vsix for the version in package.json. */
export function packagePath() {
  const { name, version } = manifestOf();
  return path.join(ROOT, `${name}-${version}.vsix`);
}

/** The path of the npm package for the version in package.json. */
export function npmPackagePath() {
  const { name, version } = manifestOf('server');
  return path.join(ROOT, `${name}-${version}.tgz`);
}

/** Builds and packs; returns the path of the .vsix. @returns {Promise<string>} */
export async function makePackage() {
  const { createVSIX, listFiles, PackageManager } = await import('@vscode/vsce');
  const file = packagePath();
  // If this fails, an old package must not be taken for the new one.
  rmSync(file, { force: true });
  const { code } = await runNode('esbuild.mjs', ['--minify']);
  if (code !== 0) throw new Trouble('There is no package, because the build failed.');
  checkContents(await listFiles({ cwd: ROOT, packageManager: PackageManager.None }));
  await createVSIX({
    cwd: ROOT,
    packagePath: file,
    // The bundles contain all dependencies, and vsce would pack npm's workspaces as dependencies.
    dependencies: false,
    // Relative links lead to the repository, once package.json names it; until then they would be dead.
    rewriteRelativeLinks: projectPage(manifestOf()) !== undefined,
    // The release workflow sets this for a tag that ends with -pre.
    preRelease: process.env.PRE_RELEASE === 'true',
  });
  await rewrite(file);
  checkSize(file);
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp());
  return file;
}

/**
 * Changes files that vsce takes from the folder as they are: the README, and links while the repository is unknown.
 * @param {string} file
 */
async function rewrite(file) {
  // The first steps in a fresh clone import this file before packages are installed.
  const { strFromU8, strToU8, unzipSync } = await import('fflate');
  const entries = unzipSync(readFileSync(file));
  const readme = entries[README];
  if (!readme) throw new Trouble(`${path.basename(file)} has no ${README}.`);
  entries[README] = strToU8(selfContained(strFromU8(readme)));
  if (!projectPage(manifestOf())) {
    for (const name of ['extension/package.json', 'extension.vsixmanifest'])
      entries[name] = strToU8(withoutLinks(strFromU8(entries[name] ?? new Uint8Array())));
  }
  for (const [name, bytes] of Object.entries(entries))
    if (name.endsWith('.json'))
      entries[name] = strToU8(JSON.stringify(JSON.parse(strFromU8(bytes), forUsers)));
  writeFileSync(file, await zipped(entries));
}

/**
 * Removes the parts of package.json that only a build needs.
 * @type {(key: string, value: unknown) => unknown}
 */
const forUsers = (key, value) => (key === 'devDependencies' || key === 'workspaces' ? undefined : value);

/**
 * A zip archive. fflate could compress, too; zlib makes it 3 % smaller.
 * @param {Record<string, Uint8Array>} entries by their names
 * @param {readonly string[]} [programs] those that can be executed where files have such a mode
 */
export async function zipped(entries, programs = []) {
  const { Zip } = await import('fflate');
  /** @type {Uint8Array[]} */
  const chunks = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [filename, bytes] of Object.entries(entries)) {
    /** @type {import('fflate').ZipInputFile} */
    const entry = { filename, size: bytes.length, crc: zlib.crc32(bytes), compression: DEFLATE };
    if (programs.includes(filename)) Object.assign(entry, { os: UNIX, attrs: 0o100755 << 16 });
    zip.add(entry);
    entry.ondata?.(null, zlib.deflateRawSync(bytes, { level: 9, memLevel: 9 }), true);
  }
  zip.end();
  return Buffer.concat(chunks);
}

/** The numbers of the deflate method and of the system in a zip archive. */
const [DEFLATE, UNIX] = [8, 3];

/**
 * A manifest, JSON or XML, without the links to a repository that has no name yet.
 * @param {string} text
 */
function withoutLinks(text) {
  const { repository, ...rest } = manifestOf();
  if (text.startsWith('{')) return JSON.stringify(rest);
  const { pathname } = new URL(repository.url.replace(/\.git$/, ''));
  return text.replace(/^.*\r?\n/gm, line => (line.includes(pathname) ? '' : line));
}

/**
 * Markdown for the page of the extension. VS Code shows only pictures with https addresses there and follows no
 * relative links. So pictures are left out, since the walkthrough has them, and a link to another file becomes plain
 * text.
 * @param {string} markdown
 */
export function selfContained(markdown) {
  return markdown
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
    .replace(/(?<!!)\[([^\]]*)\]\((?![a-z]+:|#)[^)]*\)/g, '$1');
}

/** True if `makePackage` would make the same package and bundles again. */
export function isCurrent() {
  try {
    return readFileSync(STAMP, 'utf8') === stamp();
  } catch {
    return false;
  }
}

function stamp() {
  const made = [path.relative(ROOT, packagePath()), 'client/dist/node.js', 'server/dist/cli.js'];
  return `${hashOf([...INPUTS, ...made])} ${process.env.PRE_RELEASE ?? ''}`;
}

/** Packs the bundles of `makePackage` for npm, installs the result without a registry, and runs it. */
export async function makeNpmPackage() {
  const { name } = manifestOf('server');
  const { folder, remove } = temporaryFolder('vn-ä b-');
  const npm = async (/** @type {string[]} */ ...words) => {
    const { code, output } = await runNpm(['--offline', `--cache=${folder}/cache`, ...words], folder);
    if (code !== 0) throw new Trouble(`npm ${words.join(' ')} failed:\n${output}`);
    return output;
  };
  writeFileSync(path.join(folder, 'package.json'), '{}');
  await npm('pack', path.join(ROOT, 'server'), `--pack-destination=${ROOT}`);
  await npm('install', npmPackagePath());
  checkNpmContents(path.join(folder, 'node_modules', name));
  await tryProgram(path.basename(npmPackagePath()), async words => npm('exec', '--', name, ...words));
  remove();
}

/**
 * Has an installed command line check an example and explain the cause that it finds.
 * @param {string} what
 * @param {(words: string[]) => Promise<string>} call runs it, and returns what it prints
 */
export async function tryProgram(what, call) {
  const cause = 'ftm/token-not-of-product';
  const checked = await call(['check', '--fail-on', 'never', SEED]);
  const explained = await call(['explain', cause]);
  if (!checked.includes(`error ${cause}`) || !explained.includes('Tokens that are already assigned'))
    throw new Trouble(`${what} does not work. It said:\n${checked}\n${explained}`);
  say(`${what}: installed; it checks an example and explains it`);
}

/** @param {string} folder where it is installed */
function checkNpmContents(folder) {
  const missing = NPM_FILES.filter(name => !existsSync(path.join(folder, name)));
  if (missing.length > 0)
    throw new Trouble(
      `The npm package lacks ${missing.join(', ')}. Correct "files" in server/package.json or the build.`,
    );
}

/** @param {string[]} files */
function checkContents(files) {
  const names = files.map(name => name.split(path.sep).join('/'));
  const unneeded = names.filter(name => !NEEDED.some(pattern => pattern.test(name)));
  if (unneeded.length > 0) {
    throw new Trouble(
      `The package would have files that no user needs: ${unneeded.join(', ')}. Correct .vscodeignore.`,
    );
  }
  const missing = VITAL.filter(name => !names.includes(name));
  if (missing.length > 0)
    throw new Trouble(`The package would lack ${missing.join(', ')}. Correct .vscodeignore or the build.`);
}

/** @param {string} file */
function checkSize(file) {
  const { size } = statSync(file);
  const kilobytes = Math.ceil(size / 1024);
  const languages = readdirSync(path.join(ROOT, 'server/dist/l10n')).length;
  const limit = MAX_SIZE / 1024;
  if (size >= MAX_SIZE)
    throw new Trouble(
      `The package has ${kilobytes} KB, more than ${limit} KB: look for what grew in the bundles.`,
    );
  say(`${path.basename(file)}: ${kilobytes} KB of at most ${limit} KB with ${languages} languages`);
}

const SKIPPED = new Set(['node_modules', 'dist', 'fixtures']);

/**
 * A hash of files and of all files in folders, by names and contents. A missing file changes the hash, too.
 * @param {readonly string[]} names relative to the root of the project
 */
export function hashOf(names) {
  const hash = createHash('sha256');
  for (const name of names.flatMap(filesIn)) {
    const content = existsSync(path.join(ROOT, name)) ? readFileSync(path.join(ROOT, name)) : '';
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} name @returns {string[]} */
function filesIn(name) {
  const place = path.join(ROOT, name);
  if (!existsSync(place) || !statSync(place).isDirectory()) return [name];
  return readdirSync(place)
    .filter(inner => !SKIPPED.has(inner))
    .sort()
    .flatMap(inner => filesIn(path.join(name, inner)));
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setup();
    await makePackage();
    await makeNpmPackage();
  });
}
