import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import {
  asked,
  began,
  fnbamd,
  on,
  PUSH,
  push,
  REQUEST,
  result,
  returned,
  sslvpn,
  sslvpnAsked,
  typed,
} from '../../../support/logins';

const RULE = 'login/push-not-answered';
const sent = `${mark(RULE, PUSH)}\n`;
const withId = fnbamd(`handle_req-Rcvd ftm2_auth_withid req ${REQUEST}`);
const wasSent = fnbamd('handle_req-Push msg was already sent');

describe('login/push-not-answered fires', () => {
  test('if sslvpn sends a push and nothing comes back', () => {
    const [found] = expectFindings(
      on('asked', sslvpnAsked(), 'authenticate user: [user01]') +
        sent +
        returned(7) +
        sslvpn('req: /remote/logincheck'),
    );
    expect(found).toMatchObject({
      severity: 'information',
      message: 'user01 (SSL VPN): a push was sent to the phone, but the capture shows no answer',
      facts: { user: 'user01', method: 'SSL VPN', connection: '311:root:4a' },
      related: [{ message: 'the login began here' }],
    });
  });

  test('as a warning only if the capture continues, so that the answer would be in it', () => {
    const others = Array.from(
      { length: 40 },
      (_one, at) => sslvpnAsked('user02', `311:root:${100 + at}`) + returned(0, `311:root:${100 + at}`),
    ).join('');
    const begin = sslvpnAsked() + sent + returned(7);
    expect(expectFindings(begin)[0]?.severity).toBe('information');
    expect(expectFindings(begin + others)[0]?.severity).toBe('warning');
  });

  test('as a warning only if logins are reported for 4,000 characters after it', () => {
    const others = sslvpnAsked('user02', '311:root:4b') + returned(0, '311:root:4b');
    const begin = sslvpnAsked() + PUSH;
    const severity = (length: number): string | undefined =>
      findingsOf(begin + '\n'.repeat(length - others.length) + others).find(({ rule }) => rule === RULE)
        ?.severity;
    expect(severity(3999)).toBe('information');
    expect(severity(4000)).toBe('warning');
  });

  test('as information at the end of a long capture', () => {
    const others = Array.from(
      { length: 40 },
      (_one, at) => sslvpnAsked('user02', `311:root:${100 + at}`) + returned(0, `311:root:${100 + at}`),
    ).join('');
    expect(expectFindings(others + sslvpnAsked() + sent + returned(7))[0]?.severity).toBe('information');
  });

  test('as a warning for result 10 after it: the phone did not answer, not the server', () => {
    const [found] = expectFindings(began() + withId + on(RULE, wasSent) + on('result', result(10)));
    expect(found?.severity).toBe('warning');
  });

  test('if fnbamd says that it was sent, with a remark written on that line', () => {
    const noted = on(RULE, wasSent.replace('\n', '  <<<<< the phone shows nothing\n'));
    const [found] = expectFindings(began() + withId + noted);
    expect(found?.facts['user']).toBe('user01');
  });

  test('if the first factor was with a server before it', () => {
    expectFindings(
      sslvpnAsked() +
        returned(4) +
        sslvpn('fam_auth_proc_resp:1360 fnbam_auth_update_result return: 7') +
        sent,
    );
  });
});

describe('login/push-not-answered does not fire', () => {
  test.each([
    ['a code was entered by hand', typed],
    ['fnbamd got a code', fnbamd(`handle_req-Rcvd auth_token req for ${REQUEST}`)],
    ['the login was accepted', returned(0)],
    ['fnbamd accepted it', result(0)],
  ])('if %s', (_what, lines) => {
    expectFindings(sslvpnAsked() + asked() + withId + wasSent + push + returned(7) + lines);
  });

  test('if the login was refused: that is login/denied', () => {
    expectFindings(asked() + withId + wasSent + on('login/denied', result(1)));
  });

  test('if a server timed out: that is login/server-timeout', () => {
    const silent = fnbamd('__ldap_conn_timeout-Connction with ldap-hq:192.0.2.40 timed out.');
    expectFindings(asked() + withId + wasSent + on('login/server-timeout', silent) + result(10));
    expectFindings(sslvpnAsked() + on('login/server-timeout', returned(10), /fnbam_auth.*/) + push);
  });

  test('if no push was sent', () => {
    expectFindings(sslvpnAsked() + returned(7));
    expectFindings(asked() + withId);
  });

  test('for the answer of another user only', () => {
    const [found] = expectFindings(
      sslvpnAsked('user01', '311:root:4a') +
        sent +
        returned(7, '311:root:4a') +
        sslvpnAsked('user02', '311:root:4b') +
        push +
        returned(0, '311:root:4b'),
    );
    expect(found?.facts['user']).toBe('user01');
  });
});
