import { expect, test } from 'vitest';
import { flow, packet, problems } from '../../../support/flow';

test('reports why a packet is dropped', () => {
  expect(problems(packet() + flow('reverse path check fail, drop'))).toEqual([
    'error flow/reverse-path 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, no route leads back to 192.0.2.23 through port3 (reverse path check)',
  ]);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});
