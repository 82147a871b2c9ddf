import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { inEnglish } from '../../../server/src/knowledge';
import { incidentsOf } from '../../../server/src/presentation/incidents';
import { placedSteps } from '../../../server/src/presentation/sceneSteps';
import { sceneTitle } from '../../../server/src/presentation/outcomes';
import { lines, packet, sent, SPI } from '../../support/negotiations';

const TAG = 'site-a:4922';
const BEGUN = lines('site-a', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating');

/** Each incident, followed by its steps: sender and receiver, `!` for a failure, `?` for what did not arrive. */
function stepLines(text: string): string[] {
  const analysis = analyze(text);
  return incidentsOf(analysis).flatMap(({ id, scene }) => [
    `${id} ${sceneTitle(analysis, scene, inEnglish)}`,
    ...placedSteps(analysis, scene, inEnglish).map(({ from, to, text: words, mood, more }) => {
      const mark = mood === 'bad' ? '!' : mood === 'lost' ? '?' : '';
      return `  ${from === to ? from : `${from} > ${to}`} ${mark}${[words, ...more].join(' | ')}`;
    }),
  ]);
}

test('A negotiation that comes up is reported message by message, and its phase 2 by itself', () => {
  const text =
    packet('IKEv2 exchange=SA_INIT', SPI) +
    lines(`${SPI}:301`, 'responder received SA_INIT msg', 'SA proposal chosen, matched gateway site-a') +
    lines('site-a:301', sent('SA_INIT_RESPONSE'), 'authentication succeeded', 'established IKE SA aa/bb') +
    lines('site-a:301:lan:84', 'incoming child SA proposal:', 'added IPsec SA: SPIs=aa/bb');
  expect(stepLines(text)).toEqual([
    'negotiation/site-a/1 IPsec negotiation site-a: phase 1 is up',
    '  peer > unit SA_INIT',
    '  unit the gateway site-a was chosen',
    '  unit > peer SA_INIT_RESPONSE',
    '  unit the peer is authenticated',
    '  unit phase 1 is up',
    'phase2/lan/1 IPsec phase 2 lan of site-a: phase 2 is up',
    '  unit phase 2 is up',
  ]);
});

test('A phase 1 without a phase 2 is no success', () => {
  const text = BEGUN + lines(TAG, sent('SA_INIT', 500, SPI), 'established IKE SA aa/bb');
  expect(stepLines(text)[0]).toBe(
    'negotiation/site-a/1 IPsec negotiation site-a: phase 1 is up, phase 2 not shown',
  );
});

test('A message that is sent repeatedly is one step, and a missing answer is one, too', () => {
  const again = sent('RETRANSMIT_AUTH', 4500);
  const text =
    BEGUN +
    lines(TAG, sent('SA_INIT', 500, SPI)) +
    packet('IKEv2 exchange=SA_INIT_RESPONSE') +
    lines(TAG, sent('AUTH', 4500), again, again, 'negotiation timeout, deleting');
  expect(stepLines(text)).toEqual([
    'negotiation/site-a/1 IPsec negotiation site-a: no answer, UDP 4500 probably blocked',
    '  unit > peer SA_INIT',
    '  peer > unit SA_INIT_RESPONSE',
    '  unit > peer AUTH, 3 times',
    '  peer > unit ?the peer does not answer | no answer, UDP 4500 probably blocked',
    '  unit !the negotiation timed out',
  ]);
});

test('A peer that starts again is the subject of the problem, of the incident and of its step', () => {
  const text =
    lines(TAG, 'responder: aggressive mode get 1st message...', sent('agg_r1send')) +
    packet('IKEv1 exchange=Aggressive') +
    lines(TAG, sent('retransmit'), 'negotiation timeout, deleting');
  const steps = stepLines(text);
  expect(steps[0]).toBe(
    'negotiation/site-a/1 IPsec negotiation site-a: peer does not answer but starts again',
  );
  expect(steps).toContain('  peer > unit ?the peer does not answer | peer does not answer but starts again');
});

test('What a notify refuses is a step of the peer', () => {
  const text = BEGUN + lines(TAG, sent('SA_INIT', 500, SPI), 'processing notify type NO_PROPOSAL_CHOSEN');
  expect(stepLines(text).at(-1)).toBe(
    '  peer > unit !NO_PROPOSAL_CHOSEN | refused by the peer (NO_PROPOSAL_CHOSEN)',
  );
});

test('A negotiation that only carries a login is reported by the login', () => {
  const capture = readFileSync('test/fixtures/captures/ike-eap-group.log', 'utf8');
  expect(stepLines(capture).filter(line => !line.startsWith(' '))).toEqual([
    'login/user16/1 login user16 (EAP): no group matched',
  ]);
});

test('Names of the peer cannot change the layout: invisible characters are written out', () => {
  const text = lines('site\u202ea:7', 'gw validation failed');
  expect(stepLines(text).join('\n')).not.toContain('\u202e');
});

/** Lines of fnbamd about an EAP login, and the line of ike on its result. */
const byEap = (request: string, user: string): string =>
  [
    `[1958] handle_req-Rcvd auth req ${request} for ${user} in eap-users opt=00000000 prot=7`,
    `[217] fnbamd_comm_send_result-Sending result 1 (nid 0) for req ${request}, len=2540`,
    '',
  ].join('\n') +
  lines('dial:5150', `EAP ${request} result FNBAM_DENIED`) +
  lines('dial', `EAP failed for user "${user}"`);

const OPENED =
  packet('IKEv2 exchange=SA_INIT', SPI) +
  lines(`${SPI}:5150`, 'responder received SA_INIT msg', 'SA proposal chosen, matched gateway dial') +
  lines('dial:5150', sent('SA_INIT_RESPONSE'));

test('A login by IPsec is reported with the messages of the negotiation that carries it', () => {
  const text =
    OPENED +
    packet('IKEv2 exchange=AUTH') +
    byEap('8000000001', 'user16') +
    lines('dial:5150', sent('AUTH_RESPONSE'), 'connection expiring due to EAP failure');
  expect(stepLines(text)).toEqual([
    'login/user16/1 login user16 (EAP): denied',
    '  user > unit SA_INIT',
    '  unit > user SA_INIT_RESPONSE',
    '  user > unit AUTH',
    '  user > unit login user16 (EAP)',
    '  unit !result 1 | Login rejected',
    '  unit > user AUTH_RESPONSE',
  ]);
});

test('Of two logins in one negotiation, each has the messages of its own time', () => {
  const text =
    OPENED + byEap('8000000001', 'user16') + packet('IKEv2 exchange=AUTH') + byEap('8000000002', 'user17');
  expect(stepLines(text)).toEqual([
    'login/user16/1 login user16 (EAP): denied',
    '  user > unit SA_INIT',
    '  unit > user SA_INIT_RESPONSE',
    '  user > unit login user16 (EAP)',
    '  unit !result 1 | Login rejected',
    'login/user17/1 login user17 (EAP): denied',
    '  user > unit AUTH',
    '  user > unit login user17 (EAP)',
    '  unit !result 1 | Login rejected',
  ]);
});

test('A step that gives its reason in full does not repeat it', () => {
  const text =
    packet('IKEv2 exchange=SA_INIT', SPI) +
    lines(`${SPI}:301`, 'responder received SA_INIT msg', 'SA proposal chosen, matched gateway site-a') +
    lines('site-a:301', 'certificate validation failed', 'authentication failed');
  expect(stepLines(text)).toContain("  unit !the peer's certificate was refused");
});

test('The fragments of a message are one message, and the same number of them again is its second time', () => {
  const fragment = packet('IKEv2 exchange=AUTH', SPI);
  const text =
    packet('IKEv2 exchange=SA_INIT', SPI) +
    lines(`${SPI}:301`, 'responder received SA_INIT msg', 'SA proposal chosen, matched gateway site-a') +
    fragment +
    lines('site-a:301', 'encrypted fragment 1 of 2 queued') +
    fragment +
    lines('site-a:301', 'encrypted fragment 2 of 2 queued', 'reassembled fragmented message') +
    fragment +
    fragment;
  expect(stepLines(text)).toContain('  peer > unit AUTH, 2 times');
});
