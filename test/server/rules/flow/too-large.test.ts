import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('A packet larger than the MTU is a problem, with both sizes', () => {
  const text = packet() + flow('fragmentation required but not allowed (MTU 1422, packet size 1485)');
  expect(problems(text)).toEqual([
    'warning flow/too-large 3: 192.0.2.23 -> 198.51.100.5 tcp/443: larger than the MTU and not to be fragmented (MTU 1422, packet size 1485)',
  ]);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
