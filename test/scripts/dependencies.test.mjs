import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('docs/dependencies.md says of each dependency, and of nothing else, what it is for', () => {
  const manifests = ['', 'server/', '.github/publish/'].map(folder =>
    JSON.parse(readFileSync(`${folder}package.json`, 'utf8')),
  );
  const names = manifests.flatMap(({ dependencies, devDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies }),
  );
  const rows = [...readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| `(\S+)` \| \S.* \|$/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual([...new Set(names)].sort());
});
