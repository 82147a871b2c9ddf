import { max, min } from '../integers';
import {
  type DebugRecord,
  detached,
  matchesIn,
  type PhraseMatch,
  type SentencePacket,
  type Source,
  JOINTS,
  WRAPS,
  isWrapped,
  withoutRuns,
} from '../syntax';

/** The source and destination of a packet, from a line of the debug flow. Missing parts are empty. */
export interface PacketHead {
  /** The IP protocol number. */
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: string;
  readonly target: string;
  readonly targetPort: string;
  /** The ingress interface; `local` if the unit sends the packet. */
  readonly from: string;
  /** The TCP flags as FortiOS writes them, `S.` for SYN and ACK. */
  readonly flags: string;
}

/** What a line of the debug flow says about its packet. */
export interface FlowLine {
  readonly record: DebugRecord;
  /** The trace number, with the module that counts it. */
  readonly trace: string;
  readonly meaning: SentencePacket | undefined;
  /** The values of the placeholders of its sentence. */
  readonly facts: Readonly<Record<string, string>>;
  readonly head: PacketHead | undefined;
}

/** Maximum length of a line that is compared with sentences, in UTF-16 code units. */
const MAX_LINE = 600;
const TRACE = /trace_id=(?<trace>\d{1,9})/;
/** The fields before the message of a line. A terminal can have wrapped it anywhere. */
const BEFORE = /^\s?(?:line=\d{1,6}\s?)?(?:msg=\s?)?(?:\*\*)?["”“″]?/;
const AFTER = /(?:["”“″](?:\*\*)?(?:<-{1,20}.*)?|\s<-{1,20}.*)$/;
/** Addresses can be masked: `192.168.XX.XX`. */
const TUPLE = /proto=(?<protocol>\d{1,3}), ?(?<from>[\da-fA-FxX*.:]{2,60})->(?<to>[\da-fA-FxX*.:]{2,60})\)/;
const PROTOCOL = /proto=(?<protocol>\d{1,3})/;
const INTERFACE =
  /[) ]from ?(?<name>[\w./-](?:[\w./ -]{0,33}[\w./-])?)(?:\.(?=\s|flag|type|$)|(?<= from local)$)/;
const FLAGS = /flag ?\[(?<flags>[A-Z.]{1,10})\]/;

/** Reads a line of the debug flow. */
export function flowLineOf(text: Source, record: DebugRecord): FlowLine {
  const { start, nameStart, nameEnd, messageStart, messageEnd, tag } = record;
  const trace = TRACE.exec(text.slice(start, max(nameStart, messageStart)))?.groups?.['trace'] ?? '';
  const module = tag ? text.slice(tag.start, tag.end) : '';
  const name = text.slice(nameStart, nameEnd);
  const raw = text.slice(messageStart, min(messageEnd, messageStart + MAX_LINE));
  const { words, match } = sentenceIn(raw, name);
  const meaning = match?.row.packet;
  return {
    record,
    trace: detached(`${module} ${trace}`),
    meaning,
    facts: match ? factsIn(words, match) : {},
    head: meaning === 'received' ? headIn(words) : undefined,
  };
}

/**
 * The message of a line and its sentence. A terminal wraps anywhere, a web page at a space, so both ways of joining
 * are tried.
 */
function sentenceIn(raw: string, name: string): { words: string; match: PhraseMatch | undefined } {
  const joined = isWrapped(raw)
    ? [raw.replace(WRAPS, ''), raw.replace(JOINTS, '').replace(WRAPS, ' ')]
    : [raw];
  const readings = joined.map(one => withoutRuns(decoded(one)).replace(BEFORE, '').replace(AFTER, ''));
  let found: { words: string; match: PhraseMatch } | undefined;
  for (const words of readings) {
    const message = { text: words, from: 0, start: 0, wrapped: undefined, name, daemon: 'flow' };
    const match = matchesIn(message).find(({ row }) => row.packet);
    // Joined the other way, the message can match a sentence with a more specific meaning than a drop.
    if (match && (!found || found.match.row.packet === 'dropped')) found = { words, match };
  }
  return found ?? { words: readings[0] ?? '', match: undefined };
}

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  '#34': '"',
  gt: '>',
  lt: '<',
  amp: '&',
  '#10': ' ',
};

/** Text copied from web pages has characters as entities. */
function decoded(text: string): string {
  return text.includes('&')
    ? text.replace(/&(#?\w{1,5});/g, (whole, name: string) => ENTITIES[name] ?? whole)
    : text;
}

function factsIn(words: string, { holes }: PhraseMatch): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const { name, start, end } of holes) facts[name] = detached(words.slice(start, end));
  return facts;
}

function headIn(words: string): PacketHead {
  const { protocol, from = '', to = '' } = groupsOf(TUPLE, words);
  const [source, sourcePort] = endpoint(from);
  const [target, targetPort] = endpoint(to);
  return detached({
    protocol: protocol ?? groupsOf(PROTOCOL, words)['protocol'] ?? '',
    source,
    sourcePort,
    target,
    targetPort,
    from: groupsOf(INTERFACE, words)['name'] ?? '',
    flags: groupsOf(FLAGS, words)['flags'] ?? '',
  });
}

const NO_GROUPS: Readonly<Record<string, string | undefined>> = {};

/** The named groups of a match; empty if the pattern does not match. */
function groupsOf(pattern: RegExp, text: string): Readonly<Record<string, string | undefined>> {
  return pattern.exec(text)?.groups ?? NO_GROUPS;
}

/** An address and its port: `192.0.2.1:443`, `2001:db8::1:443`. */
function endpoint(text: string): readonly [address: string, port: string] {
  const colon = text.lastIndexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
