import path from 'node:path';
import { expect, test } from 'vitest';
import { capturesNamed } from '../../../server/src/cli/namedCaptures';
import { SEED } from '../../support/reading';
import { folderWith } from '../../support/terminal';

test('Progress is shown while the files of a folder are examined', async () => {
  const folder = folderWith({ 'a.log': SEED, 'b.txt': 'Lorem ipsum\n', 'c.log': SEED });
  const reported: string[] = [];
  const { paths, others } = await capturesNamed([folder], { progress: text => void reported.push(text) });
  expect(paths).toEqual(['a.log', 'c.log'].map(name => path.join(folder, name)));
  expect(others).toBe(1);
  expect(reported).toEqual(['1 of 3 files examined', '2 of 3 files examined', '3 of 3 files examined', '']);
});
