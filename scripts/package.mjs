// Makes the .vsix: bundles for production, packs, and checks what is in it.
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setup } from './setup.mjs';
import { isMain, main, ROOT, runNode, say, Trouble } from './tools.mjs';

/** In bytes. */
const MAX_SIZE = 1024 * 1024;

/** Everything that a user needs. What .vscodeignore lets through beyond this is a mistake in one of the two. */
const NEEDED = [
  /^package(\.nls(\.[\w-]+)?)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^client\/dist\/\w+\.js$/,
  /^server\/dist\/(node|browser)\.js$/,
  /^syntaxes\/[\w.-]+\.json$/,
  /^l10n\/[\w.-]+\.json$/,
  /^images\/[\w.-]+\.(png|svg)$/,
];

/** Without these the extension does not work at all. */
const VITAL = [
  'package.json',
  'client/dist/node.js',
  'client/dist/browser.js',
  'server/dist/node.js',
  'server/dist/browser.js',
];

/** The path of the .vsix for the version in package.json. */
export function packagePath() {
  const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return path.join(ROOT, `${name}-${version}.vsix`);
}

/** Builds and packs; returns the path of the .vsix. @returns {Promise<string>} */
export async function makePackage() {
  const { createVSIX, listFiles, PackageManager } = await import('@vscode/vsce');
  const file = packagePath();
  // An old package must not be taken for this one when this one fails.
  rmSync(file, { force: true });
  const { code } = await runNode('esbuild.mjs', ['--minify']);
  if (code !== 0) throw new Trouble('There is no package, because the build failed.');
  checkContents(await listFiles({ cwd: ROOT, packageManager: PackageManager.None }));
  await createVSIX({
    cwd: ROOT,
    packagePath: file,
    // The bundles have all of it; and npm's workspaces would be packed as dependencies.
    dependencies: false,
    allowMissingRepository: true,
    // Without a repository there is nothing that a relative link could lead to.
    rewriteRelativeLinks: false,
  });
  checkSize(file);
  return file;
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
  if (size >= MAX_SIZE)
    throw new Trouble(
      `The package has ${kilobytes} KB, and 1,024 KB is the limit: look for what grew in the bundles.`,
    );
  say(`${path.basename(file)}: ${kilobytes} KB of at most 1,024 KB`);
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setup();
    await makePackage();
  });
}
