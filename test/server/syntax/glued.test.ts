import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { readFileSync } from 'node:fs';

describe('Records without time stamps that stand on one line are read one by one', () => {
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
    const found = (said: string): string[] =>
      analyze(said)
        .findings.map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`)
        .filter(one => !one.startsWith('capture/'));
    expect(found(text.replace(/\r?\n/g, ' '))).toEqual(found(text));
  });
});
