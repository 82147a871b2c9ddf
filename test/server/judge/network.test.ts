import { expect, test } from 'vitest';
import { evidenceOn } from '../../support/evidence';

/** The sign before a possible cause of the first problem of a rule. */
function signOf(text: string, rule: string, cause: string): string | undefined {
  return evidenceOn(text, rule).causes.find(one => one.split(' ')[1] === cause)?.[0];
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
const status = (...fields: readonly string[]): string =>
  `FGT-A # get system status\nVersion: FortiGate-60F v7.4.3,build2573,240201 (GA.F)\n${fields.join('\n')}\n\n`;

const NETWORK = refusal(proposal(AES), proposal(AES), ['NETWORK ID : 254']);

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

const KEY =
  AUTH + lines(SITE, 'responder received AUTH msg', 'PSK auth failed: probable pre-shared key mismatch');
test('A signature speaks against a pre-shared key that differs', () => {
  const key = (before: string): string | undefined => evidenceOn(before + KEY, 'ike/key-mismatch').causes[0];
  expect(key('')).toBe('✓ key');
  expect(key(phase1('site-b', 'authmethod signature') + DEBUG)).toMatch(
    /^\? key the message says so; against it: line 4: /,
  );
});

const notified = (name: string): string =>
  lines('ike V=root:0:site-b:', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating') +
  lines(SITE, `processing notify type ${name}`);
test('A refusal of the first message leaves no step about keys or IDs', () => {
  const { steps } = evidenceOn(notified('NO_PROPOSAL_CHOSEN'), 'ike/refused-by-peer');
  expect(steps.join('\n')).not.toMatch(/key and IDs|localid/);
  expect(steps[0]).toMatch(/^Compare proposals/);
});

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

test('A client that was not asked for a code can ask its user for one', () => {
  expect(signOf(UNASKED, 'ike/eap-unanswered', 'code')).toBeUndefined();
});

const dropped = (why: string): string =>
  lines(SITE, `invalid ESP 4 (${why}) SPI cb2b7ec9 seq 00000001:00000005 6 192.0.2.1->198.51.100.2:0`);

test('A replayed packet has a known SPI', () => {
  expect(signOf(dropped('replay'), 'ike/replay', 'spi')).toBeUndefined();
  expect(signOf(dropped('replay'), 'ike/replay', 'stranger')).toBeUndefined();
});

const GONE = lines('ike V=root:0:site-b:', 'could not locate phase1 configuration.');

const unmatched = (tunnel: string, ...fields: readonly string[]): string =>
  `date=2024-01-02 time=09:22:41 logid="0101037124" type="event" subtype="vpn" level="error" msg="IPsec phase 1 error" action="negotiate" remip=198.51.100.2 vpntunnel="${tunnel}" status="negotiate_error" reason="no matching gateway for new request" ${fields.join(' ')}\n`;

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

let trace = 0;
const flow = (...messages: readonly string[]): string => {
  trace++;
  return messages
    .map(message => `id=20085 trace_id=${trace} func=print_pkt_detail line=5844 msg="${message}"\n`)
    .join('');
};
const packet = (protocol: string, from = 'port2', flag = '', target = '203.0.113.9:443'): string =>
  `vd-root:0 received a packet(proto=${protocol}, 192.0.2.23:51512->${target}) tun_id=0.0.0.0 from ${from}.${flag}`;
const localIn = (protocol: string, policy?: string): string =>
  flow(
    packet(protocol, 'port2', '', '192.0.2.1:443'),
    'find a route: flag=84000000 gw-192.0.2.1 via root',
    `iprope_in_check() check failed${policy === undefined ? '' : ` on policy ${policy}`}, drop`,
  );
const FLOW = 'FGT-A # diagnose debug flow trace start 10\n';

const kernel = (type: string, address: string, name = 'port3'): string =>
  `FGT-A # diagnose ip route list\ntab=255 vf=0 scope=253 type=${type} proto=2 prio=0 0.0.0.0/0.0.0.0/0->${address}/32 pref=192.0.2.1 gwy=0.0.0.0 dev=8(${name})\n`;

test('A user was not asked anything if the client ended EAP itself', () => {
  expect(signOf(PAYLOAD, 'ike/eap-unanswered', 'dialog')).toBeUndefined();
});

const toService = (protocol: string, port: string, target = '192.0.2.1'): string =>
  localIn(protocol, '0').replace('192.0.2.1:443', `${target}:${port}`);
test('A broadcast address is no multicast group, and the other way round', () => {
  const sign = (target: string, cause: string, before = ''): string | undefined =>
    signOf(before + FLOW + toService('17', '5353', target), 'flow/local-in', cause);
  const BROADCAST = kernel('3', '192.0.2.255');
  expect(sign('192.0.2.255', 'multicast', BROADCAST)).toBe('✗');
  expect(sign('224.0.0.251', 'broadcast')).toBeUndefined();
  expect(sign('224.0.0.251', 'multicast')).toBe('?');
});

const reversePath = flow(packet('6', 'port2'), 'reverse path check fail, drop');
const routes = (...lines: readonly string[]): string =>
  `FGT-A # get router info routing-table all\n${lines.join('\n')}\n\n${FLOW}`;
const DEFAULT = 'S*      0.0.0.0/0 [5/0] via 198.51.100.1, port1';

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
