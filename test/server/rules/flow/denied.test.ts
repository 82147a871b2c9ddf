import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { evidenceOn } from '../../../support/evidence';
import { flow, packet, problems, route } from '../../../support/flow';

const DENIED = 'Denied by forward policy check (policy 0)';

describe('A packet that no policy allows', () => {
  test('is named with its ends, its interfaces and the policy', () => {
    expect(problems(packet() + route() + flow(DENIED))).toEqual([
      'error flow/denied 4: 192.0.2.23 -> 198.51.100.5 tcp/443: no firewall policy from port3 to port1 allows it (policy 0)',
    ]);
  });

  test('is named with its interfaces and masked addresses in the words of old releases, too', () => {
    const text = packet({ source: '192.0.XX.XX:51512' }) + route().replace('flag=', 'flags=') + flow(DENIED);
    expect(problems(text)[0]).toContain(
      '192.0.XX.XX -> 198.51.100.5 tcp/443: no firewall policy from port3 to port1',
    );
  });

  test('is one problem with places, however often it comes', () => {
    const text = [1, 2, 3].map(trace => packet({ trace }) + flow(DENIED, trace)).join('');
    const [found, ...others] = analyze(text).findings.filter(({ rule }) => rule === 'flow/denied');
    expect(others).toEqual([]);
    expect(found?.related.filter(({ role }) => role === 'again')).toHaveLength(2);
  });

  test('is counted beyond the places that are listed', () => {
    const text = Array.from({ length: 25 }, (_, trace) => packet({ trace }) + flow(DENIED, trace)).join('');
    const [found] = analyze(text).findings.filter(({ rule }) => rule === 'flow/denied');
    expect(found?.related.filter(({ role }) => role === 'again')).toHaveLength(20);
    expect(found?.omitted).toBe(4);
  });

  test('is distinguished from another one', () => {
    const other = packet({ trace: 8, target: '198.51.100.5:53', protocol: 17, rest: '' });
    const text = packet() + other + flow(DENIED, 8) + flow(DENIED);
    expect(problems(text)).toEqual([
      'error flow/denied 5: 192.0.2.23 -> 198.51.100.5 udp/53: no firewall policy for packets from port3 allows it (policy 0)',
      'error flow/denied 6: 192.0.2.23 -> 198.51.100.5 tcp/443: no firewall policy for packets from port3 allows it (policy 0)',
    ]);
  });

  test('has a step about a policy with a number, and none of the implicit deny', () => {
    const steps = (id: string): string[] =>
      evidenceOn(
        packet() + route() + flow(`Denied by forward policy check (policy ${id})`),
        'flow/denied',
      ).steps.filter(step => step.includes('should not deny'));
    expect(steps('9')).toEqual([
      'If policy 9 should not deny it, change it, or put one that accepts the packet above it.',
    ]);
    expect(steps('0')).toEqual([]);
  });

  test('is denied on purpose by a policy with a number', () => {
    expect(problems(packet() + route() + flow('Denied by forward policy check (policy 9)'))).toEqual([
      'warning flow/denied 4: 192.0.2.23 -> 198.51.100.5 tcp/443: firewall policy 9 denies it, from port3 to port1',
    ]);
  });

  test('is read in the words of old releases', () => {
    const old = (message: string): string => `id=36870 pri=emergency trace_id=8 msg="${message}"\n`;
    const text =
      old('vd-root received a packet(proto=1, 192.0.2.23:4608->198.51.100.5:8) from dmz.') +
      old('allocate a new session-0000d5ad') +
      old('Denied by forward policy check');
    expect(problems(text)).toEqual([
      'error flow/denied 3: 192.0.2.23 -> 198.51.100.5 icmp: no firewall policy for packets from dmz allows it',
    ]);
  });

  test('is read with the quotes and the entities of web pages', () => {
    const typographic = (packet() + flow(DENIED)).replace(/="/g, '=”').replace(/"\n/g, '″\n');
    const entities = (packet() + flow(DENIED)).replace(/"/g, '&quot;').replace(/>/g, '&gt;');
    expect(problems(typographic)).toEqual(problems(packet() + flow(DENIED)));
    expect(problems(entities)).toEqual(problems(packet() + flow(DENIED)));
  });

  test('is read if a page wrapped its lines', () => {
    const text = (packet() + flow(DENIED))
      .replace(/ (line|msg)=/g, '\n$1=')
      .replace('policy check', 'policy\ncheck');
    expect(problems(text)[0]).toMatch(/error flow\/denied \d+: 192\.0\.2\.23 -> 198\.51\.100\.5 tcp\/443/);
  });

  test('is another packet after a drop, where lines lack the number of their packet', () => {
    const bare = (...messages: readonly string[]): string => messages.map(one => `msg="${one}"\n`).join('');
    const text = bare(
      'vd-root:0 received a packet(proto=6, 192.0.2.23:51512->198.51.100.5:443)\n     tun_id=0.0.0.0 from port3.',
      'reverse path check fail, drop',
      'Denied by forward policy check (policy 0)',
    );
    expect(problems(text)).toEqual([
      'error flow/reverse-path 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, no route leads back to 192.0.2.23 through port3 (reverse path check)',
      'error flow/denied 4: A packet: no firewall policy allows it (policy 0)',
    ]);
  });

  test('is read without the id of its line', () => {
    const text = (packet() + flow(DENIED)).replace(/^id=\d+ /gm, '');
    expect(problems(text)).toEqual(problems(packet() + flow(DENIED)));
  });

  test('is followed per module if two of them use the same trace numbers', () => {
    const of = (module: string, text: string): string =>
      text.replace(/^/gm, `[${module}]  `).replace(/\[\w+\] {2}$/, '');
    const text =
      of('FPM04', packet()) +
      of('FPM03', packet({ target: '198.51.100.6:80' })) +
      of('FPM04', flow(DENIED)) +
      of('FPM03', flow('Allowed by Policy-3:'));
    expect(problems(text)).toEqual([
      'error flow/denied 5: 192.0.2.23 -> 198.51.100.5 tcp/443: no firewall policy for packets from port3 allows it (policy 0)',
    ]);
  });

  test('is not a problem if it is allowed, or only searched for', () => {
    expect(problems(packet() + route() + flow('Allowed by Policy-3: SNAT'))).toEqual([]);
    expect(
      problems(packet() + flow('gnum-100004 check result: ret-no-match, act-drop, flag-00000000')),
    ).toEqual([]);
    expect(problems(packet() + flow('IPSec encrypt SA offloading-check failed, reason_code=0.'))).toEqual([]);
  });
});

describe('Packets that no policy allows', () => {
  const findings = (text: string): ReturnType<typeof analyze>['findings'] =>
    analyze(text).findings.filter(({ rule }) => rule === 'flow/denied');

  test.each([
    ['another source', { source: '192.0.2.24:51512' }, 'port1', DENIED],
    ['another target', { target: '198.51.100.6:443' }, 'port1', DENIED],
    ['another interface', { from: 'port4' }, 'port1', DENIED],
    ['another policy', {}, 'port1', 'Denied by forward policy check (policy 9)'],
  ])('are two problems with %s', (_what, about, via, words) => {
    const text =
      packet() + route() + flow(DENIED) + packet({ trace: 8, ...about }) + route(via, 8) + flow(words, 8);
    expect(findings(text)).toHaveLength(2);
  });

  test('lead to the line where they arrived', () => {
    const text = packet() + flow(DENIED);
    const [found] = findings(text);
    expect(found?.related.map(({ role, start }) => [role, text.slice(start).split('(')[0]])).toEqual([
      ['packet', 'vd-root:0 received a packet'],
    ]);
  });

  test('lead nowhere if the capture begins with the verdict', () => {
    expect(findings(flow(DENIED)).map(({ related }) => related)).toEqual([[]]);
    expect(findings(route() + flow(DENIED)).map(({ related }) => related)).toEqual([[]]);
  });

  test.each([
    [132, '192.0.2.23:2905', '198.51.100.5:2905', 'sctp/2905'],
    [50, '192.0.2.23:0', '198.51.100.5:0', 'esp'],
    [200, '192.0.2.23:0', '198.51.100.5:0', 'protocol 200'],
  ])('have the name of their protocol: %i', (protocol, source, target, service) => {
    expect(problems(packet({ protocol, source, target, rest: '' }) + flow(DENIED))[0]).toContain(
      `192.0.2.23 -> 198.51.100.5 ${service}: no firewall policy`,
    );
  });

  test('are an error, even the last ones of a connection, or those to all hosts', () => {
    const last = packet({ rest: ' flag [F.], seq 1, ack 2, win 1' });
    expect(problems(last + flow(DENIED))[0]).toMatch(/^error /);
    expect(problems(packet({ target: '224.0.0.251:5353' }) + flow(DENIED))[0]).toMatch(/^error /);
  });
});
