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

test.each([
  ['that a web page shows in bold type', 'line=804 msg=**"No matching IPsec selector, drop"**'],
  ['with an arrow', 'line=804 msg=**"No matching IPsec selector, drop"**<-----'],
  ['after its line, on the next one', 'line=804\nmsg=**"No matching IPsec selector, drop"**'],
  ['after an empty line', 'line=804 msg=\n\n**"No matching IPsec selector, drop"**<-----'],
])('A drop belongs to its packet, %s', (_how, rest) => {
  const text = `${packet()}id=65308 trace_id=7 func=ipsec_common_output4 ${rest}\n`;
  expect(problems(text)).toEqual([
    'error flow/selector 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, no phase 2 selector of the tunnel matches it',
  ]);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
