import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { hasUnicode, inAscii } from './characters';
import { hasColour } from './colour';
import type { FaultWords, FromWork, Start, ToWork } from './workerMessages';
import { isClosedByReader, progressLine, signalsOf } from './terminal';

/** The exit code after SIGINT and SIGTERM. */
const INTERRUPTED = 130;
/** Maximum time that the thread may compute after an interrupt before it ends its input, in milliseconds. */
const MAX_COMPUTING = 120;
/** Maximum time without output after the input has ended, in milliseconds. */
const MAX_SILENCE = 2000;
/** Maximum time for the thread to end, in milliseconds: it takes a few, unless a device blocks it. */
const MAX_END = 1000;

/**
 * Runs the command line in a thread of its own, so that signals and a closed pipe are noticed at any time: they end
 * the thread and remove its incomplete files. `program` is the file that the thread runs; `serve` starts the language
 * server. Sets the exit code of the process.
 */
export function supervise(program: string, words: readonly string[], serve: () => void): void {
  const { stdout, stderr } = process;
  const start: Start = {
    words,
    colour: hasColour(process.env, stdout.isTTY),
    unicode: hasUnicode(process.platform, process.env, stdout.isTTY),
    progress: stderr.isTTY && process.env['TERM'] !== 'dumb',
  };
  const thread = new Worker(program, { workerData: start });
  const shown = hasUnicode(process.platform, process.env, stderr.isTTY) ? (text: string) => text : inAscii;
  const show = progressLine(stderr);
  const drafts = new Set<string>();
  let [codeSoFar, endsInput, isInterrupted, isEnding] = [0, false, false, false];
  let limit: NodeJS.Timeout | undefined;
  // Before they arrive, messages of the system are used.
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
    else if ('reportError' in message) stderr.write(shown(message.reportError));
    else if ('progress' in message) show(shown(message.progress));
    else if ('exitCodeSoFar' in message) codeSoFar = message.exitCodeSoFar;
    else if ('faults' in message) faults = message.faults;
    else {
      const { write } = message;
      stdout.write(write, () => send({ written: write.length }));
    }
  });
  thread.on('error', (error: NodeJS.ErrnoException) => {
    show('');
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    // An internal error is meant for the developers, so it stays in English.
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
    // A reader that closes early (`| head`) is not an error.
    if (isClosedByReader(error)) return void end(codeSoFar);
    const words = faults?.output.replace('{reason}', () => error.message) ?? error.message;
    stderr.write(`fortios-debug: ${words}\n`);
    void end(2);
  });
  // Nobody is left to read an error.
  stderr.on('error', () => undefined);
  for (const signal of signalsOf(process.platform)) process.on(signal, () => interrupt(signal));

  function send(message: ToWork): void {
    thread.postMessage(message);
  }

  function interrupt(signal: NodeJS.Signals): void {
    if (isEnding) return endAtOnce(signal);
    if (!endsInput || isInterrupted) return void end(INTERRUPTED);
    isInterrupted = true;
    send('endInput');
    endUnlessAnswered(process.cpuUsage(), performance.now() + MAX_SILENCE);
  }

  /**
   * Ends work that keeps computing instead of ending its input. The time is extended on a machine that does not let
   * it run.
   */
  function endUnlessAnswered(before: NodeJS.CpuUsage, deadline: number): void {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 > MAX_COMPUTING || performance.now() > deadline) void end(INTERRUPTED);
    else limit = setTimeout(endUnlessAnswered, 20, before, deadline);
  }

  function endAfter(silence: number): void {
    clearTimeout(limit);
    limit = setTimeout(() => {
      // Output that waits for a slow reader is not silence.
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

  /** Ends the process even if its thread is blocked by a device. */
  function endAtOnce(signal: NodeJS.Signals): void {
    removeDrafts();
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }

  function removeDrafts(): void {
    for (const draft of drafts) rmSync(draft, { force: true });
  }
}
