import { expect, test } from 'vitest';
import { evidenceOn } from '../../../support/evidence';
import { flow, packet, problems } from '../../../support/flow';
import { every, first } from '../../../support/rows';

test('reports why a packet is dropped', () => {
  expect(problems(packet() + flow('iprope_in_check() check failed on policy 0, drop'))).toEqual([
    'error flow/local-in 3: 192.0.2.23 -> 198.51.100.5 tcp/443: addressed to the FortiGate itself, which refuses it on port3 (policy 0)',
  ]);
});

test('A key that was pressed after the prompt does not hide the packet', () => {
  const text = `FGT-A # d${packet()}` + flow('iprope_in_check() check failed on policy 0, drop');
  expect(problems(text)[0]).toMatch(/192\.0\.2\.23 -> 198\.51\.100\.5 tcp\/443: addressed/);
});

test('reports nothing about an allowed packet', () => {
  expect(problems(packet() + flow('Allowed by Policy-3:'))).toEqual([]);
});

test('A local-in policy is named', () => {
  const [problem] = problems(packet() + flow('iprope_in_check() check failed on policy 4, drop'));
  expect(problem).toContain('local-in policy 4 denies it on port3');
});

test('What is sent to everybody is information', () => {
  const all = packet({ protocol: 17, target: '192.0.2.255:137', rest: '' });
  expect(problems(all + flow('iprope_in_check() check failed, drop'))).toEqual([
    'information flow/local-in 3: 192.0.2.23 -> 192.0.2.255 udp/137: for a broadcast or multicast address, refused by the FortiGate itself on port3',
  ]);
});

const CASES = [
  ['224.0.0.251', 'information'],
  ['239.255.255.250', 'information'],
  ['192.0.2.255', 'information'],
  ['ff02::fb', 'information'],
  ['220.0.2.1', 'error'],
  ['192.224.0.1', 'error'],
  ['192.255.2.1', 'error'],
  ['2001:db8::ff02:1', 'error'],
] as const;

test('What is sent to everybody or to a group is information; to another address it is an error', () => {
  every(CASES, first, ([address, severity]) => {
    const target = `${address}:137`;
    const source = address.includes(':') ? '2001:db8::23:137' : '192.0.2.23:137';
    const text = packet({ protocol: 17, source, target, rest: '' });
    expect(problems(text + flow('iprope_in_check() check failed, drop'))[0]?.split(' ')[0]).toBe(severity);
  });
});

test('A local-in policy denies with the severity of an error', () => {
  expect(problems(packet() + flow('iprope_in_check() check failed on policy 4, drop'))[0]).toMatch(/^error /);
});

test('names the interface that has the address, and the policy that is needed', () => {
  const owner =
    'config system interface\n    edit "Wan1"\n        set ip 198.51.100.5 255.255.255.0\n        set allowaccess https\n    next\nend\n';
  const text = owner + packet() + flow('iprope_in_check() check failed on policy 0, drop');
  const { causes, steps, deciding } = evidenceOn(text, 'flow/local-in');
  expect(causes[0]).toBe('✓ interface confirmed by line 3: `ip 198.51.100.5 255.255.255.0`, line 7: `port3`');
  expect(steps[0]).toBe(
    'If that is another interface than the incoming one, port3, allow the traffic with a firewall policy between them, from port3 to Wan1.',
  );
  expect(deciding).not.toContain('show system interface port3');
});
