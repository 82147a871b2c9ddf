import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark, messagesOf } from '../../../support/findings';
import {
  asked,
  began,
  deleted,
  fnbamd,
  ike,
  inTurn,
  ldapLoaded,
  on,
  pending,
  radiusAnswered,
  radiusAsked,
  radiusResult,
  REQUEST,
  result,
  returned,
  sslvpn,
  sslvpnAsked,
  twoPending,
} from '../../../support/logins';

const RULE = 'login/denied';
const noDn = fnbamd('__fnbamd_ldap_dn_next-No DN is found.');
const concluded = (code: number): string => fnbamd(`auth_local-Concluded: ${code}`);
const inResult = (code: number): string => on('result', result(code));
const rejected = (fd = 14): string => on(RULE, radiusAnswered(3, fd), 'RADIUS resp code 3');

describe('login/denied fires', () => {
  test('for result 1 whose reason is not seen', () => {
    const [found] = expectFindings(began() + on(RULE, result(1)));
    expect(found).toMatchObject({
      severity: 'error',
      message:
        'user01: fnbamd denied the login (result 1); no line that can be attributed to this login says why',
      facts: { user: 'user01', group: 'vpn-users', code: '1' },
      related: [{ role: 'asked', message: 'the login began here' }],
    });
  });

  test('for a reject by EAP_PROXY, which is no RADIUS server but the FortiGate itself', () => {
    const lines = (server: string): string =>
      began() +
      radiusAsked(server, 14) +
      pending +
      rejected(14) +
      radiusResult(1, undefined, server) +
      on('result', result(1)) +
      deleted();
    const [found] = expectFindings(lines('EAP_PROXY'));
    expect(found?.message).toBe("user01: the FortiGate's own EAP server refused the login (EAP_PROXY)");
  });

  test('for result 1 whose reason is not seen, and does not blame EAP_PROXY, which was asked before', () => {
    const [found] = expectFindings(asked() + radiusAsked('EAP_PROXY') + on(RULE, result(1)));
    expect(found?.message).toContain('no line that can be attributed to this login says why');
  });

  test('for a RADIUS reject, with the server and the result', () => {
    const [found] = expectFindings(
      began() + radiusAsked() + pending + rejected() + radiusResult(1) + on('result', result(1)) + deleted(),
    );
    expect(found).toMatchObject({
      message: 'user01: the RADIUS server rad-hq rejected the login (Access-Reject)',
      facts: { server: 'rad-hq' },
    });
    expect(found?.related[1]?.message).toBe('the result that followed');
  });

  test('for a RADIUS reject of the answer to a challenge', () => {
    const challenged = radiusAsked() + radiusAnswered(11) + radiusResult(2) + result(2);
    const [found] = expectFindings(began() + challenged + radiusAsked() + rejected() + inResult(1));
    expect(found?.message).toBe(
      'user01: the RADIUS server rad-hq asked for more input, such as a second factor, and rejected the answer (Access-Challenge, then Access-Reject)',
    );
  });

  test('for an answer to a challenge if only ike reports its result', () => {
    const found = findingsOf(
      ike('XAUTH user "user01"') +
        ike('XAUTH 7800000001 pending') +
        ike('XAUTH 7800000001 result FNBAM_CHALLENGED') +
        ike('XAUTH 7800000001 result FNBAM_DENIED'),
    ).find(({ rule }) => rule === RULE);
    expect(found?.message).toBe(
      'user01 (XAUTH): denied after the user was asked for more input, such as a token code (challenged, then denied)',
    );
  });

  test('for a RADIUS reject of EAP, whose messages are in challenges', () => {
    const eap = ike('EAP 5000000001 result FNBAM_CHALLENGED');
    const [found] = expectFindings(
      ike('EAP user "user01"') +
        began() +
        eap +
        radiusAsked() +
        radiusAnswered(11) +
        result(2) +
        rejected() +
        inResult(1),
    );
    expect(found?.message).toBe('user01 (EAP): the RADIUS server rad-hq rejected the login (Access-Reject)');
  });

  test('for a RADIUS reject in the words of older builds', () => {
    const [found] = expectFindings(
      asked() +
        fnbamd(`fnbamd_radius_auth_validate_pkt-${mark(RULE, 'RADIUS resp code 3')}`) +
        fnbamd("fnbamd_auth_handle_radius_result-->Result for radius svr 'rad-old' 192.0.2.30(0) is 1") +
        result(1).replace('nid', 'error'),
    );
    expect(found?.facts['server']).toBe('rad-old');
  });

  test('for a user whom LDAP does not know', () => {
    const [found] = expectFindings(asked() + ldapLoaded() + pending + on(RULE, noDn) + result(1));
    expect(found?.message).toBe('user01: the LDAP server ldap-hq found no such user');
  });

  test('for a wrong local password of an IPsec user', () => {
    const [found] = expectFindings(
      ike('XAUTH user "user01"', 'dialup_0') +
        asked() +
        on(RULE, concluded(1)) +
        result(1) +
        ike(`XAUTH ${REQUEST} result FNBAM_DENIED`),
    );
    expect(found).toMatchObject({
      message: 'user01 (XAUTH): wrong password for a local user (result 1)',
      facts: { method: 'XAUTH', connection: 'dialup_0' },
    });
  });

  test('for what only ike says about the result', () => {
    const [found] = expectFindings(
      ike('XAUTH user "user01"', 'dialup_0') +
        ike(`XAUTH ${REQUEST} pending`, 'dialup_0') +
        ike(mark(RULE, `XAUTH ${REQUEST} result FNBAM_DENIED`)),
    );
    expect(found?.message).toBe(
      'user01 (XAUTH): fnbamd denied the login (result 1); no line that can be attributed to this login says why',
    );
  });

  test('if SSL VPN refused after fnbamd accepted', () => {
    const [found] = expectFindings(
      sslvpnAsked() +
        returned(4) +
        result(0) +
        sslvpn(
          `login_failed:396 ${mark(RULE, 'user[user01],auth_type=1 failed [sslvpn_login_permission_denied]')}`,
        ),
    );
    expect(found?.message).toBe('user01: SSL VPN refused the login');
  });

  test('without a place of its beginning if the capture begins later', () => {
    const [found] = expectFindings(on(RULE, noDn) + on('result', result(1)));
    expect(found?.message).toBe('A login: an LDAP server found no such user');
  });

  test('once for the same user and reason, the second time related', () => {
    const [found] = expectFindings(
      began() + on(RULE, result(1)) + asked('user01', '5000000002') + on('again', result(1, '5000000002')),
    );
    expect(found?.related[1]?.message).toBe('the same again');
  });

  test('for each of two users, with the reason of each, even if their lines interleave', () => {
    const one = asked('user01', '5000000001') + radiusAsked('rad-one', 14) + pending;
    const two = asked('user02', '5000000002') + radiusAsked('rad-two', 15) + pending;
    const found = expectFindings(
      one +
        two +
        rejected(14) +
        radiusResult(1, '5000000001', 'rad-one') +
        result(1, '5000000001') +
        rejected(15) +
        radiusResult(1, '5000000002', 'rad-two') +
        result(1, '5000000002'),
    );
    expect(found.map(({ message }) => message)).toEqual([
      'user01: the RADIUS server rad-one rejected the login (Access-Reject)',
      'user02: the RADIUS server rad-two rejected the login (Access-Reject)',
    ]);
  });

  test('only for the user who was denied, and with his reason when two ask LDAP at once', () => {
    const [found] = expectFindings(
      twoPending +
        fnbamd('__ldap_rxtx-state 4(DN search)') +
        on(RULE, noDn) +
        result(1, '5000000001') +
        deleted('5000000001') +
        fnbamd('__ldap_rxtx-state 4(DN search)') +
        result(0, '5000000002') +
        deleted('5000000002'),
    );
    expect(found?.message).toBe('user01: an LDAP server found no such user');
  });
});

describe('login/denied gives each reason its own problem', () => {
  const denied = (user: string, request: string, reason: string): string =>
    asked(user, request) + reason + result(1, request);

  test('for two users of the unit', () => {
    const found = expectFindings(
      denied('user01', '5000000001', on(RULE, concluded(1))) +
        denied('user02', '5000000002', on(RULE, concluded(1))),
    );
    expect(found).toHaveLength(2);
  });

  test('for a user whom the unit refuses, then a RADIUS server', () => {
    const found = expectFindings(
      denied('user01', '5000000001', on(RULE, concluded(1))) + denied('user01', '5000000002', rejected()),
    );
    expect(found.map(({ entry }) => entry)).toEqual([undefined, 'radius-code/3']);
  });

  test('for two ways to log in', () => {
    const found = expectFindings(
      sslvpnAsked() +
        on(RULE, returned(1), /fnbam_auth .*/) +
        ike('XAUTH user "user01"') +
        on(RULE, ike(`XAUTH ${REQUEST} result FNBAM_DENIED`), /XAUTH .*/),
    );
    expect(found.map(({ facts }) => facts['method'])).toEqual(['SSL VPN', 'XAUTH']);
  });

  test('but one for the password of a user of the unit, whom its own EAP server refuses, too', () => {
    const proxy = radiusAsked('EAP_PROXY') + on('again', radiusAnswered(3), 'RADIUS resp code 3');
    const [found] = expectFindings(
      began() +
        on(RULE, concluded(1)) +
        on('result', result(1)) +
        asked('user01', '5000000002') +
        pending +
        proxy +
        radiusResult(1, '5000000002', 'EAP_PROXY') +
        result(1, '5000000002'),
    );
    expect(found?.message).toBe('user01: wrong password for a local user (result 1)');
  });
});

describe('login/denied keeps the reason', () => {
  const reject = on(RULE, radiusAnswered(3), 'RADIUS resp code 3');
  const plain = 'user01: a RADIUS server rejected the login (Access-Reject)';

  test('of a wrong password after a challenge', () => {
    const [found] = expectFindings(asked() + result(2) + on(RULE, concluded(1)) + result(1));
    expect(found?.message).toBe('user01: wrong password for a local user (result 1)');
  });

  test.each([
    ['after a result that asks for nothing', result(4) + reject],
    ['before the challenge', reject + result(2)],
    [
      'after the same number of another daemon',
      "[http_authd 105 - 1770282286     info] http_authd_login_attempt[1022] -- login_attempt (method=6, vdom='root', name='user01', admin_name='', auth_svr=''), result code: -2\n" +
        reject,
    ],
    [
      'of EAP, which is seen by its messages',
      'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 ED 00 06 19 20\n' + result(2) + reject,
    ],
    [
      'of EAP that was declined',
      'fnbamd_dbg_hex_pnt[49] EAP msg from client (6)-02 ED 00 06 03 1A\n' + result(2) + reject,
    ],
  ])('of a RADIUS server %s', (_when, lines) => {
    expect(expectFindings(asked() + lines + result(1))[0]?.message).toBe(plain);
  });

  test('of a challenge whose answer is rejected, if the capture ends there', () => {
    const [found] = expectFindings(began() + result(2) + reject);
    expect(found?.message).toContain('asked for more input');
  });

  test('that names no server, with only the facts that its message can have', () => {
    const [found] = expectFindings(asked() + radiusAsked() + on(RULE, concluded(1)) + result(1));
    expect(found?.facts).toEqual({ user: 'user01', server: 'rad-hq', group: 'vpn-users' });
  });

  test('and no result that came before it', () => {
    const [found] = expectFindings(
      on('asked', sslvpnAsked(), 'authenticate user: [user01]') +
        returned(1) +
        sslvpn(
          `login_failed:396 ${mark(RULE, 'user[user01],auth_type=1 failed [sslvpn_login_permission_denied]')}`,
        ),
    );
    expect(found?.message).toBe('user01: SSL VPN refused the login');
  });
});

describe('login/denied does not fire', () => {
  test('for a wrong local password while the login has no result', () => {
    expectFindings(asked() + concluded(1));
  });

  test('for a login that was accepted', () => {
    expectFindings(asked() + radiusAsked() + pending + radiusAnswered(2) + radiusResult(0) + result(0));
  });

  test('if sslvpn says that the rejection asks for a new password', () => {
    expectFindings(
      fnbamd("__fnbamd_rad_send-Sent radius req to server 'rad-one': fd=12 using MS-CHAPv2") +
        radiusAnswered(3) +
        sslvpn('fam_auth_proc_resp:1359 fnbam_auth_update_result return: 2 (challenged)'),
    );
  });

  test('for a server that rejected before another one accepted', () => {
    expectFindings(
      asked() +
        radiusAsked('rad-one') +
        radiusAnswered(3) +
        radiusAsked('rad-two') +
        radiusAnswered(2) +
        result(0),
    );
  });

  test('for RADIUS code 11 and result 2 in between', () => {
    expectFindings(
      asked() +
        radiusAnswered(11) +
        radiusResult(2) +
        result(2) +
        radiusAnswered(11) +
        result(2) +
        radiusAnswered(2) +
        result(0),
    );
    expectFindings(asked() + radiusAnswered(11) + result(2));
  });

  test.each([
    ['code 30', radiusAnswered(30)],
    ['code 13', radiusAnswered(13)],
    ['result 10 of another line', fnbamd('__ldap_rxtx-state 1(Connecting)')],
    [
      'the result of an HTTP daemon',
      "[httpsd 249 - 1701913579     info] ap_invoke_handler[616] -- request completed (handler='x' result==1)\n",
    ],
    ['a local result that is none', concluded(10)],
    ['the number of a request', asked('user01', '1111111111')],
    ['LDAP protocol codes', fnbamd('fnbamd_ldap_parse_response-ret=1')],
  ])('for %s', (_what, lines) => {
    expectFindings(asked() + lines + result(0));
  });

  test('for lines about servers that are not asked: POP3, TACACS+', () => {
    const login =
      asked() +
      fnbamd('fnbamd_pop3_start-user01') +
      fnbamd("auth_tac_plus_start-Didn't find tac_plus servers (0)") +
      result(0);
    expectFindings(login);
  });

  test('for a login that has no result yet', () => {
    expectFindings(asked() + radiusAsked() + pending);
  });

  test('for the other of two logins that alternate line by line', () => {
    const one = sslvpnAsked('user01', '311:root:4a') + returned(0, '311:root:4a');
    const two = sslvpnAsked('user02', '311:root:4b') + on(RULE, returned(1, '311:root:4b'), /fnbam_auth .*/);
    const [found] = expectFindings(inTurn(1, one, two));
    expect(found?.facts['user']).toBe('user02');
  });
});

describe('login/denied fires for an administrator whom http_authd refuses', () => {
  const attempt = (code: number): string =>
    `2026-02-05 10:00:01 [http_authd 105 - 1770282286     info] http_authd_login_attempt[1022] -- login_attempt (method=6, vdom='root', name='user02', admin_name='', auth_svr=''), result code: ${code}\n`;
  const refused = 'user02: the login was refused (result -102); the event log says why';

  test('alone', () => {
    expect(messagesOf(RULE, attempt(-102))).toEqual([refused]);
    expect(messagesOf(RULE, attempt(2))).toEqual([]);
  });

  test('between the lines of another login, which has another user', () => {
    const asked =
      '2026-02-05 10:00:00 [1906] handle_req-Rcvd auth req 7001 for user01 in vpn-staff opt=00200421 prot=11\n';
    const accepted =
      '2026-02-05 10:00:02 [180] fnbamd_comm_send_result-Sending result 0 (error 0) for req 7001\n';
    expect(messagesOf(RULE, asked + attempt(-102) + accepted)).toEqual([refused]);
  });
});
