import { describe, expect, test } from 'vitest';
import { expectFindings, mark, messagesOf, unmarked } from '../../../support/findings';
import {
  asked,
  began,
  fnbamd,
  on,
  REQUEST,
  result,
  returned,
  sslvpn,
  sslvpnAsked,
  typed,
} from '../../../support/logins';

const RULE = 'login/token-drift';
const drifted = on(
  RULE,
  fnbamd(`handle_req-Token drifted, asking for the next token req ${REQUEST}, len=2590`),
);
const again = fnbamd(`handle_req-Rcvd token sync req for ${REQUEST}`);

describe('login/token-drift fires', () => {
  test('if fnbamd asks for the next code', () => {
    const [found] = expectFindings(began() + drifted);
    expect(found).toMatchObject({
      severity: 'warning',
      message: "user01: the token's clock has drifted; the next code was requested",
      facts: { user: 'user01', group: 'vpn-users' },
      related: [{ role: 'asked', message: 'the login began here' }],
    });
  });

  test('for a capture that begins in the middle of the login, and names no beginning', () => {
    expect(expectFindings(drifted)[0]?.related).toEqual([]);
  });

  test('if another code was entered before it', () => {
    expectFindings(asked() + again + drifted + result(1));
  });

  test('once if sslvpn says it, too, on the line of fnbamd', () => {
    const [found] = expectFindings(
      on('asked', sslvpnAsked(), 'authenticate user: [user01]') +
        asked() +
        drifted +
        'fnbam_auth_update_result return: 8 (next token code required)\n' +
        typed,
    );
    expect(found?.message).toBe(
      "user01 (SSL VPN): the token's clock has drifted; the next code was requested",
    );
    expect(found?.facts).toEqual({
      user: 'user01',
      method: 'SSL VPN',
      group: 'vpn-users',
      connection: '311:root:4a',
    });
  });

  test('if sslvpn alone was debugged', () => {
    expectFindings(sslvpnAsked() + on(RULE, returned('8 (next token code required)'), /fnbam_auth .*/));
  });

  test('while the code after it has no result yet', () => {
    expectFindings(asked() + drifted + again);
  });

  test('as information only if the next code was accepted', () => {
    const [found] = expectFindings(asked() + drifted + again + result(0));
    expect(found).toMatchObject({
      severity: 'information',
      message: "user01: the token's clock has drifted; the next code was accepted",
    });
  });

  test('for the sentence that the user saw, without the code in it', () => {
    const [found] = expectFindings(
      `${mark(RULE, `FortiToken clock drift detected (code: ${mark('secret/one-time-code', '918273')}). Please input the next code and continue`)}\n` +
        mark('again', 'Remote LDAP user authentication with FortiToken failed: token out of sync') +
        '\n',
    );
    expect(found?.message).toBe('Token: its clock has drifted (FortiToken clock drift detected)');
    expect(JSON.stringify(found?.facts)).not.toContain('918273');
  });
});

describe('login/token-drift does not fire', () => {
  test('for a login with a code that fits', () => {
    expectFindings(asked() + fnbamd(`handle_req-Rcvd auth_token req for ${REQUEST}`) + result(0));
  });

  test('for the column of the token table, nor for a state with the number 8', () => {
    expectFindings(
      'FORTITOKEN DRIFT STATUS\nFTKMOB0000000A01 8 provisioned\n' +
        asked() +
        fnbamd('__ldap_rxtx-state 8(DN search)') +
        result(0),
    );
  });

  test('if another code failed after it: that is login/token-repeated', () => {
    expectFindings(
      asked() + unmarked(drifted) + on('login/token-repeated', again) + result(1),
      'login/token',
    );
  });

  test('for what sslvpn says of a session', () => {
    expectFindings(sslvpnAsked() + sslvpn('fam_auth_send_req:1010 task finished with 8'));
  });
});

test('login/token-drift fires for the event of a resynchronisation that failed', () => {
  const event = (status: string): string =>
    `date=2024-06-04 time=10:02:11 logid="0100032158" type="event" subtype="system" level="notice" logdesc="FortiToken re-synchronization ${status}" user="user01" action="sync" status="${status}" msg="FortiToken re-synchronization ${status}"\n`;
  expect(messagesOf(RULE, event('failed'))).toEqual([
    'A FortiToken could not be resynchronised (FortiToken re-synchronization failed); the two codes were probably not consecutive, or of another token',
  ]);
  expect(messagesOf(RULE, event('success'))).toEqual([]);
});
