import { describe, expect, test } from 'vitest';
import { isBefore, isWithin, timeSpanOf } from '../../../server/src/judge/times';
import { evidenceOn } from '../../support/evidence';
import { SEED } from '../../support/reading';
import { every, first, firstTwo } from '../../support/rows';

describe('A time is read', () => {
  test('in each form that a capture has', () => {
    const FORMS = [
      ['2024-03-01 00:00:03', '2024-03-01T00:00:03.000Z', false],
      ['2024-03-01  00:00:03.123456', '2024-03-01T00:00:03.000Z', false],
      ['2034-09-04 18:09:24  GMT', '2034-09-04T18:09:24.000Z', true],
      ['2024-03-01T00:00:03.777Z', '2024-03-01T00:00:03.000Z', true],
      ['2024-03-01T01:00:03+01:00', '2024-03-01T00:00:03.000Z', true],
      ['2024-02-29T22:30:03-0130', '2024-03-01T00:00:03.000Z', true],
      ['20240301T000003Z', '2024-03-01T00:00:03.000Z', true],
      ['Mar  1 00:00:03 2024 GMT', '2024-03-01T00:00:03.000Z', true],
      ['Fri Mar  1 00:00:03 2024', '2024-03-01T00:00:03.000Z', false],
      ['Sat Mar 23 2024', '2024-03-23T00:00:00.000Z', false],
      ['2022-04-08', '2022-04-08T00:00:00.000Z', false],
      ['Fri, 01 Mar 2024 00:00:03 GMT', '2024-03-01T00:00:03.000Z', true],
      ['1709251203', '2024-03-01T00:00:03.000Z', true],
    ] as const;
    every(FORMS, first, ([text, time, hasZone]) => {
      const span = timeSpanOf(text);
      expect([span && new Date(span.from).toISOString(), span?.hasZone]).toEqual([time, hasZone]);
    });
  });

  test('from nothing else', () => {
    const others = [
      '',
      'n/a',
      '2000-00-00',
      '2024-13-01 00:00:03',
      '1970/01/01',
      '16:07:45',
      'Foo 1 2024',
      '12345',
    ];
    expect(others.filter(text => timeSpanOf(text) !== undefined)).toEqual([]);
  });
});

describe('Two times', () => {
  const span = (text: string) => timeSpanOf(text) ?? expect.fail(text);

  test.each([
    ['2024-03-01T00:00:03Z', '2024-03-01T00:00:04Z', true],
    ['2024-03-01T00:00:03Z', '2024-03-01T00:00:03Z', undefined],
    ['2024-03-01T00:00:04Z', '2024-03-01T00:00:03Z', false],
    ['2024-03-01T00:00:00Z', '2024-03-01 14:00:00', undefined],
    ['2024-03-01T00:00:00Z', '2024-03-01 14:00:01', true],
    ['2024-03-01 14:00:01', '2024-03-01T00:00:00Z', false],
    ['2024-03-01', '2024-03-02T13:00:00Z', undefined],
    ['2024-03-01', '2024-03-02T14:00:00Z', true],
  ])('%s is before %s: %s', (one, other, expected) => {
    expect(isBefore(span(one), span(other))).toBe(expected);
  });

  test.each([
    ['2024-03-01 00:00:00', '2024-03-01 09:00:00', true],
    ['2024-03-01 09:00:00', '2024-03-01 00:00:00', true],
    ['2024-03-01 00:00:00', '2024-03-01 20:00:00', undefined],
    ['2024-03-01 00:00:00', '2024-03-02 15:00:00', false],
    ['2024-03-01T00:00:00Z', '2024-03-02T01:00:00Z', false],
  ])('%s is within a day of %s: %s', (one, other, expected) => {
    expect(isWithin(span(one), span(other), 24)).toBe(expected);
  });
});

const signs = (text: string, rule: string): Record<string, string> =>
  Object.fromEntries(
    evidenceOn(text, rule).causes.map((one): [string, string] => [one.split(' ')[1] ?? '', one.charAt(0)]),
  );

/** The unit asks, the identity provider answers, and the unit finds that the answer is not valid now. */
const saml = (asked: string, from: string, until: string, stamp = ''): string => `
${stamp}__samld_sp_create_auth_req [433]: SAML SP algo: 0 -> lasso=1.
${stamp}__samld_sp_create_auth_req [467]:
<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_A1B2" Version="2.0" IssueInstant="${asked}">
${stamp}__samld_sp_login_resp [819]:
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" InResponseTo="_A1B2"><Conditions NotBefore="${from}" NotOnOr
After="${until}"></Conditions></samlp:Response>
${stamp}__samld_sp_login_resp [852]: Clock skew issue.
`;
const SYNCED = 'FGT # diagnose sys ntp status\nsynchronized: yes, ntpsync: enabled, server-mode: disabled\n';
const OVER = saml('2024-03-01T10:00:00Z', '2024-03-01T09:00:00Z', '2024-03-01T09:59:59Z');
const VALID = saml('2024-03-01T10:00:00Z', '2024-03-01T09:59:00Z', '2024-03-01T10:05:00Z');

describe('A SAML answer', () => {
  test('that expired before the unit asked for it was not used too late: a clock is wrong', () => {
    expect(signs(OVER, 'login/saml')).toEqual({ unit: '?', idp: '?', late: '✗' });
    expect(signs(VALID, 'login/saml')).toEqual({ unit: '?', idp: '?', late: '?' });
  });

  test('that expired before a synchronised unit asked for it shows whose clock is wrong', () => {
    expect(signs(SYNCED + OVER, 'login/saml')).toEqual({ idp: '✓', unit: '✗', late: '✗' });
    expect(signs(SYNCED + VALID, 'login/saml')).toEqual({ idp: '?', late: '?', unit: '✗' });
  });

  test('that is not valid before tomorrow was not used too late, whatever the time zone', () => {
    const answer = (stamp: string) => saml('', '2024-03-01T10:00:00Z', '2024-03-01T11:00:00Z', stamp);
    expect(signs(answer('2024-02-29 19:00:00 '), 'login/saml')).toMatchObject({ late: '✗' });
    expect(signs(answer('2024-02-29 21:00:00 '), 'login/saml')).toMatchObject({ late: '?' });
  });

  test('is quoted with its times, also if the terminal wrapped them', () => {
    expect(evidenceOn(OVER, 'login/saml').causes).toContain(
      '✗ late excluded by line 6: `NotOnOrAfter="2024-03-01T09:59:59Z"`, line 4: `IssueInstant="2024-03-01T10:00:00Z"`',
    );
  });

  test('whose condition is not met has a wrong time, if it had expired before', () => {
    const invalid = (text: string) =>
      text.replace(
        'Clock skew issue.',
        'Invalid assertion with "https://vpn.example.com/remote/saml/metadata".',
      );
    expect(signs(invalid(OVER), 'login/saml')).toMatchObject({ clock: '✓' });
    expect(signs(invalid(VALID), 'login/saml')).toMatchObject({ clock: '?' });
  });
});

describe('The clock of the unit', () => {
  const STAMP = '2024-03-01 10:00:00 ';
  const answer = (date: string) => `${STAMP}[328] fds_https_recv: response code is 403:
[HTTP/1.1 403 FORBIDDEN
Date: ${date}
Connection: close]
`;
  const DRIFTED = `${STAMP}[1909] handle_req-Rcvd auth req 1001 for alice in vpn opt=00000000 prot=10
${STAMP}[123] fnbamd_fortitoken-Token drifted, asking for the next token
`;
  const SKEW = `${STAMP}__samld_sp_login_resp [852]: Clock skew issue.\n`;
  const CODE = `${STAMP}[311:root:4a]invalid token code\n`;
  const EXPIRED = `${STAMP}[311:root:4a]certificate has expired\n`;
  const EARLY = `${STAMP}[311:root:4a]certificate is not yet valid\n`;
  const LDAP = `${STAMP}[1909] handle_req-Rcvd auth req 1001 for alice in vpn opt=00000000 prot=10
${STAMP}[1] __verify_cb-Cert error 10, certificate has expired. Depth 0. Subject '/CN=dc1.example.com'
${STAMP}[1642] __ldap_error-Ret 10, st = 0.
`;

  test.each([
    ['Fri, 01 Mar 2024 09:00:01 GMT', '?'],
    ['Fri, 01 Mar 2024 23:59:00 GMT', '?'],
    ['Sat, 02 Mar 2024 00:00:05 GMT', '✓'],
    ['Thu, 29 Feb 2024 19:59:00 GMT', '✓'],
  ])('is wrong if no time zone explains the %s of a server: %s', (date, sign) => {
    expect(signs(answer(date) + DRIFTED, 'login/token-drift')).toMatchObject({ unit: sign });
  });

  test('is not compared with the date of any website', () => {
    const website = answer('Sat, 02 Mar 2024 00:00:05 GMT').replace('fds_https_recv', 'wad_http_recv');
    expect(signs(website + DRIFTED, 'login/token-drift')).toMatchObject({ unit: '?' });
  });

  const [LATER, EARLIER] = ['Sun, 01 Mar 2026 10:00:00 GMT', 'Tue, 01 Mar 2022 10:00:00 GMT'];
  const SYNC = 'FGT # execute time\ncurrent time is: 10:00:30\nlast ntp sync:Fri Mar  1 09:30:00 2024\n';

  test('is judged by servers and by NTP for each problem that it can cause', () => {
    const CAUSES = [
      // The rule, its cause, the problem; with an answer from later, with one from earlier, after NTP set the clock.
      ['login/token-drift', 'unit', DRIFTED, '✓✓✗'],
      ['login/second-factor', 'unit', CODE, '✓✓✗'],
      ['login/saml', 'unit', SKEW, '✓✓✗'],
      ['login/certificate', 'clock', EXPIRED, '✗?✗'],
      ['login/certificate', 'clock', EARLY, '?✗✗'],
      ['login/ldap-certificate', 'clock', LDAP, '??✗'],
    ] as const;
    every(CAUSES, firstTwo, ([rule, cause, problem, expected]) => {
      const texts = [answer(LATER), answer(EARLIER), SYNC];
      expect(texts.map(text => signs(text + problem, rule)[cause]).join('')).toBe(expected);
      expect(signs(SYNC.replace('Mar  1', 'Feb 28') + problem, rule)[cause]).toBe('?');
    });
  });
});

describe('An activation code that is refused', () => {
  const REFUSED = SEED.replace(
    /"error":\{"error_code":31[^}]*\}/,
    '"error":{"error_code":40,"error_message":"FTM token Activation Code is invalid"}',
  );
  const shown = (...settings: readonly string[]): string =>
    `FGT # show user fortitoken\nconfig user fortitoken\n    edit "FTKMOB947FDC1754"\n${settings.map(one => `        set ${one}\n`).join('')}    next\nend\n`;
  const expire = (time: string) => `activation-expire ${Date.parse(time) / 1000}`;

  test.each([
    [[expire('2024-03-29T12:00:00Z')], { expired: '✓', bound: '✗' }],
    [[expire('2024-03-30T09:00:00Z')], { expired: '?', bound: '✗' }],
    [[expire('2024-04-02T10:00:00Z')], { expired: '✗', bound: '✗' }],
    [[expire('2024-03-29T12:00:00Z'), 'reg-id "0123456789abcdef"'], { expired: '?', bound: '✓' }],
  ])('for a token with %j', (settings, expected) => {
    expect(signs(shown(...settings) + REFUSED, 'ftm/activation-code-invalid')).toMatchObject(expected);
  });
});

describe('A virtual unit without a valid licence', () => {
  const status = (...fields: readonly string[]): string =>
    `FGT # get system status\nVersion: FortiGate-VM64-KVM v7.0.3,build0237,211207 (GA)\nLicense Status: Invalid\n${fields.join('\n')}\n`;
  const NOW = 'System time: Fri Mar  1 10:00:00 2024';

  test.each([
    [['License Expiration Date: 2024-02-28', NOW], '✓'],
    [['License Expiration Date: 2024-03-01', NOW], '?'],
    [['License Expiration Date: 2024-03-31', NOW], '✗'],
    [['Evaluation License Expires: Thu Jan 28 13:05:41 2016', NOW], '✓'],
    [['Evaluation License Expires: 1970/01/01', NOW], '?'],
    [['License Expiration Date: 2024-02-28'], '?'],
  ])('whose status has %j: expired %s', (fields, sign) => {
    expect(signs(status(...fields), 'system/vm-licence')).toMatchObject({ expired: sign, unreachable: '?' });
  });

  test('whose licence another unit uses, too', () => {
    const update = 'VM license is invalid because license is duplicated.\n';
    expect(signs(update, 'system/vm-licence')).toMatchObject({ duplicate: '✓' });
    expect(signs(status(), 'system/vm-licence')).toMatchObject({ duplicate: '?' });
  });
});

test('The clock of a unit is that of `execute date` if nothing else shows it', () => {
  const status = 'FGT # get system status\nLicense Status: Invalid\nLicense Expiration Date: 2024-02-28\n';
  const date = (day: string) => `${status}FGT # execute date\ncurrent date is: ${day}\n`;
  expect(signs(date('2024-03-01'), 'system/vm-licence')).toMatchObject({ expired: '✓' });
  expect(signs(date('2024-02-01'), 'system/vm-licence')).toMatchObject({ expired: '✗' });
});

describe('A peer that refuses to authenticate the unit', () => {
  const list = (until: string) => `FGT # show vpn ipsec phase1-interface site-b
config vpn ipsec phase1-interface
    edit "site-b"
        set authmethod signature
        set certificate "FGT-VPN"
    next
end
FGT # get vpn certificate local details
== [ Old ]
        Name:        Old
        Valid to:    2020-09-04 18:09:24  GMT
== [ FGT-VPN ]
        Name:        FGT-VPN
        Valid to:    ${until}
2024-03-01 10:00:00 ike V=root:0:site-b:7: received notify type AUTHENTICATION_FAILED
`;

  test.each([
    ['2024-02-01 00:00:00  GMT', '✓'],
    ['2024-03-01 09:00:00  GMT', '?'],
    ['2034-09-04 18:09:24  GMT', '?'],
  ])('whose certificate is valid until %s: %s', (until, sign) => {
    expect(signs(list(until), 'ike/refused-by-peer')).toMatchObject({ certificate: sign });
  });
});
