import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('reports why a packet is dropped', () => {
  expect(problems(packet() + flow('exceeded shaper limit, drop'))).toEqual([
    'warning flow/shaper 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped by traffic shaping',
  ]);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
