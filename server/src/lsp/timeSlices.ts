/**
 * Number of turns of the event loop to wait. Each turn reads one message and handles one; a burst of requests and
 * cancellations has about this length. A web worker only has timers, which take milliseconds each.
 */
const TURNS = typeof setImmediate === 'function' ? 32 : 2;
/** Maximum wait for a turn, in milliseconds: a longer one was spent on other work, so messages that arrived meanwhile are unread. */
const MAX_WAIT = 50;
/** Maximum number of waits: otherwise other work in slices would block this one until its end. */
const MAX_WAITS = 2;

/** Handles the messages that the client has already sent, before work that cannot be interrupted. */
export async function yieldToPendingMessages(): Promise<void> {
  for (let waits = 0; waits < MAX_WAITS; waits++) {
    const start = performance.now();
    for (let turn = 0; turn < TURNS; turn++) await nextTurn();
    if (performance.now() - start <= MAX_WAIT) return;
  }
}

/** Milliseconds of work between two checks for messages; more if timers are slow. */
const SLICE = typeof setImmediate === 'function' ? 30 : 50;

/**
 * Runs a generator step by step and handles pending messages after each slice of time. Stops and returns undefined if
 * `isWanted` returns false afterwards. Short work is not interrupted.
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
