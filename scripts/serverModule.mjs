// Loads modules of the server, which are TypeScript, into a script.
import { createRequire } from 'node:module';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ROOT } from './tools.mjs';

/** A module of the server, with what it imports. @param {string} file @returns {Promise<any>} */
export async function moduleOf(file) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.resolve(ROOT, file)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const module = { exports: {} };
  const run = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  run(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}
