import { describe, expect, test } from 'vitest';
import { asked, deleted, fnbamd, ike, ldapLoaded, pending, REQUEST, result } from '../../support/logins';
import { logins, shownAll } from '../../support/tracedLogins';

/** The lines of each login, as they are in the text. */
const linesOf = (text: string): string[] =>
  logins(text).map(({ records }) => records.map(({ start, end }) => text.slice(start, end)).join(''));

const SECOND = '5000000002';

describe('A login by IPsec', () => {
  test('with XAUTH gathers the lines of ike and fnbamd', () => {
    const login =
      ike('XAUTH user "user01"', 'dialup_0') +
      ike(`XAUTH ${REQUEST} pending`, 'dialup_0') +
      asked() +
      result(0) +
      ike(`XAUTH ${REQUEST} result FNBAM_SUCCESS`) +
      ike('XAUTH succeeded for user "user01" group "vpn-users" 2FA=no', 'dialup_0');
    expect(shownAll(login)).toEqual([`XAUTH user01 vpn-users - dialup_0 ${REQUEST}: asked, result 0`]);
    expect(linesOf(login)).toEqual([login]);
  });

  test('with EAP has its rounds', () => {
    const login =
      ike('EAP identity "user01"', 'eap_0:9') +
      asked() +
      result(2) +
      `ike V=root:0:eap_0:9 EAP ${REQUEST} result FNBAM_CHALLENGED\n` +
      ike('EAP challenged for user "user01"', 'eap_0') +
      result(1) +
      ike(`EAP ${REQUEST} result FNBAM_DENIED`, 'eap_0:9');
    expect(shownAll(login)).toEqual([`EAP user01 vpn-users - eap_0 ${REQUEST}: asked, result 2, result 1`]);
  });

  test.each([
    ['SUCCESS', '0'],
    ['DENIED', '1'],
    ['CHALLENGED', '2'],
    ['ERROR', '5'],
    ['TIMEOUT', '10'],
  ])('has the number of FNBAM_%s if only ike was debugged', (name, code) => {
    expect(shownAll(ike(`XAUTH ${REQUEST} result FNBAM_${name}`))).toEqual([
      `XAUTH - - - dialup_0 ${REQUEST}: result ${code}`,
    ]);
  });

  test('has no number for a name that is not a result', () => {
    expect(shownAll(ike(`XAUTH ${REQUEST} result FNBAM_UNKNOWN`))).toEqual([]);
  });

  test('is another login if the user tries again', () => {
    const tries = (request: string, code: number): string =>
      ike(`XAUTH ${request} pending`, 'dialup_0') + asked('user01', request) + result(code, request);
    const text =
      ike("received XAUTH_USER_NAME 'user01' length 6") +
      tries(REQUEST, 1) +
      ike('XAUTH failed for user "user01", retry(2).', 'dialup_0') +
      tries(SECOND, 0);
    expect(shownAll(text)).toEqual([
      `XAUTH user01 vpn-users - dialup_0 ${REQUEST}: asked, result 1`,
      `XAUTH user01 vpn-users - dialup_0 ${SECOND}: asked, result 0`,
    ]);
  });
});

describe('The next login of one connection of ike', () => {
  const denied = (request: string): string =>
    ike(`XAUTH ${request} result FNBAM_DENIED`) + ike('XAUTH failed for user "alice", retry(2).', 'dialup_0');

  test('does not have the user of the previous one, whose result was reported', () => {
    const text =
      denied('799') +
      ike('XAUTH 800 result FNBAM_SUCCESS') +
      ike('XAUTH succeeded for user "bob" group "G" 2FA=no', 'dialup_0');
    expect(shownAll(text)).toEqual([
      'XAUTH alice - - dialup_0 799: result 1',
      'XAUTH bob G - dialup_0 800: result 0',
    ]);
  });

  test("begins when the user's side answers again", () => {
    const first = ike('XAUTH user "alice"', 'dialup_0') + ike('XAUTH 799 pending') + denied('799');
    const second =
      ike('XAUTH user "bob"', 'dialup_0') + ike('XAUTH 800 pending') + ike('XAUTH 800 result FNBAM_SUCCESS');
    expect(linesOf(first + second)).toEqual([first, second]);
  });
});

test('A silent server belongs to the request that was sent to it', () => {
  const text =
    asked('alice', '501') + ldapLoaded('DC01') + pending + asked('bob', '502') + ldapLoaded('DC02') + pending +
    fnbamd('__ldap_conn_timeout-Connction with DC01:192.0.2.1 timed out.') +
    fnbamd('__fnbamd_ldap_dn_next-No DN is found.') +
    result(1, '502') +
    result(10, '501');
  expect(shownAll(text)).toEqual([
    '- alice vpn-users DC01 - 501: asked, server-timeout, result 10',
    '- bob vpn-users DC02 - 502: asked, user-not-found, result 1',
  ]);
}); // oxfmt-ignore

test('A request number that is used again belongs to another login', () => {
  const text =
    asked('alice', '501') + result(1, '501') + deleted('501') + asked('carol', '501') + result(0, '501');
  expect(shownAll(text)).toEqual([
    '- alice vpn-users - - 501: asked, result 1',
    '- carol vpn-users - - 501: asked, result 0',
  ]);
});

test('A login whose ids keep repeating keeps its newest events', () => {
  const [login] = logins(asked() + pending.repeat(2000) + result(1));
  expect(login?.events.length).toBeLessThan(1000);
  expect(login?.events.at(-1)).toMatchObject({ kind: 'result', code: '1' });
});

test('A login that has ended is reported once, whatever its second connection prints later', () => {
  const others = Array.from({ length: 100 }, (_, index) => {
    const id = String(6_000_000_000 + index);
    return asked(`other${index}`, id) + result(1, id) + deleted(id);
  });
  const text =
    asked() +
    ike(`XAUTH ${REQUEST} pending`, 'first:1') +
    ike(`XAUTH ${REQUEST} pending`, 'second:2') +
    result(1) +
    others.join('') +
    ike('PSK auth failed: probable pre-shared key mismatch', 'second:2');
  expect(shownAll(text).filter(login => login.includes(REQUEST))).toHaveLength(1);
});
