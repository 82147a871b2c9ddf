import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../support/findings';

const HEAD = `date=2024-01-02 time=09:22:41 logid="0101037124" type="event" subtype="vpn" level="error"`;

/** The problems of a line of the event log. */
const problems = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule }) => !rule.startsWith('capture/'))
    .map(({ rule, message }) => `${rule} ${message}`);

describe('A line of the event log', () => {
  test.each([
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
      'can be wrapped',
      `logid="0102043009" subtype="user" logdesc="Authentication failed"\nsrcip=192.0.2.20 user="user01" group="N/A"\naction="authentication" status="failure" reason="invalid username/password"\nmsg="User user01 failed in authentication"\n`,
      'login/account A login: wrong name or password (invalid username/password)',
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
      'ike/replay site-a: ESP packets are dropped because their HMAC is wrong: damaged on the way, or out of order',
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
      'login/denied user01: SSL VPN refused the login',
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
  ])('%s', (_what, text, problem) => {
    expect(problems(text)).toEqual([problem]);
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
      event('user02', 'exceed_limit');
    expect(problems(text)).toEqual([
      'login/account user01: no such account (name_invalid)',
      'login/account user02: wrong name or password (passwd_invalid)',
      'login/account user02: the account or its address is locked out (exceed_limit)',
    ]);
  });

  test.each([
    [`{"logid":"0101037127","subtype":"vpn","vpntunnel":"site-a","status":"success","reason":"N/A"}\n`],
    ['{"logid":"none","reason":"no SA proposal chosen","status":"negotiate_error"}\n'],
    [`${HEAD.replace('vpn', 'wad')} status="failed" reason="certificate-expired"\n`],
    [`${HEAD} action="tunnel-up" status="success" reason="N/A" msg="IPsec tunnel up"\n`],
    [`${HEAD} subtype="wireless" action="probe-req" reason="Reserved 0" msg="AP received probe request"\n`],
  ])('is no problem: %s', text => {
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
