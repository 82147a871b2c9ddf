import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../server/src/cli/run';

export const BUILT_CLI = path.resolve('server/dist/cli.js');

/** Windows has no pipes with a name in a folder. */
export const HAS_NAMED_PIPES = process.platform !== 'win32';

export interface Ran {
  readonly code: number | null | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process. */
export async function runHere(
  words: readonly string[],
  input: string | Uint8Array = '',
  unicode = true,
): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await run(words, {
    input: streamOf(Buffer.from(input)),
    write: text => void (out += String(text)),
    reportError: text => void (err += text),
    colour: false,
    unicode,
    serve: () => void (out += 'served'),
  });
  return { code, out, err };
}

/** Two pieces, cut anywhere, as a pipe may bring them. */
// oxlint-disable-next-line typescript/require-await
async function* streamOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const middle = Math.floor(bytes.length / 2);
  yield bytes.subarray(0, middle);
  yield bytes.subarray(middle);
}

/** Runs the built command line as a user does. */
export function runBuilt(words: readonly string[], input: string | Uint8Array = ''): Promise<Ran> {
  if (!existsSync(BUILT_CLI)) throw new Error(`${BUILT_CLI} is not built: node esbuild.mjs`);
  return ranOf(process.execPath, [BUILT_CLI, ...words], input);
}

/** Runs a shell command line; `fortios-debug` is the built command line. */
export function runShell(line: string): Promise<Ran> {
  const command = line.replace(/fortios-debug/g, `"${process.execPath}" "${BUILT_CLI}"`);
  return ranOf('/bin/bash', ['-c', command], '');
}

function ranOf(program: string, words: readonly string[], input: string | Uint8Array): Promise<Ran> {
  const child = spawn(program, words);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined).end(input);
  return new Promise(resolve => {
    child.on('close', code => resolve({ code, out, err }));
  });
}

/** A folder for one test, with these files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'capture-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}
