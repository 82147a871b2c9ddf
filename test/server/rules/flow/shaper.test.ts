import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('reports why a packet is dropped', () => {
  expect(problems(packet() + flow('exceeded shaper limit, drop'))).toEqual([
    'warning flow/shaper 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped by traffic shaping',
  ]);
});

test('names the policy that allowed the packet before', () => {
  const text = packet() + flow('Allowed by Policy-614: SNAT') + flow('exceeded shaper limit, drop');
  expect(problems(text)[0]).toMatch(/dropped by traffic shaping \(policy 614\)$/);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
