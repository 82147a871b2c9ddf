// Runs the benchmarks: `npm run bench`, or some: `npm run bench editor folder`. They are TypeScript that uses the sources as they stand, bundled into one file.
import { execFileSync } from 'node:child_process';
import * as esbuild from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// The command line and the server are measured as users have them.
execFileSync(process.execPath, ['esbuild.mjs', '--minify'], { stdio: 'inherit' });
// Below node_modules, so that packages which stay outside are found from there.
const outfile = path.resolve('node_modules/.cache/bench/bench.mjs');
await esbuild.build({
  entryPoints: ['test/bench/bench.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: [
    'vscode-textmate',
    'vscode-oniguruma',
    'jsonc-parser',
    'vscode-languageserver',
    'vscode-languageserver-protocol',
    'vscode-languageserver-textdocument',
  ],
  logLevel: 'warning',
});
const { bench } = await import(pathToFileURL(outfile).href);
await bench(process.argv.slice(2));
// The clients of the servers that were measured keep nothing open that is of use.
process.exit();
