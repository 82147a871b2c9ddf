import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('A drop after a policy allowed the packet decides', () => {
  const text =
    packet() +
    flow('Allowed by Policy-3: SNAT') +
    flow('enter IPSec interface branch, tun_id=0.0.0.0') +
    flow('No matching IPsec selector, drop');
  expect(problems(text)).toEqual([
    'error flow/selector 5: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, no phase 2 selector of the tunnel branch matches it',
  ]);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
