import { type DebugRecord, detached, messageText, type Source, type Span, Within } from '../syntax';
import type { SniffedPacket } from './types';

/** Maximum length of the part of a packet's text that is read, in UTF-16 code units. */
const MAX_PACKET = 300;
/** The two ends: an address, a dot and a port. */
const ADDRESSES =
  /^(?<source>[\da-fA-F.:]{3,60})\.(?<from>[\w-]{1,16}) -?> (?<target>[\da-fA-F.:]{3,60})\.(?<to>[\w-]{1,16}): (?<content>.*)$/s;
const ECHO =
  /^(?<source>[\da-fA-F.:]{3,60}) -?> (?<target>[\da-fA-F.:]{3,60}): icmp6?(?::|,)? echo (?<what>request|reply)\b/i;
const TCP = /^(?<flag>syn|fin|rst|psh|ack|Flags \[[A-Z.]{1,6}\],)(?<rest>[^\r\n]{0,80})/;
const UDP = /^(?:udp \d|UDP, |RADIUS, |isakmp: |NONESP-encap: )/;
/** Ports that the sniffer prints by name. */
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

/** Reads a line of the packet sniffer; undefined if it is neither a TCP or UDP packet nor a ping. */
export function sniffedPacketOf(text: Source, record: DebugRecord): (Within & SniffedPacket) | undefined {
  const message = messageText(text, record, MAX_PACKET);
  const packet = message.includes('cho re') ? pingIn(message) : packetIn(message);
  if (!packet) return undefined;
  const seen = {
    interface: text.slice(record.nameStart, record.nameEnd),
    direction: directionOf(text.slice(record.nameEnd, record.messageStart)),
  };
  return Object.assign(
    new Within(record, record.messageStart, record.messageEnd),
    detached({ ...packet, ...seen }),
  );
}

/** What the text of a packet says, without what precedes it. */
type Packet = Omit<SniffedPacket, keyof Span | 'interface' | 'direction'>;

function pingIn(message: string): Packet | undefined {
  const { source, target = '', what = '' } = ECHO.exec(message)?.groups ?? {};
  if (source === undefined) return undefined;
  const kind = what.toLowerCase() === 'reply' ? 'echo-reply' : 'echo';
  return { kind, source, sourcePort: 0, target, targetPort: 0, id: '' };
}

function packetIn(message: string): Packet | undefined {
  const groups = ADDRESSES.exec(message)?.groups;
  if (!groups) return undefined;
  const { source = '', from = '', target = '', to = '', content = '' } = groups;
  const transport = transportOf(content);
  if (!transport) return undefined;
  const { kind, rest } = transport;
  return {
    kind,
    source,
    sourcePort: portOf(from),
    target,
    targetPort: portOf(to),
    // A packet that is seen at two interfaces has the same first number at both.
    id: kind === 'udp' ? '' : `${from} ${rest}`,
  };
}

/** The kind of a packet, and the text after its flags; undefined if it is neither TCP nor UDP. */
function transportOf(
  content: string,
): { readonly kind: SniffedPacket['kind']; readonly rest: string } | undefined {
  const tcp = TCP.exec(content)?.groups;
  if (!tcp) return UDP.test(content) ? { kind: 'udp', rest: '' } : undefined;
  const { flag = '', rest = '' } = tcp;
  return { kind: kindOf(flag, rest), rest };
}

function portOf(name: string): number {
  return PORTS.get(name) ?? Number(name);
}

function kindOf(flag: string, rest: string): SniffedPacket['kind'] {
  if (flag === 'syn' || /\[S\.?\]/.test(flag)) return / ack \d/.test(rest) ? 'syn-ack' : 'syn';
  return flag === 'rst' || flag.includes('R') ? 'rst' : 'tcp';
}

function directionOf(before: string): SniffedPacket['direction'] {
  const word = DIRECTION.exec(before)?.groups?.['direction']?.toLowerCase();
  return word === 'in' || word === 'out' ? word : '';
}
