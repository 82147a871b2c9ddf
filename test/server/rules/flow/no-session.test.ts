import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('reports why a packet is dropped', () => {
  expect(problems(packet() + flow('no session matched'))).toEqual([
    'warning flow/no-session 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped on port3, it belongs to no known session',
  ]);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});

test('The last packets of a connection are information', () => {
  const last = packet({ rest: ' flag [F.], seq 1, ack 2, win 1' });
  expect(problems(last + flow('no session matched'))[0]).toMatch(/^information /);
});
