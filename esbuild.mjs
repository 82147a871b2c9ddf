// Bundles the two hosts: Node (client, server, command line) and the web worker (client, server).
// `node esbuild.mjs [--watch] [--minify]`; --minify is for packages. Without --watch, it also writes what `npm pack` in server/
// needs beside the bundles: the licence and the notices of others.
import * as esbuild from 'esbuild';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, deflateRawSync } from 'node:zlib';
import { isMain, main, moduleOf, ROOT } from './scripts/tools.mjs';

const minify = process.argv.includes('--minify');

/** What of the knowledge explains something; the client only recognises captures, by their sentences. */
const OF_SERVER = ['causes', 'terms', 'says', 'words', 'events', 'severity', 'outcome'];

/** The modules of tables, which are made once for all bundles. @type {Map<string, Promise<any>>} */
const tables = new Map();

const KNOWLEDGE = path.join(ROOT, 'server/src/knowledge/data');

/**
 * Packs the knowledge, which is words and a quarter of the bundle, to a fifth of its size: the files of a folder together,
 * since they are alike. Examples are left out: they are its tests. Both hosts can unpack it at once, without waiting.
 * @type {esbuild.Plugin}
 */
const packedKnowledge = {
  name: 'packed-knowledge',
  setup: build => {
    const isClient = JSON.stringify(build.initialOptions.entryPoints).includes('client/');
    const pack = (/** @type {unknown} */ values, /** @type {readonly string[]} */ without) => {
      const omitted = new Set(['examples', ...without]);
      const text = JSON.stringify(values, (key, value) => (omitted.has(key) ? undefined : value));
      const contents =
        build.initialOptions.platform === 'node' ? unpackedByNode(text) : unpackedAnywhere(text);
      return { contents, loader: /** @type {const} */ ('js'), resolveDir: 'server' };
    };
    const read = (/** @type {string} */ folder) =>
      readdirSync(path.join(KNOWLEDGE, folder))
        .filter(file => file.endsWith('.json') && file !== 'labels.json')
        .map(file => [file, JSON.parse(readFileSync(path.join(KNOWLEDGE, folder, file), 'utf8'))]);
    build.onLoad({ filter: /knowledge.domains.index\.ts$/ }, () => ({
      contents: `import domains from 'packed:domains'; export const DOMAINS = domains;`,
    }));
    build.onLoad({ filter: /knowledge.data.(?:failures.)?[\w-]+\.json$/ }, ({ path: file }) => {
      const folder = path.relative(KNOWLEDGE, path.dirname(file));
      const name = path.basename(file);
      // The help needs the labels, and nothing of the knowledge.
      if (name === 'labels.json') return pack(JSON.parse(readFileSync(file, 'utf8')), []);
      return { contents: `import knowledge from 'packed:${folder}'; export default knowledge['${name}'];` };
    });
    build.onResolve({ filter: /^packed:/ }, ({ path: name }) => ({ path: name, namespace: 'packed' }));
    // What a module of a table makes of the knowledge is made here, not at each start.
    build.onLoad({ filter: /\.table\.ts$/ }, async ({ path: file }) => {
      const made = tables.get(file) ?? moduleOf(file);
      tables.set(file, made);
      return pack((await made).default, []);
    });
    build.onLoad({ filter: /.*/, namespace: 'packed' }, ({ path: name }) => {
      const folder = name.slice('packed:'.length);
      // Why a sentence is routine is for authors.
      if (folder === 'domains')
        return pack(
          read(folder).map(([, domain]) => domain),
          ['why', ...(isClient ? OF_SERVER : [])],
        );
      const files = read(folder).map(([file, value]) =>
        // Where the words of secrets come from nobody is shown.
        file === 'secret-words.json'
          ? [file, JSON.parse(JSON.stringify(value, (key, inner) => (key === 'sources' ? undefined : inner)))]
          : [file, value],
      );
      return pack(Object.fromEntries(files), []);
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
    // Node has a faster one, if it loads this bundle.
    const unpack = globalThis.process?.versions?.node
      ? text => require('node:zlib').inflateRawSync(Buffer.from(text, 'base64')).toString()
      : text => {
          const { inflateSync, strFromU8 } = require('fflate');
          return strFromU8(inflateSync(Uint8Array.from(atob(text), character => character.charCodeAt(0))));
        };
    export default JSON.parse(unpack('${packed}'));`;
}

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: ROOT,
  bundle: true,
  metafile: true,
  minify,
  sourcemap: !minify,
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
  plugins: [packedKnowledge],
};
/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
/** @type {esbuild.BuildOptions} */
const browser = {
  ...common,
  platform: 'browser',
  mainFields: ['browser', 'module', 'main'],
  conditions: ['worker', 'browser'],
  external: ['vscode', 'node:zlib'],
};

/** @type {esbuild.BuildOptions} */
const workerServer = {
  ...browser,
  entryPoints: ['server/src/browser.ts'],
  outfile: 'server/dist/browser.js',
  format: 'iife',
};
/** @type {esbuild.BuildOptions} */
const nodeServer = { ...node, entryPoints: ['server/src/node.ts'], outfile: 'server/dist/node.js' };
/** @type {esbuild.BuildOptions} */
const workerClient = {
  ...browser,
  entryPoints: ['client/src/extension.web.ts'],
  outfile: 'client/dist/browser.js',
  format: 'cjs',
};
/** @type {esbuild.BuildOptions} */
const nodeClient = {
  ...node,
  entryPoints: ['client/src/extension.ts'],
  outfile: 'client/dist/node.js',
  external: ['vscode'],
};

/**
 * A package has a client and a server for each host, and nearly all of the two is the same. A worker can load one file only, so
 * the one in Node takes from that file what is in it.
 * @param {ReadonlyMap<string, number>} shared the modules in that file: the number of each path
 * @param {Set<string>} taken gets the paths of the modules that are taken
 * @returns {esbuild.Plugin}
 */
const takingFromWorker = (shared, taken) => ({
  name: 'taking-from-worker',
  setup: build => {
    build.onResolve(
      { filter: /^/ },
      async ({ path: name, kind, importer, namespace, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === 'resolved') return undefined;
        if (namespace === 'shared') return { path: name, external: true };
        const found = await build.resolve(name, { kind, importer, resolveDir, pluginData: 'resolved' });
        const number = shared.get(found.path);
        if (number === undefined) return found;
        taken.add(found.path);
        return { path: String(number), namespace: 'shared' };
      },
    );
    build.onLoad({ filter: /^/, namespace: 'shared' }, ({ path: number }) => ({
      contents: `module.exports = require('./browser.js').shared[${number}];`,
    }));
  },
});

/**
 * Exports from the bundle for the worker what the one for Node takes.
 * @param {RegExp} entry the module that exports it
 * @param {ReadonlyMap<string, number>} shared @param {ReadonlySet<string>} taken @returns {esbuild.Plugin}
 */
const givingToNode = (entry, shared, taken) => ({
  name: 'giving-to-node',
  setup: build =>
    build.onLoad({ filter: entry }, ({ path: file }) => {
      const modules = [...shared].filter(([name]) => taken.has(name));
      const imports = modules.map(
        ([name, number]) => `import * as shared${number} from ${JSON.stringify(name)};`,
      );
      const members = modules.map(([, number]) => `${number}: shared${number}`);
      const exported = `export const shared = { ${members.join(', ')} };`;
      return { contents: [readFileSync(file, 'utf8'), ...imports, exported].join('\n'), loader: 'ts' };
    }),
});

/**
 * The bundles for both hosts; what they share is in that of the worker.
 * @param {esbuild.BuildOptions} worker @param {esbuild.BuildOptions} inNode @param {RegExp} entry of the worker
 * @returns {Promise<[inNode: esbuild.BuildOptions, worker: esbuild.BuildOptions]>}
 */
async function sharing(worker, inNode, entry) {
  const { metafile } = await esbuild.build({ ...worker, metafile: true, write: false });
  const files = Object.keys(metafile.inputs).sort();
  const shared = new Map(files.map((file, number) => [path.join(ROOT, file), number]));
  /** @type {Set<string>} */
  const taken = new Set();
  const taking = { ...inNode, plugins: [packedKnowledge, takingFromWorker(shared, taken)] };
  await esbuild.build({ ...taking, write: false });
  return [taking, { ...worker, plugins: [packedKnowledge, givingToNode(entry, shared, taken)] }];
}

async function servers() {
  const [inNode, worker] = await sharing(workerServer, nodeServer, /server.src.browser\.ts$/);
  const footer = { js: "if (typeof module === 'object') module.exports = server;" };
  return [inNode, { ...worker, globalName: 'server', footer }];
}

/** What is built. @returns {Promise<esbuild.BuildOptions[]>} */
export const bundles = async () => [
  ...(await sharing(workerClient, nodeClient, /client.src.extension\.web\.ts$/)),
  // The page of the picture of an incident.
  {
    ...browser,
    entryPoints: ['client/src/views/incidents/page/main.ts'],
    outfile: 'client/dist/picture.js',
    format: 'iife',
  },
  {
    ...browser,
    entryPoints: ['client/src/views/incidents/page/picture.css'],
    outfile: 'client/dist/picture.css',
  },
  ...(await servers()),
  { ...node, entryPoints: ['server/src/work.ts'], outfile: 'server/dist/work.js' },
  {
    ...node,
    entryPoints: ['server/src/cli.ts'],
    outfile: 'server/dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

/** The notices of the extension, and of the npm package: with which bundles are in it. @type {Record<string, RegExp>} */
const NOTICES = { 'ThirdPartyNotices.txt': /^/, 'server/ThirdPartyNotices.txt': /^server\// };

async function build() {
  for (const folder of ['client/dist', 'server/dist'])
    rmSync(path.join(ROOT, folder), { recursive: true, force: true });
  const all = await bundles();
  await writeLanguages();
  if (process.argv.includes('--watch')) {
    for (const bundle of all) await (await esbuild.context(bundle)).watch();
    console.log('watching');
    return new Promise(() => {});
  }
  const results = await Promise.all(all.map(bundle => esbuild.build(bundle)));
  await writeNotices(results.flatMap(({ metafile }) => metafile ?? []));
  copyFileSync(path.join(ROOT, 'LICENSE'), path.join(ROOT, 'server', 'LICENSE'));
  chmodSync(path.join(ROOT, 'server/dist/cli.js'), 0o755);
}

/**
 * Writes the translations that programs read, which are all made of l10n/LANGUAGE.json: for the server a list in the order of
 * its texts; for VS Code, which translates the client and package.json, the client's texts by their English, and
 * package.nls.LANGUAGE.json.
 */
async function writeLanguages() {
  const { LANGUAGES, bundleOf, readLanguage } = await import('./scripts/translations.mjs');
  const { clientTexts, serverTexts } = await import('./scripts/texts.mjs');
  const { manifestIn } = await import('./scripts/texts.mjs');
  for (const folder of ['client/dist/l10n', 'server/dist/l10n'])
    mkdirSync(path.join(ROOT, folder), { recursive: true });
  for (const name of LANGUAGES) {
    const bundle = bundleOf(readLanguage(name));
    const own = [...clientTexts().keys()].filter(text => bundle.has(text));
    const inClient = Object.fromEntries(own.map(text => [text, bundle.get(text)]));
    // A text that is missing is shown in English; so is one that is the same.
    const inServer = [...serverTexts().keys()].map(text => {
      const translation = bundle.get(text) ?? text;
      return translation === text ? '' : translation;
    });
    const write = (/** @type {string} */ file, /** @type {unknown} */ content) =>
      writeFileSync(path.join(ROOT, file), JSON.stringify(content));
    write(`client/dist/l10n/bundle.l10n.${name}.json`, inClient);
    write(`server/dist/l10n/${name}.json`, inServer);
    write(`package.nls.${name}.json`, manifestIn(bundle));
  }
}

/** @param {readonly esbuild.Metafile[]} metafiles those of the bundles */
async function writeNotices(metafiles) {
  // It is large, and --watch does not need it.
  const { bundledPackages, noticesOf, rememberPackages } = await import('./scripts/notices.mjs');
  rememberPackages(bundledPackages(metafiles));
  for (const [file, pattern] of Object.entries(NOTICES)) {
    const packed = metafiles.filter(({ outputs }) => Object.keys(outputs).some(name => pattern.test(name)));
    writeFileSync(path.join(ROOT, file), noticesOf(bundledPackages(packed)));
  }
}

if (isMain(import.meta.url)) await main(build);
