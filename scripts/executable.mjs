// Makes the command line as one file that needs no Node, for this system, from the npm package, and packs it with the licences:
//   node scripts/executable.mjs [--node FILE]
// FILE is the Node that goes into it, by default the one that runs this. Compares what it prints with the npm package:
//   --compare FOLDER   of these captures; by default, of test/fixtures
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { npmPackagePath, tryProgram, zipped } from './package.mjs';
import { setup } from './setup.mjs';
import { isMain, main, manifestOf, ROOT, run, say, temporaryFolder, Trouble } from './tools.mjs';

const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const SYSTEMS = new Map([
  ['win32', 'windows'],
  ['darwin', 'macos'],
]);
const ENDING = process.platform === 'win32' ? '.exe' : '';

/** The name of a zip file with the executable. @param {string} system @param {string} processor */
export const zipName = (system, processor) =>
  `${manifestOf('server').name}-${manifestOf().version}-${system}-${processor}.zip`;

/** Commands whose output must be the same; the folder of the captures follows. */
const COMPARED = [
  ['check', '--fail-on', 'never', '--format', 'ndjson'],
  ['check', '--fail-on', 'never', '--format', 'sarif', '--locale', 'de'],
  ['report'],
  ['redact', '--out', 'copies'],
];

/**
 * Makes the executable, and tries it in a folder with blanks and umlauts, with a home that cannot be written to.
 * @param {{ node?: string, compare?: string }} [options]
 * @returns {Promise<string>} the path of the zip file
 */
export async function makeExecutable({ node = process.execPath, compare = 'test/fixtures' } = {}) {
  const { folder, remove } = temporaryFolder('vx-ä b-');
  const unpacked = path.join(folder, 'package');
  copyFileSync(npmPackagePath(), path.join(folder, 'package.tgz'));
  await ran('tar', ['-xzf', 'package.tgz'], folder);
  const program = path.join(folder, `${manifestOf('server').name}${ENDING}`);
  copyFileSync(node, program);
  chmodSync(program, 0o755);
  await inject(program, await blobOf(node, folder, path.join(unpacked, 'dist')));
  const env = { ...process.env, HOME: path.join(program, 'none'), USERPROFILE: path.join(program, 'none') };
  await tryProgram(path.basename(program), async words => ran(program, words, folder, env));
  await compareWith(unpacked, program, path.resolve(ROOT, compare));
  const file = path.join(ROOT, zipName(SYSTEMS.get(process.platform) ?? process.platform, process.arch));
  const licences = [readFileSync(path.join(unpacked, 'ThirdPartyNotices.txt'), 'utf8'), licenceOf(node)];
  const content = {
    [path.basename(program)]: readFileSync(program),
    LICENSE: readFileSync(path.join(unpacked, 'LICENSE')),
    'ThirdPartyNotices.txt': Buffer.from(licences.join('\n')),
  };
  writeFileSync(file, await zipped(content, [path.basename(program)]));
  remove();
  say(`${path.basename(file)}: ${Math.round(readFileSync(file).length / 1e6)} MB`);
  return file;
}

/** What Node puts into the executable. @param {string} node @param {string} folder @param {string} bundles */
async function blobOf(node, folder, bundles) {
  const main = path.join(ROOT, 'scripts', 'executable', 'main.cjs');
  const files = readdirSync(bundles, { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.js(on)?$/.test(name),
  );
  const assets = files.map(name => [name.split(path.sep).join('/'), path.join(bundles, name)]);
  const config = {
    main,
    output: 'blob',
    disableExperimentalSEAWarning: true,
    assets: Object.fromEntries([...assets, ['main.cjs', main]]),
  };
  writeFileSync(path.join(folder, 'sea.json'), JSON.stringify(config));
  await ran(node, ['--experimental-sea-config', 'sea.json'], folder);
  return readFileSync(path.join(folder, 'blob'));
}

/** @param {string} program a copy of Node @param {Buffer} blob */
async function inject(program, blob) {
  const isMac = process.platform === 'darwin';
  // macOS runs no program whose signature does not fit; this one says only that it is whole.
  if (isMac) await ran('codesign', ['--remove-signature', program]);
  // @ts-expect-error It has no types.
  const { inject: postject } = (await import('postject')).default;
  // It warns of sections of the file that it does not know and leaves alone.
  const { warn, log } = console;
  Object.assign(console, { warn: () => undefined, log: () => undefined });
  await postject(program, 'NODE_SEA_BLOB', blob, { sentinelFuse: FUSE, machoSegmentName: 'NODE_SEA' });
  Object.assign(console, { warn, log });
  if (isMac) await ran('codesign', ['--sign', '-', program]);
}

/** Node's licence, which must go where its code goes. @param {string} node */
function licenceOf(node) {
  const folder = path.dirname(node);
  const file = ['LICENSE', '../LICENSE'].map(name => path.join(folder, name)).find(name => existsSync(name));
  if (file) return readFileSync(file, 'utf8');
  const text = `There is no LICENSE of Node beside ${node}: take Node from its own archive.`;
  if (process.env.CI) throw new Trouble(text);
  say(`${text} Do not give the executable to others.`);
  return '';
}

/** @param {string} unpacked the npm package @param {string} program @param {string} captures */
async function compareWith(unpacked, program, captures) {
  const bundle = path.join(unpacked, 'dist', 'cli.js');
  for (const command of COMPARED) {
    const [own, others] = [`${program}.out`, `${bundle}.out`].map(
      folder => (mkdirSync(folder, { recursive: true }), folder),
    );
    const expected = await ran(process.execPath, [bundle, ...command, captures], others);
    const got = await ran(program, [...command, captures], own);
    if (got !== expected || contentOf(own) !== contentOf(others))
      throw new Trouble(`The executable prints something else than the npm package: ${command.join(' ')}`);
  }
  say(
    `${path.basename(program)}: the output of ${COMPARED.length} commands on ${captures} is that of the npm package`,
  );
}

/** What is in the files of a folder. @param {string} folder */
const contentOf = folder =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name, parentPath }) => `${name}\0${readFileSync(path.join(parentPath, name), 'latin1')}`)
    .sort()
    .join('\0');

/** Runs a program, and returns what it prints. @param {string} program @param {string[]} words @param {string} [cwd] @param {NodeJS.ProcessEnv} [env] */
async function ran(program, words, cwd, env) {
  const { code, output } = await run(program, words, { cwd, env, capture: true });
  if (code !== 0) throw new Trouble(`${path.basename(program)} ${words.join(' ')} failed:\n${output}`);
  return output;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const { values } = parseArgs({ options: { node: { type: 'string' }, compare: { type: 'string' } } });
    await setup();
    await makeExecutable(values);
  });
}
