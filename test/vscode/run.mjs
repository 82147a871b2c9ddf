// Runs the suites inside VS Code's extension hosts: node test/vscode/run.mjs [--desktop] [--host node|web] [--verbose]
// Without --desktop they run in the embedded VS Code, if this machine supports it.
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  add,
  atEnd,
  isMain,
  main,
  NONE,
  ROOT,
  say,
  signalGroup,
  temporaryFolder,
  totals,
  Trouble,
} from '../../scripts/tools.mjs';
import { BUNDLES, bundleSuites } from './bundle.mjs';
import { ensureChromium } from './harness/chromium.mjs';
import { desktopExecutable } from './harness/desktop.mjs';
import { EMBEDDED, installServer } from './harness/install.mjs';

const HARNESS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'harness');
const MARK = '@@suite ';

/**
 * @param {object} options
 * @param {'node' | 'web'} options.host the extension host
 * @param {boolean} [options.desktop] in the desktop VS Code
 * @param {boolean} [options.verbose] print all output of VS Code
 * @returns {Promise<import('../../scripts/tools.mjs').Counts>}
 */
export async function runSuites({ host, desktop = !EMBEDDED, verbose = false }) {
  const executable = desktop ? await desktopExecutable() : await standIn();
  await bundleSuites();
  const { folder, remove } = temporaryFolder('vw-');
  // A copy, so that the suites may write.
  cpSync(path.join(ROOT, 'test', 'fixtures'), folder, { recursive: true });
  const listener = new Listener(host, verbose);
  const args = [path.join(HARNESS, 'launch.mjs'), executable, ROOT, BUNDLES[host], folder, host];
  const code = await listen(args, line => listener.hear(line));
  remove();
  return listener.result(code);
}

/** Replaces the desktop's executable on machines without a desktop. */
async function standIn() {
  await ensureChromium();
  await installServer();
  return path.join(HARNESS, 'code.mjs');
}

/** @param {string[]} args @param {(line: string) => void} hear @returns {Promise<number>} */
async function listen(args, hear) {
  // A process group of its own, so that VS Code ends too when this process is stopped.
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const stop = atEnd(() => signalGroup(child.pid, 'SIGTERM'));
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', hear);
  const code = await new Promise(resolve => child.once('close', resolve));
  stop();
  return code ?? 1;
}

/** Finds the lines of suite/reporter.ts in the output of VS Code. */
class Listener {
  #counts = { ...NONE };
  #ended = false;
  /** @type {string[]} */
  #other = [];
  #host;
  #verbose;

  /** @param {string} host its lines are among those of other steps @param {boolean} verbose */
  constructor(host, verbose) {
    this.#host = host;
    this.#verbose = verbose;
  }

  /** @param {string} line */
  hear(line) {
    const at = line.indexOf(MARK);
    if (at >= 0) return this.#event(JSON.parse(line.slice(at + MARK.length)));
    this.#other.push(line);
    if (this.#verbose) say(`    ${line}`);
  }

  /** @param {{ kind: string, title: string, ms?: number, error?: string }} event */
  #event({ kind, title, ms, error }) {
    if (kind === 'end') this.#ended = true;
    else if (kind !== 'again') this.#counts = add(this.#counts, { ...NONE, [kind]: 1 });
    if (kind === 'passed') say(`  ok    ${this.#host}: ${title} (${ms} ms)`);
    if (kind === 'skipped') say(`  skip  ${this.#host}: ${title}`);
    if (kind === 'failed') say(`  FAIL  ${this.#host}: ${title}\n${error?.replace(/^/gm, '          ')}`);
    if (kind === 'again') say(`  again ${this.#host}: ${title}\n${error?.replace(/^/gm, '          ')}`);
  }

  /** VS Code may exit with 0 although the suites did not run, which is a failure. @param {number} code */
  result(code) {
    const counts = this.#counts;
    if (this.#ended && counts.passed > 0 && (code === 0 || counts.failed > 0)) return counts;
    if (!this.#verbose) for (const line of this.#other.slice(-40)) say(`    ${line}`);
    say(`  FAIL  ${this.#ended ? `VS Code ended with ${code}` : 'the suites did not run to their end'}`);
    return add(counts, { ...NONE, failed: 1 });
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const { values } = parseArgs({
      options: { host: { type: 'string' }, desktop: { type: 'boolean' }, verbose: { type: 'boolean' } },
    });
    let counts = NONE;
    for (const host of values.host ? [values.host] : ['node', 'web']) {
      if (host !== 'node' && host !== 'web')
        throw new Trouble(`There is no extension host "${host}": it is node or web.`);
      say(`Suites in the ${host} extension host`);
      counts = add(counts, await runSuites({ ...values, host }));
    }
    say(totals(counts));
    return counts.failed > 0 ? 1 : 0;
  });
}
