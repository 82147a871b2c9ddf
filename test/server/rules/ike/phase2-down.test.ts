import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../../support/findings';

const RULE = 'ike/phase2-down';

const messagesIn = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule }) => rule === RULE)
    .map(({ severity, message }) => `${severity} ${message}`);

const summary = (name: string, counts: string): string =>
  `'${name}' 198.51.100.2:0  selectors(total,up): ${counts}  rx(pkt,err): 0/0  tx(pkt,err): 0/0\n`;
const tunnel = (name: string, sa: number): string =>
  `name=${name} ver=1 serial=1 192.0.2.1:0->198.51.100.2:0 dst_mtu=0 dpd-link=on\n` +
  `proxyid=p2 proto=0 sa=${sa} ref=1 serial=1\n  src: 0:192.0.2.0/255.255.255.0:0\n`;

describe('ike/phase2-down fires', () => {
  test.each([
    [
      'for a tunnel none of whose selectors is up',
      summary('to-hq', '1/0'),
      'warning to-hq: phase 2 is down (0 of 1 selectors up); the list does not say why',
    ],
    [
      'for one with some that are not up',
      summary('to-hq', '3/1'),
      'information to-hq: phase 2 is down (1 of 3 selectors up); the list does not say why',
    ],
    [
      'for a phase 2 without an SA',
      tunnel('to-hq', 0),
      'information to-hq (p2): phase 2 has no IPsec SA (sa=0); the list does not say why',
    ],
    [
      'once for a tunnel that two lists show',
      tunnel('to-hq', 0) + summary('to-hq', '1/0'),
      'warning to-hq: phase 2 is down (0 of 1 selectors up); the list does not say why',
    ],
    [
      'for an event that says no reason',
      'date=2024-01-02 time=09:22:41 logid="0101037130" type="event" subtype="vpn" logdesc="Progress IPsec phase 2" msg="progress IPsec phase 2" action="negotiate" vpntunnel="to-hq" status="failure" result="ERROR"\n',
      'warning to-hq: a phase 2 negotiation failed; the event does not say why',
    ],
    [
      'for an event whose exchange shows that phase 1 is up, although a collector took its date away',
      'time=09:22:41 devname="FGT" logid="0101037130" type="event" subtype="vpn" logdesc="Progress IPsec phase 2" msg="progress IPsec phase 2" action="negotiate" vpntunnel="to-hq" status="failure" init="local" exch="CREATE_CHILD" dir="inbound" role="initiator" result="ERROR" version="IKEv2"\n',
      'warning to-hq: a phase 2 negotiation failed, while phase 1 is up; the event does not say why',
    ],
    [
      'for quick mode',
      'type="event" subtype="vpn" level="error" logdesc="Progress IPsec phase 2" msg="progress IPsec phase 2" action="negotiate" vpntunnel="to-hq" status="failure" mode="quick" stage=2 result="ERROR"\n',
      'warning to-hq: a phase 2 negotiation failed, while phase 1 is up; the event does not say why',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

describe('ike/phase2-down', () => {
  test('keeps two tunnels apart', () => {
    expect(messagesIn(summary('to-hq', '1/0') + summary('to-lab', '1/0'))).toHaveLength(2);
  });

  test('points to the lists that show the tunnel again', () => {
    const text = summary('to-hq', '1/0') + tunnel('to-hq', 0) + summary('to-hq', '1/0');
    const [found] = findingsOf(text).filter(({ rule }) => rule === RULE);
    expect(found?.message).toContain('0 of 1 selectors up');
    expect(found?.related.map(({ message }) => message)).toEqual(['the same again', 'the same again']);
  });

  test('points to a limited number of them', () => {
    const [found] = findingsOf(summary('to-hq', '1/0').repeat(50)).filter(({ rule }) => rule === RULE);
    expect(found?.related).toHaveLength(20);
  });

  test('fires although a login names the tunnel, since that does not say why', () => {
    expect(
      messagesIn('ike V=root:0:to-hq:7: XAUTH 5000000001 result FNBAM_DENIED\n' + summary('to-hq', '1/0')),
    ).toHaveLength(1);
  });
});

describe('ike/phase2-down does not fire', () => {
  test.each([
    ['for selectors that are up', summary('to-hq', '2/2') + tunnel('to-hq', 1)],
    ['for a dial-up gateway without clients', summary('dialup', '0/0')],
    [
      'where phase 1 is down',
      summary('to-hq', '1/0') +
        'vd: root/0\nname: to-hq\nversion: 1\n  status: connecting, state 3, started 15s ago\n',
    ],
    [
      'where the debug output of ike says why',
      'ike V=root:0:to-hq:26:p2:84: no proposal chosen\n' + summary('to-hq', '1/0'),
    ],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });
});
