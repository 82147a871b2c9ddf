import { expect, test } from 'vitest';
import { inSlices, yieldToPendingMessages } from '../../../server/src/lsp/turns';

/** Steps, each of which blocks the event loop for a while. */
function* busySteps(count: number, milliseconds: number): Generator<undefined, string> {
  for (let step = 0; step < count; step++) {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
    yield;
  }
  return 'done';
}

test('Who lets messages in waits for a few slices of other work, and not for its end', async () => {
  let isDone = false;
  const work = inSlices(busySteps(40, 60), () => true).finally(() => (isDone = true));
  await yieldToPendingMessages();
  expect(isDone).toBe(false);
  expect(await work).toBe('done');
});

test('Work that nobody wants any more is given up', async () => {
  let isWanted = true;
  const work = inSlices(busySteps(40, 60), () => isWanted);
  isWanted = false;
  expect(await work).toBeUndefined();
});

test('Short work is done in one go', async () => {
  expect(await inSlices(busySteps(10, 0), () => false)).toBe('done');
});
