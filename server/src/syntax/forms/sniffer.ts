import { min } from '../../integers';
import type { Line, LineForm, Reading } from '../line';
import type { DebugRecord, Draft } from '../records';

/** How much of a line is read for its head. */
const HEAD = 240;
/** Time since the start, interface and direction, and the two endpoints of a packet or an ARP message. */
const PACKET =
  /^(?:\d{1,9}\.\d{6} )?(?:(?<name>[\w./-]{1,35}) (?:in|out|--) )?(?=[\da-fA-F.:]{3,60} -> [\da-fA-F.:]{3,60}: |arp (?:who-has|reply) )/d;
/** The same for `execute tcpdump` on FortiAuthenticator. */
const DUMPED =
  /^(?:\d\d:\d\d:\d\d\.\d{6} )?(?:(?<name>[\w./-]{1,35}) {1,4}(?:In|Out) {1,4})?IP6? (?=[\w.:-]{3,80} > [\w.:-]{3,80}: )/d;

/** `4.439671 port1 out 192.0.2.1.22266 -> 192.0.2.9.49: syn 1968606839` of `diagnose sniffer packet`. */
export const sniffedPacket: LineForm = {
  id: 'G36',
  first: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_',
  strong: true,
  examples: [
    '4.439671 port1 out 192.0.2.1.22266 -> 192.0.2.9.49: syn 1968606839',
    '2026-02-09 00:26:24.439671 port1 out 192.0.2.1.22266 -> 192.0.2.9.49: syn 1968606839 ack 7',
    '0.545306 192.0.2.1.500 -> 192.0.2.9.500: udp 438',
    '16:36:07.851943 port1 In IP 192.0.2.1.23668 > 192.0.2.9.tacacs: Flags [S], seq 963520346, win 29200, length 0',
    '3.100004 port2 out arp who-has 192.0.2.9 tell 192.0.2.1',
  ],
  read(line: Line, { text }: Reading): Draft<DebugRecord> | undefined {
    const head = text.slice(line.head, min(line.end, line.head + HEAD));
    if (!head.includes('> ') && !head.includes('arp ')) return undefined;
    const match = PACKET.exec(head) ?? DUMPED.exec(head);
    // Two endpoints alone, without time and interface, are not distinctive.
    if (!match || (match[0] === '' && line.stampStart < 0)) return undefined;
    const [nameStart, nameEnd] = match.indices?.groups?.['name'] ?? [match[0].length, match[0].length];
    return {
      kind: 'debug',
      start: line.start,
      end: line.next,
      form: 'sniffer',
      stampStart: line.stampStart,
      stampEnd: line.stampEnd,
      nameStart: line.head + nameStart,
      nameEnd: line.head + nameEnd,
      messageStart: line.head + match[0].length,
      messageEnd: line.end,
      tag: undefined,
    };
  },
};
