/** How often a line of progress is written anew, in milliseconds. */
const EVERY = 100;
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
    out.write(CLEAR + text.slice(0, Math.max(0, out.columns - 1)));
  };
}

/** A signal that Ctrl-C sets; a second Ctrl-C ends the process at once, as it always does. */
export function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
