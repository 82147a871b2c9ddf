// Bundles the two hosts: Node (client, server, command line) and the web worker (client, server).
// `node esbuild.mjs [--watch] [--minify]`
import * as esbuild from 'esbuild';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, deflateRawSync } from 'node:zlib';
import { minify as shorten } from 'terser';

const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

/**
 * Packs the knowledge, which is words and a quarter of the bundle, to a fifth of its size: all of it together, since its
 * files are alike. Its examples are left out: they are its tests. Both hosts can unpack it at once, without waiting.
 * @type {esbuild.Plugin}
 */
const packedKnowledge = {
  name: 'packed-knowledge',
  setup: build => {
    const data = 'server/src/knowledge/data';
    build.onLoad({ filter: /knowledge.data.[\w-]+\.json$/ }, ({ path: file }) => ({
      contents: `import knowledge from 'packed-knowledge'; export default knowledge['${path.basename(file)}'];`,
      loader: 'js',
    }));
    build.onResolve({ filter: /^packed-knowledge$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'packed',
    }));
    build.onLoad({ filter: /.*/, namespace: 'packed' }, () => {
      const files = readdirSync(data).map(name => [
        name,
        JSON.parse(readFileSync(path.join(data, name), 'utf8')),
      ]);
      // Where the words of secrets come from nobody is shown.
      const kept = (/** @type {string} */ name, /** @type {unknown} */ value) =>
        name === 'secret-words.json' ? JSON.parse(JSON.stringify(value, withoutSources)) : value;
      const without = (/** @type {string} */ key, /** @type {unknown} */ value) =>
        key === 'examples' ? undefined : kept(key, value);
      const withoutSources = (/** @type {string} */ key, /** @type {unknown} */ value) =>
        key === 'sources' ? undefined : value;
      const text = JSON.stringify(Object.fromEntries(files), without);
      const contents =
        build.initialOptions.platform === 'node' ? unpackedByNode(text) : unpackedAnywhere(text);
      return { contents, loader: 'js', resolveDir: 'server' };
    });
  },
};

/** @param {string} text */
function unpackedByNode(text) {
  const params = {
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  const packed = brotliCompressSync(text, { params }).toString('base64');
  return `
    import { brotliDecompressSync } from 'node:zlib';
    export default JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString());`;
}

/** @param {string} text */
function unpackedAnywhere(text) {
  const packed = deflateRawSync(text, { level: 9 }).toString('base64');
  return `
    import { inflateSync, strFromU8 } from 'fflate';
    const packed = Uint8Array.from(atob('${packed}'), character => character.charCodeAt(0));
    export default JSON.parse(strFromU8(inflateSync(packed)));`;
}

/**
 * Parts of libraries that nothing here comes to, and what stands for them: a table of 2,000 entities, for names of references
 * in Markdown, of which ours has none; a check of VS Code's version, which `engines` has VS Code itself make; documents of
 * notebooks, which captures are not.
 * @type {readonly (readonly [path: RegExp, contents: string])[]}
 */
const UNUSED = [
  [/micromark-util-decode-string.index\.js$/, 'export const decodeString = text => text;'],
  [/semver.functions.parse\.js$/, 'module.exports = version => version;'],
  [/semver.functions.satisfies\.js$/, 'module.exports = () => true;'],
  [/vscode-languageserver.lib.common.notebook\.js$/, 'exports.NotebookSyncFeature = Base => Base;'],
];
/** @type {esbuild.Plugin} */
const withoutUnused = {
  name: 'without-unused',
  setup: build => {
    for (const [filter, contents] of UNUSED) build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
  },
};

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify,
  sourcemap: !minify,
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
  plugins: [packedKnowledge, withoutUnused],
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
  { ...node, entryPoints: ['server/src/work.ts'], outfile: 'server/dist/work.js' },
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
  // A second, slower look makes what a user downloads a tenth smaller.
  if (minify) for (const { outfile } of bundles) if (outfile) await shortenFile(outfile);
}

/**
 * What is told once for all in a bundle may be put where it is used: that makes it smaller, and slower where it is used often.
 * @param {string} file
 */
async function shortenFile(file) {
  const toplevel = file.startsWith('client/');
  const compress = { passes: toplevel ? 3 : 2, toplevel };
  const { code } = await shorten(readFileSync(file, 'utf8'), {
    ecma: 2020,
    compress,
    mangle: { toplevel: true },
  });
  if (code) writeFileSync(file, code);
}
