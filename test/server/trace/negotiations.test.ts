import { describe, expect, test } from 'vitest';
import { analyze, AnalysisStream } from '../../../server/src/analysis';
import type { Negotiation } from '../../../server/src/trace';
import { AES, lines, older, packet, proposals, sent, SPI } from '../../support/negotiations';

const negotiationsOf = (text: string): readonly Negotiation[] => analyze(text).trace.negotiations;

const responder =
  packet('IKEv2 exchange=SA_INIT', SPI) +
  lines(
    `${SPI}:301`,
    'responder received SA_INIT msg',
    'NETWORK ID : 7',
    ...proposals('incoming proposal:', AES),
    'matched proposal id 1',
    'SA proposal chosen, matched gateway site-a',
  ) +
  lines('site-a:301', sent('SA_INIT_RESPONSE'), "received peer identifier FQDN 'branch'") +
  lines('site-a:301', 'authentication succeeded', 'established IKE SA aa/bb') +
  lines('site-a:301:lan:84', ...proposals('incoming child SA proposal:', AES), 'added IPsec SA: SPIs=aa/bb');

describe('A negotiation', () => {
  test.each([
    ['new', responder],
    ['older', older(responder)],
  ])('is followed from the first packet to its phase 2, in the form of %s releases', (_name, text) => {
    const [phase1, phase2, ...others] = negotiationsOf(text);
    expect(others).toEqual([]);
    expect(phase1).toMatchObject({
      gateway: 'site-a',
      isInitiator: false,
      version: 2,
      peer: '198.51.100.2',
      networkId: '7',
      peerId: { type: 'FQDN', text: 'branch' },
      isUp: true,
      isChild: false,
    });
    expect(phase2).toMatchObject({ gateway: 'site-a', child: 'lan', isChild: true });
  });

  test('of an initiator starts at the line on which the unit connects', () => {
    const text =
      lines('site-a', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating') +
      lines('site-a:5', sent('SA_INIT', 500, SPI));
    expect(negotiationsOf(text)).toMatchObject([
      {
        isInitiator: true,
        peer: '198.51.100.2',
        unanswered: { message: 'SA_INIT', count: 1, peerPort: '500' },
      },
    ]);
  });

  test('is distinguished from another whose lines come in between', () => {
    const one = lines('site-a:1', "received peer identifier FQDN 'one'");
    const other = lines('site-b:2', "received peer identifier FQDN 'two'");
    const text =
      one + other + lines('site-a:1', 'gw validation failed') + lines('site-b:2', 'established IKE SA aa/bb');
    expect(negotiationsOf(text).map(({ peerId, isUp }) => [peerId?.text, isUp])).toEqual([
      ['one', false],
      ['two', true],
    ]);
  });

  test('counts repeated messages without keeping their lines', () => {
    const words = 'compute DH shared secret request queued';
    const [found] = negotiationsOf(lines('site-a:1', words).repeat(5000));
    expect(found?.events.map(({ count }) => count)).toEqual([5000]);
  });

  test('is closed if it was silent longest among too many', () => {
    const text = Array.from({ length: 300 }, (_, index) =>
      lines(`site-${index}:${index}`, 'gw validation failed'),
    ).join('');
    expect(negotiationsOf(text)).toHaveLength(300);
  });

  test('is the same in a text that comes in pieces', () => {
    const text =
      responder + lines('site-b:302', "received peer identifier FQDN 'two'", 'gw validation failed');
    const stream = new AnalysisStream(64);
    for (const piece of text.match(/[^]{1,100}/g) ?? []) stream.push(piece);
    expect(stream.finish().findings.map(({ rule, facts }) => [rule, facts])).toEqual(
      analyze(text).findings.map(({ rule, facts }) => [rule, facts]),
    );
  });
});

test('A clock that goes back begins another capture, whose negotiations clear nothing of the previous one', () => {
  const failed = 'ike V=root:0:dial:7: gw validation failed';
  const up = ['responder received AUTH msg', 'established IKE SA 0a/0b'];
  const superseded = (stamp: string): boolean | undefined =>
    negotiationsOf(
      `2025-01-15 09:00:00.000000 ${failed}\n` +
        up.map(output => `${stamp} ike V=root:0:dial:8: ${output}\n`).join(''),
    )[0]?.isSuperseded;
  expect(superseded('2025-01-15 09:01:00.000000')).toBe(true);
  expect(superseded('2025-01-15 08:00:00.000000')).toBe(false);
});
