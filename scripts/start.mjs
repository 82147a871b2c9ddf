// Shows a capture with the extension: prints the findings in the terminal, then opens the file in a real VS Code.
// node scripts/start.mjs [FILE] [--port N] [--embedded] [--check]
import { copyFileSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import net from 'node:net';
import { isCurrent, packagePath } from './package.mjs';
import { setup, which } from './setup.mjs';
import {
  endWithNpm,
  isMain,
  main,
  progress,
  ROOT,
  run,
  runNode,
  say,
  SEED,
  temporaryFolder,
  Trouble,
} from './tools.mjs';

/** Milliseconds without a problem after which a file has none: many times what the slowest machine needs. */
const NO_PROBLEM = 300_000;

const HELP = `npm start [-- [FILE] [OPTIONS]]
  FILE         the capture to open (default: the example that this project started from)
  --port N     the port of the embedded VS Code (default: any free one)
  --embedded   take the embedded VS Code also where there is a \`code\` command
  --check      open the file in a headless browser, print the problems that VS Code shows, and end: 0 when there are some`;

/** @returns {Promise<number>} the exit code */
async function start() {
  const { file: given, port, embedded, check } = options();
  endWithNpm();
  const file = given ? existing(given) : copyOfSeed();
  if (port > 0) await checkPort(port);
  await setup();
  const vsix = await packageQuietly();
  say(`\nWhat it finds in ${file}:\n`);
  // It exits with 1 if it finds a problem, which is expected of a capture.
  await runNode(path.join('server', 'dist', 'cli.js'), ['check', file]);
  say('');
  if (check) return checkIn(vsix, file, !given);
  if (!embedded && (await openInOwn(vsix, file, !given))) return 0;
  const { EMBEDDED } = await import('../test/vscode/harness/install.mjs');
  return EMBEDDED ? serve(vsix, file, port) : openInDownloaded(vsix, file);
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '0' },
        embedded: { type: 'boolean' },
        check: { type: 'boolean' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port ${values.port} is not a port`);
    if (positionals.length > 1) throw new Error('one FILE at a time');
    return { ...values, port, file: positionals[0] };
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${HELP}`);
  }
}

/**
 * Throws if nothing can listen on a port, before anything is built for it.
 * @param {number} port
 */
async function checkPort(port) {
  const server = net.createServer();
  const error = await new Promise(resolve => {
    server.once('error', resolve).listen(port, '127.0.0.1', () => resolve(undefined));
  });
  if (error) {
    const why = error.code === 'EADDRINUSE' ? 'it is used by another program' : error.message;
    throw new Trouble(`Port ${port} cannot be used: ${why}. Choose another one, or leave --port out.`);
  }
  await new Promise(resolve => server.close(resolve));
}

/** Makes the .vsix unless it is current. Its output is shown only if it fails. */
async function packageQuietly() {
  if (isCurrent()) return packagePath();
  const { code, output } = await progress('Building the extension', () =>
    run(process.execPath, [path.join(ROOT, 'scripts', 'package.mjs')], { capture: true }),
  );
  if (code !== 0) throw new Trouble(`The extension could not be built:\n${output.trim()}`);
  return packagePath();
}

/**
 * Resolves a path relative to the directory in which the user ran npm.
 * @param {string} name relative to where the user was when they typed it
 */
function existing(name) {
  const file = path.resolve(process.env.INIT_CWD ?? '.', name);
  if (!existsSync(file)) throw new Trouble(`${file} does not exist. Check the name and try again.`);
  if (!statSync(file).isFile()) throw new Trouble(`${file} is not a file. Name the capture itself.`);
  return file;
}

/** The example is opened as a copy, so that it stays unchanged. */
function copyOfSeed() {
  const file = path.join(temporaryFolder('vf-').folder, path.basename(SEED));
  copyFileSync(SEED, file);
  return file;
}

/**
 * Opens the file in the user's own VS Code, if there is one.
 * @param {string} vsix @param {string} file @param {boolean} isCopy
 */
async function openInOwn(vsix, file, isCopy) {
  if (!which('code')) return false;
  say('Installing the extension into your VS Code');
  if (!(await code('--install-extension', vsix, '--force'))) return false;
  say(`Opening ${file} in it${isCopy ? ', a copy that goes away when you close it there' : ''}`);
  return code(...(isCopy ? ['--wait', file] : [file]));
}

/**
 * Runs the user's `code`, and reports if it fails.
 * @param {string[]} args
 */
async function code(...args) {
  // On Windows `code` is a .cmd file, which only a shell can run.
  const shell = process.platform === 'win32';
  const words = shell ? args.map(arg => `"${arg}"`) : args;
  const { code, output } = await run('code', words, { capture: true, shell });
  if (code !== 0) {
    say(`It refused \`code ${args.join(' ')}\`, so another VS Code is taken. It said:\n${output.trim()}\n`);
  }
  return code === 0;
}

/**
 * Shows the file in the embedded VS Code until the user stops it.
 * @param {string} vsix @param {string} file @param {number} port @returns {Promise<never>}
 */
async function serve(vsix, file, port) {
  const { installServer } = await import('../test/vscode/harness/install.mjs');
  const { installVsix, startServer, windowUrl } = await import('../test/vscode/harness/server.mjs');
  await installServer();
  const { folder: extensions } = temporaryFolder('ve-');
  await installVsix(vsix, extensions);
  const server = await startServer({ extensions, port, settings: { 'fortiosDebug.showOnOpen': true } });
  say(
    `VS Code shows ${file} at this address, open it in a browser:\n\n  ${windowUrl(server.authority, { file })}\n`,
  );
  say('Stop it with Ctrl-C.');
  const status = await new Promise(resolve => server.child.once('exit', resolve));
  throw new Trouble(`The embedded VS Code ended with ${status}. It said:\n${server.log().slice(-2000)}`);
}

/**
 * If the embedded VS Code does not run: the desktop one, in a profile of its own.
 * @param {string} vsix @param {string} file
 */
async function openInDownloaded(vsix, file) {
  const { desktopExecutable } = await import('../test/vscode/harness/desktop.mjs');
  const { resolveCliArgsFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const executable = await desktopExecutable();
  const { folder } = temporaryFolder('vd-');
  const profile = [
    `--user-data-dir=${path.join(folder, 'user')}`,
    `--extensions-dir=${path.join(folder, 'extensions')}`,
  ];
  const [cli, ...given] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const shell = process.platform === 'win32';
  const installed = await run(shell ? `"${cli}"` : cli, [...given, ...profile, '--install-extension', vsix], {
    shell,
  });
  if (installed.code !== 0) throw new Trouble(`${vsix} could not be installed into the downloaded VS Code.`);
  say(`VS Code opens ${file}. Close its window, or press Ctrl-C here, to end.`);
  const { code } = await run(executable, [...profile, '--wait', file]);
  return code;
}

/**
 * Prints what VS Code shows for the file. Of the example, the error must be explained on hover.
 * @param {string} vsix @param {string} file @param {boolean} isExample @returns {Promise<number>}
 */
async function checkIn(vsix, file, isExample) {
  const { withEditor } = await import('../test/vscode/person.mjs');
  return withEditor({ vsix, file }, async (editor, address) => {
    say(`VS Code shows ${file} at ${address}`);
    const problems = await editor.problems(1, NO_PROBLEM).catch(() => []);
    for (const { line, column, severity, rule, message } of problems) {
      say(`  ${line}:${column} ${severity} ${rule} ${message}`);
    }
    const failure = problems.find(({ severity }) => severity === 'error');
    if (isExample && failure) await editor.hover(failure.line, failure.column, /All \d+ steps/);
    say(`VS Code shows ${problems.length} problems${isExample ? ', and explains the error' : ''}.`);
    return problems.length > 0 ? 0 : 1;
  });
}

if (isMain(import.meta.url)) await main(start, HELP);
