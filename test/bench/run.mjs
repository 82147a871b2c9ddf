// Runs the benchmarks: `npm run bench`, or some of them: `npm run bench editor folder`. They are TypeScript that imports
// the sources, bundled into one file.
import { execFileSync } from 'node:child_process';
import * as esbuild from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// The command line and the server are measured as they are shipped.
execFileSync(process.execPath, ['esbuild.mjs', '--minify'], { stdio: 'inherit' });
// Inside node_modules, so that external packages are found from there.
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
// Exits although clients of the measured servers are still open.
process.exit();
