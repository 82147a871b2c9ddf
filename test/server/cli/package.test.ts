import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { folderWith, runHere } from '../../support/terminal';

interface Manifest {
  readonly contributes: {
    readonly problemMatchers: readonly { readonly pattern: { readonly regexp: string } }[];
  };
}

test('The problem matcher matches every problem of the text report, and no other line', async () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const pattern = new RegExp(contributes.problemMatchers[0]?.pattern.regexp ?? '^$');
  const more = `${SEED.trimEnd()}\nFGT # set passwd "Sommer-2024"\n`;
  const file = path.join(folderWith({ 'a capture.log': more }), 'a capture.log');
  const { out } = await runHere(['check', file]);
  const matched = out.split('\n').flatMap(line => {
    const [, name, line1, column, severity, code] = pattern.exec(line) ?? [];
    return name === undefined ? [] : [[name === file, line1, column, severity, code]];
  });
  expect(matched).toEqual([
    [true, '30', '199', 'warning', 'ftm/product-not-registered'],
    [true, '30', '306', 'information', 'json/damaged'],
    [true, '30', '391', 'error', 'ftm/token-not-of-product'],
    [true, '26', '293', 'warning', 'secret/*'],
  ]);
});
