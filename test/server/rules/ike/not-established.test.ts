import { describe, expect, test } from 'vitest';
import { evidenceOn } from '../../../support/evidence';
import { findingsOf, messagesOf } from '../../../support/findings';

const RULE = 'ike/not-established';

const messagesIn = (text: string): string[] => messagesOf(RULE, text);

const listed = (status: string): string =>
  `vd: root/0\nname: to-hq\nversion: 1\n  direction: responder\n  status: ${status}\n`;

describe('ike/not-established fires', () => {
  test.each([
    [
      'for a gateway that is still connecting',
      listed('connecting, state 3, started 15s ago'),
      'to-hq: phase 1 is not established (status: connecting, state 3, started 15s ago); the list does not say why',
    ],
    [
      'for a gateway whose selectors are listed, too: they follow',
      `'to-hq' 198.51.100.2:0  selectors(total,up): 1/0  rx(pkt,err): 0/0\n${listed('connecting, state 3, started 15s ago')}`,
      'to-hq: phase 1 is not established (status: connecting, state 3, started 15s ago); the list does not say why',
    ],
    [
      'for counts of which none is established',
      'FGT # diagnose vpn ike status summary\nconnection: 3/50\nIKE SA: created 3/51  established 0/9  times 0/13/40 ms\n',
      'IPsec: phase 1 is not established (IKE SA: created 3/51 established 0/9 times 0/13/40 ms); the list does not say why',
    ],
    [
      'for an event that says no reason',
      'date=2024-01-02 time=09:22:41 logid="0101037128" type="event" subtype="vpn" logdesc="Progress IPsec phase 1" msg="progress IPsec phase 1" action="negotiate" vpntunnel="to-hq" status="failure" result="ERROR"\n',
      'to-hq: phase 1 failed; the event does not say why',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

test('ike/not-established is a warning and points to the phase 2 that is down, too', () => {
  const connecting = listed('connecting, state 3, started 15s ago');
  const text = `'to-hq' 198.51.100.2:0  selectors(total,up): 1/0  rx(pkt,err): 0/0\n${connecting}${connecting}`;
  const [found] = findingsOf(text).filter(({ rule }) => rule === RULE);
  expect(found).toMatchObject({ severity: 'warning' });
  expect(found?.related.map(({ message }) => message)).toEqual([
    'its phase 2 is down, too',
    'the same again',
  ]);
});

describe('ike/not-established beside the debug output of ike', () => {
  const connecting = listed('connecting, state 3, started 7s ago');
  const ENDS = 'the debug output of its negotiation ends here';
  const begins = 'ike 0:aa00/0000000000000000:7: responder: main mode get 1st message...\n';
  const chosen = (name: string): string =>
    `${begins}ike 0:aa00/0000000000000000:7: SA proposal chosen, matched gateway${name}\n`;

  test.each([
    ['of the same tunnel', connecting + chosen(' to-hq'), [ENDS], '✗'],
    ['of the only one, which is not named', connecting + chosen(''), [ENDS], '✗'],
    ['of another tunnel', connecting + chosen(' to-lab'), [], '?'],
    ['before a proposal was chosen', connecting + begins, [ENDS], '?'],
  ])('%s', (_what, text, related, proposal) => {
    const [found] = findingsOf(text).filter(({ rule }) => rule === RULE);
    expect(found?.related.map(({ message }) => message)).toEqual(related);
    expect(
      evidenceOn(text, RULE)
        .causes.find(one => one.includes(' proposal'))
        ?.charAt(0),
    ).toBe(proposal);
  });
});

test('ike/not-established of a gateway that the peer began is not for want of an answer, and the other way round', () => {
  const peer = listed('connecting, state 3, started 15s ago');
  const unit = peer.replace('responder', 'initiator');
  const other = unit.replace('to-hq', 'to-lab').replace('connecting, state 3', 'established');
  const signs = [peer, unit, peer + other].map(text => {
    const { causes } = evidenceOn(text, RULE);
    return ['silent', 'lost'].map(id => causes.find(one => one.includes(` ${id}`))?.charAt(0)).join('');
  });
  expect(signs).toEqual(['✗?', '?✗', '??']);
  expect(evidenceOn(peer, RULE).steps.join()).toContain('diagnose vpn ike gateway flush name to-hq');
});

describe('ike/not-established in a cloud', () => {
  const connecting = listed('connecting, state 3, started 7s ago');
  const phase1 = (...settings: readonly string[]): string =>
    ['config vpn ipsec phase1-interface', 'edit "to-hq"', 'set interface "port1"', ...settings, 'next', 'end', ''].join('\n'); // oxfmt-ignore

  test.each([
    ['without the settings', phase1(), '✗'],
    ['with a local gateway, although it is masked', phase1('set local-gw <public address>'), '?'],
    ['without NAT traversal', phase1('set nattraversal disable'), '?'],
    ['without the configuration', '', '?'],
  ])('%s', (_what, config, sign) => {
    const { causes } = evidenceOn(config + connecting, RULE);
    expect(causes.find(one => one.includes(' nat'))?.charAt(0)).toBe(sign);
  });
});

describe('ike/not-established does not fire', () => {
  test.each([
    ['for a gateway that is up', listed('established 120-120s ago = 10ms')],
    [
      'for a new SA of a gateway that is up',
      listed('connecting, state 3, started 1s ago') + '  status: established 86000-86000s ago = 10ms\n',
    ],
    [
      'for counts of which some are established, or none was tried',
      'IKE SA: created 1/1  established 1/1  time 10/10/10 ms\nIKE SA: created 0/4  established 0/4\n',
    ],
    [
      'where the debug output of ike says why',
      `ike V=root:0:to-hq:7: gw validation failed\n${listed('connecting, state 3, started 15s ago')}`,
    ],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });
});
