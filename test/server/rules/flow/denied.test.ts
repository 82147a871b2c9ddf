import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { messageOf, severityOf } from '../../../../server/src/rules';
import { flow, packet, route } from '../../../support/flow';

const DENIED = 'Denied by forward policy check (policy 0)';

/** The problems of a text but hints, as `severity rule line: message`. */
function problems(text: string): string[] {
  return analyze(text)
    .findings.filter(finding => severityOf(finding) !== 'hint')
    .map(finding => {
      const line = text.slice(0, finding.start).split(/\r\n|\n/).length;
      return `${severityOf(finding)} ${finding.rule} ${line}: ${messageOf(finding, inEnglish)}`;
    });
}

describe('A packet that no policy allows', () => {
  test('is named with its ends, its interfaces and the policy', () => {
    expect(problems(packet() + route() + flow(DENIED))).toEqual([
      'error flow/denied 4: 192.0.2.23 -> 198.51.100.5 tcp/443: no firewall policy from port3 to port1 allows it (policy 0)',
    ]);
  });

  test('is one problem with places, however often it comes', () => {
    const text = [1, 2, 3].map(trace => packet({ trace }) + flow(DENIED, trace)).join('');
    const [found, ...others] = analyze(text).findings.filter(({ rule }) => rule === 'flow/denied');
    expect(others).toEqual([]);
    expect(found?.related.filter(({ role }) => role === 'again')).toHaveLength(2);
  });

  test('is told apart from another one', () => {
    const other = packet({ trace: 8, target: '198.51.100.5:53', protocol: 17, rest: '' });
    const text = packet() + other + flow(DENIED, 8) + flow(DENIED);
    expect(problems(text)).toEqual([
      'error flow/denied 5: 192.0.2.23 -> 198.51.100.5 udp/53: no firewall policy for packets from port3 allows it (policy 0)',
      'error flow/denied 6: 192.0.2.23 -> 198.51.100.5 tcp/443: no firewall policy for packets from port3 allows it (policy 0)',
    ]);
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
      'error flow/denied 3: 192.0.2.23 -> 198.51.100.5 icmp: no firewall policy for packets from dmz allows it (policy 0)',
    ]);
  });

  test('is read with the quotes and the entities of web pages', () => {
    const typographic = (packet() + flow(DENIED)).replace(/="/g, '=”').replace(/"\n/g, '″\n');
    const entities = (packet() + flow(DENIED)).replace(/"/g, '&quot;').replace(/>/g, '&gt;');
    expect(problems(typographic)).toEqual(problems(packet() + flow(DENIED)));
    expect(problems(entities)).toEqual(problems(packet() + flow(DENIED)));
  });

  test('is read where a page wrapped its lines', () => {
    const text = (packet() + flow(DENIED))
      .replace(/ (line|msg)=/g, '\n$1=')
      .replace('policy check', 'policy\ncheck');
    expect(problems(text)[0]).toMatch(/error flow\/denied \d+: 192\.0\.2\.23 -> 198\.51\.100\.5 tcp\/443/);
  });

  test('is read without the id of its line', () => {
    const text = (packet() + flow(DENIED)).replace(/^id=\d+ /gm, '');
    expect(problems(text)).toEqual(problems(packet() + flow(DENIED)));
  });

  test('is followed by module where two of them count the same traces', () => {
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

  test('is nobody’s problem where it is allowed, or only searched for', () => {
    expect(problems(packet() + route() + flow('Allowed by Policy-3: SNAT'))).toEqual([]);
    expect(
      problems(packet() + flow('gnum-100004 check result: ret-no-match, act-drop, flag-00000000')),
    ).toEqual([]);
    expect(problems(packet() + flow('IPSec encrypt SA offloading-check failed, reason_code=0.'))).toEqual([]);
  });
});

describe('A packet that is dropped for another reason', () => {
  test.each([
    [
      'reverse path check fail, drop',
      'error flow/reverse-path 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, no route leads back to 192.0.2.23 by port3 (reverse path check)',
    ],
    [
      'iprope_in_check() check failed on policy 0, drop',
      'error flow/local-in 3: 192.0.2.23 -> 198.51.100.5 tcp/443: refused by the FortiGate itself on port3: not in allowaccess or trusted hosts (policy 0)',
    ],
    [
      'iprope_in_check() check failed on policy 4, drop',
      'error flow/local-in 3: 192.0.2.23 -> 198.51.100.5 tcp/443: local-in policy 4 denies it on port3',
    ],
    [
      'no session matched',
      'warning flow/no-session 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped on port3, it belongs to no session that the FortiGate knows',
    ],
    [
      'replay packet(allow_err), drop',
      'warning flow/replay 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, its sequence number is out of the expected range (anti-replay)',
    ],
    [
      'exceeded shaper limit, drop',
      'warning flow/shaper 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped by traffic shaping',
    ],
    [
      'Session is in BLOCK state. Drop the packet.',
      'warning flow/blocked-session 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, its session is blocked',
    ],
    [
      'Denied by endpoint check',
      'warning flow/dropped 3: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped: endpoint check',
    ],
  ])('%s', (message, problem) => {
    expect(problems(packet() + flow(message))).toEqual([problem]);
  });

  test('after a policy allowed it: the drop decides', () => {
    const text =
      packet() +
      flow('Allowed by Policy-3: SNAT') +
      flow('enter IPSec interface branch, tun_id=0.0.0.0') +
      flow('No matching IPsec selector, drop');
    expect(problems(text)).toEqual([
      'error flow/selector 5: 192.0.2.23 -> 198.51.100.5 tcp/443: dropped, no phase 2 selector of the tunnel branch fits it',
    ]);
  });

  test('is routine for the last packets of a connection, and for what is sent to everybody', () => {
    const last = packet({ rest: ' flag [F.], seq 1, ack 2, win 1' }) + flow('no session matched');
    expect(problems(last)[0]).toMatch(/^information flow\/no-session/);
    const all = packet({ protocol: 17, target: '192.0.2.255:137', rest: '' });
    expect(problems(all + flow('iprope_in_check() check failed on policy 0, drop'))[0]).toMatch(
      /^information flow\/local-in/,
    );
  });
});
