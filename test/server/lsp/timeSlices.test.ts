import { expect, test } from 'vitest';
import { inSlices, yieldToPendingMessages } from '../../../server/src/lsp/timeSlices';

/** Steps, each of which blocks the event loop for a while. */
function* busySteps(count: number, milliseconds: number): Generator<undefined, string> {
  for (let step = 0; step < count; step++) {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
    yield;
  }
  return 'done';
}

test('Yielding to messages waits for a few slices of other work, not for its end', async () => {
  let isDone = false;
  const work = inSlices(busySteps(40, 60), () => true).finally(() => (isDone = true));
  await yieldToPendingMessages();
  expect(isDone).toBe(false);
  expect(await work).toBe('done');
});

test('Work that is no longer needed is abandoned', async () => {
  let isWanted = true;
  const work = inSlices(busySteps(40, 60), () => isWanted);
  isWanted = false;
  expect(await work).toBeUndefined();
});

test('Short work is done in one slice', async () => {
  expect(await inSlices(busySteps(10, 0), () => false)).toBe('done');
});
