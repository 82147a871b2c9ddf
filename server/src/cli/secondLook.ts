import { parentPort, Worker } from 'node:worker_threads';
import { leftOver, type LeftOverKind } from '../secrets';

/** What a second look at one copy finds: how many of each kind, and the first lines; never a value. */
export type LeftOvers = ReadonlyMap<
  LeftOverKind,
  { readonly count: number; readonly lines: readonly number[] }
>;

/** Looks through a copy that comes in stretches. */
export interface SecondLook {
  add(text: string): void;
  /** Ends the look, and gives what was found. */
  finish(): Promise<LeftOvers>;
  /** Gives the look up. */
  stop(): void;
}

const MOST_PLACES = 5;

/** Looks where it stands. */
export function lookHere(): SecondLook {
  const found = new Map<LeftOverKind, { count: number; lines: number[] }>();
  let line = 1;
  return {
    add(text) {
      let end = text.indexOf('\n');
      const toLineOf = (offset: number): void => {
        for (; end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) line++;
      };
      for (const { kind, start } of leftOver(text)) {
        toLineOf(start);
        const known = found.get(kind) ?? { count: 0, lines: [] };
        found.set(kind, known);
        known.count++;
        if (known.lines.length < MOST_PLACES) known.lines.push(line);
      }
      toLineOf(text.length);
    },
    finish: () => Promise.resolve(found),
    stop: () => undefined,
  };
}

/** Names the work of a thread that looks. */
export const SECOND_LOOK = 'second look';

/** Looks in a thread of its own, which the program serves. */
export function lookInThread(program: string): SecondLook {
  const worker = new Worker(program, { workerData: SECOND_LOOK });
  const found = new Promise<LeftOvers>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  // Whoever waits for the end hears of a fault.
  found.catch(() => undefined);
  return {
    add: text => worker.postMessage(text),
    finish: () => {
      worker.postMessage(undefined);
      return found;
    },
    stop: () => void worker.terminate(),
  };
}

/** Serves as the thread of `lookInThread`. */
export function serveSecondLook(): void {
  const look = lookHere();
  parentPort?.on('message', (text: string | undefined) => {
    if (text !== undefined) look.add(text);
    else void look.finish().then(found => parentPort?.postMessage(found));
  });
}
