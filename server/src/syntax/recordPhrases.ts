import { min } from '../integers';
import {
  COLON,
  FILLER,
  isLineBreak,
  isSpace,
  isWrapped,
  MINUS,
  SPACE,
  skipDigits,
  skipWord,
  WRAPS,
} from './characters';
import { DAEMONS, daemonsThat, namesBy } from '../knowledge/domains/daemons';
import { withoutRuns } from './blanks';
import { asPrinted, lengthAt } from './printed';
import {
  ANY,
  BARE,
  CLI,
  type HoleRole,
  HOLES,
  type PhraseMatch,
  type SentenceRow,
  type Phrases,
  PHRASES,
} from './phrases';
import { MAX_EVENT, eventMessage } from './events';
import type { Message } from './message';
import { MAX_SERVER_LINE, serverMessage } from './serverLog';
import { type CaptureRecord, type DebugRecord, messageSpan, type Span } from './records';
import type { Source } from './source';

/** The value of a hole in a sentence, with its offsets in the capture. */
export interface HoleValue extends Span {
  readonly name: string;
  readonly role: HoleRole;
  /** Without line breaks from terminal wrapping. */
  readonly text: string;
}

/** A known sentence of a record, with its offsets in the capture. */
export interface RecordPhrase extends Span {
  readonly row: SentenceRow;
  readonly values: readonly HoleValue[];
}

/** How much of a message is matched against sentences, in UTF-16 code units. */
const MAX_SENTENCE = 400;
/** Maximum number of digits in the number of a source line. */
const MAX_LINE_DIGITS = 5;
const MIN_FUNCTION = 3;
/** `(2) facauth: ` and `(2) eap_ttls: `. */
const RADIUS_HEAD = /^(?:\(\d{1,9}\) {0,3})?(?:([a-z_]{2,20}): )?/;
const MAX_RADIUS_HEAD = 40;
/** Maximum number of places per message at which sentences of `ANY` are tried. */
const MAX_REPEATS = 16;

/** How the messages of a template are read, if they are in the capture as they were printed. */
interface MessagePlan extends Pick<Message, 'from' | 'daemon'> {
  /** The length of the text, in UTF-16 code units. */
  readonly length: number;
}

declare module './template' {
  interface TemplateFacts {
    message: MessagePlan | 'none';
  }
}

/** Names that come from the knowledge: a template keeps no text of a capture. */
const KNOWN_DAEMONS: ReadonlySet<string> = new Set([BARE, 'forticldd', ...DAEMONS.map(({ name }) => name)]);

/** The message of a debug line. */
export function messageIn(text: Source, record: DebugRecord): Message {
  const facts = record.template?.facts;
  const plan = facts?.message;
  if (plan === undefined || plan === 'none') {
    const message = readMessage(text, record);
    if (facts && !plan) facts.message = planOf(text, record, message);
    return message;
  }
  const { nameStart, nameEnd, messageStart: start } = record;
  const { length, from, daemon } = plan;
  const name = text.slice(nameStart, nameEnd);
  return { text: text.slice(start, start + length), from, start, wrapped: undefined, name, daemon };
}

function planOf(
  text: Source,
  { nameStart, nameEnd, messageStart }: DebugRecord,
  message: Message,
): MessagePlan | 'none' {
  const { text: said, from, start, wrapped, name, daemon, about, failed } = message;
  const isPlain =
    wrapped === undefined &&
    start === messageStart &&
    text.startsWith(said, start) &&
    name === text.slice(nameStart, nameEnd);
  const isOfTemplate = about === undefined && failed === undefined && KNOWN_DAEMONS.has(daemon);
  return isPlain && isOfTemplate ? { length: said.length, from, daemon } : 'none';
}

function readMessage(text: Source, record: DebugRecord): Message {
  const { form, nameStart, nameEnd, messageStart, messageEnd } = record;
  const name = text.slice(nameStart, nameEnd);
  if (form === 'connection' && name === '')
    return withFunction(plainMessage(text, { start: messageStart, end: messageEnd }));
  const daemon = daemonOf(text, record, name);
  if (form === 'event-log')
    return eventMessage(messageAt(text, messageStart, messageEnd, name, daemon, MAX_EVENT));
  if (form === 'server-log')
    return serverMessage(messageAt(text, messageStart, messageEnd, name, daemon, MAX_SERVER_LINE));
  const message = messageAt(text, messageStart, messageEnd, name, daemon);
  if (daemon === 'radiusd') return withModule(message);
  // A terminal may have wrapped the line before the colon after the connection.
  if (form !== 'ike' || message.text.charCodeAt(0) !== COLON) return message;
  return { ...message, from: isSpace(message.text.charCodeAt(1)) ? 2 : 1 };
}

/** A sentence without a prefix. */
export function plainMessage(text: Source, { start, end }: Span): Message {
  return messageAt(text, start, end, '', BARE);
}

function messageAt(
  text: Source,
  start: number,
  end: number,
  name: string,
  daemon: string,
  length = MAX_SENTENCE,
): Message {
  const raw = text.slice(start, min(end, start + length));
  const hasWraps = isWrapped(raw);
  const joined = hasWraps ? raw.replace(WRAPS, '') : raw;
  const plain = withoutRuns(asPrinted(joined)).trimEnd();
  const isLonger = hasWraps || plain.length < joined.trimEnd().length;
  return { text: plain, from: 0, start, wrapped: isLonger ? raw : undefined, name, daemon };
}

/** A message of FortiAuthenticator's RADIUS server, with request number and module before the sentence. */
function withModule(plain: Message): Message {
  const head = RADIUS_HEAD.exec(plain.text.slice(0, MAX_RADIUS_HEAD));
  if (!head) return plain;
  return { ...plain, from: head[0].length, name: '', daemon: head[1] === 'facauth' ? 'facauth' : 'radiusd' };
}

/** An sslvpn line whose function and line number are in the message because a terminal wrapped them. */
function withFunction(plain: Message): Message {
  const { text } = plain;
  const nameEnd = skipWord(text, 0, text.length);
  const digits = skipDigits(text, nameEnd + 1, min(text.length, nameEnd + 1 + MAX_LINE_DIGITS));
  const names =
    nameEnd >= MIN_FUNCTION &&
    text.charCodeAt(nameEnd) === COLON &&
    digits > nameEnd + 1 &&
    text[digits] === ' ';
  return names
    ? { ...plain, from: digits + 1, name: text.slice(0, nameEnd), daemon: 'sslvpn' }
    : { ...plain, daemon: 'sslvpn' };
}

/** The daemons of forms that only one daemon prints. */
const DAEMON_OF_FORM: Readonly<Partial<Record<DebugRecord['form'], string>>> = {
  connection: 'sslvpn',
  ike: 'ike',
  flow: 'flow',
  epoch: 'eap_proxy',
  pointer: 'wad',
  wireless: 'hostapd',
  fgfm: 'fgfmd',
  'collector-agent': 'fsso_ca',
  'event-log': 'event log',
  'server-log': 'server log',
};
/** Daemons by their names in a system log. */
const LOGGED_DAEMONS = namesBy(({ systemLog }) => systemLog);

/** The daemon that prints a line, by its form and its function. */
function daemonOf(text: Source, { form, tag, nameEnd }: DebugRecord, name: string): string {
  switch (form) {
    case 'system-log':
      // A line without a name is one of the RADIUS server.
      return LOGGED_DAEMONS.get(name) ?? (name || 'radiusd');
    case 'http-daemon':
      return tag ? (text.slice(tag.start, tag.end).split(' ', 1)[0] ?? '') : BARE;
    case 'line-function':
      // forticldd has a colon after its function, fnbamd a hyphen.
      if (text.charCodeAt(nameEnd) === MINUS) return 'fnbamd';
      return daemonWithLine(name);
    case 'bracketed-function':
      return bracketedDaemon(text, nameEnd, name) ?? daemonOfFunction(name);
    case 'function-line':
      if (name === '') return BARE;
      return UPDATE.test(text.slice(nameEnd, nameEnd + MAX_LINE_DIGITS + 3))
        ? 'update'
        : daemonOfFunction(name);
    default:
      return DAEMON_OF_FORM[form] ?? BARE;
  }
}

/** Only the FortiGuard update prints this after a function: the line number and a hyphen. */
const UPDATE = /^\[\d{1,5}\]-/;
const BRACKETED = namesBy(({ bracketed }) => bracketed);

/** The daemon of `[ems_connect:120] `, whose functions print no colon after the line number. */
function bracketedDaemon(text: Source, nameEnd: number, name: string): string | undefined {
  const digits = /^:\d{1,5}\] /.test(text.slice(nameEnd, nameEnd + MAX_LINE_DIGITS + 3));
  return digits ? BRACKETED.get(firstPart(name)) : undefined;
}

/** Daemons by whole names, by the first parts of the names of their functions, and by other parts of them. */
const BY_TAG = namesBy(({ tags }) => tags);
const BY_FIRST_PART = namesBy(({ functions }) => functions);
const BY_PART = [...namesBy(({ functionsWith }) => functionsWith)];

function daemonOfFunction(name: string): string {
  const first = firstPart(name);
  return (
    BY_TAG.get(name) ??
    BY_PART.find(([part]) => name.includes(part))?.[1] ??
    BY_FIRST_PART.get(first) ??
    first
  );
}

/** Daemons whose names begin those of their functions; the other functions with a line before and a colon are forticldd's. */
const WITH_LINE = daemonsThat(({ name, functions }) => (functions?.includes(name) ? true : undefined));

function daemonWithLine(name: string): string {
  const daemon = daemonOfFunction(name);
  return WITH_LINE.has(daemon) ? daemon : 'forticldd';
}

/** The first part of a function's name, which names its daemon: `ftm` in `ftm_fc_comm_connect`. */
function firstPart(name: string): string {
  let from = 0;
  while (name[from] === '_') from++;
  const end = name.indexOf('_', from);
  return name.slice(from, end < 0 ? name.length : end);
}

/** The sentences that match a message, most specific first; offsets are in `message.text`. */
export function matchesIn({ text, from, name, daemon }: Message, phrases = PHRASES): readonly PhraseMatch[] {
  return phrases.find(text, from, name, daemon);
}

/** The place in the capture of a part of `message.text`. */
export function placeIn({ start, wrapped }: Message, part: Span): Span {
  if (wrapped === undefined) return { start: start + part.start, end: start + part.end };
  const first = start + unwrapped(wrapped, part.start);
  if (part.end <= part.start) return { start: first, end: first };
  const last = unwrapped(wrapped, part.end - 1);
  return { start: first, end: start + last + lengthAt(wrapped, last) };
}

/** The offset in the raw text of the character at `offset` of its message. */
function unwrapped(raw: string, offset: number): number {
  let at = 0;
  let isAfterBlank = false;
  for (let seen = 0; at < raw.length; at += lengthAt(raw, at)) {
    if (isLineBreak(raw.charCodeAt(at))) {
      while (raw.charCodeAt(at + 1) === FILLER) at++;
      continue;
    }
    const isBlank = raw.charCodeAt(at) === SPACE || raw.startsWith('&nbsp;', at);
    if (isBlank && isAfterBlank) continue;
    isAfterBlank = isBlank;
    if (seen++ === offset) break;
  }
  return at;
}

/**
 * The known sentences of a record with the values of their holes: those of its function and daemon, most specific first,
 * then those of `ANY`.
 */
export function phrasesIn(text: Source, record: CaptureRecord, phrases = PHRASES): RecordPhrase[] {
  const message = messageOfRecord(text, record);
  const own = SENTENCE_KINDS.has(record.kind) ? matchesIn(message, phrases) : [];
  return [...own, ...anywhere(message, phrases)].map(match => ({
    row: match.row,
    ...placeIn(message, match),
    values: match.holes.map(hole => ({
      name: hole.name,
      role: HOLES[hole.name] ?? 'text',
      text: message.text.slice(hole.start, hole.end),
      ...placeIn(message, hole),
    })),
  }));
}

/** The matches of `ANY`. A sentence can occur several times in a message. */
function anywhere({ text, from }: Message, phrases: Phrases): PhraseMatch[] {
  const all: PhraseMatch[] = [];
  let at = from;
  for (let count = 0; count < MAX_REPEATS; count++) {
    const found = phrases.find(text, at, '', ANY);
    if (found.length === 0) break;
    all.push(...found.filter(match => !all.some(({ row, end }) => row === match.row && end === match.end)));
    at = Math.max(at + 1, Math.min(...found.map(({ end }) => end)));
  }
  return all;
}

/** Kinds of records that consist of one sentence. */
const SENTENCE_KINDS: ReadonlySet<CaptureRecord['kind']> = new Set(['debug', 'sentence', 'cli-error']);

function messageOfRecord(text: Source, record: CaptureRecord): Message {
  switch (record.kind) {
    case 'debug':
      return messageIn(text, record);
    case 'command':
      return plainMessage(text, record.command);
    case 'cli-error':
      return { ...plainMessage(text, record.message), daemon: CLI };
    default:
      return plainMessage(text, messageSpan(record));
  }
}
