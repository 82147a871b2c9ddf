import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Write } from './formats';

/** How often a line of progress changes, in milliseconds. */
const PROGRESS_INTERVAL = 100;
const DEFAULT_COLUMNS = 80;
/** Goes to the start of the line and clears it. */
const CLEAR = '\r\u001b[K';

/** Shows one line of progress at a time; the empty text takes it away before something else is written. */
export function progressLine(out: NodeJS.WriteStream): (text: string) => void {
  let shown = false;
  return text => {
    if (text === '' && !shown) return;
    shown = text !== '';
    // Some terminals do not say how wide they are.
    out.write(CLEAR + text.slice(0, (out.columns || DEFAULT_COLUMNS) - 1));
  };
}

/** Passes on progress no more often than a user can read it. */
export function seldom(show: (text: string) => void): (text: string) => void {
  let [last, shown] = [0, false];
  return text => {
    const now = Date.now();
    if (text === '' ? !shown : now - last < PROGRESS_INTERVAL) return;
    shown = text !== '';
    if (shown) last = now;
    show(text);
  };
}

/** Writes whole pieces to a file or device that is open: Node's own stream would not report a full disk. */
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
