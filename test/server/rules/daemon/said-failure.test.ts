import { describe, expect, test } from 'vitest';
import { AnalysisStream, analyze } from '../../../../server/src/analysis';
import { guidanceOf, repeatPlaces } from '../../../../server/src/rules';
import { describedFinding, expectFindings } from '../../../support/findings';
import { asked, fnbamd, ike, on, result, sslvpn } from '../../../support/logins';
import { every, first, itself } from '../../../support/rows';

const RULE = 'daemon/said-failure';

/** Lines that report a failure that no other rule explains, each with the expected quotation. */
const SAID: readonly (readonly [line: string, output: string])[] = [
  // fnbamd
  ['[1421] __ldap_auth_ctx_prep-Invalid credential', 'fnbamd says: Invalid credential'],
  [
    '[1304] ldap_start-Failed to init ldap ctx for corp-ldap',
    'fnbamd says: Failed to init ldap ctx for corp-ldap',
  ],
  ['[1002] __verify_cb-Cert error 10, certificate has expired. Depth 0.', 'certificate has expired'],
  [
    '[1187] __ldap_tcps_connect-tcps_connect(192.0.2.1) failed: ssl_connect() failed: 1',
    'tcps_connect(192.0.2.1) failed',
  ],
  ['[811] fnbamd_cert_check_matched_groups-not matched', 'fnbamd says: not matched'],
  ['[77] __rad_chk_resp_authenticator-No Message Authenticator, invalid answer', 'invalid answer'],
  ['[91] fnbamd_tac_plus_rxtx-TACACS+ server rejected the request', 'rejected the request'],
  // ike
  ['ike V=root:0:to-hq:7: gw validation failed', 'ike says: gw validation failed'],
  [
    'ike V=root:0:to-hq: ignoring IKEv2 request, no policy configured',
    'ignoring IKEv2 request, no policy configured',
  ],
  ['ike V=root:0:to-hq: ignoring request to establish IPsec SA, gateway is in passive mode', 'passive mode'],
  ['ike V=root:0:to-hq:7: processing notify type TS_UNACCEPTABLE', 'TS_UNACCEPTABLE'],
  ['ike V=root:0:to-hq:7: received notify type AUTHENTICATION_FAILED', 'AUTHENTICATION_FAILED'],
  ['ike V=root:0:to-hq:7: failed to match peer selectors', 'failed to match peer selectors'],
  [
    'ike V=root:0:to-hq:7: could not send IKE Packet(SA_INIT):192.0.2.1:500->192.0.2.2:500: error 101:Network is unreachable',
    'could not send IKE Packet(SA_INIT)',
  ],
  ['ike V=root:0:to-hq:7: fnbam cert group matching failed', 'fnbam cert group matching failed'],
  ['ike V=root:0:to-hq:7: certificate validation failed', 'certificate validation failed'],
  ['ike V=root:0:dial_0:7: mode-cfg could not allocate IPv4 address', 'could not allocate IPv4 address'],
  ['ike V=root:0:dial_0:7: unexpected payload type 41', 'unexpected payload type 41'],
  ['ike 0:to-hq:7: negotiation timeout, deleting', 'negotiation timeout, deleting'],
  ['ike 0:to-hq:17: probable pre-shared secret mismatch', 'probable pre-shared secret mismatch'],
  ['ike 0:to-hq:17:21: specified selectors mismatch', 'specified selectors mismatch'],
  ['ike 0:to-hq: ignoring IKE request, incorrect ID.', 'incorrect ID'],
  ['ike 0:to-hq:9: invalid ESP 4 (replay) SPI 0a1b2c3d seq 7:9', 'invalid ESP 4 (replay)'],
  ['ike 0:to-hq: could not locate phase1 configuration.', 'could not locate phase1 configuration'],
  // samld and SSL VPN
  [
    "__samld_sp_login_resp [780]: Invalid assertion with 'https://vpn.example.com'.",
    'samld says: Invalid assertion',
  ],
  ['__samld_sp_init [120]: Failed to load certificate.', 'Failed to load certificate'],
  ['[412:root:13]fsv_saml_login_resp_cb:210 SAML group mismatch.', 'sslvpn says: SAML group mismatch'],
  ['[412:root:13]fsv_blocklist_check:92 locked: rowid=1,host=192.0.2.1', 'locked: rowid=1'],
  ['[412:root:13]sslvpn_validate_user_group_list:1800 user is disabled', 'user is disabled'],
  ['[412:root:13]SSL_accept failed, 1:unexpected eof while reading', 'SSL_accept failed'],
  // eap_proxy
  ['EAP-MSCHAPV2: Invalid NT-Response', 'eap_proxy says: EAP-MSCHAPV2: Invalid NT-Response'],
  ['EAP: getDecision: no more methods available -> FAILURE', 'no more methods available'],
  ['EAP: getDecision: user not found from database -> FAILURE', 'user not found from database'],
  ['RADIUS SRV: Invalid Message-Authenticator from 127.0.0.1', 'Invalid Message-Authenticator'],
  // authd, ftm, forticldd, wad, httpsd
  ['[authd_http_on_saml_msg:1696]: login rejected', 'authd says: login rejected'],
  ['ftm_fc_comm_connect[66]:ftm TCPS connection refused.', 'ftm says: ftm TCPS connection refused'],
  [
    '[888] __tcps_tcp_start_connect: errno=111(Connection refused)',
    'forticldd says: errno=111(Connection refused)',
  ],
  ['[101] fds_on_dns: cannot resolve the server', 'cannot resolve the server'],
  ['wad_fnbam_auth_fail :142 certificate verify failed', 'wad says: certificate verify failed'],
  [
    '[httpsd 249 - 1701913579    error] fweb_authorize_all[2421] -- login failed for user',
    'httpsd says: login failed for user',
  ],
  // FortiAuthenticator
  [
    '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: (1) facauth: EAP authentication failed due to missing token.',
    'EAP authentication failed due to missing token',
  ],
  [
    '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: (1) facauth: ERROR: local user \'user01\' auth require "User-Password" (pap)',
    'ERROR: local user',
  ],
  [
    '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: Dropping packet without response because of error',
    'Dropping packet',
  ],
  // Sentences without a prefix
  ['Unable to connect to FortiGuard servers', 'The unit says: Unable to connect'],
];

/** Lines that sound like failures but are normal operation, or report success. */
const ROUTINE: readonly string[] = [
  '[912] auth_local-No conclusion, FNBAM_UNKNOWN',
  "[402] radius_start-Didn't find radius servers (0)",
  "[402] ldap_start-Didn't find ldap servers",
  "[402] auth_tac_plus_start-Didn't find tac_plus servers (0)",
  '[185] fnbamd_dns_parse_resp-req 0x2a: wrong dns format, qr=1, opcode=0, qdc=1, ancount=0',
  "[1024] __auth_ctx_svr_push-Failed to add addr rad.example.com from rad 'corp-radius'",
  "[331] __fnbamd_rad_auth_ctx_push-Failed to create rad ctx for 'corp-ldap'.",
  '[412] fnbamd_acct_start-Failed to init rad ctx for corp-radius',
  '[2044] create_acct_session-Error start acct type 6',
  '[2051] handle_req-Error creating acct session 6',
  '[77] __rad_chk_resp_authenticator-The Message Authenticator validation is mandatory now',
  '[1144] fnbamd_rad_process-Challenged: 1, FTK_Challenge: 0, CHG_PWD: 0, Invaid_Digest: 0, State_Len: 16',
  '[1906] handle_req-Rcvd abort req for 7800000001',
  "[2012] handle_req-Can't abort, no active req 7800000001",
  '[1877] handle_req-Two-factor token is not needed',
  '[2211] update_auth_token_session-config does not require 2fa',
  '[1002] __cert_verify-Chain is not complete.',
  '[1002] fnbamd_cert_auth_copy_cert_status-Leaf cert status is unchecked.',
  '[1811] fnbamd_ldap_parse_response-Error 0, no error',
  '[1811] fnbamd_ldap_parse_response-0 failed, 2 done',
  'ike V=root:0:dial_0:511: mode-cfg could not allocate IPv6 address',
  'ike V=root:0:dial_0:511: IPv6 pool is not configured',
  'ike V=root:0:dial_0:511: mode-cfg WINS ignored, no WINS servers configured',
  'ike V=root:0:dial_0:511: mode-cfg split DNS domain ignored, no DNS servers found',
  'ike V=root:0:dial_0:511: mode-cfg type 28676 not supported, ignoring',
  'ike V=root:0:0a1b/0000:7: VID unknown (16): 0A1B',
  'ike V=root:0:dial_0:511: unsupported payload type 53 ignored',
  'ike V=root:0:dial_0: ignoring invalid SPI 0a1b2c3d, IPsec SA just negotiated',
  'ike V=root:0:dial_0: unknown SPI 0a1b2c3d 7 192.0.2.1:4500->192.0.2.2',
  'ike :invalid IKE request SPI 0a1b2c3d4e5f6071:2',
  'ike V=root:0:dial_0: fnbam request ID 7800000001 unknown',
  'ike V=root:0:dial_0:511: peer has not completed XAUTH exchange',
  'ike V=root:0:to-hq: no suitable IKE_SA, queuing CHILD_SA request and initiating IKE_SA negotiation',
  'ike V=root:0:to-hq: IPsec SA with SPI 0a1b2c3d deletion failed: 2',
  'ike V=root:0:to-hq:7: PFS is disabled',
  'ike V=root:0:to-hq:7: NAT not detected',
  'ike V=root:0:to-hq: connection expiring due to phase1 down',
  'EAP: retransmit timeout 3 seconds (from dynamic back off; retransCount=0)',
  'RADIUS SRV: Removing completed session 0x0 after timeout',
  'EAP: getDecision: no identity known yet -> CONTINUE',
  'authd_epoll_work: timeout 39990',
  '__samld_sp_login_resp [790]: Clock skew tolerance: 60',
  "samld_send_common_reply [122]:     Attr: 10, 26, 'role' 'login denied'",
  '[5784:root:d9]rmt_web_access_check:760 access failed, uri=[/remote/logincheck],ret=4103,',
  '[412:root:13]rmt_web_auth_info_parser_common:492 no session id in auth info',
  '[412:root:13]dump_one_blocklist:120 status=1;host=192.0.2.1;fails=1;logintime=1700000000',
  '[275:root:1f0]SSL state:error in SSLv3 (192.0.2.1)',
  '[888] __tcps_tcp_start_connect: errno=115(Operation now in progress)',
  '[httpsd 249 - 1701913579    error] is_valid_csrf_token[2421] -- no valid CSRF token found',
  '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: (1) facauth: Policy [fido_auth_opt: disabled, twofactor: allow both, revoked: reject]',
  'id=65308 trace_id=7 func=fw_forward_handler line=990 msg="Denied by forward policy check (policy 0)"',
  "[1811] find_matched_usr_grps-group 'Failed Logins' matched",
];

describe('daemon/said-failure fires', () => {
  test('for what no rule explains', () => {
    every(SAID, first, ([line, output]) => {
      const analysis = analyze(`${line}\n`);
      const aside = /^(?:capture|secret)\//;
      const [finding, ...others] = analysis.findings.filter(({ rule }) => !aside.test(rule));
      expect(others).toEqual([]);
      // A rule that names the cause is better than a quotation.
      expect(finding).toBeDefined();
      if (finding?.rule !== RULE) return;
      expect(describedFinding(finding, analysis).message).toContain(output);
      expect(describedFinding(finding, analysis).severity).toBe('information');
    });
  });

  test('once for a cause, whomever it concerns', () => {
    const refused = (user: string, connection: string): string =>
      sslvpn(`fsv_login:21 login refused for user "${user}" from 192.0.2.${user.length}`, connection);
    const text =
      refused('user01', '311:root:4a') + refused('user2', '311:root:4b') + refused('a', '311:root:4c');
    const analysis = analyze(text);
    const found = analysis.findings.filter(({ rule }) => rule === RULE);
    expect(found).toHaveLength(1);
    expect(found[0]?.related.map(({ role }) => role)).toEqual(['again', 'again']);
  });

  test('with what else its negotiation says', () => {
    const [found] = expectFindings(
      on(RULE, ike('policy table lookup failed'), 'policy table lookup failed') +
        on('also', ike('interface binding refused'), 'interface binding refused') +
        ike('auth verify done') +
        on('also', ike('setup of the route failed'), 'setup of the route failed'),
      RULE,
    );
    expect(found?.related[0]?.message).toBe('also reported by the same login or negotiation');
  });

  test('if the failures of two negotiations alternate', () => {
    const [a, b] = ['hq:7', 'branch:8'];
    expectFindings(
      on(RULE, ike('route table update failed', a), 'route table update failed') +
        on(RULE, ike('address assignment rejected', b), 'address assignment rejected') +
        on('also', ike('schedule delete of IKE SA failed', a), 'schedule delete of IKE SA failed') +
        ike('sending notify', b),
      RULE,
    );
  });

  test('with the meaning of its function or daemon, and the steps of the rule', () => {
    const analysis = analyze('ike V=root:0:to-hq:7: route table update failed\n');
    const found = analysis.findings.find(({ rule }) => rule === RULE);
    const { title, guidance } = guidanceOf({ rule: RULE, entry: found?.entry });
    expect(found?.entry).toBe('daemon/ike');
    expect(title).toBe('A daemon says that something failed');
    expect(guidance.steps).toHaveLength(3);
    expect(guidance.meaning?.length).toBeGreaterThan(1);
    expect(guidance.commands?.at(-1)).toBe('diagnose debug reset');
  });

  test('in every form of a line end, with stamps, and in pieces', () => {
    const line = '2025-02-03 10:00:00.123456 ike V=root:0:to-hq:7: route table update failed\n';
    for (const text of [line, line.replace('\n', '\r\n'), `FGT # ${line}`]) {
      expect(analyze(text).findings.map(({ rule }) => rule)).toContain(RULE);
      const stream = new AnalysisStream(16);
      for (const unit of text) stream.push(unit);
      expect(stream.finish().findings).toEqual(analyze(text).findings);
    }
  });
});

describe('daemon/said-failure does not fire', () => {
  test('for routine messages', () => {
    every(ROUTINE, itself, line => {
      const rules = analyze(`${line}\n`).findings.map(({ rule }) => rule);
      expect(rules).not.toContain(RULE);
    });
  });

  test('if the same negotiation succeeds afterwards', () => {
    expectFindings(
      ike('received notify type INVALID_KE_PAYLOAD') + ike('added IPsec SA: SPIs=0a1b2c3d/4e5f6071'),
      RULE,
    );
  });

  test('if the same login is accepted afterwards, even if a server was silent', () => {
    expectFindings(
      asked() + fnbamd('__ldap_tcps_connect-tcps_connect(192.0.2.1) failed: refused') + result(0),
      RULE,
    );
  });

  test('except for the negotiation that succeeds', () => {
    expectFindings(
      on(RULE, ike('route table update failed', 'hq:7'), 'route table update failed') +
        ike('added IPsec SA: SPIs=0a1b2c3d/4e5f6071', 'hq:8'),
      RULE,
    );
  });

  test('if another problem explains the login', () => {
    const lines =
      asked() +
      fnbamd('__ldap_rxtx-unable to read the answer') +
      fnbamd('find_matched_usr_grps-Failed group matching') +
      result(1);
    expect(analyze(lines).findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['login/group-mismatch']),
    );
    expectFindings(lines, RULE);
  });

  test('for a line that another rule explains better', () => {
    const lines = ike('PSK auth failed: probable pre-shared key mismatch');
    expect(analyze(lines).findings.map(({ rule }) => rule)).toContain('ike/key-mismatch');
    expectFindings(lines, RULE);
  });

  test('for what only follows from the line before', () => {
    expectFindings(
      on(RULE, ike('interface is missing, request denied', 'to-hq'), 'interface is missing, request denied') +
        on('also', ike('negotiation failure', '0a1b/0000:7'), 'negotiation failure'),
      RULE,
    );
  });
});

describe('What daemon/said-failure quotes', () => {
  const quoteOf = (line: string): string => {
    const analysis = analyze(`${line}\n`);
    const found = analysis.findings.find(({ rule }) => rule === RULE);
    return found ? describedFinding(found, analysis).message : '';
  };

  test('holds no password, code or session', () => {
    for (const secret of ['Winter2026!x', '493817', 'a9f3c1d7e5b2a9f3c1d7e5b2a9f3c1d7']) {
      expect(quoteOf(`[412:root:13]login failed, password=${secret}`)).not.toContain(secret);
      expect(quoteOf(`[412:root:13]login failed for 'user' '${secret}'`)).not.toContain(secret);
    }
    expect(quoteOf('[412:root:13]login failed, code: 493817')).not.toContain('493817');
  });

  test('is one line of bounded length, without what somebody wrote beside it', () => {
    expect(
      quoteOf(`ike V=root:0:to-hq:7: route table update failed ${'x '.repeat(300)}`).length,
    ).toBeLessThan(161);
    expect(quoteOf('ike V=root:0:to-hq:7: route table update failed   <<<< look here')).toBe(
      'ike says: route table update failed',
    );
  });
});

describe('A failure that is reported again and again', () => {
  const SAYS = '__samld_sp_init [120]: Failed to load certificate.\n';

  test.each([
    ['by a daemon that names no login', () => SAYS],
    ['of one connection after the other', (index: number) => `[412:root:${index}]SSL_accept failed\n`],
  ])('%s has all its places, and their number', (_, line) => {
    const text = Array.from({ length: 1905 }, (__, index) => line(index)).join('');
    const found = analyze(text).findings.filter(({ rule }) => rule === RULE);
    expect(found.map(repeatPlaces).map(({ length }) => length)).toEqual([1904]);
    expect(found[0]?.omitted).toBe(1904 - 20);
  });

  test('also counts places beyond the limit', () => {
    const text = Array.from({ length: 6000 }, (_, index) => `[412:root:${index}]SSL_accept failed\n`).join(
      '',
    );
    const [found] = analyze(text).findings.filter(({ rule }) => rule === RULE);
    expect(found?.omitted).toBe(5999 - 20);
  });

  test('is not a problem at places that another problem explains', () => {
    const text = Array.from(
      { length: 100 },
      (_, index) => `ike V=root:0:to-hq:${index}: unexpected payload type 41\n`,
    ).join('');
    expect(analyze(text).findings.filter(({ rule }) => rule === RULE)).toEqual([]);
  });
});

describe('A refusal near the problem of another user', () => {
  const refused = (user: string): string =>
    `[1943] handle_req-Rcvd auth req 5000000001 for user01 in rad1 opt=00000500 prot=10\n` +
    `[1626] fnbamd_radius_auth_validate_pkt-RADIUS resp code 3\n` +
    `[180] fnbamd_comm_send_result-Sending result 1 (error 0) for req 5000000001\n` +
    `ike V=root:0:dial_1:13: EAP identity "${user}"\nike V=root:0:dial_1:13: EAP failed for user "${user}"\n`;
  const rules = (text: string): string[] =>
    analyze(text)
      .findings.map(({ rule }) => rule)
      .filter(rule => !rule.startsWith('capture/'));

  test('is reported', () => {
    expect(rules(refused('user02'))).toEqual(['login/denied', 'login/denied']);
  });

  test('is explained by that problem if it is of the same user', () => {
    expect(rules(refused('user01'))).toEqual(['login/denied']);
  });
});

describe('A sentence without a prefix', () => {
  const rules = (text: string): string[] =>
    analyze(text)
      .findings.map(({ rule }) => rule)
      .filter(rule => !rule.startsWith('capture/'));

  test.each([['Authentication failed for the peer\n'], ['2024-01-02 10:00:01 Unable to reach the server\n']])(
    'is reported if it begins like a failure: %j',
    text => {
      expect(rules(text)).toEqual([RULE]);
    },
  );

  test.each([['2024-01-02 10:00:01 the walk failed\n'], ['The login failed after the upgrade.\n']])(
    'is reported only if nothing else is found, if it begins differently: %j',
    text => {
      expect(rules(text)).toEqual([RULE]);
      expect(rules(`${text}unknown admin: user01\n`)).toEqual(['login/unknown-user']);
    },
  );
});
