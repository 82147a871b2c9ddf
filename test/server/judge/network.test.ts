import { describe, expect, test } from 'vitest';
import { evidenceOn } from '../../support/evidence';

/** A cause of the first problem of a rule: the sign before it in a capture that decides, and in one that does not. */
type Case = readonly [cause: string, sign: '✓' | '✗', decided: string, open: string];

function signOf(text: string, rule: string, cause: string): string | undefined {
  return evidenceOn(text, rule).causes.find(one => one.split(' ')[1] === cause)?.[0];
}

function decides(rule: string, cases: readonly Case[]): void {
  describe(rule, () => {
    test.each(cases)('%s is %s in one capture, and open in another', (cause, sign, decided, open) => {
      expect(signOf(decided, rule, cause)).toBe(sign);
      expect(signOf(open, rule, cause)).toBe('?');
    });
  });
}

const COOKIE = 'ike V=root:0:bdb6664c9a3e5f1e/0000000000000000:1979:';
const SITE = 'ike V=root:0:site-b:7:';
const DIALUP = 'ike V=root:0:dialup:2001:';
const lines = (prefix: string, ...texts: readonly string[]): string =>
  texts.map(text => `${prefix} ${text}\n`).join('');
const shown = (command: string, path: string, entry: string, ...settings: readonly string[]): string =>
  `FGT-A # ${command}\nconfig ${path}\n    edit ${entry}\n${settings.map(one => `        set ${one}\n`).join('')}    next\nend\n\n`;
const phase1 = (name: string, ...settings: readonly string[]): string =>
  shown('show vpn ipsec phase1-interface', 'vpn ipsec phase1-interface', `"${name}"`, ...settings);
const DEBUG = 'FGT-A # diagnose debug application ike -1\n';
const came = (exchange: string): string =>
  `ike V=root:0: comes 198.51.100.2:500->192.0.2.1:500,ifindex=4,vrf=0,len=453....\nike V=root:0: ${exchange} id=bdb6664c9a3e5f1e/0000000000000000 len=453\n`;
const proposal = (cipher: string, group = 'MODP2048'): string[] => [
  `        type=ENCR, val=${cipher}`,
  '        type=INTEGR, val=AUTH_HMAC_SHA2_256_128',
  '        type=PRF, val=PRF_HMAC_SHA2_256',
  `        type=DH_GROUP, val=${group}.`,
];
const AES = 'AES_CBC (key_len = 128)';
const incoming = (...texts: readonly string[]): string =>
  lines(COOKIE, 'responder received SA_INIT msg', ...texts);
const refusal = (
  theirs: readonly string[],
  ours?: readonly string[],
  before: readonly string[] = [],
): string =>
  incoming(
    ...before,
    'incoming proposal:',
    ...theirs,
    ...(ours ? ['my proposal, gw dialup:', ...ours] : []),
    'no proposal chosen',
  );
const REFUSED = lines(COOKIE, 'no proposal chosen');
const status = (...fields: readonly string[]): string =>
  `FGT-A # get system status\nVersion: FortiGate-60F v7.4.3,build2573,240201 (GA.F)\n${fields.join('\n')}\n\n`;

decides('ike/no-proposal', [
  ['differ', '✓', refusal(proposal('DES_CBC'), proposal(AES)), REFUSED],
  ['none', '✓', refusal(proposal(AES)), REFUSED],
  ['none', '✗', refusal(proposal(AES), proposal('DES_CBC')), REFUSED],
  ['network', '✗', refusal(proposal('DES_CBC'), proposal(AES), ['NETWORK ID : 0']), REFUSED],
  ['selection', '✗', came('IKEv2 exchange=SA_INIT') + REFUSED, came('IKEv1 exchange=Aggressive') + REFUSED],
  [
    'evaluation',
    '✓',
    status('License Status: Invalid') + DEBUG + refusal(proposal(AES), proposal('DES_CBC')),
    status('License Status: Valid') + DEBUG + refusal(proposal(AES), proposal('DES_CBC')),
  ],
  [
    'fips',
    '✗',
    status('FIPS-CC mode: disable') + DEBUG + REFUSED,
    status('FIPS-CC mode: enable') + DEBUG + REFUSED,
  ],
]);

const NETWORK = refusal(proposal(AES), proposal(AES), ['NETWORK ID : 254']);

decides('ike/no-proposal', [
  [
    'selection',
    '✓',
    came('IKEv1 exchange=Aggressive') +
      refusal(['        type=AUTH_METHOD, val=PRESHARED_KEY.'], ['        type=AUTH_METHOD, val=RSA_SIG.']),
    REFUSED,
  ],
]);

test('What a message says stays the first cause, with what the capture shows of it', () => {
  const overlay = (id: string): string | undefined =>
    evidenceOn(
      phase1('dialup', 'network-overlay enable', `network-id ${id}`) + DEBUG + NETWORK,
      'ike/network-id',
    ).causes[0];
  expect(evidenceOn(NETWORK, 'ike/network-id').causes[0]).toBe('✓ overlay');
  expect(overlay('100')).toMatch(/^✓ overlay confirmed by line 11: /);
  expect(overlay('254')).toMatch(/^\? overlay the message says so; against it: line /);
});

const child = (theirs: readonly string[], ours: readonly string[]): string =>
  lines(
    'ike V=root:0:site-b:7:lan:85:',
    'incoming child SA proposal:',
    'proposal id = 1:',
    '  protocol = ESP:',
    ...theirs,
    'my proposal:',
    'proposal id = 1:',
    '  protocol = ESP:',
    ...ours,
    'no proposal chosen',
  );
const ESP = ['        type=ENCR, val=AES_CBC (key_len = 128)', '        type=INTEGR, val=SHA256'];
const esp = (group: string): string[] => [...ESP, `        type=DH_GROUP, val=${group}`];
const REFUSED_CHILD = lines('ike V=root:0:site-b:7:lan:85:', 'processing notify type NO_PROPOSAL_CHOSEN');
const PFS_PEER = child(esp('MODP2048'), ESP);
const GROUPS = child(esp('MODP2048'), esp('MODP1536'));
const CIPHERS = child(ESP, ['        type=ENCR, val=3DES_CBC', '        type=INTEGR, val=SHA256']);

decides('ike/phase2-proposal', [
  ['pfs', '✓', PFS_PEER, REFUSED_CHILD],
  ['group', '✓', GROUPS, REFUSED_CHILD],
  ['algorithm', '✓', CIPHERS, REFUSED_CHILD],
]);

const UNACCEPTABLE = lines(SITE, 'authentication succeeded', 'processing notify type TS_UNACCEPTABLE');
const SINGLE = lines(SITE, 'authentication succeeded', 'processing notify type SINGLE_PAIR_REQUIRED');
const MISMATCH = lines(
  'ike V=root:0:site-b:7:lan:85:',
  'specified selectors mismatch',
  'peer: type=7/7, local=0:192.0.2.0-192.0.2.255:0, remote=0:203.0.113.0-203.0.113.255:0',
  'mine: type=7/7, local=0:192.0.2.0-192.0.2.127:0, remote=0:203.0.113.0-203.0.113.255:0',
);

decides('ike/selectors', [
  ['mirror', '✓', MISMATCH, UNACCEPTABLE],
  ['pair', '✓', SINGLE, UNACCEPTABLE],
  [
    'object',
    '✗',
    shown(
      'show vpn ipsec phase2-interface',
      'vpn ipsec phase2-interface',
      '"lan"',
      'phase1name "site-b"',
      'src-subnet 192.0.2.0 255.255.255.128',
      'dst-subnet 203.0.113.0 255.255.255.0',
    ) +
      DEBUG +
      MISMATCH,
    MISMATCH,
  ],
  ['client', '✗', phase1('site-b', 'remote-gw 198.51.100.2') + DEBUG + UNACCEPTABLE, UNACCEPTABLE],
]);

const AUTH =
  'ike V=root:0: comes 198.51.100.2:4500->192.0.2.1:4500,ifindex=4,vrf=0,len=453....\nike V=root:0: IKEv2 exchange=AUTH id=bdb6664c9a3e5f1e/c084389002b2ff41:00000001 len=453\n';
const named = (...more: readonly string[]): string =>
  AUTH +
  lines(
    DIALUP,
    'responder received AUTH msg',
    "received peer identifier FQDN 'branch-7'",
    ...more,
    're-validate gw ID',
    'gw validation failed',
  );

decides('ike/peer-id', [
  ['id', '✓', phase1('dialup', 'peertype one', 'peerid "branch-8"') + DEBUG + named(), named()],
  ['id', '✗', phase1('dialup', 'peertype any') + DEBUG + named(), named()],
  ['id', '✗', phase1('dialup', 'peertype one', 'peerid "branch-7"') + DEBUG + named(), named()],
  ['eap', '✗', named("peer cert, subject='branch-7', issuer='Example-CA'"), named()],
  ['certificate', '✗', phase1('dialup', 'authmethod psk') + DEBUG + named(), named()],
]);

test('A peer ID in the configuration of another unit decides nothing', () => {
  const other = phase1('dialup', 'peertype any').replaceAll('FGT-A', 'FGT-B');
  expect(signOf(other + DEBUG + named(), 'ike/peer-id', 'id')).toBe('?');
});

test('The licence of another unit decides nothing', () => {
  const other = status('License Status: Invalid').replaceAll('FGT-A', 'FGT-B');
  const text = other + DEBUG + refusal(proposal(AES), proposal('DES_CBC'));
  expect(signOf(text, 'ike/no-proposal', 'evaluation')).toBe('?');
});

test('A masked peer ID decides nothing', () => {
  const masked = phase1('dialup', 'peertype one', 'peerid "********"');
  expect(signOf(masked + DEBUG + named(), 'ike/peer-id', 'id')).toBe('?');
});

const NO_POLICY = lines('ike V=root:0:site-b:', 'ignoring IKEv2 request, no policy configured');

decides('ike/no-policy', [
  [
    'missing',
    '✗',
    shown('show firewall policy', 'firewall policy', '3', 'srcintf "lan"', 'dstintf "site-b"') +
      DEBUG +
      NO_POLICY,
    shown('show firewall policy', 'firewall policy', '3', 'srcintf "lan"', 'dstintf "wan1"') +
      DEBUG +
      NO_POLICY,
  ],
]);

const KEY =
  AUTH + lines(SITE, 'responder received AUTH msg', 'PSK auth failed: probable pre-shared key mismatch');
const sent = (message: string, port = '500', length = '597', count = 4): string =>
  lines(
    SITE,
    ...Array.from(
      { length: count },
      (_, index) =>
        `sent IKE msg (${index > 0 ? 'RETRANSMIT_' : ''}${message}): 192.0.2.1:${port}->198.51.100.2:${port}, len=${length}, vrf=0, id=bdb6664c9a3e5f1e/c084389002b2ff41, oif=6`,
    ),
    'negotiation timeout, deleting',
  );

test('A signature speaks against a pre-shared key that differs', () => {
  const key = (before: string): string | undefined => evidenceOn(before + KEY, 'ike/key-mismatch').causes[0];
  expect(key('')).toBe('✓ key');
  expect(key(phase1('site-b', 'authmethod signature') + DEBUG)).toMatch(
    /^\? key the message says so; against it: line 4: /,
  );
});

decides('ike/key-mismatch', [
  ['gateway', '✗', phase1('site-b', 'remote-gw 198.51.100.2') + DEBUG + KEY, KEY],
]);

const FAILED = AUTH + lines(SITE, 'responder received AUTH msg', 'auth verify done', 'authentication failed');
const UNSIGNED =
  AUTH +
  lines(
    SITE,
    'responder received AUTH msg',
    "peer cert, subject='branch-7', issuer='Example-CA'",
    'signature verification failed',
  );

decides('ike/authentication-failed', [
  ['signature', '✓', UNSIGNED, FAILED],
  ['signature', '✗', phase1('site-b', 'authmethod psk') + DEBUG + FAILED, FAILED],
  ['certificate', '✗', phase1('site-b', 'authmethod psk') + DEBUG + FAILED, FAILED],
]);

const BAD_CERTIFICATE = lines(
  DIALUP,
  "peer cert, subject='branch-7', issuer='Example-CA'",
  'certificate validation failed',
);
const EXPIRED = lines(
  DIALUP,
  "peer cert, subject='branch-7', issuer='Example-CA'",
  'certificate has expired',
  'certificate validation failed',
);
const REVOKED = EXPIRED.replace('certificate has expired', 'certificate is revoked');
const UNTRUSTED = EXPIRED.replace('certificate has expired', 'unable to get local issuer certificate');

decides('ike/certificate', [
  ['chain', '✓', UNTRUSTED, BAD_CERTIFICATE],
  ['date', '✓', EXPIRED, BAD_CERTIFICATE],
  ['revoked', '✓', REVOKED, BAD_CERTIFICATE],
]);

const notified = (name: string): string =>
  lines('ike V=root:0:site-b:', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating') +
  lines(SITE, `processing notify type ${name}`);
const SYNTAX = notified('INVALID_SYNTAX');

decides('ike/refused-by-peer', [
  ['version', '✓', notified('INVALID_MAJOR_VERSION'), SYNTAX],
  ['certificate', '✓', notified('INVALID_CERT_AUTHORITY'), SYNTAX],
]);

test('A refusal of the first message leaves no step about keys or IDs', () => {
  const { steps } = evidenceOn(notified('NO_PROPOSAL_CHOSEN'), 'ike/refused-by-peer');
  expect(steps.join('\n')).not.toMatch(/key and IDs|localid/);
  expect(steps[0]).toMatch(/^Compare proposals/);
});

const unsent = (error: string): string =>
  lines(
    SITE,
    `could not send IKE Packet(SA_INIT):192.0.2.1:500->198.51.100.2:500, len=597, vrf=0: error ${error}`,
  );

decides('ike/not-sent', [
  ['route', '✓', unsent('101:Network is unreachable'), unsent('1:Operation not permitted')],
  ['down', '✓', unsent('100:Network is down'), unsent('1:Operation not permitted')],
  ['address', '✓', unsent('99:Cannot assign requested address'), unsent('1:Operation not permitted')],
  [
    'address',
    '✓',
    lines('ike 0:', 'IP 192.0.2.1 (5) is down') + unsent('1:Operation not permitted'),
    unsent('1:Operation not permitted'),
  ],
]);

const INITIATED =
  lines('ike V=root:0:site-b:', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating') +
  lines(
    SITE,
    'initiator preparing SA_INIT message',
    'sent IKE msg (SA_INIT): 192.0.2.1:500->198.51.100.2:500, len=597, vrf=0, id=bdb6664c9a3e5f1e/0000000000000000, oif=6',
  );
const ANSWERED =
  INITIATED +
  came('IKEv2 exchange=SA_INIT_RESPONSE').replace('/0000000000000000', '/c084389002b2ff41') +
  lines(SITE, 'initiator received SA_INIT response');

decides('ike/no-answer', [
  ['silent', '✗', ANSWERED + sent('AUTH', '4500', '272'), INITIATED + sent('SA_INIT')],
  ['fragments', '✗', ANSWERED + sent('AUTH', '4500', '272'), ANSWERED + sent('AUTH', '4500', '2272')],
]);

const asked = (...more: readonly string[]): string =>
  lines(
    DIALUP,
    'gw validation OK',
    'responder preparing EAP identity request',
    'sent IKE msg (AUTH_RESPONSE): 192.0.2.1:4500->198.51.100.2:4500, len=272, vrf=0, id=bdb6664c9a3e5f1e/c084389002b2ff41, oif=6',
    ...more,
  );
const UNASKED = asked('negotiation timeout, deleting');
const PAYLOAD = asked('responder received EAP msg', 'unexpected payload type 41');

decides('ike/eap-unanswered', [['method', '✗', UNASKED, PAYLOAD]]);

test('A client that was not asked for a code can ask its user for one', () => {
  expect(signOf(UNASKED, 'ike/eap-unanswered', 'code')).toBeUndefined();
});

const PHASE_2_DOWN =
  'FGT-A # diagnose vpn tunnel list name site-b\nname=site-b ver=2 serial=1 192.0.2.1:0->198.51.100.2:0\nproxyid_num=1 child_num=0\nproxyid=lan proto=0 sa=0 ref=1 serial=1\n';

decides('ike/phase2-down', [
  [
    'traffic',
    '✗',
    shown('show vpn ipsec phase2-interface', 'vpn ipsec phase2-interface', '"lan"', 'auto-negotiate enable') +
      PHASE_2_DOWN,
    PHASE_2_DOWN,
  ],
]);

const UP = lines(SITE, 'established IKE SA bdb6664c9a3e5f1e/c084389002b2ff41');
const DEAD = UP + lines(SITE, 'link fail 6 192.0.2.1->198.51.100.2:500 dpd=1');
const FORGOTTEN = UP + lines(SITE, 'processing notify type INVALID_IKE_SPI');

const UNKNOWN_HERE =
  'ike 0: no established IKE SA for exchange-type Quick from 198.51.100.2:500->192.0.2.1 3 cookie 0a1b/1122, drop\n';

decides('ike/dead-peer', [
  ['restarted', '✓', FORGOTTEN, DEAD],
  ['own', '✓', UNKNOWN_HERE, DEAD],
]);

const dropped = (why: string): string =>
  lines(SITE, `invalid ESP 4 (${why}) SPI cb2b7ec9 seq 00000001:00000005 6 192.0.2.1->198.51.100.2:0`);

test('A replayed packet has a known SPI', () => {
  expect(signOf(dropped('replay'), 'ike/replay', 'spi')).toBeUndefined();
  expect(signOf(dropped('replay'), 'ike/replay', 'stranger')).toBeUndefined();
});

const UNCONFIGURED =
  came('IKEv2 exchange=SA_INIT') +
  lines('ike V=root:0:', 'ignoring IKEv2 request, interface is not configured for IKEv2');
const NEW_REQUEST =
  came('IKEv2 exchange=SA_INIT') +
  lines(COOKIE, 'no matching gateway for new request 198.51.100.2:500->192.0.2.1:500');
const GONE = lines('ike V=root:0:site-b:', 'could not locate phase1 configuration.');

decides('ike/no-gateway', [
  ['interface', '✓', UNCONFIGURED, NEW_REQUEST],
  ['address', '✗', phase1('site-b', 'remote-gw 198.51.100.2') + DEBUG + NEW_REQUEST, GONE],
  [
    'unaddressed',
    '✓',
    lines('ike 0:', 'IP 192.0.2.1 (5) is down') + NEW_REQUEST,
    lines('ike 0:', 'IP 203.0.113.1 (6) is down') + NEW_REQUEST,
  ],
]);

const unmatched = (tunnel: string, ...fields: readonly string[]): string =>
  `date=2024-01-02 time=09:22:41 logid="0101037124" type="event" subtype="vpn" level="error" msg="IPsec phase 1 error" action="negotiate" remip=198.51.100.2 vpntunnel="${tunnel}" status="negotiate_error" reason="no matching gateway for new request" ${fields.join(' ')}\n`;

decides('ike/no-gateway', [
  ...(['outintf="port1"', 'out_intf="port1"'] as const).flatMap((field): Case[] => [
    [
      'address',
      '✗',
      phase1('dialup', 'type dynamic', 'interface "port1"') + unmatched('N/A', field),
      unmatched('N/A', field),
    ],
    [
      'interface',
      '✗',
      phase1('dialup', 'interface "port1"') + unmatched('N/A', field),
      unmatched('N/A', field),
    ],
  ]),
  [
    'address',
    '✗',
    phase1('dialup', 'type dynamic', 'interface "port1"') + unmatched('N/A', 'outintf="port1"'),
    phase1('dialup', 'type dynamic', 'interface "port2"') + unmatched('N/A', 'outintf="port1"'),
  ],
]);

test('A problem that repeats excludes only what each of its places excludes', () => {
  const known = phase1('dialup', 'type dynamic', 'interface "port1"');
  const at = (...names: readonly string[]): string =>
    names.map(name => unmatched('N/A', `outintf="${name}"`)).join('');
  expect(signOf(known + at('port1', 'port1'), 'ike/no-gateway', 'interface')).toBe('✗');
  expect(signOf(known + at('port1', 'port2'), 'ike/no-gateway', 'interface')).toBe('?');
});

test('A peer of which an event names no tunnel can be a stranger', () => {
  const { causes, steps, deciding, commands } = evidenceOn(unmatched('N/A'), 'ike/no-gateway');
  expect(causes[0]).toMatch(/^\? stranger /);
  expect(steps[0]).toMatch(/^If 198\.51\.100\.2 is none of your peers/);
  expect(deciding).toContain('show vpn ipsec phase1-interface | grep -f 198.51.100.2');
  // No tunnel has a name that could be asked for.
  expect(commands).toEqual(['show vpn ipsec phase1-interface']);
});

test('A peer of which an event names the tunnel is no stranger', () => {
  const { causes, steps, commands } = evidenceOn(unmatched('site-a'), 'ike/no-gateway');
  expect([...causes, ...steps].join()).not.toMatch(/stranger|none of your peers/);
  expect(commands).toEqual(['show vpn ipsec phase1-interface site-a']);
});

test('A configuration that was pasted without its command is not asked for', () => {
  const asked = phase1('site-b', 'type dynamic').replace(/^.*\n/, '') + GONE;
  const { causes, deciding } = evidenceOn(asked, 'ike/no-gateway');
  expect(causes.find(one => one.includes(' version '))).toBe('? version see the output in line 3');
  expect(deciding).not.toContain('show vpn ipsec phase1-interface');
});

const POOL = lines(DIALUP, 'mode-cfg could not allocate IPv4 address');
const DHCP = lines(DIALUP, 'DHCP-over-IPsec: no response from DHCP server');

decides('ike/address-pool', [
  ['dhcp', '✓', DHCP, POOL],
  [
    'unset',
    '✗',
    phase1('dialup', 'mode-cfg enable', 'ipv4-start-ip 203.0.113.10', 'ipv4-end-ip 203.0.113.20') +
      DEBUG +
      POOL,
    POOL,
  ],
  ['unset', '✓', phase1('dialup', 'mode-cfg enable') + DEBUG + POOL, POOL],
  [
    'unset',
    '✓',
    phase1('dialup', 'mode-cfg enable') + DEBUG + POOL,
    phase1('dialup', 'assign-ip-from dhcp') + DEBUG + POOL,
  ],
  [
    'dhcp',
    '✗',
    phase1('dialup', 'mode-cfg enable') + DEBUG + POOL,
    phase1('dialup', 'assign-ip-from dhcp') + DEBUG + POOL,
  ],
]);

let trace = 0;
const flow = (...messages: readonly string[]): string => {
  trace++;
  return messages
    .map(message => `id=20085 trace_id=${trace} func=print_pkt_detail line=5844 msg="${message}"\n`)
    .join('');
};
const packet = (protocol: string, from = 'port2', flag = '', target = '203.0.113.9:443'): string =>
  `vd-root:0 received a packet(proto=${protocol}, 192.0.2.23:51512->${target}) tun_id=0.0.0.0 from ${from}.${flag}`;
const ROUTE = 'find a route: flag=04000000 gw-198.51.100.1 via port1';
const denied = (policy: string, ...more: readonly string[]): string =>
  flow(
    packet('6'),
    'allocate a new session-00012345, tun_id=0.0.0.0',
    ...more,
    ROUTE,
    `Denied by forward policy check (policy ${policy})`,
  );
const LATE_START = flow(ROUTE, 'Denied by forward policy check');

const policy = (action: string): string =>
  shown('show firewall policy 7', 'firewall policy', '7', `action ${action}`);
/** The function decides in transparent mode. */
const bridged = (text: string): string =>
  text.replace(/func=\w+ (?=[^\n]*Denied)/, 'func=br_fw_forward_handler ');
/** A whole trace in that mode, where no route is looked up. */
const whole = (...more: readonly string[]): string =>
  bridged(denied('0', ...more)).replace(/^.*find a route.*\n/m, '');

decides('flow/denied', [
  ['deny', '✓', denied('7'), LATE_START],
  ['deny', '✓', policy('deny') + denied('7'), policy('accept') + denied('7')],
  ['vip', '✗', denied('0'), LATE_START],
  ['route', '✗', bridged(LATE_START), LATE_START],
  ['vip', '✗', whole(), bridged(LATE_START)],
  ['mapped', '✗', whole(), whole('DNAT 203.0.113.9:443->198.51.100.20:443')],
  ['vip', '✗', denied('0'), denied('0', 'DNAT 203.0.113.9:443->198.51.100.20:443')],
  ['mapped', '✗', denied('0'), LATE_START],
]);

const localIn = (protocol: string, policy?: string): string =>
  flow(
    packet(protocol, 'port2', '', '192.0.2.1:443'),
    'find a route: flag=84000000 gw-192.0.2.1 via root',
    `iprope_in_check() check failed${policy === undefined ? '' : ` on policy ${policy}`}, drop`,
  );
const access = (services: string, name = 'port2', address = '192.0.2.1'): string =>
  shown(
    'show system interface port2',
    'system interface',
    `"${name}"`,
    `ip ${address} 255.255.255.0`,
    `allowaccess ${services}`,
  );
const FLOW = 'FGT-A # diagnose debug flow trace start 10\n';

const kernel = (type: string, address: string, name = 'port3'): string =>
  `FGT-A # diagnose ip route list\ntab=255 vf=0 scope=253 type=${type} proto=2 prio=0 0.0.0.0/0.0.0.0/0->${address}/32 pref=192.0.2.1 gwy=0.0.0.0 dev=8(${name})\n`;

decides('flow/local-in', [
  [
    'allowaccess',
    '✗',
    access('ping https ssh') + FLOW + localIn('6', '0'),
    access('ping ssh') + FLOW + localIn('6', '0'),
  ],
  [
    'allowaccess',
    '✗',
    access('ping https', 'port3') + FLOW + localIn('6'),
    access('ping', 'port3') + FLOW + localIn('6'),
  ],
  ['interface', '✗', access('ping') + FLOW + localIn('6'), access('ping', 'port3') + FLOW + localIn('6')],
  ['interface', '✗', kernel('2', '192.0.2.1', 'port2') + FLOW + localIn('6'), localIn('6')],
  ['pool', '✗', access('ping', 'port3') + FLOW + localIn('6'), localIn('6')],
  [
    'broadcast',
    '✓',
    kernel('3', '192.0.2.1') + FLOW + localIn('6'),
    kernel('3', '192.0.2.7') + FLOW + localIn('6'),
  ],
  ['broadcast', '✗', kernel('2', '192.0.2.1') + FLOW + localIn('6'), localIn('6')],
  ['policy', '✓', localIn('6', '3'), localIn('6')],
]);

const stray = (protocol: string, flag: string): string =>
  flow(packet(protocol, 'port2', ` flag [${flag}], seq 1, ack 2, win 512`), 'no session matched');

decides('flow/no-session', [['closed', '✗', stray('6', 'S.'), stray('6', '.')]]);

const phase2 = (source: string, target: string): string =>
  shown(
    'show vpn ipsec phase2-interface',
    'vpn ipsec phase2-interface',
    '"lan"',
    'phase1name "site-b"',
    `src-subnet ${source}`,
    `dst-subnet ${target}`,
  ) + FLOW;
const tunnel = (from: string, ...more: readonly string[]): string =>
  flow(
    packet('6', from),
    'find a route: flag=04000000 gw-198.51.100.2 via site-b',
    ...more,
    'enter IPsec interface-site-b',
    'No matching IPsec selector, drop',
  );
const SNAT = 'SNAT 192.0.2.23->198.51.100.7:51512';
const [INSIDE, OUTSIDE, REMOTE] = [
  '192.0.2.0 255.255.255.0',
  '192.0.2.128 255.255.255.128',
  '203.0.113.0 255.255.255.0',
];

decides('flow/selector', [
  ['session', '✗', tunnel('port2', 'allocate a new session-00a1b2c3'), tunnel('port2')],
  ['source', '✓', phase2(OUTSIDE, REMOTE) + tunnel('port2'), tunnel('port2')],
  ['source', '✗', phase2(INSIDE, REMOTE) + tunnel('port2'), tunnel('port2')],
  ['destination', '✓', phase2(INSIDE, OUTSIDE) + tunnel('port2'), tunnel('port2')],
  ['destination', '✗', phase2(OUTSIDE, REMOTE) + tunnel('port2'), tunnel('port2')],
  ['nat', '✓', phase2(INSIDE, REMOTE) + tunnel('port2', SNAT), tunnel('port2', SNAT)],
  ['nat', '✗', tunnel('port2'), tunnel('port2', SNAT)],
  ['own', '✓', tunnel('local'), flow('No matching IPsec selector, drop')],
]);

const pinged = (replies: readonly string[]): string =>
  `FGT-A # diagnose sniffer packet any "icmp"\ninterfaces=[any]\nfilters=[icmp]\n${['192.0.2.9 -> 198.51.100.9', '192.0.2.9 -> 198.51.100.9', ...replies].map((ends, at) => `${at}.100000 ${ends}: icmp: echo request\n`).join('')}`;

decides('sniffer/no-answer', [
  ['down', '✗', pinged(['198.51.100.9 -> 192.0.2.7']), pinged(['198.51.100.8 -> 192.0.2.7'])],
]);

const checksums = (name: string): string =>
  `FG1 # diagnose sys ha checksum show root\n${name}: 5f6f2d8f0c1a9be37a1d1f0f3c2b4a59\n\nFG2 # diagnose sys ha checksum show root\n${name}: a1b2c3d4e5f60718293a4b5c6d7e8f90\n`;
const OUT_OF_SYNC = 'slave and master are not in sync\n';

decides('cluster/not-synchronised', [['part', '✓', checksums('system.interface'), OUT_OF_SYNC]]);

const LOST = 'detected member lost heartbeat\n';
const HEARTBEAT = 'WARNING: FGT60F0000000002 has hbdev down;\n';
const MONITORED = `FGT-A # get system ha status
HA Health Status:
    WARNING: FGT60F0000000002 has mondev down;
`;

decides('cluster/heartbeat-lost', [
  ['link', '✓', HEARTBEAT, LOST],
  ['monitored', '✓', MONITORED, LOST],
]);

const DNS = `FGT-A # diagnose test application dnsproxy 3
DNS servers:
192.0.2.53:53 vrf=0 tz=0 encrypt=none req=40 to=40 res=0 rt=2 ready=1 timer=0 probe=0 failure=40 last_failed=3
`;

decides('system/dns-silent', [
  [
    'certificate',
    '✗',
    `FGT-A # show system dns\nconfig system dns\n    set protocol cleartext\nend\n\n${DNS}`,
    DNS,
  ],
]);

decides('cli/command-failed', [
  [
    'licence',
    '✗',
    `${status('License Status: Valid')}FGT-A (site-b) # set proposal aes256-sha256\n\ncommand parse error before 'aes256-sha256'\nCommand fail. Return code -61\n`,
    `FGT-A (site-b) # set proposal aes256-sha256\n\ncommand parse error before 'aes256-sha256'\nCommand fail. Return code -61\n`,
  ],
]);

test('A user was not asked anything if the client ended EAP itself', () => {
  expect(signOf(PAYLOAD, 'ike/eap-unanswered', 'dialog')).toBeUndefined();
});

const policyEntry = (...settings: readonly string[]): string =>
  shown('show firewall policy', 'firewall policy', '3', ...settings);
const OFF = policyEntry('srcintf "lan" "site-b"', 'dstintf "wan1"', 'status disable');

decides('ike/no-policy', [
  ['disabled', '✓', OFF + DEBUG + NO_POLICY, NO_POLICY],
  ['disabled', '✓', OFF + DEBUG + NO_POLICY, OFF.replace('"site-b"', '"site-c"') + DEBUG + NO_POLICY],
  // The setting of one entry says nothing of another one.
  [
    'disabled',
    '✓',
    OFF + DEBUG + NO_POLICY,
    policyEntry('srcintf "lan"', 'dstintf "site-b"') +
      OFF.replace('edit 3', 'edit 4').replace('"site-b"', '"site-c"') +
      DEBUG +
      NO_POLICY,
  ],
  ['missing', '✗', OFF + DEBUG + NO_POLICY, NO_POLICY],
  // As `grep -f` prints it.
  [
    'disabled',
    '✓',
    OFF.replaceAll('"site-b"', '"site-b" <---').replace('disable', 'disable <---') + DEBUG + NO_POLICY,
    NO_POLICY,
  ],
]);

const checked = (...found: readonly string[]): string =>
  lines(DIALUP, "peer cert, subject='branch-7', issuer='Example-CA'", "FNBAM_GROUP_NAME candidate 'pki01'") +
  [...found, "[497] __check_add_peer-'pki01' check ret:bad", ''].join('\n') +
  lines(DIALUP, 'fnbam cert group matching failed');
const CA_DIFFERS = '[811] __quick_check_peer-CA does not match.';
const CN_DIFFERS = '[404] peer_subject_cn_check-CN is not matched';
const COMPLETE = '[1002] __cert_verify-Chain is complete.';

decides('ike/certificate', [
  ['ca', '✓', checked(CA_DIFFERS), checked(CA_DIFFERS, CN_DIFFERS)],
  ['ca', '✓', checked(CA_DIFFERS), checked(CA_DIFFERS).replace("'pki01'", "'pki02'")],
  ['subject', '✓', checked(CN_DIFFERS), checked(CA_DIFFERS, CN_DIFFERS)],
  ['chain', '✗', checked(COMPLETE), checked(COMPLETE, COMPLETE.replace('is', 'is not'))],
]);

const peers = (...settings: readonly string[]): string => phase1('site-b', ...settings) + DEBUG + NEW_REQUEST;
const OLD_REQUEST = NEW_REQUEST.replace('IKEv2 exchange=SA_INIT', 'IKEv1 exchange=Identity Protection');

decides('ike/no-gateway', [
  ['address', '✓', peers('remote-gw 198.51.100.9'), peers('type dynamic')],
  [
    'address',
    '✓',
    peers('remote-gw 198.51.100.9'),
    peers('remote-gw 198.51.100.9').replace('phase1-interface\n', 'phase1-interface site-b\n'),
  ],
  ['version', '✓', peers('remote-gw 198.51.100.2'), peers('ike-version 2', 'remote-gw 198.51.100.2')],
  [
    'version',
    '✓',
    phase1('site-b', 'ike-version 2', 'remote-gw 198.51.100.2') + DEBUG + OLD_REQUEST,
    phase1('site-b', 'remote-gw 198.51.100.2') + DEBUG + OLD_REQUEST,
  ],
]);

const pair = (...settings: readonly string[]): string =>
  policyEntry('srcintf "port3" "port2"', 'dstintf "port1"', ...settings) + FLOW + denied('0');

decides('flow/denied', [
  ['interfaces', '✗', pair(), pair('status disable')],
  ['interfaces', '✗', pair(), pair().replace('"port1"', '"port4"')],
]);

const toService = (protocol: string, port: string, target = '192.0.2.1'): string =>
  localIn(protocol, '0').replace('192.0.2.1:443', `${target}:${port}`);
const ports = (...settings: readonly string[]): string =>
  `FGT-A # show full-configuration system global | grep admin-\n${settings.map(one => `    set ${one}\n`).join('')}\n`;
const administrators = (...hosts: readonly string[]): string =>
  `FGT-A # show system admin\nconfig system admin\n${hosts
    .map((host, at) => `    edit "admin${at}"\n        set accprofile "super_admin"\n${host}    next\n`)
    .join('')}end\n\n`;
const TRUSTED = '        set trusthost1 203.0.113.0 255.255.255.0\n';
const release = (version: string): string =>
  `FGT-A # get system status\nVersion: FortiGate-60F v${version},build1517,230606 (GA.F)\n\n`;

decides('flow/local-in', [
  [
    'allowaccess',
    '✓',
    access('https ssh') + FLOW + toService('1', '0'),
    access('https ping') + FLOW + toService('6', '22', '192.0.2.9'),
  ],
  [
    'allowaccess',
    '✓',
    access('https ping') + FLOW + toService('6', '22'),
    access('https') + FLOW + toService('6', '22', '192.0.2.9'),
  ],
  [
    'allowaccess',
    '✓',
    access('https ping') + FLOW + toService('6', '23'),
    access('https') + FLOW + toService('6', '8443'),
  ],
  [
    'allowaccess',
    '✓',
    access('https ping') + FLOW + toService('17', '161'),
    access('https') + FLOW + toService('17', '514'),
  ],
  [
    'trusthost',
    '✗',
    administrators(TRUSTED, '') + FLOW + localIn('6', '0'),
    administrators(TRUSTED, TRUSTED) + FLOW + localIn('6', '0'),
  ],
  [
    'trusthost',
    '✓',
    access('ssh') + administrators(TRUSTED, TRUSTED) + FLOW + toService('6', '22'),
    access('ssh') + FLOW + toService('6', '22'),
  ],
  [
    'trusthost',
    '✗',
    administrators(TRUSTED.replace('203.0.113', '192.0.2')) + FLOW + toService('6', '22'),
    access('ssh') + FLOW + toService('6', '22'),
  ],
  [
    'interface',
    '✓',
    access('ssh', 'port3') + FLOW + toService('6', '22'),
    access('https', 'port3') + FLOW + toService('6', '22'),
  ],
  [
    'port',
    '✗',
    ports('admin-ssh-port 22') + FLOW + toService('6', '22'),
    ports('admin-ssh-port 2222') + FLOW + toService('6', '22'),
  ],
  ['pool', '✗', release('7.2.5') + FLOW + localIn('6', '0'), release('7.2.6') + FLOW + localIn('6', '0')],
  ['pool', '✗', release('7.4.0') + FLOW + localIn('6', '0'), release('7.4.1') + FLOW + localIn('6', '0')],
]);

test('A broadcast address is no multicast group, and the other way round', () => {
  const sign = (target: string, cause: string, before = ''): string | undefined =>
    signOf(before + FLOW + toService('17', '5353', target), 'flow/local-in', cause);
  const BROADCAST = kernel('3', '192.0.2.255');
  expect(sign('192.0.2.255', 'multicast', BROADCAST)).toBe('✗');
  expect(sign('224.0.0.251', 'broadcast')).toBeUndefined();
  expect(sign('224.0.0.251', 'multicast')).toBe('?');
});

const second = phase2(OUTSIDE, REMOTE).replace('"lan"', '"lan2"');

decides('flow/selector', [
  // A tunnel with two selectors: outside both, or in one of them.
  [
    'source',
    '✓',
    phase2(OUTSIDE, REMOTE) + second + tunnel('port2'),
    phase2(INSIDE, REMOTE) + second + tunnel('port2'),
  ],
  [
    'destination',
    '✓',
    phase2(INSIDE, OUTSIDE) + phase2(INSIDE, OUTSIDE).replace('"lan"', '"lan2"') + tunnel('port2'),
    phase2(INSIDE, OUTSIDE) + second + tunnel('port2'),
  ],
  ['nat', '✓', phase2(INSIDE, REMOTE) + second + tunnel('port2', SNAT), tunnel('port2', SNAT)],
]);

const reversePath = flow(packet('6', 'port2'), 'reverse path check fail, drop');
const routes = (...lines: readonly string[]): string =>
  `FGT-A # get router info routing-table all\n${lines.join('\n')}\n\n${FLOW}`;
const DEFAULT = 'S*      0.0.0.0/0 [5/0] via 198.51.100.1, port1';

decides('flow/reverse-path', [
  ['route', '✓', routes(DEFAULT) + reversePath, reversePath],
  [
    'route',
    '✓',
    routes(DEFAULT, 'C       192.0.2.0/24 is directly connected, port3') + reversePath,
    reversePath,
  ],
  [
    'route',
    '✗',
    routes(DEFAULT, 'C       192.0.2.0/24 is directly connected, port2') + reversePath,
    reversePath,
  ],
  [
    'route',
    '✗',
    routes(
      DEFAULT,
      'S       192.0.2.0/24 [10/0] via 198.51.100.2, port3',
      '                     [10/0] is directly connected, port2',
    ) + reversePath,
    reversePath,
  ],
  [
    'route',
    '✗',
    `FGT-A # get router info routing-table details 192.0.2.23\nRouting entry for 192.0.2.0/24\n  Known via "static", distance 10, metric 0, best\n    * 198.51.100.2, via port2\n\n${FLOW}${reversePath}`,
    reversePath,
  ],
  [
    'kernel',
    '✗',
    `FGT-A # get router info kernel\ntab=254 vf=0 scope=0 type=1 proto=11 prio=0 0.0.0.0/0.0.0.0/0->192.0.2.0/24 pref=0.0.0.0 gwy=198.51.100.2 dev=5(port2)\n\n${FLOW}${reversePath}`,
    reversePath,
  ],
]);

test('A route that is not in use leads nowhere', () => {
  const database = (mark: string): string =>
    `FGT-A # get router info routing-table database\nS    ${mark} 192.0.2.0/24 [20/0] via 198.51.100.2, port2\n\n${FLOW}${reversePath}`;
  expect(signOf(database('*>'), 'flow/reverse-path', 'route')).toBe('✗');
  expect(signOf(database('  '), 'flow/reverse-path', 'route')).toBe('?');
});

test('What a capture points to comes first among what it leaves open', () => {
  const own = (target: string): string =>
    flow(
      packet('1', 'port2', '', `${target}:2048`),
      'find a route: flag=80000000 gw-0.0.0.0 via root',
      'iprope_in_check() check failed on policy 0, drop',
    ).replace('192.0.2.23', '192.168.1.9');
  const { causes, steps } = evidenceOn(own('8.8.8.8'), 'flow/local-in');
  expect(causes[0]).toBe(
    '? pool likely because of line 1: `8.8.8.8`, line 1: `192.168.1.9`; decide with `show firewall ippool`',
  );
  expect(steps[0]).toMatch(/^If the destination 8\.8\.8\.8 is not an address of the FortiGate/);
  expect(evidenceOn(own('192.168.1.1'), 'flow/local-in').causes[0]).toMatch(/^\? allowaccess /);
});

test('A packet of the unit itself probably needs another source address', () => {
  const own = flow(packet('6', 'local'), 'reverse path check fail, drop');
  const { causes, steps } = evidenceOn(own, 'flow/reverse-path');
  expect(causes[0]).toMatch(/^\? own likely because of line 1/);
  expect(steps[0]).toMatch(/^Set the source address of the service that sends it/);
  expect(evidenceOn(reversePath, 'flow/reverse-path').causes.join('\n')).not.toContain('own');
});

test('Routes of several VDOMs say nothing', () => {
  const within = (vdom: string): string => `FGT-A (vdom) # edit ${vdom}\ncurrent vf=${vdom}:1\n`;
  const listed = within('root') + routes(DEFAULT);
  expect(signOf(listed + within('root') + reversePath, 'flow/reverse-path', 'route')).toBe('✓');
  expect(signOf(listed + within('branch') + reversePath, 'flow/reverse-path', 'route')).toBe('?');
});
