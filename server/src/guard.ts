import { parentPort, workerData } from 'node:worker_threads';
import { setInterval, setTimeout } from 'node:timers/promises';
import { bytesOfOpen } from './files/texts';

/*
 * A thread beside the language server. The server does not hear that its client is gone while it analyses, so this thread
 * listens in its place, and ends the process where the server does not do so itself.
 */

/** How long the server may take to end itself, and how often its parent process is looked for, in milliseconds. */
const MAX_END = 100;
const PARENT_INTERVAL = 500;
const STDIN = 0;

void (workerData === 'stdio' ? passOnInput() : watchParent());

/** Hands standard input to the server; its end is `null`. */
async function passOnInput(): Promise<void> {
  try {
    for await (const piece of bytesOfOpen(STDIN)) parentPort?.postMessage(piece);
  } catch {
    // A pipe that fails has no more to say either.
  }
  parentPort?.postMessage(null);
  await setTimeout(MAX_END);
  end();
}

/** Of other connections only the server itself hears; their client is the process that started it. */
async function watchParent(): Promise<void> {
  const parent = process.ppid;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  for await (const _ of setInterval(PARENT_INTERVAL)) if (process.ppid !== parent || !isAlive(parent)) end();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function end(): void {
  process.kill(process.pid, 'SIGTERM');
}
