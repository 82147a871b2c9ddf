import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { evidenceOn } from '../../support/evidence';

const PROMPT = 'FGT-A # diagnose debug enable\n';
const stepsOf = (text: string, rule: string): string => evidenceOn(text, rule).steps.join('\n');
const found = (text: string): readonly string[] =>
  analyze(text)
    .findings.filter(({ rule }) => !rule.startsWith('capture/'))
    .map(({ rule, variant = '' }) => `${rule} ${variant}`.trim());

describe('A known phrase is found', () => {
  const EVENT =
    'date=2025-01-15 time=10:00:00 devname="FGT" logid="0101037124" type="event" subtype="vpn" msg="IPsec phase 1 error" status="negotiate_error" reason="peer SA proposal not match local policy"';
  const head = 'id=20085 trace_id=1 func=print_pkt_detail line=5844 msg=';
  const flow = (first: string, last: string): string =>
    `${head}"${first}"\n${head.replace('print_pkt_detail', 'fw_forward_handler')}"${last}"\n`;
  const RECEIVED =
    'vd-root:0 received a packet(proto=6, 192.0.2.23:51512->203.0.113.9:443) tun_id=0.0.0.0 from port2.';
  const DENIED = 'Denied by forward policy check (policy 0)';

  test.each([
    [
      'cut by the end of its line',
      'ike V=root:0:site-b: ignoring IKEv2 request, no policy conf',
      'ike/no-policy',
    ],
    ['after other text', `note of a colleague: ${EVENT}`, 'ike/no-proposal event'],
    [
      'after the time and the host of a collector',
      `2025-01-15T10:00:00Z fw01 ${EVENT}`,
      'ike/no-proposal event',
    ],
    ['with blanks in its quotes', flow(` ${RECEIVED} `, ` ${DENIED} `), 'flow/denied implicit'],
    [
      'in several lines',
      flow(RECEIVED.replace('proto=6, ', 'proto=6,\n'), DENIED.replace('forward ', 'forward\n')),
      'flow/denied implicit',
    ],
    ['without the prefix of its daemon', `${PROMPT}Failed group matching`, 'login/group-mismatch'],
    [
      'after the fields of a record',
      'db[31013]:  category="Event" subcategory="Authentication" typeid=20101 level="information" user="alice" action="Authentication" status="Failed" Local user authentication with invalid token',
      'login/second-factor code',
    ],
  ])('%s', (_, text, expected) => {
    expect(found(`${text}\n`)).toEqual([expected]);
  });

  test.each([
    'ike V=root:0:site-b: ignoring IKEv2 request, no policy ',
    'ike V=root:0:site-b: ignoring IKEv2 req',
    'ike V=root:0:site-b: no policy conf',
  ])('but not in %j, which can mean something else', text => {
    expect(found(`${text}\n`)).not.toContain('ike/no-policy');
  });
});

describe('The stage that was reached', () => {
  const COOKIE = 'ike V=root:0:bdb6664c9a3e5f1e/0000000000000000:1979:';
  const SITE = 'ike V=root:0:site-b:1979:';
  const verdicts = (text: string, rule: string): Record<string, string> =>
    Object.fromEntries(
      evidenceOn(text, rule).causes.map(one => [one.split(' ', 2)[1] ?? '', one.charAt(0)] as const),
    );

  test('leaves out what comes later: a refusal of the first message is about no key and no ID', () => {
    const refused = `ike V=root:0:site-b: IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating\n${SITE} processing notify type NO_PROPOSAL_CHOSEN\n`;
    const shown = verdicts(refused, 'ike/refused-by-peer');
    expect(shown).toMatchObject({ proposal: '?' });
    expect(Object.keys(shown)).not.toEqual(expect.arrayContaining(['key', 'id']));
  });

  test('excludes what came before: a proposal was chosen', () => {
    const chosen = `${COOKIE} SA proposal chosen, matched gateway site-b\n${SITE} initiator received SA_INIT response\n${SITE} processing notify type INVALID_SYNTAX\n`;
    const refused = chosen.split('\n').slice(1).join('\n');
    expect(verdicts(chosen, 'ike/refused-by-peer')).toMatchObject({ proposal: '✗' });
    expect(verdicts(refused, 'ike/refused-by-peer')).toMatchObject({ proposal: '?' });
  });

  test('leaves no command whose output is there', () => {
    const NOT_TRIED = [
      '[1909] handle_req-Rcvd auth req 1001 for alice in vpn opt=00000000 prot=10',
      '[421] start_remote_auth-Error starting remote authentication',
      '[239] fnbamd_comm_send_result-Sending result 5 (nid 0) for req 1001, len=2524',
      '',
    ].join('\n');
    const shown = (command: string): string => `FGT # ${command}\nconfig user group\nend\n`;
    const group = 'show user group "vpn"';
    const deciding = (text: string): readonly string[] => evidenceOn(text, 'login/not-tried').deciding;
    expect(deciding(NOT_TRIED)).toContain(group);
    expect(deciding(shown('sh user group') + NOT_TRIED)).not.toContain(group);
    for (const full of ['show full-configuration user group', 'sh ful user group', 'sh ful'])
      expect(deciding(shown(full) + NOT_TRIED)).not.toContain(group);
    expect(deciding(shown('show user local') + NOT_TRIED)).toContain(group);
    // Nothing was printed.
    expect(deciding(`FGT # show user group\nFGT # get\n${NOT_TRIED}`)).toContain(group);
    // The output decides, so the cause comes first, and says where it is.
    expect(evidenceOn(shown('sh user group') + NOT_TRIED, 'login/not-tried').causes[0]).toMatch(
      /^\? .* see the output in line 1$/,
    );
    const AUTHD = '[authd_local_saml_auth:5696]: SAML login\n';
    expect(deciding(NOT_TRIED)).toContain('diagnose debug application authd -1');
    expect(deciding(AUTHD + NOT_TRIED)).not.toContain('diagnose debug application authd -1');
  });
});

describe('A configuration in the same file', () => {
  const phase1 =
    'FGT-A # show vpn ipsec phase1-interface\nconfig vpn ipsec phase1-interface\n    edit "dialup"\n        set peertype one\n        set peerid "branch-8"\n    next\nend\n';
  const refused = [
    "received peer identifier FQDN 'branch-7'",
    're-validate gw ID',
    'gw validation failed',
    '',
  ].join('\nike V=root:0:dialup:2001: ');

  test('stands beside what the other end sends', () => {
    const text = `${phase1}${PROMPT}ike V=root:0:dialup:2001: responder received AUTH msg\nike V=root:0:dialup:2001: ${refused.trimEnd()}\n`;
    expect(evidenceOn(text, 'ike/peer-id').causes[0]).toMatch(/^✓ id .*`branch-7`.*`peerid "branch-8"`/);
  });

  test('needs no step to set what is set', () => {
    const UNSIGNED =
      '__samld_sp_login_resp [833]: Failed to process response message. ret=101(Signature element not found.)\n';
    const set =
      'FGT # show user saml\nconfig user saml\n    edit "idp"\n        set require-signed-resp-and-asrt disable\n    next\nend\n';
    expect(stepsOf(UNSIGNED, 'login/saml')).toContain('set require-signed-resp-and-asrt disable');
    expect(stepsOf(set + UNSIGNED, 'login/saml')).not.toContain('set require-signed-resp-and-asrt disable');
  });
});

test('Commands have the names that the capture shows, but no name where an address is due', () => {
  const unsent = (to: string): string =>
    `${PROMPT}ike V=root:0:site-b:7: could not send IKE Packet(ident_i1send):192.0.2.1:500->${to}:500, len=272, vrf=0, id=a/b: error 101:Network is unreachable\n`;
  const { commands } = evidenceOn(unsent('198.51.100.2'), 'ike/not-sent');
  expect(commands).toContain('get router info routing-table details 198.51.100.2');
  const REFUSED =
    'ike V=root:0:site-b:7: negotiation failure\nike V=root:Negotiate ISAKMP SA Error: ike V=root:0:site-b:7: no SA proposal chosen\n';
  expect(evidenceOn(PROMPT + REFUSED, 'ike/no-proposal').commands).toContain(
    'show vpn ipsec phase1-interface site-b',
  );
  const LDAP =
    "authenticate 'user01' against 'pap' failed(no response), assigned_rad_session_id=1 session_timeout=0 secs idle_timeout=0 secs!\n";
  const tested = `FGT # diagnose test authserver radius nps pap user01 x\n${LDAP}`;
  expect(evidenceOn(tested, 'login/test-refused').commands.join()).not.toMatch(/(?:host|ping) nps/);
});

describe('The steps', () => {
  test('begin with those against what is confirmed, and end with those against other causes', () => {
    const route =
      'id=1 trace_id=1 func=vf_ip_route_input_common line=2615 msg="find a route: flag=80000000 gw-192.0.2.1 via root"\n';
    const dropped =
      'id=1 trace_id=1 func=fw_local_in_handler line=615 msg="iprope_in_check() check failed on policy 0, drop"\n';
    const packet = (to: string): string =>
      `id=1 trace_id=1 func=print_pkt_detail line=5844 msg="vd-root:0 received a packet(proto=17, 192.0.2.9:9->${to}:9) tun_id=0.0.0.0 from port2."\n`;
    const kernel =
      'FGT # diagnose ip route list | grep 192.0.2.255\ntab=255 vf=0 scope=253 type=3 proto=2 prio=0 192.0.2.0/255.255.255.255/0->192.0.2.255/32 pref=192.0.2.1 gwy=0.0.0.0 dev=7(port2)\nFGT # \n';
    const first = (text: string): string => stepsOf(text, 'flow/local-in').split('\n', 1)[0] ?? '';
    const broadcast = `${packet('192.0.2.255')}${route}${dropped}`;
    expect(first(packet('192.0.2.1') + route + dropped)).toMatch(/allowaccess/);
    expect(first(kernel + broadcast)).toMatch(/broadcast-forward/);
  });

  const sslvpn = (said: string): string => `[413:root:15]sslvpn_login:393 ${said}\n`;

  test.each([
    [
      sslvpn('source address 192.0.2.9 is not allowed'),
      'login/not-authorised',
      /source-address/,
      /trusthost|mode/,
    ],
    [
      sslvpn('tunnel mode is not enabled in portal web-access'),
      'login/not-authorised',
      /tunnel-mode/,
      /trusthost/,
    ],
    [
      '_process_auth[FSSO_collector]: server authentication failed, aborting\n',
      'login/fsso',
      /password/,
      /8000|LOGON/,
    ],
  ])('after %j are those for it', (text, rule, own, others) => {
    const steps = stepsOf(text, rule);
    expect(steps).toMatch(own);
    expect(steps).not.toMatch(others);
  });
});

describe('Each attempt', () => {
  const login = (request: number, user: string, data: string): string =>
    [
      `[1909] handle_req-Rcvd auth req ${request} for ${user} in vpn opt=00000000 prot=10`,
      `[1] fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data ${data}, v2580) for req ${request}`,
      `[239] fnbamd_comm_send_result-Sending result 1 (nid 0) for req ${request}, len=2524`,
      '',
    ].join('\n');

  test('has its own cause', () => {
    const text = login(1001, 'alice', '775') + login(1002, 'bob', '52e');
    const first = (nth: number): string =>
      evidenceOn(text, 'login/ldap-bind', {}, false, nth).causes[0] ?? '';
    expect([first(0), first(1)]).toEqual(['✓ locked', '✓ password']);
  });

  test('is judged by its own lines', () => {
    const asked = (request: number, ...lines: readonly string[]): string =>
      [
        `[1909] handle_req-Rcvd auth req ${request} for alice in vpn opt=00000000 prot=10`,
        ...lines,
        '[421] start_remote_auth-Error starting remote authentication',
        `[239] fnbamd_comm_send_result-Sending result 5 (nid 0) for req ${request}, len=2524`,
        '',
      ].join('\n');
    const text =
      asked(1001, '[918] fnbamd_cfg_get_radius_list-Total rad servers to try: 1') +
      asked(1002).replace('alice', 'bob');
    const sign = (nth: number): string | undefined =>
      evidenceOn(text, 'login/not-tried', {}, false, nth).causes.find(one => one.includes(' unknown'))?.[0];
    expect([sign(0), sign(1)]).toEqual(['✗', '?']);
  });
});
