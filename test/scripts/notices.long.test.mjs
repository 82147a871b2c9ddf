import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { describe, expect, test } from 'vitest';
import { bundles } from '../../esbuild.mjs';
import { bundledPackages, noticesOf } from '../../scripts/notices.mjs';

/** @param {string} folder */
function licenceIn(folder) {
  const name = readdirSync(folder).find(one => /^licen[cs]e/i.test(one)) ?? '';
  return readFileSync(path.join(folder, name), 'utf8').replace(/\r\n/g, '\n').trim();
}

describe('The notices', () => {
  test('have the licence of every package with code in a bundle', async () => {
    const all = await bundles();
    const results = await Promise.all(all.map(bundle => esbuild.build({ ...bundle, write: false })));
    const metafiles = results.flatMap(({ metafile }) => metafile ?? []);
    const notices = noticesOf(bundledPackages(metafiles));
    const files = metafiles
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap(({ inputs }) => Object.keys(inputs).filter(file => inputs[file].bytesInOutput > 0));
    const folders = new Set(
      files.flatMap(file => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
    );
    expect(folders.size).toBeGreaterThan(20);
    expect([...folders].filter(folder => !notices.includes(licenceIn(folder)))).toEqual([]);
  });

  test('cannot be made for a package whose licence is not found', () => {
    expect(() => noticesOf([{ id: 'a@1.0.0', folder: 'docs' }])).toThrow(/no text of its licence/);
  });
});
