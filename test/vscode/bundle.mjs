// Bundles the suites into test/vscode/dist: once for the Node extension host, once for the web worker one.
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ROOT } from '../../scripts/tools.mjs';

const HERE = path.join(ROOT, 'test', 'vscode');

/** The bundle of each extension host. @type {Record<'node' | 'web', string>} */
export const BUNDLES = { node: path.join(HERE, 'dist', 'node.js'), web: path.join(HERE, 'dist', 'web.js') };

export async function bundleSuites() {
  /** @type {esbuild.BuildOptions} */
  const common = { bundle: true, format: 'cjs', target: 'es2022', logLevel: 'warning', sourcemap: 'inline' };
  await esbuild.build({
    ...common,
    entryPoints: [path.join(HERE, 'suite', 'index.node.ts')],
    outfile: BUNDLES.node,
    platform: 'node',
    external: ['vscode', 'mocha'],
  });
  await esbuild.build({
    ...common,
    entryPoints: [path.join(HERE, 'suite', 'index.web.ts')],
    outfile: BUNDLES.web,
    platform: 'browser',
    external: ['vscode'],
    // Mocha's browser build asks for these two names of Node.
    define: { global: 'globalThis', 'process.env.NODE_DEBUG': 'undefined' },
  });
}
