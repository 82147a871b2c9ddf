import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('reports why a packet is dropped', () => {
  expect(problems(packet() + flow('replay packet(allow_err), drop'))).toEqual([
    'warning flow/replay 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, its sequence number is out of the expected range (anti-replay)',
  ]);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
