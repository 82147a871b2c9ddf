// Starts the embedded VS Code and installs packaged extensions into it. It writes only to one temporary folder.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { atEnd, HANG, run, signalGroup, sleep, temporaryFolder, Trouble } from '../../../scripts/tools.mjs';
import { embedded } from './install.mjs';

const STOP_LIMIT = 3000;

/**
 * Keeps VS Code quiet: no network access, no pop-ups. Auto-save is off, too: in a browser VS Code would save a second
 * after an edit, so on a slow machine the edit of one test would be in the file that the next one opens.
 */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'remote.autoForwardPorts': false,
  'typescript.disableAutomaticTypeAcquisition': true,
};

/** Returns the environment without the variables of an outer editor or npm. @param {NodeJS.ProcessEnv} own */
function environment(own) {
  const left = Object.entries(process.env).filter(
    ([name]) => !/^(ELECTRON_|VSCODE_|CODE_SERVER|npm_)/.test(name),
  );
  // Without a gallery VS Code does not access the network for one.
  return { ...Object.fromEntries(left), NODE_OPTIONS: '', EXTENSIONS_GALLERY: '{}', ...own };
}

/**
 * @param {object} [options]
 * @param {Record<string, unknown>} [options.settings] the user's settings
 * @param {string} [options.extensions] folder of installed extensions
 * @param {number} [options.port] 0 for any free one
 * @param {boolean} [options.underTest] allows the address of a page to specify an extension and tests to run
 */
export async function startServer({ settings = {}, extensions, port = 0, underTest = false } = {}) {
  // A short name, because the sockets below this folder have names of at most 108 bytes.
  const { folder, remove } = temporaryFolder('vs-');
  const user = path.join(folder, 'data', 'data', 'User', 'settings.json');
  const temporary = path.join(folder, 't');
  for (const needed of [path.dirname(user), temporary]) mkdirSync(needed, { recursive: true });
  writeFileSync(user, JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  const args = [
    ...[embedded.main, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...[
      '--accept-server-license-terms',
      '--disable-telemetry',
      '--server-data-dir',
      path.join(folder, 'data'),
    ],
    ...(extensions ? ['--extensions-dir', extensions] : []),
    ...(underTest ? ['--enable-smoke-test-driver', '--disable-workspace-trust'] : []),
  ];
  const child = spawn(embedded.node, args, {
    // A process group of its own, so that extension hosts and language servers end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment({ TMPDIR: temporary, XDG_RUNTIME_DIR: temporary, HOME: path.join(folder, 'home') }),
  });
  const gone = new Promise(resolve => child.once('exit', resolve));
  const kill = atEnd(() => signalGroup(child.pid, 'SIGKILL'));
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (log += data));

  const stop = async () => {
    signalGroup(child.pid, 'SIGTERM');
    await Promise.race([gone, sleep(STOP_LIMIT)]);
    kill();
    remove();
  };
  try {
    const authority = `127.0.0.1:${await listening(() => log, child, port)}`;
    return { child, authority, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Waits until the server has logged the port that it listens on.
 * @param {() => string} log
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} expected
 */
async function listening(log, child, expected) {
  const end = Date.now() + HANG;
  for (;;) {
    const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
    if (port) return port;
    if (/EADDRINUSE/.test(log())) {
      throw new Trouble(
        `Port ${expected} is taken by another program: choose another one with --port, or 0 for any.`,
      );
    }
    if (child.exitCode !== null || child.signalCode || Date.now() > end) {
      throw new Trouble(`The embedded VS Code did not start. It said:\n${log().slice(-3000)}`);
    }
    await sleep(50);
  }
}

/** Returns the address of a file in the server's window. @param {string} authority @param {string} file */
export const remoteUri = (authority, file) =>
  `vscode-remote://${authority}${path.resolve(file).split('/').map(encodeURIComponent).join('/')}`;

/**
 * The address of a window.
 * @param {string} authority
 * @param {{ folder?: string, file?: string, payload?: [string, string][] }} what
 */
export function windowUrl(authority, { folder, file, payload = [] }) {
  const query = new URLSearchParams(folder ? { folder: path.resolve(folder) } : { ew: 'true' });
  const all = file ? [...payload, ['openFile', remoteUri(authority, file)]] : payload;
  if (all.length > 0) query.set('payload', JSON.stringify(all));
  return `http://${authority}/?${query}`;
}

/**
 * Installs a packaged extension, as `code --install-extension` does.
 * @param {string} vsix
 * @param {string} extensions the folder that it goes to
 */
export async function installVsix(vsix, extensions) {
  const { folder, remove } = temporaryFolder('vi-');
  const args = ['--accept-server-license-terms', '--server-data-dir', folder, '--extensions-dir', extensions];
  const { code, output } = await run(
    embedded.node,
    [embedded.main, ...args, '--install-extension', path.resolve(vsix)],
    {
      env: environment({ HOME: folder }),
      capture: true,
    },
  );
  remove();
  if (code !== 0) throw new Trouble(`${vsix} could not be installed, VS Code said:\n${output.trim()}`);
}
