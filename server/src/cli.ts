import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { reasonOf } from './files/reasons';
import { progressLine, stopOnInterrupt, writerOf } from './cli/terminal';
import { run } from './cli/run';
import { serveAsWorker } from './cli/workers';

/** The language server is a program of its own beside this one: who checks files need not load it. */
const serve = (): void => {
  process.argv.push('--stdio');
  createRequire(__filename)(path.join(__dirname, 'node.js'));
};

if (isMainThread) {
  // A reader that closes early (`| head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`fortios-debug: standard output: ${reasonOf(error, 'written')}\n`);
    process.exit(2);
  });
  const words = process.argv.slice(2);
  const stopped = words[0] === 'lsp' ? undefined : stopOnInterrupt();
  void run(words, {
    input: process.stdin,
    write: writerOf(process.stdout),
    complain: text => void process.stderr.write(text),
    colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    // What is no longer needed is let go before it takes a third as much memory as what is: a tenth more time, and half
    // the memory.
    spareMemory: () => setFlagsFromString('--heap-growing-percent=30'),
    threads: { program: __filename, count: availableParallelism() },
    ...(process.stderr.isTTY && { progress: progressLine(process.stderr) }),
    ...(stopped && { stopped }),
    serve,
  }).then(code => {
    if (code !== undefined) process.exitCode = code;
    // Nothing waits any more for a pipe that is silent.
    if (stopped?.aborted) process.exit();
  });
} else serveAsWorker();
