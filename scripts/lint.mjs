// Runs eslint, prettier and the check of what is generated: npm run lint. Each keeps a cache in node_modules/.cache.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setup } from './setup.mjs';
import { isMain, main, ROOT, runNode } from './tools.mjs';

const ESLINT_CACHE = path.join('node_modules', '.cache', 'eslint');
/** What the findings of eslint in any one file depend on: the types of all others, the packages, and its settings. */
const TYPED_FOLDERS = ['client', 'server', 'test'];
const TYPED_FILES = ['eslint.config.mjs', 'package-lock.json', 'tsconfig.json'];
const SKIPPED = /[\\/](node_modules|dist|fixtures)[\\/]/;

/** Runs all linters, also when one fails. @returns {Promise<boolean>} whether all of them found nothing */
export async function lint() {
  const cached = ['--cache', '--cache-strategy=content'];
  /** @type {[file: string, args: string[]][]} */
  const linters = [
    ['node_modules/eslint/bin/eslint.js', [...cached, `--cache-location=${eslintCache()}`, '.']],
    ['node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', ...cached, '.']],
    ['scripts/generate.mjs', ['--check']],
  ];
  let isClean = true;
  for (const [file, args] of linters) isClean = (await runNode(file, args)).code === 0 && isClean;
  return isClean;
}

/**
 * The cache for the sources as they are. eslint caches by file, but its rules read types across files, so a cache is
 * used only while no source has changed; those for older sources are removed.
 */
function eslintCache() {
  const hash = createHash('sha256');
  for (const name of [...TYPED_FILES, ...TYPED_FOLDERS.flatMap(typedFilesIn).sort()])
    hash.update(name).update(readFileSync(path.join(ROOT, name)));
  const place = path.join(ESLINT_CACHE, hash.digest('hex'));
  for (const old of readdirIfPresent(path.join(ROOT, ESLINT_CACHE)))
    if (old !== path.basename(place)) rmSync(path.join(ROOT, ESLINT_CACHE, old), { force: true });
  return place;
}

/** @param {string} folder @returns {string[]} relative to the root */
function typedFilesIn(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map(name => path.join(folder, name))
    .filter(name => /\.(ts|json)$/.test(name) && !SKIPPED.test(name));
}

/** @param {string} folder @returns {string[]} */
function readdirIfPresent(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setup();
    return (await lint()) ? 0 : 1;
  });
}
