import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { STREAMED_FORMATS } from '../../../server/src/cli/formats';
import { SEED } from '../../support/reading';
import { BUILT_CLI, folderWith, runShell } from '../../support/terminal';

/** A capture of this many bytes; the analysis of 60 MB is one call of many seconds. */
function largeCapture(length = 60e6): string {
  return SEED.repeat(Math.ceil(length / SEED.length));
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** Its output so far. */
  readonly output: { out: string; err: string };
  /** Its exit code and signal, after all output was read. */
  readonly ended: Promise<unknown[]>;
}

/** Starts a command whose input stays open. */
function start(words: readonly string[], folder: string): Running {
  const child = spawn(process.execPath, [BUILT_CLI, ...words], { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  return { child, output, ended: once(child, 'close') };
}

/** Starts a command on a file, and waits until it has opened it. */
async function started(command: string, folder: string, file: string): Promise<Running> {
  const running = start([command, file], folder);
  const descriptors = `/proc/${running.child.pid ?? 0}/fd`;
  const isOpen = (): boolean =>
    readdirSync(descriptors).some(one => {
      try {
        return readlinkSync(`${descriptors}/${one}`).endsWith(file);
      } catch {
        return false;
      }
    });
  while (!isOpen()) await new Promise(resolve => setTimeout(resolve, 5));
  return running;
}

/** More than any pipe holds, in UTF-16 code units: once all of it is written, some has been read. */
const MORE_THAN_A_PIPE = 4e6;

describe.skipIf(process.platform !== 'linux')('A signal', () => {
  test.each(['check', 'report', 'redact'])('ends %s while it works, without output', async command => {
    const folder = folderWith({ 'large.log': largeCapture() });
    const { child, output, ended } = await started(command, folder, 'large.log');
    await new Promise(resolve => setTimeout(resolve, 300));
    child.kill('SIGTERM');
    // A command that ran to its end would have another exit code.
    expect(await ended).toEqual([130, null]);
    expect(output.err).toBe('');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends the wait for a pipe without a writer: %s', async signal => {
    const folder = folderWith({});
    for (const command of ['check', 'report', 'redact']) {
      execFileSync('mkfifo', [path.join(folder, command)]);
      const { child, ended } = await started(command, folder, command);
      child.kill(signal);
      expect(await ended).toEqual([130, null]);
    }
  });

  test.each(['report', 'redact'])('ends the wait for more input: %s', async command => {
    const { child, ended } = start([command, '-'], '.');
    await written(child, largeCapture(MORE_THAN_A_PIPE));
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  });

  test('ends the wait of check for more input: what was received is reported', async () => {
    const { child, output, ended } = start(['check', '--format', 'ndjson', '-'], '.');
    await written(child, largeCapture(MORE_THAN_A_PIPE));
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(output.out).toContain('"rule":"ftm/token-not-of-product"');
  });

  test('leaves no incomplete file', async () => {
    const folder = folderWith({ 'large.log': largeCapture(8e6) });
    const { out } = await runShell(
      `cd "${folder}"; fortios-debug redact --out share large.log & until compgen -G 'share/.*.tmp' > /dev/null || ! kill -0 $! 2> /dev/null; do :; done; kill -TERM $!; wait $!; echo "exit $?"`,
    );
    expect(out).toBe('exit 130\n');
    expect(readdirSync(path.join(folder, 'share'))).toEqual([]);
  });
}); // oxfmt-ignore

/** Writes to the input of a process; resolves when the process or the pipe has accepted everything. */
function written({ stdin }: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stdin.write(text, error => (error ? reject(error) : resolve()));
  });
}

describe('A reader that closes early', () => {
  // More problems than a pipe holds.
  const lines = SEED.repeat(150);

  test.each(Object.keys(STREAMED_FORMATS))('leaves the exit code that the problems found so far have: %s', async format => {
    const folder = folderWith({ 'a.log': lines, 'b.log': lines });
    const codeOf = async (options: string): Promise<string> =>
      (await runShell(`fortios-debug check --format ${format} ${options} "${folder}" | head -1 > /dev/null; echo \${PIPESTATUS[0]}`)).out;
    expect(await codeOf('')).toBe('1\n');
    expect(await codeOf('--fail-on never')).toBe('0\n');
    expect(await codeOf('no/such.log')).toBe('2\n');
  });
}); // oxfmt-ignore

test('A client that closes the connection ends the server while it analyses', async () => {
  const server = spawn(process.execPath, [BUILT_CLI, 'lsp'], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void server.kill('SIGKILL'));
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  await once(server.stdout, 'data');
  let output = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  send({ method: 'initialized', params: {} });
  const textDocument = { uri: 'file:///large.log', languageId: 'log', version: 1, text: largeCapture() };
  send({ method: 'textDocument/didOpen', params: { textDocument } });
  await new Promise(resolve => setTimeout(resolve, 500));
  server.stdin.end();
  await once(server, 'close');
  // At the end of the analysis it would have sent the problems.
  expect(output).not.toContain('publishDiagnostics');
});
