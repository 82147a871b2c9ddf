import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../support/findings';
import { every, first } from '../../support/rows';

const HEAD = `date=2024-01-02 time=09:22:41 logid="0101037124" type="event" subtype="vpn" level="error"`;

/** The problems of a line of the event log. */
const problems = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule }) => !rule.startsWith('capture/'))
    .map(({ rule, message }) => `${rule} ${message}`);

describe('A line of the event log', () => {
  const CASES = [
    [
      'names the tunnel and the reason',
      `${HEAD} vpntunnel="site-a" status="negotiate_error" reason="no SA proposal chosen"\n`,
      `ike/no-proposal site-a: the peer's proposal does not match the local one (no SA proposal chosen); the event log does not say in which field`,
    ],
    [
      'can have other quotes, and its reason in another field',
      `${HEAD.replaceAll('"', "'")} vpntunnel='site-a' status='esp_error' error_num='Received ESP packet with unknown SPI.'\n`,
      'ike/replay site-a: ESP packets arrive with an SPI that this unit does not know (Received ESP packet with unknown SPI.)',
    ],
    [
      'can be of FortiClient, whose text has the number of the error',
      `date=2025-02-03 time=10:00:00 logver=1 type=sslvpn subtype=sslvpn eventtype=error level=error hostname=pc1 fctver=7.0.7.0345 remotename=vpn1 user=user10 msg="SSLVPN tunnel connection failed (Error=-8)." vpnstate=\n`,
      'login/client-connection VPN client: the tunnel did not come up (SSLVPN tunnel connection failed (Error=-8).); the debug output of sslvpn at the gateway says why',
    ],
    [
      'has the words of the peer, which count no logins',
      `${HEAD} vpntunnel="site-a" status="negotiate_error" peer_notif="RETRY-LIMIT-REACHED" msg="IPsec phase 1 error"\n`,
      'ike/refused-by-peer site-a: the peer refuses the negotiation (RETRY-LIMIT-REACHED)',
    ],
    [
      'can be wrapped',
      `logid="0102043009" subtype="user" logdesc="Authentication failed"\nsrcip=192.0.2.20 user="user01" group="N/A"\naction="authentication" status="failure" reason="invalid username/password"\nmsg="User user01 failed in authentication"\n`,
      'login/account user01: wrong name or password (invalid username/password)',
    ],
    [
      'can have a field on each line, and no head',
      'reason="peer SA proposal not match local policy"\nxauthuser="user01"\nmode="quick"\n',
      'ike/phase2-proposal IPsec: phase 2 refused: the two ends share no proposal (peer SA proposal not match local policy); the event does not say in which field',
    ],
    [
      'names the user of a login whose text alone says that it failed',
      `${HEAD} action="ssl-login-fail" logdesc="SSL VPN login fail" user="user01" msg="SSL user failed to log in"\n`,
      'login/denied user01: SSL VPN refused the login',
    ],
    [
      'can be about a session that has ended',
      `${HEAD} action="ssl-web-deny" user="user01" reason="wrong vdom (0:0) or time expired" msg="SSL web application blocked"\n`,
      'login/denied user01: the SSL VPN session is no longer valid, or belongs to another VDOM (wrong vdom (0:0) or time expired)',
    ],
    [
      'says that it failed though its text does not',
      `${HEAD} msg="progress IPsec phase 1" action="negotiate" status="failure" result="ERROR"\n`,
      'ike/not-established IPsec: phase 1 failed; the event does not say why',
    ],
    [
      'says of phase 2 what it says of phase 1',
      `${HEAD} logdesc="IPsec phase 2 error" msg="IPsec phase 2 error" vpntunnel="site-a" status="negotiate_error" reason="no SA proposal chosen"\n`,
      'ike/phase2-proposal site-a: phase 2 refused: the two ends share no proposal (no SA proposal chosen); the event does not say in which field',
    ],
    [
      'is about phase 2 if its mode is quick, whatever its title',
      `${HEAD} logdesc="IPsec negotiation error" msg="IPsec phase 1 error" vpntunnel="site-a" status="negotiate_error" reason="peer SA proposal not match local policy" mode="quick"\n`,
      'ike/phase2-proposal site-a: phase 2 refused: the two ends share no proposal (peer SA proposal not match local policy); the event does not say in which field',
    ],
    [
      'is about phase 2 in a later exchange of IKEv2, whatever its reason says',
      `${HEAD} msg="negotiate IPsec phase 2" vpntunnel="site-a" status="failure" exch="CREATE_CHILD" reason="no matching gateway for new request"\n`,
      'ike/phase2-down site-a: a phase 2 negotiation failed, while phase 1 is up (no matching gateway for new request)',
    ],
    [
      'is about the peer in the exchange that authenticates it, once phase 1 has a proposal',
      `${HEAD} msg="negotiate IPsec phase 1" vpntunnel="site-a" status="failure" exch="AUTH" reason="no matching gateway for new request"\n`,
      'ike/peer-id site-a: the peer does not match what the gateway expects (no matching gateway for new request): ID, certificate or EAP',
    ],
    [
      'tells a login of XAUTH from the rest of phase 1',
      `${HEAD} msg="negotiate IPsec phase 1" user="N/A" xauthuser="user01" vpntunnel="site-a" status="failure" exch="XAUTH" result="ERROR"\n`,
      'login/denied user01 (XAUTH): phase 1 is up, and the login failed: name, password or group; the event does not say which',
    ],
    [
      'describes a TLS alert',
      `${HEAD} logdesc="SSL VPN alert" action="ssl-alert" user="N/A" desc="certificate unknown" reason="N/A" msg="SSL alerts"\n`,
      'login/tls A login: the TLS handshake failed (certificate unknown)',
    ],
    [
      "can have FortiClient's fields before its words, and blanks for tabs before them",
      '3/1/2024 10:12:13 AM  error  ipsecvpn  date=2024-03-01 time=10:12:13 logver=1 id=96561 type=securityevent subtype=ipsecvpn eventtype=error msg="locip=192.0.2.9 locport=500 remip=198.51.100.7 remport=500 outif=0 vpntunnel=site-a status=negotiate_error msg=No response from the peer, phase1 retransmit reaches maximum count." vpntunnel=site-a\n',
      'ike/no-answer site-a: the peer does not answer, so phase 1 does not come up (No response from the peer, phase1 retransmit reaches maximum count.)',
    ],
    [
      'says that a server cannot be reached',
      `${HEAD} logdesc="Authentication server" server="ldap1" msg="LDAP server ldap1 cannot be reached"\n`,
      'login/unreachable A connection: a server cannot be reached (LDAP server ldap1 cannot be reached)',
    ],
    [
      'knows the address of an administrator as the reason',
      `${HEAD} logdesc="Admin login failed" user="user01" status="failed" reason="ip_trusted" msg="Administrator user01 login failed"\n`,
      "login/not-authorised user01: the address is not one of the administrator's trusted hosts (ip_trusted)",
    ],
    [
      'says that the collector agent of FSSO is gone',
      `${HEAD} logdesc="FSSO server disconnected" action="FSSO-disconnect" server="agent1" msg="FSSO-disconnect"\n`,
      'login/fsso FSSO: no connection to the collector agent (FSSO-disconnect)',
    ],
    [
      'says that single sign-on refused an administrator',
      `${HEAD} logdesc="Admin login failed" user="user01" status="failed" reason="none" msg="Unauthorized user"\n`,
      'login/not-authorised An administrator: single sign-on refused, which happens if every local administrator has trusted hosts (Unauthorized user)',
    ],
    [
      'can give the notify of a peer that refuses the authentication',
      `${HEAD} logdesc="Negotiate IPsec phase 1" vpntunnel="site-a" status="failure" result="N/A" peer_notif="AUTHENTICATION-FAILED"\n`,
      'ike/refused-by-peer site-a: the peer refuses our authentication (AUTHENTICATION_FAILED): probably pre-shared key or local ID',
    ],
    [
      'can give the notify of a peer that was restarted',
      `${HEAD} logdesc="Negotiate IPsec phase 1" vpntunnel="N/A" status="failure" peer_notif="INVALID-COOKIE"\n`,
      'ike/dead-peer IPsec: the peer no longer knows this phase 1 (INVALID-COOKIE): it was probably restarted',
    ],
    [
      'distinguishes a wrong HMAC from replayed packets',
      `${HEAD} logdesc="IPsec ESP" vpntunnel="site-a" status="esp_error" error_num="Invalid ESP packet detected (HMAC validation failed)."\n`,
      'ike/replay site-a: ESP packets are dropped because their HMAC is wrong: the keys differ, or packets arrive damaged or out of order',
    ],
    [
      'can say that no gateway matches',
      `${HEAD} logdesc="IPsec phase 1 error" vpntunnel="N/A" status="negotiate_error" reason="no matching gateway"\n`,
      'ike/no-gateway IPsec: no phase 1 matches the request (no matching gateway)',
    ],
    [
      'can come as CEF',
      'CEF:0|Fortinet|Fortigate|v6.0.4|32021|event:system login failed|7|deviceExternalId=FGVM020000000001 FTNTFGTlogid=0100032021 FTNTFGTsubtype=system FTNTFGTlogdesc=Admin login disabled outcome=failed reason=exceed_limit msg=Login disabled from IP 192.0.2.1\n',
      'login/account A login: the account or its address is locked out (exceed_limit)',
    ],
    [
      'names the tunnel that comes after its text',
      `${HEAD} logdesc="IPsec DPD failed" msg="IPsec DPD failure" action="dpd" vpntunnel="site-a" status="dpd_failure"\n`,
      'ike/dead-peer site-a: the peer no longer answers (IPsec DPD failure)',
    ],
    [
      'names the user in CEF',
      'CEF:0|Fortinet|Fortigate|v7.4.3|39426|event:vpn ssl-login-fail|7|deviceExternalId=FGVM020000000001 FTNTFGTlogid=0101039426 FTNTFGTsubtype=vpn FTNTFGTaction=ssl-login-fail duser=user01 FTNTFGTreason=sslvpn_login_permission_denied FTNTFGTmsg=SSL user failed to logged in\n',
      'login/denied user01: the authentication failed (sslvpn_login_permission_denied); the event does not say why, the debug output of fnbamd does',
    ],
    [
      'can come field by field',
      'data.msg: Administrator admin login failed from ssh(192.0.2.20) because of invalid password\ndata.reason: passwd_invalid\n',
      'login/account A login: wrong name or password (passwd_invalid)',
    ],
    [
      'can give two causes',
      `${HEAD} user="user01" status="failure" reason="credential_or_server_error"\n`,
      'login/account user01: wrong name or password, or the server failed (credential_or_server_error)',
    ],
  ] as const;

  test('has one problem', () => {
    every(CASES, first, ([, text, problem]) => {
      expect(problems(text)).toEqual([problem]);
    });
  });

  test('has its own time, so that no time stamp is missing', () => {
    const rules = findingsOf(`${HEAD} vpntunnel="site-a" status="success" reason="N/A" msg="up"\n`);
    expect(rules.map(({ rule }) => rule)).toEqual([]);
  });

  test('is a problem of its own for each user and reason', () => {
    const event = (user: string, reason: string): string =>
      `${HEAD} user="${user}" action="login" status="failed" reason="${reason}"\n`;
    const text =
      event('user01', 'name_invalid') +
      event('user02', 'passwd_invalid') +
      event('user02', 'passwd_invalid') +
      event('user02', 'exceed_limit') +
      event('user03', 'exceed_limit');
    expect(problems(text)).toEqual([
      'login/account user01: no such account (name_invalid)',
      'login/account user02: wrong name or password (passwd_invalid)',
      'login/account user02: the account or its address is locked out (exceed_limit)',
      'login/account user03: the account or its address is locked out (exceed_limit)',
    ]);
  });

  test('is a problem of its own for each tunnel and phase', () => {
    const event = (tunnel: string, phase: number): string =>
      `${HEAD} logdesc="IPsec phase ${phase} error" vpntunnel="${tunnel}" status="negotiate_error" reason="no SA proposal chosen"\n`;
    const text = event('site-a', 1) + event('site-b', 1) + event('site-a', 2) + event('site-a', 1);
    expect(problems(text).map(problem => problem.replace(/:.*/, ''))).toEqual([
      'ike/no-proposal site-a',
      'ike/no-proposal site-b',
      'ike/phase2-proposal site-a',
    ]);
  });

  test.each([
    [`{"logid":"0101037127","subtype":"vpn","vpntunnel":"site-a","status":"success","reason":"N/A"}\n`],
    ['{"logid":"none","reason":"no SA proposal chosen","status":"negotiate_error"}\n'],
    [`${HEAD.replace('vpn', 'wad')} status="failed" reason="certificate-expired"\n`],
    [`${HEAD} action="tunnel-up" status="success" reason="N/A" msg="IPsec tunnel up"\n`],
    [`${HEAD} subtype="wireless" action="probe-req" reason="Reserved 0" msg="AP received probe request"\n`],
  ])('is not a problem: %s', text => {
    expect(problems(text)).toEqual([]);
  });
});

describe('An event in JSON', () => {
  const FIELDS: [string, string][] = [
    ['logid', '0101037125'],
    ['type', 'event'],
    ['subtype', 'vpn'],
    ['logdesc', 'IPsec phase 2 error'],
    ['user', 'N/A'],
    ['vpntunnel', 'site-a'],
    ['status', 'negotiate_error'],
    ['reason', 'no SA proposal chosen'],
  ];
  const event = Object.fromEntries(FIELDS);
  const line = FIELDS.map(([name, value]) => `${name}="${value}"`).join(' ');

  test.each([
    ['on one line', JSON.stringify(event)],
    ['on a line for each field', JSON.stringify(event, undefined, 2)],
    ['in a list of a search', JSON.stringify({ results: [event] })],
  ])('%s says the same as in the log', (_how, text) => {
    const expected = problems(`${line}\n`);
    expect(expected).toHaveLength(1);
    expect(problems(`${text}\n`)).toEqual(expected);
  });

  test('names its user as the log does', () => {
    const text =
      '{"logid":"0101039426","type":"event","subtype":"vpn","user":"user01","status":"failed","reason":"passwd_invalid"}\n';
    expect(problems(text)).toEqual(['login/account user01: wrong name or password (passwd_invalid)']);
  });
});

test('The log of a collector agent lacks no time stamps of the console', () => {
  const text = '04/22/2024 13:02:19 [ 2940] [LOGON_ITEM] logon:1 ip:192.0.2.20\n'.repeat(4);
  expect(findingsOf(text)).toEqual([]);
});

describe('An event that a tunnel came up', () => {
  const event = (fields: string): string =>
    `date=2025-02-03 time=10:00:01 type="event" subtype="vpn" vd="root" ${fields}\n`;
  const failed = event(
    'logid="0101037124" logdesc="IPsec phase 1 error" action="negotiate" remip=192.0.2.7 vpntunnel="site-a" status="negotiate_error" reason="peer SA proposal not match local policy"',
  );
  const up = (peer: string, tunnel: string): string =>
    event(
      `logid="0101037138" logdesc="IPsec connection status changed" action="tunnel-up" remip=${peer} vpntunnel="${tunnel}"`,
    );
  const progress = (result: string): string =>
    event(
      `logid="0101037127" logdesc="Progress IPsec phase 1" msg="progress IPsec phase 1" action="negotiate" remip=192.0.2.7 vpntunnel="site-a" status="success" result="${result}"`,
    );

  test.each([
    ['of that tunnel', up('192.0.2.7', 'site-a')],
    ['where phase 1 is done', progress('DONE')],
  ])('withdraws earlier failures: %s', (_why, later) => {
    expect(problems(failed + later)).toEqual([]);
  });

  test.each([
    ['before it', up('192.0.2.7', 'site-a') + failed],
    ['of another tunnel', failed + up('192.0.2.7', 'site-b')],
    ['of another peer', failed + up('192.0.2.8', 'site-a')],
    ['a message of phase 1', failed + progress('OK')],
  ])('does not withdraw a failure: %s', (_why, text) => {
    expect(problems(text)).toHaveLength(1);
  });
});

describe('An event with a word for its reason', () => {
  test.each([
    [
      'says a failure by its status',
      'logid="0101039426" type="event" subtype="vpn" logdesc="SSL VPN login fail" action="ssl-login-fail" user="user01" reason="sslvpn_login_cert_required" msg="SSL user failed to logged in"',
      [
        'login/certificate user01: the other end sent no certificate, although one is required (sslvpn_login_cert_required)',
      ],
    ],
    [
      'of an administrator at the command line',
      'logid="0100032002" type="event" subtype="system" logdesc="Admin login failed" user="user01" ui="ssh(192.0.2.5)" method="ssh" action="login" status="failed" reason="name_invalid"',
      [
        'login/account user01: no such administrator (name_invalid); a single sign-on administrator can log in to the GUI only',
      ],
    ],
    [
      'of an administrator in the GUI',
      'logid="0100032002" type="event" subtype="system" logdesc="Admin login failed" user="user01" ui="https(192.0.2.5)" method="https" action="login" status="failed" reason="name_invalid"',
      ['login/account user01: no such account (name_invalid)'],
    ],
  ])('%s', (_why, text, expected) => {
    expect(problems(`date=2025-02-03 time=10:00:01 ${text}\n`)).toEqual(expected);
  });
});

test('A collector agent of FSSO is no problem once it is connected again, another one still is', () => {
  const event = (state: string, server: string): string =>
    `${HEAD} logdesc="FSSO server ${state}" server="${server}" msg="FSSO-${state}"\n`;
  expect(problems(event('disconnected', 'agent1') + event('connected', 'agent1'))).toEqual([]);
  expect(problems(event('disconnected', 'agent1') + event('connected', 'agent2'))).toHaveLength(1);
});

test('A TLS alert that ends a connection in order is no problem', () => {
  expect(
    problems(`${HEAD} logdesc="SSL VPN alert" action="ssl-alert" desc="close notify" msg="SSL alerts"\n`),
  ).toEqual([]);
});
