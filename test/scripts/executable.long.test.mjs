import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { npmPackagePath } from '../../scripts/package.mjs';

// The script itself compares what the executable prints with what the npm package prints, in a folder with blanks and umlauts
// and with a home that cannot be written to. Without the packages, which only --all makes, there is nothing to put into it.
test.skipIf(!existsSync(npmPackagePath()) || !readFileSync(process.execPath).includes('NODE_SEA_FUSE'))(
  'The executable checks an example, and prints what the npm package prints',
  () => {
    const env = { ...process.env, CI: '' };
    const said = execFileSync(process.execPath, ['scripts/executable.mjs'], { encoding: 'utf8', env });
    expect(said).toMatch(/installed; it checks an example and explains it/);
    expect(said).toMatch(/commands on .* is that of the npm package/);
  },
);
