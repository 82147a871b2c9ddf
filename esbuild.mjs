// Bundles the two hosts: Node (client, server, command line) and the web worker (client, server).
// `node esbuild.mjs [--watch] [--minify]`
import * as esbuild from 'esbuild';
import { readFileSync, rmSync } from 'node:fs';

const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

/**
 * Leaves the examples of the knowledge out: they are its tests, and a third of its size.
 * @type {esbuild.Plugin}
 */
const withoutExamples = {
  name: 'without-examples',
  setup: build =>
    build.onLoad({ filter: /knowledge.data.[\w-]+\.json$/ }, ({ path }) => {
      const without = (/** @type {string} */ key, /** @type {unknown} */ value) =>
        key === 'examples' ? undefined : value;
      return { contents: JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), without), loader: 'json' };
    }),
};

/**
 * Leaves out the two thousand names of HTML's characters: the library that writes Markdown reads them in labels of
 * references only, and none is ever written.
 * @type {esbuild.Plugin}
 */
const withoutEntities = {
  name: 'without-entities',
  setup: build =>
    build.onLoad({ filter: /character-entities.index\.js$/ }, () => ({
      contents: 'export const characterEntities = {};',
    })),
};

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify,
  sourcemap: !minify,
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
  plugins: [withoutExamples, withoutEntities],
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
const browser = {
  ...common,
  platform: 'browser',
  mainFields: ['browser', 'module', 'main'],
  conditions: ['worker', 'browser'],
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ['client/src/extension.ts'], outfile: 'client/dist/node.js', external: ['vscode'] },
  {
    ...browser,
    entryPoints: ['client/src/extension.web.ts'],
    outfile: 'client/dist/browser.js',
    external: ['vscode'],
    format: 'cjs',
  },
  { ...node, entryPoints: ['server/src/node.ts'], outfile: 'server/dist/node.js' },
  { ...browser, entryPoints: ['server/src/browser.ts'], outfile: 'server/dist/browser.js', format: 'iife' },
  {
    ...node,
    entryPoints: ['server/src/cli.ts'],
    outfile: 'server/dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

for (const folder of ['client/dist', 'server/dist']) rmSync(folder, { recursive: true, force: true });
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
  console.log('watching');
} else {
  await Promise.all(bundles.map(bundle => esbuild.build(bundle)));
}
