import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { readFileSync } from 'node:fs';

describe('Records without time stamps that are on one line are read one by one', () => {
  const names = [
    'fnbamd-dns',
    'fnbamd-ldap',
    'fnbamd-no-server',
    'fnbamd-radius-reject',
    'fnbamd-two-users',
    'forticldd-cloud-refused',
    'ike-negotiation',
    'ike-saml-cache',
    'ike-xauth-ldap-timeout',
    'ike-xauth-local-password',
    'sslvpn-code-typed',
    'sslvpn-drift',
    'sslvpn-not-in-rule',
    'sslvpn-stuck',
  ];

  test.each(names)('%s', name => {
    const text = readFileSync(`test/fixtures/captures/${name}.log`, 'utf8').replace(
      /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? )+/gm,
      '',
    );
    const found = (output: string): string[] =>
      analyze(output)
        .findings.map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`)
        .filter(one => !one.startsWith('capture/'));
    expect(found(text.replace(/\r?\n/g, ' '))).toEqual(found(text));
  });
});

test('Lines of ike in their older form that are on one line are read one by one', () => {
  const text =
    'ike 0: comes 198.51.100.9:500->192.0.2.1:500,ifindex=4,vrf=0....\n' +
    'ike 0: IKEv2 exchange=AUTH_RESPONSE id=554498e2804b4c46/9352e4e98f9c4c1a:00000001 len=72\n' +
    'ike 0:site-a:15: initiator received AUTH msg\n' +
    'ike 0:site-a:15: received notify type AUTHENTICATION_FAILED\n';
  const rules = (output: string): string[] => analyze(output).findings.map(({ rule }) => rule);
  expect(rules(text.replace(/\n/g, ' '))).toEqual(rules(text));
  expect(rules(text)).toContain('ike/refused-by-peer');
});
