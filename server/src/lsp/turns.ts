/**
 * How many turns of the event loop are awaited. In each of them one message that has arrived is read, and one is handled;
 * a burst of requests and cancellations is about so long. A web worker has timers only, which take milliseconds each.
 */
const TURNS = typeof setImmediate === 'function' ? 32 : 2;
/** A wait that took so long was one for other work, in milliseconds: what came meanwhile is still to be read. */
const BUSY = 50;

/** Lets the messages in that the client has sent by now, before work that nothing can interrupt. */
export async function letMessagesIn(): Promise<void> {
  let start: number;
  do {
    start = performance.now();
    for (let turn = 0; turn < TURNS; turn++) await nextTurn();
  } while (performance.now() - start > BUSY);
}

/** How long work holds up everything else before messages are handled, in milliseconds; longer where timers take long. */
const SLICE = typeof setImmediate === 'function' ? 30 : 100;

/**
 * Does work step by step, and handles messages whenever a slice of time is used up. `isWanted` is asked after that: work that
 * nobody wants any more is given up, and gives undefined. Short work is done in one go.
 */
export async function inSlices<Result>(
  steps: Iterator<undefined, Result>,
  isWanted: () => boolean,
): Promise<Result | undefined> {
  for (let end = performance.now() + SLICE; ;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < end) continue;
    await letMessagesIn();
    if (!isWanted()) return undefined;
    end = performance.now() + SLICE;
  }
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
