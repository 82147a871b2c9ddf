import { fstatSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import type { Write } from './formats';

/** How often a line of progress is written anew, in milliseconds. */
const EVERY = 100;
const USUAL = 80;
/** Goes to the start of the line and clears it. */
const CLEAR = '\r\u001b[K';

/** Shows one line of progress at a time; the empty text takes it away before something else is written. */
export function progressLine(out: NodeJS.WriteStream): (text: string) => void {
  let [last, shown] = [0, false];
  return text => {
    if (text === '') {
      if (shown) out.write(CLEAR);
      shown = false;
      return;
    }
    const now = Date.now();
    if (now - last < EVERY) return;
    last = now;
    shown = true;
    // Some terminals do not say how wide they are.
    out.write(CLEAR + text.slice(0, (out.columns || USUAL) - 1));
  };
}

/**
 * Writes to standard output. Where that is a file, each piece is written whole: of a disk that gets full, Node's own stream
 * would not tell.
 */
export function writerOf(out: NodeJS.WriteStream & { readonly fd: number }): Write {
  if (!isFile(out.fd)) return text => (out.write(text) ? undefined : once(out, 'drain'));
  return text => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(out.fd, bytes, at);
    } catch (error) {
      out.emit('error', error);
    }
    return undefined;
  };
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/** A signal that Ctrl-C sets, and a wish to end; a second Ctrl-C ends the process at once, as it always does. */
export function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
