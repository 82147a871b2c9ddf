// The main program of the executable, and of each of its threads. It runs the bundles of the npm package, which are inside as
// assets: nothing is written to disk, so it works from a folder and with a home that cannot be written to.
const path = require('node:path');
const { getAsset } = require('node:sea');
const { compileFunction } = require('node:vm');
const threads = require('node:worker_threads');

/** The folder in which the bundles believe to be. */
const FOLDER = path.join(path.dirname(process.execPath), 'dist');
const PARAMETERS = ['module', 'exports', 'require', '__filename', '__dirname'];

/** @type {Map<string, { exports: any }>} */
const loaded = new Map();

/** `require` for the bundles. @param {string} name */
function requireAsset(name) {
  if (!name.startsWith('.') && !path.isAbsolute(name)) return replaced.get(name) ?? require(name);
  const filename = path.resolve(FOLDER, name);
  const known = loaded.get(filename);
  if (known) return known.exports;
  const text = getAsset(path.relative(FOLDER, filename).split(path.sep).join('/'), 'utf8');
  const module = { exports: {} };
  loaded.set(filename, module);
  if (filename.endsWith('.json')) module.exports = JSON.parse(text);
  else
    compileFunction(text.replace(/^#!.*/, ''), PARAMETERS, { filename })(
      module,
      module.exports,
      requireAsset,
      filename,
      FOLDER,
    );
  return module.exports;
}

/** A thread has no file to run, so it runs the text of this one. */
class Thread extends threads.Worker {
  /** @param {string} _ @param {import('node:worker_threads').WorkerOptions} options */
  constructor(_, options) {
    super(getAsset('main.cjs', 'utf8'), { ...options, eval: true });
  }
}

/** What the bundles get instead of modules of Node. @type {Map<string, object>} */
const replaced = new Map(
  Object.entries({
    'node:module': { ...require('node:module'), createRequire: () => requireAsset },
    'node:worker_threads': { ...threads, Worker: Thread },
  }),
);

requireAsset('./cli.js');
