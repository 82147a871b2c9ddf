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

function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
