import { type DebugRecord, detached, messageOf, type Source, Within } from '../syntax';
import type { SniffedPacket } from './types';

/** How much of the text of a packet is read, in UTF-16 code units. */
const MAX_PACKET = 300;
/** The two ends: an address, a dot and its port. */
const ENDS =
  /^(?<source>[\da-fA-F.:]{3,60})\.(?<from>[\w-]{1,16}) -?> (?<target>[\da-fA-F.:]{3,60})\.(?<to>[\w-]{1,16}): (?<said>.*)$/s;
const TCP = /^(?<flag>syn|fin|rst|psh|ack|Flags \[[A-Z.]{1,6}\],)(?<rest>[^\r\n]{0,80})/;
const UDP = /^(?:udp \d|UDP, |RADIUS, |isakmp: |NONESP-encap: )/;
/** Ports that a dump of packets names. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ['tacacs', 49],
  ['ldap', 389],
  ['ldaps', 636],
  ['isakmp', 500],
  ['radius', 1812],
  ['radius-acct', 1813],
  ['ipsec-nat-t', 4500],
]);
const DIRECTION = / (?<direction>in|out) +(?:IP6? )?$/i;

/** What a line of the packet sniffer says, if it is a packet of TCP or UDP. */
export function sniffedPacketOf(text: Source, record: DebugRecord): (Within & SniffedPacket) | undefined {
  const groups = ENDS.exec(messageOf(text, record, MAX_PACKET))?.groups;
  if (!groups) return undefined;
  const { source = '', from = '', target = '', to = '', said = '' } = groups;
  const tcp = TCP.exec(said)?.groups;
  if (!tcp && !UDP.test(said)) return undefined;
  const { flag = '', rest = '' } = tcp ?? {};
  const before = text.slice(record.nameEnd, record.messageStart);
  const about = {
    kind: tcp ? kindOf(flag, rest) : 'udp',
    source,
    sourcePort: PORTS.get(from) ?? Number(from),
    target,
    targetPort: PORTS.get(to) ?? Number(to),
    direction: directionOf(before),
    // The same packet is seen at two interfaces: its first number is the same.
    id: tcp ? `${from} ${rest}` : '',
  } as const;
  return Object.assign(new Within(record, record.messageStart, record.messageEnd), detached(about));
}

function kindOf(flag: string, rest: string): SniffedPacket['kind'] {
  if (flag === 'syn' || /\[S\.?\]/.test(flag)) return / ack \d/.test(rest) ? 'syn-ack' : 'syn';
  return flag === 'rst' || flag.includes('R') ? 'rst' : 'tcp';
}

function directionOf(before: string): SniffedPacket['direction'] {
  const word = DIRECTION.exec(before)?.groups?.['direction']?.toLowerCase();
  return word === 'in' || word === 'out' ? word : '';
}
