import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('A packet is dropped, and the problem says why', () => {
  expect(problems(packet() + flow('no session matched'))).toEqual([
    'warning flow/no-session 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped on port3, it belongs to no known session',
  ]);
});

test('Nothing is said of a packet that is allowed', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});

test('The last packets of a connection are information', () => {
  const last = packet({ rest: ' flag [F.], seq 1, ack 2, win 1' });
  expect(problems(last + flow('no session matched'))[0]).toMatch(/^information /);
});
