#!/usr/bin/env node
// Replaces the desktop's `code` on machines without a desktop: takes the arguments that @vscode/test-electron passes,
// runs the tests in the embedded VS Code, prints their output, and exits as `code` does.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { explain, main, sleep, temporaryFolder, Trouble } from '../../../scripts/tools.mjs';
import { PREFIX, startFront } from './front.mjs';
import { openPage } from './page.mjs';
import { remoteUri, startServer, windowUrl } from './server.mjs';

/** Only a hanging run takes this long, even on the slowest machine. In milliseconds. */
const LIMIT = 3_600_000;

/** What VS Code prints on every start. */
const NOISE =
  /^(Ignoring fetching|Updating additional|Resolv(ing|ed) connection|Creating a socket|\[reconnection|\[Service Worker|\[AgentHost|\[AccountPolicy|\[ChatModel|Loading development)/;

/** @param {string[]} args */
function read(args) {
  const { values, positionals } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      extensionDevelopmentKind: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests } = values;
  if (typeof extension !== 'string' || typeof tests !== 'string') {
    throw new Trouble(
      'This stands in for the desktop VS Code to run tests only: it needs the paths of an extension and of its tests.',
    );
  }
  const folder = positionals.find(name => existsSync(name) && statSync(name).isDirectory());
  return { extension, tests, folder, web: values.extensionDevelopmentKind === 'web' };
}

/** @param {string[]} args @returns {Promise<number>} */
async function code(args) {
  const { extension, tests, folder, web } = read(args);
  const { folder: extensions, remove } = temporaryFolder('ve-');
  const server = await startServer({ extensions, underTest: true });
  const front = web ? await startFront(server.authority, extension) : undefined;
  /** @type {[string, string][]} */
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  let developmentOptions;
  if (front) {
    const at = (/** @type {string} */ name) => ({
      scheme: 'http',
      authority: front.authority,
      path: PREFIX + name,
    });
    const entry = path.relative(extension, tests).split(path.sep).join('/');
    developmentOptions = { extensions: [at('')], extensionTestsPath: at(entry) };
  } else {
    payload.push(['extensionDevelopmentPath', remoteUri(server.authority, extension)]);
    payload.push(['extensionTestsPath', remoteUri(server.authority, tests)]);
  }
  const { browser, page } = await openPage({ developmentOptions });
  try {
    const result = await runIn(
      page,
      server.child,
      windowUrl(front?.authority ?? server.authority, { folder, payload }),
    );
    return result || (web ? 0 : await hostResult(server.log));
  } catch (error) {
    console.error(`${explain(error)}\n${server.log().slice(-2000)}`);
    return 1;
  } finally {
    await browser.close();
    front?.close();
    await server.stop();
    remove();
  }
}

/**
 * Prints the console output of the window, and waits for its exit code.
 * @param {import('playwright-core').Page} page
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} address
 * @returns {Promise<number>}
 */
async function runIn(page, server, address) {
  /** @type {(code: number) => void} */
  let finish = () => {};
  const ended = new Promise((resolve, reject) => {
    finish = resolve;
    page.once('crash', () => reject(new Trouble('The window of VS Code crashed.')));
    server.once('exit', status => reject(new Trouble(`The embedded VS Code ended with ${status}.`)));
    setTimeout(() => reject(new Trouble(`The tests took more than ${LIMIT / 60_000} min.`)), LIMIT).unref();
  });
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      const line = format(...args);
      if (!NOISE.test(line)) console.log(line);
    },
  );
  await page.exposeFunction('codeAutomationExit', finish);
  // Whichever comes first: the window fails to open, or the run ends.
  const [result] = await Promise.all([ended, page.goto(address)]);
  return result;
}

/** VS Code reports success even if the extension host crashed; its log does not. @param {() => string} log */
async function hostResult(log) {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) {
    const how = /Extension Host Process exited with (code: \S+, signal: \S+?)\./.exec(log())?.[1];
    if (how === 'code: 0, signal: null') return 0;
    if (how) throw new Trouble(`The extension host ended with ${how}.`);
  }
  throw new Trouble('The extension host did not end.');
}

await main(() => code(process.argv.slice(2)));
