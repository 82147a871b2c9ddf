import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Write } from './formats';

/** Interval between updates of the progress line, in milliseconds. */
const PROGRESS_INTERVAL = 100;
const DEFAULT_COLUMNS = 80;
/** Goes to the start of the line and clears it. */
const CLEAR = '\r\u001b[K';

/** Returns a function that shows a line of progress; an empty text removes it before other output. */
export function progressLine(out: NodeJS.WriteStream): (text: string) => void {
  let shown = false;
  return text => {
    if (text === '' && !shown) return;
    shown = text !== '';
    // Some terminals do not report their width.
    out.write(CLEAR + text.slice(0, (out.columns || DEFAULT_COLUMNS) - 1));
  };
}

/** Limits progress to a rate that a user can read. */
export function throttled(show: (text: string) => void): (text: string) => void {
  let [last, shown] = [0, false];
  return text => {
    const now = Date.now();
    if (text === '' ? !shown : now - last < PROGRESS_INTERVAL) return;
    shown = text !== '';
    if (shown) last = now;
    show(text);
  };
}

/** Returns a writer for an open file or device: Node's own stream would not report a full disk. */
export function plainWriter(descriptor: number, failed: (error: unknown) => void): Write {
  return text => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    } catch (error) {
      failed(error);
    }
    return undefined;
  };
}

/** True if writing never waits for a reader and never fails because a reader closed: not a pipe, socket or terminal. */
export function isPlain(descriptor: number): boolean {
  try {
    const there = fstatSync(descriptor);
    return !there.isFIFO() && !there.isSocket() && !isatty(descriptor);
  } catch {
    return false;
  }
}

/** True if output failed because its reader has closed; Windows also says so as an end of file. */
export function isClosedByReader({ code = '' }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EOF';
}

/** Signals that end the program. On Windows these are also Ctrl-Break and the closing of the window. */
export function signalsOf(platform: NodeJS.Platform): readonly NodeJS.Signals[] {
  return platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] : ['SIGINT', 'SIGTERM'];
}
