import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { Client, LIKE_VS_CODE, OUR_OPTIONS } from '../../support/server';

const TIMES = 15;
/** Milliseconds of CPU time, including the client. */
const LIMIT = 300;

let client: Client;
beforeAll(async () => {
  client = await Client.inMemory({ capabilities: LIKE_VS_CODE, initializationOptions: OUR_OPTIONS });
  await opened('file:///warm.log');
});
afterAll(() => client.kill());

/** CPU time of this process from opening seed.log under this URI to receiving its four problems, in milliseconds. */
async function opened(uri: string): Promise<number> {
  const before = process.cpuUsage();
  await client.open(uri, SEED);
  const { length } = await client.problems(uri);
  const { user, system } = process.cpuUsage(before);
  expect(length).toBe(4);
  return (user + system) / 1000;
}

test(`From opening seed.log to its problems the warm server computes less than ${LIMIT} ms`, async () => {
  const times: number[] = [];
  for (let index = 0; index < TIMES; index++) times.push(await opened(`file:///seed-${index}.log`));
  const median = times.sort((a, b) => a - b)[Math.floor(TIMES / 2)];
  expect(median).toBeLessThan(LIMIT);
});
