import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FaultWords, FromWork, Start, ToWork } from './messages';
import { progressLine } from './terminal';

/** The exit code after SIGINT and SIGTERM. */
const INTERRUPTED = 130;
/** How long the work may compute before it ends its input, in milliseconds. */
const MAX_COMPUTING = 120;
/** How long it may print nothing more of what came, in milliseconds. */
const MAX_SILENCE = 2000;
/** How long its thread may take to end, in milliseconds: it takes a few, unless a device keeps it waiting. */
const MAX_END = 1000;

/**
 * Runs the command line in a thread of its own, so that it notices signals and a closed pipe at any time: they end the
 * thread and remove the files that it had not finished. `program` is the file that the thread runs; `serve` starts the
 * language server. Sets the exit code of the process.
 */
export function supervise(program: string, words: readonly string[], serve: () => void): void {
  const { stdout, stderr } = process;
  const start: Start = {
    words,
    colour: stdout.isTTY && process.env['NO_COLOR'] === undefined,
    progress: stderr.isTTY,
  };
  const thread = new Worker(program, { workerData: start });
  const show = progressLine(stderr);
  const drafts = new Set<string>();
  let [codeSoFar, endsInput, isInterrupted, isEnding] = [0, false, false, false];
  let limit: NodeJS.Timeout | undefined;
  // Without them, which is early, the words of the system have to do.
  let faults = undefined as FaultWords | undefined;

  thread.on('message', (message: FromWork) => {
    limit?.refresh();
    if (typeof message === 'object' && 'draft' in message)
      if (message.isDone) drafts.delete(message.draft);
      else drafts.add(message.draft);
    else if (isEnding) return;
    else if (message === 'endsInput') endsInput = true;
    else if (message === 'finishing') endAfter(MAX_SILENCE);
    else if (message === 'serve') serve();
    else if ('reportError' in message) stderr.write(message.reportError);
    else if ('progress' in message) show(message.progress);
    else if ('exitCodeSoFar' in message) codeSoFar = message.exitCodeSoFar;
    else if ('faults' in message) faults = message.faults;
    else {
      const { write } = message;
      stdout.write(write, () => tell({ written: write.length }));
    }
  });
  thread.on('error', (error: NodeJS.ErrnoException) => {
    show('');
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    // An internal error is for a report to the developers, so it stays in English.
    const words = isMemory ? (faults?.outOfMemory ?? error.message) : `internal error: ${error.message}`;
    stderr.write(`fortios-debug: ${words}\n`);
    codeSoFar = 2;
    void end(2);
  });
  thread.on('exit', code => {
    clearTimeout(limit);
    if (!isEnding) process.exitCode = code;
  });
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closes early (`| head`) is no fault.
    if (error.code === 'EPIPE') return void end(codeSoFar);
    const words = faults?.output.replace('{reason}', () => error.message) ?? error.message;
    stderr.write(`fortios-debug: ${words}\n`);
    void end(2);
  });
  // Nobody is left to read an error.
  stderr.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt(signal));

  function tell(message: ToWork): void {
    thread.postMessage(message);
  }

  function interrupt(signal: NodeJS.Signals): void {
    if (isEnding) return endAtOnce(signal);
    if (!endsInput || isInterrupted) return void end(INTERRUPTED);
    isInterrupted = true;
    tell('endInput');
    endUnlessAnswered(process.cpuUsage(), performance.now() + MAX_SILENCE);
  }

  /** Ends work that computes on instead of ending its input. On a machine that does not let it run, it gets longer. */
  function endUnlessAnswered(before: NodeJS.CpuUsage, deadline: number): void {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 > MAX_COMPUTING || performance.now() > deadline) void end(INTERRUPTED);
    else limit = setTimeout(endUnlessAnswered, 20, before, deadline);
  }

  function endAfter(silence: number): void {
    clearTimeout(limit);
    limit = setTimeout(() => {
      // A slow reader is no silence of the work.
      if (stdout.writableLength > 0) limit?.refresh();
      else void end(INTERRUPTED);
    }, silence);
  }

  async function end(code: number): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    show('');
    setTimeout(() => endAtOnce('SIGKILL'), MAX_END);
    await thread.terminate();
    removeDrafts();
    process.exit(code);
  }

  /** Ends also a process with a thread that cannot be ended, since it waits for a device. */
  function endAtOnce(signal: NodeJS.Signals): void {
    removeDrafts();
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }

  function removeDrafts(): void {
    for (const draft of drafts) rmSync(draft, { force: true });
  }
}
