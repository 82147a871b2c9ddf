import { describe, expect, test } from 'vitest';
import {
  asked,
  deleted,
  fnbamd,
  ike,
  inTurn,
  ldapLoaded,
  pending,
  push,
  radiusAnswered,
  radiusAsked,
  radiusResult,
  REQUEST,
  result,
  returned,
  sslvpn,
  sslvpnAsked,
  typed,
} from '../../support/logins';
import { logins, shownAll } from '../../support/tracedLogins';
import { every, first } from '../../support/rows';

/** The lines of each login, as they are in the text. */
const linesOf = (text: string): string[] =>
  logins(text).map(({ records }) => records.map(({ start, end }) => text.slice(start, end)).join(''));

const SECOND = '5000000002';
const THIRD = '5000000003';

describe('A login by SSL VPN', () => {
  const login =
    sslvpnAsked() +
    asked() +
    ldapLoaded() +
    pending +
    returned(4) +
    result(0) +
    returned('0 (success)') +
    deleted();

  test('gathers the lines of sslvpn and fnbamd', () => {
    expect(shownAll(login)).toEqual([
      `SSL VPN user01 vpn-users ldap-hq 311:root:4a ${REQUEST}: asked, asked, result 4, result 0, result 0`,
    ]);
    expect(linesOf(login)).toEqual([login]);
  });

  test('has the offset of each value', () => {
    const [found] = logins(login);
    for (const place of [found?.user, found?.group, found?.server, found?.connection])
      expect(place && login.slice(place.start, place.end)).toBe(place?.text);
    expect(found && [found.start, found.end]).toEqual([0, login.length]);
  });

  test('has the steps of the second factor', () => {
    const text =
      sslvpnAsked() +
      push +
      returned(7) +
      typed +
      fnbamd(`handle_req-Rcvd auth_token req for ${REQUEST}`) +
      fnbamd(`handle_req-Token drifted, asking for the next token req ${REQUEST}, len=2590`) +
      returned('8 (next token code required)') +
      fnbamd(`handle_req-Rcvd token sync req for ${REQUEST}`) +
      result(0);
    expect(shownAll(text)).toEqual([
      `SSL VPN user01 - - 311:root:4a ${REQUEST}: asked, push-sent, code-asked, code-typed, code-typed, drifted, code-again, result 0`,
    ]);
  });

  test('is another login if the same connection asks again', () => {
    const text = sslvpnAsked() + returned(1) + sslvpnAsked() + returned(0);
    expect(shownAll(text)).toEqual([
      'SSL VPN user01 - - 311:root:4a -: asked, result 1',
      'SSL VPN user01 - - 311:root:4a -: asked, result 0',
    ]);
  });

  test('does not begin with a mere connection', () => {
    expect(
      logins(
        sslvpn('allocSSLConn:303 sconn 0x7f9c2a558000 (0:root)') +
          sslvpn('SSL state:before SSL initialization (192.0.2.10)'),
      ),
    ).toEqual([]);
  });
});

describe('A request for a token code', () => {
  test.each(['vpn-users opt=0', ''])('in the groups "%s" begins the second factor', groups => {
    const text = fnbamd(`handle_req-Rcvd auth_token req ${REQUEST} for user01 in ${groups}`);
    expect(shownAll(text + result(7))).toEqual([`- user01 - - - ${REQUEST}: code-asked, result 7`]);
  });
});

describe('A request of fnbamd', () => {
  const CASES = [
    ['Rcvd abort req', fnbamd(`handle_req-Rcvd abort req for ${REQUEST}`)],
    ['no active req', fnbamd(`handle_req-Can't abort, no active req ${REQUEST}`)],
    ['req_id=', fnbamd(`__cert_auth_ctx_init-req_id=${REQUEST}, opt=0`)],
    ['id=', fnbamd(`handle_req-Rcvd auth_cert req id=${REQUEST}, len=1128, opt=0`)],
    [
      'req id:',
      fnbamd(`fnbam_user_auth_group_match-req id: ${REQUEST}, server: x, local auth: 0, dn match: 0`),
    ],
    ['for req', fnbamd(`fnbamd_ldap_result-Error (10) for req ${REQUEST}`)],
    ['created for req id', fnbamd(`create_auth_session-Session created for req id ${REQUEST}`)],
    ['ftm2_auth_withid', fnbamd(`handle_req-Rcvd ftm2_auth_withid req ${REQUEST}`)],
    ['token sync', fnbamd(`handle_req-Rcvd token sync req for ${REQUEST}`)],
    ['auth_token', fnbamd(`handle_req-Rcvd auth_token req for ${REQUEST}`)],
    ['Token drifted', fnbamd(`handle_req-Token drifted, asking for the next token req ${REQUEST}, len=25`)],
    ['the result of RADIUS', radiusResult(0)],
    ['delete session', deleted()],
    [
      'a result of an older build',
      fnbamd(`fnbamd_comm_send_result-Sending result 2 (error 0) for req ${REQUEST}`),
    ],
  ] as const;

  test('is recognised by each of its wordings', () => {
    every(CASES, first, ([, line]) => {
      const between = asked('user02', SECOND) + result(0, SECOND);
      const text = asked() + between + line + result(2);
      const [found] = logins(text);
      expect(found?.requests).toEqual([REQUEST]);
      expect(found?.records.map(({ start, end }) => text.slice(start, end))).toContain(line);
    });
  });

  test('is not recognised by other numbers', () => {
    const text =
      asked() + fnbamd('fnbamd_socket_update_interface-server address is 192.0.2.1:1812, len 5000000002');
    expect(logins(text).map(({ requests }) => requests)).toEqual([[REQUEST]]);
  });

  test('has the lines that name it by its socket', () => {
    const text =
      asked() +
      radiusAsked('rad-one', 14) +
      pending +
      asked('user02', SECOND) +
      radiusAsked('rad-two', 15) +
      pending +
      radiusAnswered(3, 14) +
      radiusAnswered(2, 15) +
      result(0, SECOND) +
      result(1);
    expect(shownAll(text)).toEqual([
      `- user01 vpn-users rad-one - ${REQUEST}: asked, server-rejected, result 1`,
      `- user02 vpn-users rad-two - ${SECOND}: asked, result 0`,
    ]);
  });

  test('has no lines of forticldd, which look similar', () => {
    const text =
      asked() +
      '[3560] fds_handle_request: Received cmd 33 from pid-290, len 12\n' +
      result(0) +
      '[39] fds_queue_task: req-34 is added to ftc\n';
    expect(linesOf(text)).toEqual([asked() + result(0)]);
  });

  test('whose beginning is not in the capture has the lines before the first id', () => {
    const text = fnbamd('__fnbamd_ldap_dn_next-No DN is found.') + result(1);
    expect(shownAll(text)).toEqual([`- - - - - ${REQUEST}: user-not-found, result 1`]);
    expect(linesOf(text)).toEqual([text]);
  });

  test('with neither its beginning nor its end in the capture is still a login', () => {
    expect(shownAll(radiusAnswered(3))).toEqual(['- - - - - -: server-rejected']);
  });

  test('has the server that answered, not one that was only listed', () => {
    const text =
      asked() +
      ldapLoaded('ldap-hq') +
      radiusAsked('rad-hq') +
      pending +
      radiusAnswered(3) +
      radiusResult(1) +
      result(1);
    expect(logins(text)[0]?.server?.text).toBe('rad-hq');
  });
});

describe('Two logins', () => {
  const one = (user: string, connection: string, code: number): string =>
    sslvpnAsked(user, connection) +
    returned(4, connection) +
    sslvpn('task finished', connection) +
    returned(code, connection);
  const ipsec = (user: string, connection: string, request: string, name: string): string =>
    ike(`XAUTH user "${user}"`, connection) +
    ike(`XAUTH ${request} pending`, connection) +
    ike(`XAUTH ${request} result FNBAM_${name}`, `${connection}:7`);

  test.each([1, 2, 3])('of sslvpn interleave %i lines at a time', size => {
    const text = inTurn(size, one('user01', '311:root:4a', 0), one('user02', '312:root:4a', 1));
    expect(shownAll(text)).toEqual([
      'SSL VPN user01 - - 311:root:4a -: asked, result 4, result 0',
      'SSL VPN user02 - - 312:root:4a -: asked, result 4, result 1',
    ]);
    expect(linesOf(text)).toEqual([one('user01', '311:root:4a', 0), one('user02', '312:root:4a', 1)]);
  });

  test.each([1, 2])('of ike interleave %i lines at a time', size => {
    const [first, second] = [
      ipsec('user01', 'dialup_0', REQUEST, 'SUCCESS'),
      ipsec('user02', 'dialup_1', SECOND, 'DENIED'),
    ];
    expect(linesOf(inTurn(size, first, second))).toEqual([first, second]);
  });

  test('of fnbamd are distinguished by what each of its turns prints', () => {
    const steps = (user: string, request: string, code: number): string[] => [
      asked(user, request) + ldapLoaded() + pending,
      fnbamd('__ldap_rxtx-state 4(DN search)') +
        fnbamd('__fnbamd_ldap_dn_next-No DN is found.') +
        result(code, request),
      deleted(request),
    ];
    const [first, second] = [steps('user01', REQUEST, 1), steps('user02', SECOND, 0)];
    const text = first.flatMap((step, index) => [step, second[index] ?? '']).join('');
    expect(shownAll(text)).toEqual([
      `- user01 vpn-users ldap-hq - ${REQUEST}: asked, user-not-found, result 1`,
      `- user02 vpn-users ldap-hq - ${SECOND}: asked, user-not-found, result 0`,
    ]);
    expect(linesOf(text)).toEqual([first.join(''), second.join('')]);
  });

  test('one by SSL VPN and one by IPsec, keep their own lines', () => {
    const [first, second] = [one('user01', '311:root:4a', 0), ipsec('user02', 'dialup_0', SECOND, 'DENIED')];
    expect(linesOf(inTurn(1, first, second))).toEqual([first, second]);
  });

  test('of the same user are separate', () => {
    const text =
      asked() + result(1) + deleted() + asked('user01', SECOND) + result(0, SECOND) + deleted(SECOND);
    expect(shownAll(text)).toEqual([
      `- user01 vpn-users - - ${REQUEST}: asked, result 1`,
      `- user01 vpn-users - - ${SECOND}: asked, result 0`,
    ]);
  });
});

test('Three logins at once keep their own lines', () => {
  const users = [
    ['user01', '311:root:4a', REQUEST],
    ['user02', '311:root:4b', SECOND],
    ['user03', '311:root:4c', THIRD],
  ] as const;
  const parts = users.map(([user, connection, request], index) => [
    sslvpnAsked(user, connection),
    asked(user, request) + pending,
    returned(4, connection),
    fnbamd('__ldap_rxtx-state 4(DN search)') + result(index, request),
    returned(index, connection),
  ]);
  const text = [0, 1, 2, 3, 4].flatMap(step => parts.map(part => part[step] ?? '')).join('');
  expect(linesOf(text)).toEqual(parts.map(part => part.join('')));
  expect(logins(text).map(({ events }) => events[events.length - 1]?.code)).toEqual(['0', '1', '2']);
});

describe('Request ids', () => {
  test('may have a single digit', () => {
    const text = asked('user01', '7') + radiusAsked() + result(1, '7') + deleted('7');
    expect(shownAll(text)).toEqual(['- user01 vpn-users rad-hq - 7: asked, result 1']);
  });
});

test('The check of a certificate is not a login: the meanings of its result numbers are not documented', () => {
  const check =
    fnbamd('handle_req-Rcvd auth_cert req id=41, len=1128, opt=0', 2487) +
    fnbamd('__cert_auth_ctx_init-req_id=41, opt=0', 983) +
    result(1, '41');
  expect(shownAll(check)).toEqual([]);
  expect(shownAll(check + asked() + result(0))).toEqual([
    `- user01 vpn-users - - ${REQUEST}: asked, result 0`,
  ]);
});
