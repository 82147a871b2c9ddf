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
      'daemon/said-failure event log says: failure',
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
    [`${HEAD.replace('vpn', 'wad')} status="failed" reason="certificate-expired"\n`],
    [`${HEAD} action="tunnel-up" status="success" reason="N/A" msg="IPsec tunnel up"\n`],
    [`${HEAD} subtype="wireless" action="probe-req" reason="Reserved 0" msg="AP received probe request"\n`],
  ])('is no problem: %s', text => {
    expect(problems(text)).toEqual([]);
  });
});
