import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('A packet is dropped, and the problem says why', () => {
  expect(problems(packet() + flow('Denied by endpoint check'))).toEqual([
    'warning flow/dropped 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped: endpoint check',
  ]);
});

test('Nothing is said of a packet that is allowed', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
