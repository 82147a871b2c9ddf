import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { inEnglish } from '../../../server/src/knowledge';
import { describeScene, sceneTitle } from '../../../server/src/presentation/outcomes';
import { scenesOf } from '../../../server/src/judge/scenes';
import { flow, packet, route } from '../../support/flow';

/** The names and outcomes of the exchanges of a text. */
function titles(text: string): string[] {
  const analysis = analyze(text);
  return scenesOf(analysis).map(scene => sceneTitle(analysis, scene, inEnglish));
}

describe('A packet of the debug flow is an exchange', () => {
  test('that a policy allows', () => {
    expect(titles(packet() + route() + flow('Allowed by Policy-3: SNAT'))).toEqual([
      'packet 192.0.2.23 -> 198.51.100.5 tcp/443: allowed by policy 3',
    ]);
  });

  test('that enters a tunnel: only one that is encrypted is a success', () => {
    const entered = packet() + flow('Allowed by Policy-3:') + flow('enter IPsec interface-to-hq');
    const of = (text: string): unknown[] => {
      const analysis = analyze(text);
      return scenesOf(analysis).map(scene => {
        const { outcome, ending } = describeScene(analysis, scene, inEnglish);
        return [ending, outcome];
      });
    };
    expect(of(entered)).toEqual([['open', 'allowed by policy 3, enters to-hq, not seen to leave']]);
    expect(of(entered + flow('IPsec encrypt/auth'))).toEqual([['well', 'allowed by policy 3']]);
    expect(of(packet() + flow('send out via dev-port1, dst-mac-00:00:5e:00:53:01'))).toEqual([
      ['well', 'sent'],
    ]);
  });

  test('with its translation', () => {
    const text = packet() + flow('Allowed by Policy-3: SNAT') + flow('SNAT 192.0.2.23->203.0.113.5:51512');
    expect(titles(text)).toEqual([
      'packet 192.0.2.23 -> 198.51.100.5 tcp/443: allowed by policy 3, 192.0.2.23->203.0.113.5:51512',
    ]);
  });

  test('of a session that exists', () => {
    const answer = flow(
      'vd-root:0 received a packet(proto=6, 198.51.100.5:443->192.0.2.23:51512) tun_id=0.0.0.0 from port1. flag [S.], seq 1, ack 2, win 3',
      8,
      'print_pkt_detail',
    );
    expect(titles(answer + flow('Find an existing session, id-00a1b2c3, reply direction', 8))).toEqual([
      'packet 198.51.100.5 -> 192.0.2.23 tcp/51512: part of an existing session',
    ]);
  });

  test('for the unit itself, which is not reported further', () => {
    expect(titles(packet() + route('root', 7, '84000000'))).toEqual([
      'packet 192.0.2.23 -> 198.51.100.5 tcp/443: for the FortiGate itself, no verdict shown',
    ]);
  });

  test('again if the same trace begins again', () => {
    const text = packet() + flow('Allowed by Policy-3:') + packet({ target: '198.51.100.6:22' });
    expect(titles(text)).toEqual([
      'packet 192.0.2.23 -> 198.51.100.5 tcp/443: allowed by policy 3',
      'packet 192.0.2.23 -> 198.51.100.6 tcp/22: no verdict shown',
    ]);
  });

  test('of IPv6', () => {
    const text =
      packet({ source: '2001:db8::1:51512', target: '2001:db8::2:443' }) + flow('Allowed by Policy-3:');
    expect(titles(text)).toEqual(['packet 2001:db8::1 -> 2001:db8::2 tcp/443: allowed by policy 3']);
  });

  test('whatever is between its lines, and however many there are', () => {
    const traces = Array.from({ length: 300 }, (_, trace) => trace);
    const text =
      traces.map(trace => packet({ trace })).join('') + traces.map(trace => route('port1', trace)).join('');
    expect(titles(text).length).toBeGreaterThanOrEqual(300);
  });
});

test('After an edit, a packet is the same as after reading the whole text again', () => {
  const before =
    packet() + route() + flow('Allowed by Policy-3:') + packet({ trace: 8 }) + flow('no session matched', 8);
  const after = before.replace('Allowed by Policy-3:', 'Denied by forward policy check (policy 0)');
  expect(analyze(after, analyze(before).reusable).findings).toEqual(analyze(after).findings);
});
