import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { findingMessage, repeatPlaces } from '../../../../server/src/rules';
import { flow } from '../../../support/flow';
import { findingsOf } from '../../../support/findings';

const HEAD = (filter: string): string =>
  `Using Original Sniffing Mode\ninterfaces=[any]\nfilters=[${filter}]\n`;
const SYN = (port: number, seq: number): string =>
  `${seq}.439671 port1 out 192.0.2.1.${port} -> 192.0.2.9.49: syn 14411170${seq}\n`;

/** The problems of a capture, except those about the capture itself. */
function problems(text: string): string[] {
  return analyze(text)
    .findings.filter(({ rule }) => !rule.startsWith('capture/'))
    .map(finding => {
      const line = text.slice(0, finding.start).split('\n').length;
      return `${finding.rule} ${line}: ${findingMessage(finding, inEnglish)}`;
    });
}

describe('A server that does not answer', () => {
  test('is named with its port and the number of requests', () => {
    expect(problems(HEAD('port 49') + SYN(22264, 1) + SYN(22266, 5) + SYN(22268, 9))).toEqual([
      'sniffer/no-answer 4: The TACACS+ server 192.0.2.9 (TCP 49) does not answer 192.0.2.1: 3 requests, no answer',
    ]);
  });

  test('is led to at each of its requests, however many they are', () => {
    const many = Array.from({ length: 1905 }, (_, index) => SYN(2000 + index, index)).join('');
    const [finding] = analyze(HEAD('port 49') + many).findings;
    expect(finding?.related).toHaveLength(20);
    expect(repeatPlaces(finding ?? { related: [] })).toHaveLength(1904);
    expect(finding && findingMessage(finding, inEnglish)).toContain('1905 requests');
  });

  test('is counted once if two interfaces show the same request', () => {
    const both = (port: number, seq: number): string =>
      SYN(port, seq).replace('port1 out', 'port2 in') + SYN(port, seq);
    expect(problems(HEAD('port 49') + both(22264, 1) + both(22266, 5))[0]).toContain('2 requests');
  });

  test('refuses with a reset', () => {
    const reset = (port: number): string =>
      `2.1 port1 in 192.0.2.9.49 -> 192.0.2.1.${port}: rst 0 ack 7\n`.replace('2.1', '2.100001');
    expect(problems(HEAD('port 49') + SYN(22264, 1) + reset(22264) + SYN(22266, 5) + reset(22266))).toEqual([
      'sniffer/no-answer 4: The TACACS+ server 192.0.2.9 (TCP 49) refuses 192.0.2.1: 2 requests, all reset',
    ]);
  });

  test('refuses the only request with a reset', () => {
    expect(
      problems(
        HEAD('port 49') + SYN(22264, 1) + '2.100001 port1 in 192.0.2.9.49 -> 192.0.2.1.22264: rst 0 ack 7\n',
      ),
    ).toEqual([
      'sniffer/no-answer 4: The TACACS+ server 192.0.2.9 (TCP 49) refuses 192.0.2.1: the connection was reset',
    ]);
  });

  test.each([
    [1812, 'RADIUS'],
    [389, 'LDAP'],
  ])('on UDP %i', (port, service) => {
    const ask = `0.545306 port1 out 192.0.2.1.23100 -> 192.0.2.9.${port}: udp 138\n`;
    expect(problems(ask + ask)[0]).toContain(`The ${service} server 192.0.2.9 (UDP ${port})`);
  });

  test('is a peer of IKE', () => {
    const ask = '0.545306 192.0.2.1.500 -> 192.0.2.9.500: udp 438\n';
    expect(problems(ask + ask)).toEqual([
      'sniffer/no-answer 1: The IKE peer 192.0.2.9 (UDP 500) does not answer 192.0.2.1: 2 packets, no answer',
    ]);
  });

  test('is seen in a dump of FortiAuthenticator', () => {
    const ask = (port: number): string =>
      `16:36:07.851943 port1 In IP 192.0.2.1.${port} > 192.0.2.9.tacacs: Flags [S], seq 963520${port}, win 29200, length 0\n`;
    expect(problems(ask(23668) + ask(23670))[0]).toContain('The TACACS+ server 192.0.2.9 (TCP 49)');
  });
});

describe('Pings', () => {
  const ping = (seq: number, words = '', ends = '192.0.2.1 -> 192.0.2.9', what = 'request'): string =>
    `${seq}.162893 ${words}${ends}: icmp: echo ${what}\n`;
  const on = (name: string): string => `interfaces=[${name}]\nfilters=[none]\n`;

  test.each([
    [
      'without a reply, on the interface of the list',
      on('tun02') + ping(1) + ping(2) + ping(3),
      ['sniffer/no-answer 3: No reply to 3 pings from 192.0.2.1 to 192.0.2.9 on tun02'],
    ],
    [
      'that leave',
      on('any') + ping(1, 'port1 in ') + ping(1, 'port2 out ') + ping(2, 'port1 in ') + ping(2, 'port2 out '),
      ['sniffer/no-answer 3: No reply to 2 pings from 192.0.2.1 to 192.0.2.9 on port1'],
    ],
    [
      'that do not leave',
      on('any') + ping(1, 'port1 in ') + ping(2, 'port1 in '),
      [
        'sniffer/no-answer 3: 2 pings from 192.0.2.1 to 192.0.2.9 arrive on port1; none is seen to leave or to be replied to',
      ],
    ],
    ['in both directions', on('a') + ping(1) + ping(1, '', '192.0.2.9 -> 192.0.2.1', 'reply') + ping(2), []],
    ['if the filter leaves out replies', 'filters=[icmp[0]==8]\n' + ping(1) + ping(2), []],
    [
      'in both directions, each without a reply',
      on('a') +
        ping(1) +
        ping(2) +
        on('b') +
        ping(1, '', '192.0.2.9 -> 192.0.2.1') +
        ping(2, '', '192.0.2.9 -> 192.0.2.1'),
      [
        'sniffer/no-answer 3: No reply to 2 pings from 192.0.2.1 to 192.0.2.9 on a',
        'sniffer/no-answer 7: No reply to 2 pings from 192.0.2.9 to 192.0.2.1 on b',
      ],
    ],
  ])('%s', (_what, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('are not reported if the debug flow says why they are dropped', () => {
    const dropped =
      flow('vd-root:0 received a packet(proto=1, 192.0.2.1:10->192.0.2.9:2048) from port1. type=8') +
      flow('Denied by forward policy check');
    const text = on('any') + ping(1, 'port1 in ') + ping(2, 'port1 in ');
    expect(problems(text + dropped).map(one => one.split(' ')[0])).toEqual(['flow/denied']);
  });
});

describe('Nothing is reported', () => {
  test('of a server that answers', () => {
    const answer = '1.500000 port1 in 192.0.2.9.49 -> 192.0.2.1.22264: syn 5 ack 6\n';
    expect(problems(HEAD('port 49') + SYN(22264, 1) + answer + SYN(22266, 5))).toEqual([]);
    expect(
      problems(
        '0.1 port1 out 192.0.2.1.500 -> 192.0.2.9.500: udp 438\n0.2 port1 in 192.0.2.9.500 -> 192.0.2.1.500: udp 300\n'.replace(
          /^0\.(\d)/gm,
          '0.$100000',
        ),
      ),
    ).toEqual([]);
  });

  test('of a single request, or if the filter leaves out the answers', () => {
    expect(problems(HEAD('port 49') + SYN(22264, 1))).toEqual([]);
    expect(problems(HEAD('dst port 49') + SYN(22264, 1) + SYN(22266, 5))).toEqual([]);
  });

  test('of another service', () => {
    const other = (seq: number): string => SYN(22264 + seq, seq).replace('.49:', '.8080:');
    expect(problems(HEAD('port 8080') + other(1) + other(2))).toEqual([]);
  });
});

describe('A conversation', () => {
  const line = (time: string, words: string): string => `${time} port1 out 192.0.2.1.${words}\n`;
  const back = (time: string, words: string): string =>
    `${time} port1 in 192.0.2.9.49 -> 192.0.2.1.${words}\n`;

  test('that was answered stays answered, although it ends with a reset', () => {
    const answered = back('1.500000', '22264: syn 5 ack 6') + back('1.600000', '22264: rst 7 ack 6');
    expect(problems(HEAD('port 49') + SYN(22264, 1) + answered + SYN(22266, 5))).toEqual([]);
  });

  test('that was open before the capture works', () => {
    const data = line('1.100000', '22264 -> 192.0.2.9.49: psh 144111701 ack 7');
    expect(problems(HEAD('port 49') + data + SYN(22266, 5) + SYN(22268, 9))).toEqual([]);
  });

  test('is not answered because the client resets it', () => {
    const reset = line('9.500000', '22266 -> 192.0.2.9.49: rst 144111901');
    expect(problems(HEAD('port 49') + SYN(22264, 1) + SYN(22266, 5) + reset)).toHaveLength(1);
  });

  test('is followed within one capture of the sniffer', () => {
    expect(problems(HEAD('port 49') + SYN(22264, 1) + HEAD('port 49') + SYN(22266, 5))).toEqual([]);
    expect(
      problems(HEAD('dst port 49') + SYN(22264, 1) + HEAD('port 49') + SYN(22266, 5) + SYN(22268, 9)),
    ).toHaveLength(1);
  });

  test('leads to its other requests', () => {
    const text = HEAD('port 49') + SYN(22264, 1) + SYN(22266, 5);
    const [found] = findingsOf(text).filter(({ rule }) => rule === 'sniffer/no-answer');
    expect(found?.related.map(({ on, message }) => `${on}: ${message}`)).toEqual([
      '192.0.2.1.22266 -> 192.0.2.9.49: syn 144111705: request repeated',
    ]);
  });
});
