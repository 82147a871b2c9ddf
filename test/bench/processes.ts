// Whole processes as a user runs them: their time and peak memory.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exchangeAt, type Log, writeLog } from './captureLog';

export const CLI = path.resolve('server/dist/cli.js');

export interface Ran {
  /** Milliseconds from start to end. */
  readonly time: number;
  /** Peak memory of the process, in MB; NaN if the system does not report it. */
  readonly memory: number;
}

/** Runs a program to its end, and discards its output. */
export function ran(program: string, words: readonly string[]): Promise<Ran> {
  const start = performance.now();
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.resume();
  let memory = NaN;
  const watch = setInterval(() => (memory = peakOf(child.pid) ?? memory), 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      clearInterval(watch);
      resolve({ time: performance.now() - start, memory });
    });
  });
}

/** The peak memory of a process, as recorded by Linux. */
export function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** `check` on a log. */
export function checkOf(log: Log): Promise<Ran> {
  return overLog(log, ['check', '--format', 'ndjson'], false);
}

/** `redact` on a log; on one core if `isAlone`. */
export function redactOf(log: Log, isAlone = false): Promise<Ran> {
  return overLog(log, ['redact'], isAlone);
}

function overLog(log: Log, words: readonly string[], isAlone: boolean): Promise<Ran> {
  return inFolder(folder => {
    const file = path.join(folder, 'capture.log');
    writeLog(file, log);
    const command = [process.execPath, CLI, ...words, file];
    const [program = '', ...rest] = isAlone ? ['taskset', '--cpu-list', '0', ...command] : command;
    return ran(program, rest);
  });
}

/** `check` on a folder with this many captures of about 25 KB. */
export function checkOfFolder(count: number): Promise<Ran> {
  return inFolder(folder => {
    for (let number = 0; number < count; number++) {
      const text = Array.from({ length: 12 }, (_, index) => exchangeAt(number * 12 + index)).join('');
      writeFileSync(path.join(folder, `${String(number).padStart(5, '0')}.log`), text);
    }
    return ran(process.execPath, [CLI, 'check', '--format', 'ndjson', folder]);
  });
}

/** A format definition for lnav. */
const LNAV_FORMAT = {
  fortios_debug: {
    title: 'FortiOS debug',
    description: 'Debug output of FortiOS',
    regex: {
      function: {
        pattern:
          '^(?<timestamp>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?) (?<function>\\w+)\\[(?<number>\\d+)\\]:(?<body>.*)$',
      },
      any: { pattern: '^(?<timestamp>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?) (?<body>.*)$' },
    },
    value: { function: { kind: 'string', identifier: true }, number: { kind: 'integer' } },
    sample: [{ line: '2024-03-30 04:10:04 ftm_fc_comm_connect[66]:ftm TCPS connected.' }],
  },
};

/** The time that lnav takes to index a log; undefined if it is not installed. */
export async function lnavOf(log: Log): Promise<Ran | undefined> {
  return inFolder(async folder => {
    const formats = path.join(folder, 'formats', 'fortios');
    mkdirSync(formats, { recursive: true });
    const schema = { $schema: 'https://lnav.org/schemas/format-v1.schema.json' };
    writeFileSync(path.join(formats, 'format.json'), JSON.stringify({ ...schema, ...LNAV_FORMAT }));
    const file = path.join(folder, 'capture.log');
    writeLog(file, log);
    const words = ['-I', folder, '-n', '-c', ';SELECT count(*) FROM fortios_debug', file];
    return ran('lnav', words).catch(() => undefined);
  });
}

async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
