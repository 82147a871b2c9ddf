// Runs the benchmarks: `npm run bench`. They are TypeScript that uses the sources as they stand, bundled into one file.
import * as esbuild from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// Below node_modules, so that packages which stay outside are found from there.
const outfile = path.resolve('node_modules/.cache/bench/bench.mjs');
await esbuild.build({
  entryPoints: ['test/bench/bench.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['vscode-textmate', 'vscode-oniguruma', 'jsonc-parser'],
  logLevel: 'warning',
});
const { bench } = await import(pathToFileURL(outfile).href);
await bench();
