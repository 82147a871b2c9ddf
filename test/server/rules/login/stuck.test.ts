import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import {
  asked,
  dnsEmpty,
  ike,
  on,
  pending,
  REQUEST,
  result,
  returned,
  sslvpn,
  sslvpnAsked,
} from '../../../support/logins';

const RULE = 'login/stuck';
const handed = on(RULE, returned(4), /fnbam_auth .*/);

describe('login/stuck fires', () => {
  test('if sslvpn handed the login over and no result comes', () => {
    const [found] = expectFindings(on('asked', sslvpnAsked(), 'authenticate user: [user01]') + handed);
    expect(found).toMatchObject({
      severity: 'warning',
      message:
        'user01 (SSL VPN): passed to fnbamd (return 4, pending); the capture ends before fnbamd answers',
      facts: { user: 'user01', method: 'SSL VPN', connection: '311:root:4a' },
    });
  });

  test('and names the crash of fnbamd if the crash log is in the capture', () => {
    const [found] = expectFindings(
      `7: 2025-02-03 09:59:00 <00412> ${mark('crash', 'application fnbamd')}\n` +
        on('asked', sslvpnAsked(), 'authenticate user: [user01]') +
        handed,
    );
    expect(found?.message).toBe(
      'user01 (SSL VPN): passed to fnbamd (return 4, pending), no answer; the crash log names fnbamd',
    );
    expect(found?.related.map(({ role }) => role)).toEqual(['asked', 'crash']);
  });

  test('for logins that hang again and again, and names the crash that is reported after them', () => {
    const crash = '7: 2025-02-03 09:59:00 <00412> application fnbamd\n';
    const found = findingsOf((sslvpnAsked() + returned(4)).repeat(3) + crash).find(
      ({ rule }) => rule === RULE,
    );
    expect(found?.message).toContain('the crash log names fnbamd');
    expect(found?.related.map(({ role }) => role)).toEqual(['asked', 'crash', 'again', 'again']);
  });

  test('without the crash log if that names another daemon', () => {
    const [found] = expectFindings(
      '7: 2025-02-03 09:59:00 <00412> application newcli\n' + sslvpnAsked() + handed,
    );
    expect(found?.message).toContain('before fnbamd answers');
  });

  test('if fnbamd still waits', () => {
    expectFindings(sslvpnAsked() + asked() + pending + handed + dnsEmpty('20a1'));
  });
});

test('login/stuck leaves crashes of other daemons to daemon/crashed', () => {
  const log = (application: string): string => `7: 2025-02-03 09:59:00 <00412> application ${application}\n`;
  expectFindings(
    on('daemon/crashed', log('sslvpnd'), 'application sslvpnd') + log('fnbamd') + sslvpnAsked() + handed,
  );
});

describe('login/stuck does not fire', () => {
  test('for a user who is asked for something', () => {
    expectFindings(sslvpnAsked() + returned(2));
  });

  test('for a request of fnbamd without sslvpn', () => {
    expectFindings(asked() + result(4));
  });

  test('and does not hide a crash of fnbamd, if a login was denied', () => {
    expectFindings(
      on('daemon/crashed', '7: 2025-02-03 09:59:00 <00412> application fnbamd\n', 'application fnbamd') +
        asked() +
        on('login/denied', result(1)),
    );
  });

  test('if a result follows', () => {
    expectFindings(sslvpnAsked() + asked() + pending + returned(4) + result(0));
    expectFindings(
      sslvpnAsked() +
        returned(4) +
        sslvpn('fam_auth_proc_resp:1360 fnbam_auth_update_result return: 0 (success)'),
    );
  });

  test('if a denial follows: that is login/denied', () => {
    expectFindings(sslvpnAsked() + asked() + pending + returned(4) + on('login/denied', result(1)));
  });

  test('if the token code is asked for', () => {
    expectFindings(
      sslvpnAsked() + returned(4) + sslvpn('fam_auth_proc_resp:1360 fnbam_auth_update_result return: 7'),
    );
  });

  test('for r=4 of fnbamd alone, and for a pending request of ike', () => {
    expectFindings(asked() + pending);
    expectFindings(
      ike('XAUTH user "user01"', 'dialup_0') +
        ike(`XAUTH ${REQUEST} pending`, 'dialup_0') +
        asked() +
        pending,
    );
  });

  test('for a crash of fnbamd without a login: that is daemon/crashed', () => {
    expectFindings(
      on('daemon/crashed', '7: 2025-02-03 09:59:00 <00412> application fnbamd\n', 'application fnbamd'),
    );
  });
});
