import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { readFileSync } from 'node:fs';
import { every, itself } from '../../support/rows';

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

  test('as in the capture with line breaks', () => {
    every(names, itself, name => {
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

describe('A line that a sentence of prose quotes is read as by itself', () => {
  test.each([
    'ike 0:site-a:29:25: no proposal chosen',
    'ike V=root:0:site-a:15: processing notify type TS_UNACCEPTABLE',
    '[624] fnbamd_rad_extract_chap_error-CHAP err: E=691 R=0 V=3',
    '2025-03-01 12:00:00 [624] fnbamd_rad_extract_chap_error-CHAP err: E=691 R=0 V=3',
    '[282:root:1a]login_failed:393 user[user01],auth_type=1 failed [sslvpn_login_unknown_user]',
    '__samld_sp_login_resp [833]: Failed to process response message. ret=101(Signature element not found.)',
  ])('%s', line => {
    const found = (text: string): string[] =>
      analyze(text)
        .findings.map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`)
        .filter(one => !one.startsWith('capture/'));
    for (const quoting of [
      `I see this in the debug: ${line}`,
      `I see "${line}". What is it?`,
      `The unit says \`${line}\` only.`,
      `It fails (${line}), always.`,
    ])
      expect(found(quoting)).toEqual(found(line));
    expect(found(line)).toHaveLength(1);
  });
});
