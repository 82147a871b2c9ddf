// A growing capture: the time from a failure's line to the output, and the memory for an endless pipe.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { captureLog, captureText, exchangeAt } from './captureLog';
import { CLI, peakOf } from './processes';
import { type Times, timesOf } from './requests';

/** Failures that are appended to the file, one after the other. */
const ROUNDS = 40;
/** Size of the capture when following begins, in bytes. */
const BEFORE = 2e6;

/** Time from a failure in a followed file to its line in the output, in milliseconds. */
export async function benchFollow(): Promise<Times> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const file = path.join(folder, 'capture.log');
  writeFileSync(file, captureText(BEFORE));
  const child = spawn(process.execPath, [CLI, 'check', '--follow', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const times: number[] = [];
    let [out, heard] = ['', (): void => undefined];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      heard();
    });
    const heardOf = (text: string): Promise<void> =>
      new Promise(resolve => {
        heard = () => out.includes(text) && resolve();
        heard();
      });
    // Everything before is read once the output has this exchange, which has a token of its own.
    appendFileSync(file, failureAt(0));
    await heardOf(tokenAt(0));
    for (let round = 1; round <= ROUNDS; round++) {
      out = '';
      const start = performance.now();
      appendFileSync(file, failureAt(round));
      await heardOf(tokenAt(round));
      times.push(performance.now() - start);
    }
    return timesOf(times);
  } finally {
    child.kill();
    await once(child, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Peak memory of a command that follows this many bytes from a pipe, in MB. */
export async function memoryOfFollow(bytes: number): Promise<number> {
  const child = spawn(process.execPath, [CLI, 'check', '--follow', '-'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdout.resume();
  let memory = NaN;
  for (const piece of captureLog(bytes)()) if (!child.stdin.write(piece)) await once(child.stdin, 'drain');
  memory = peakOf(child.pid) ?? memory;
  child.stdin.end();
  await once(child, 'close');
  return memory;
}

/** A token that is not in the log. */
function tokenAt(round: number): string {
  return `FTKMOBFFFF00${round.toString(16).toUpperCase().padStart(4, '0')}`;
}

function failureAt(round: number): string {
  return exchangeAt(0).replaceAll('0000000000', tokenAt(round).slice('FTKMOB'.length));
}
