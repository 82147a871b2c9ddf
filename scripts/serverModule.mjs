// Loads modules of the server, which are TypeScript, into a script.
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ROOT } from './tools.mjs';

/** A module of the server, with what it imports. @param {string} file @returns {Promise<any>} */
export async function moduleOf(file) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(ROOT, file)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return import(`data:text/javascript;base64,${source}`);
}
