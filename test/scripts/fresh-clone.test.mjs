import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** The packages that a script needs as soon as it is loaded, by the file that imports them. @param {string} script */
function packagesOf(script) {
  const seen = new Set();
  /** @type {string[]} */
  const packages = [];
  /** @param {string} file */
  const visit = file => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^import\s[^;]*?from '([^']+)';$/gm)) {
      if (name.startsWith('.')) visit(path.join(path.dirname(file), name));
      else if (!name.startsWith('node:')) packages.push(`${file}: ${name}`);
    }
  };
  visit(script);
  return packages;
}

// A fresh clone has no packages before the first of these has installed them.
test.each(['scripts/setup.mjs', 'scripts/test.mjs', 'scripts/start.mjs'])(
  '%s starts in a clone that has no packages yet',
  script => {
    expect(packagesOf(script)).toEqual([]);
  },
);
