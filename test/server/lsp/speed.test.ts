import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { Client, LIKE_VS_CODE, OUR_OPTIONS } from '../../support/server';

const TIMES = 15;
const LIMIT = 300; // milliseconds

let client: Client;
beforeAll(async () => {
  client = await Client.start({ capabilities: LIKE_VS_CODE, initializationOptions: OUR_OPTIONS });
  await opened('file:///warm.log');
});
afterAll(() => client.kill());

/** Milliseconds from opening seed.log under an address to its four problems. */
async function opened(uri: string): Promise<number> {
  const start = performance.now();
  await client.open(uri, SEED);
  const { length } = await client.problems(uri);
  const time = performance.now() - start;
  expect(length).toBe(4);
  return time;
}

test(`From opening seed.log to its problems the warm server takes less than ${LIMIT} ms`, async () => {
  const times: number[] = [];
  for (let index = 0; index < TIMES; index++) times.push(await opened(`file:///seed-${index}.log`));
  const median = times.sort((a, b) => a - b)[Math.floor(TIMES / 2)];
  expect(median).toBeLessThan(LIMIT);
});
