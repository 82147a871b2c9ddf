/**
 * How many turns of the event loop are awaited. In each of them one message that has arrived is read, and one is handled;
 * a burst of requests and cancellations is about so long. A web worker has timers only, which take milliseconds each.
 */
const TURNS = typeof setImmediate === 'function' ? 32 : 2;
/** A wait that took so long was one for other work, in milliseconds: what came meanwhile is still to be read. */
const BUSY = 50;
/** But not more often than this: work that goes on slice by slice would hold up everything else until its end. */
const MAX_WAITS = 2;

/** Lets the messages in that the client has sent by now, before work that nothing can interrupt. */
export async function yieldToPendingMessages(): Promise<void> {
  for (let waits = 0; waits < MAX_WAITS; waits++) {
    const start = performance.now();
    for (let turn = 0; turn < TURNS; turn++) await nextTurn();
    if (performance.now() - start <= BUSY) return;
  }
}

/** How long work holds up everything else before messages are handled, in milliseconds; longer where timers take long. */
const SLICE = typeof setImmediate === 'function' ? 30 : 50;

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
    await yieldToPendingMessages();
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
