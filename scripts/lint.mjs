// Runs oxlint, oxfmt and the check of generated files: npm run lint.
import path from 'node:path';
import { setup } from './setup.mjs';
import { isMain, main, runChecks } from './tools.mjs';

/**
 * Runs all linters, even if one fails.
 * @returns {Promise<boolean>} whether all of them found nothing
 */
export async function lint() {
  /** @type {[file: string, args: string[]][]} */
  const linters = [
    [
      path.join('node_modules', 'oxlint', 'bin', 'oxlint'),
      ['--config=oxlint.config.mjs', '--format=stylish'],
    ],
    [path.join('node_modules', 'oxfmt', 'bin', 'oxfmt'), ['--list-different']],
    [path.join('scripts', 'generate.mjs'), ['--check']],
  ];
  return runChecks(linters);
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setup();
    return (await lint()) ? 0 : 1;
  });
}
