// Runs eslint, prettier and the checks of generated files and of circular imports: npm run lint. What takes long keeps a
// cache in node_modules/.cache.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hashOf } from './inputs.mjs';
import { setup } from './setup.mjs';
import { isMain, main, ROOT, runChecks } from './tools.mjs';

const ESLINT_CACHE = path.join('node_modules', '.cache', 'eslint');
/** What the result of eslint for a file depends on: the types in all other files, the packages, and its settings. */
const TYPED = ['client', 'server', 'test', 'eslint.config.mjs', 'package-lock.json', 'tsconfig.json'];

/** Finds circular imports, types included. */
const ONLY_CIRCLES = ['--no-tree', '--no-warning', '--no-progress', '--exit-code=circular:1'];

/**
 * Runs all linters, even if one fails.
 * @returns {Promise<boolean>} whether all of them found nothing
 */
export async function lint() {
  const cached = ['--cache', '--cache-strategy=content'];
  /** @type {[file: string, args: string[]][]} */
  const linters = [
    ['node_modules/eslint/bin/eslint.js', [...cached, `--cache-location=${eslintCache()}`, '.']],
    ['node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', ...cached, '.']],
    ['scripts/generate.mjs', ['--check']],
    ['node_modules/dpdm/lib/bin/dpdm.js', [...ONLY_CIRCLES, '{client,server}/src/**/*.ts']],
  ];
  return runChecks(linters);
}

/**
 * The cache for the sources as they are. eslint caches by file, but its rules read types across files, so a cache is
 * used only while no source has changed; those for older sources are removed.
 */
function eslintCache() {
  const name = hashOf(TYPED);
  for (const old of readdirIfPresent(path.join(ROOT, ESLINT_CACHE)))
    if (old !== name) rmSync(path.join(ROOT, ESLINT_CACHE, old), { force: true });
  return path.join(ESLINT_CACHE, name);
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
