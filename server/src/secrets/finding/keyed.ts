import type { SecretForm } from '../../knowledge/secretWords';
import { isHexDigit, isLetter, type Span } from '../../syntax';
import { isMasked, isStandIn } from '../masked';
import { type FoundKind, isSecretClass } from '../types';
import { credentials, login } from './credentials';
import { firstCookie, headerSecrets } from './headers';
import { hostOfScheme } from './hosts';
import type { Key } from './key';
import { keysOf, isCompleteAt } from './keys';
import { stopAfter } from './lookAhead';
import { fits, fitsAt, isKnownWord, isName, isRandom } from './looks';
import { endsContent } from './elements';
import { takeHalves } from './logonName';
import { nameKeyAt } from './nameParts';
import type { Passage, Sink } from './passage';
import { valuesAt } from './phraseValues';
import { isSet, setting, withinLine } from './settings';
import { isPublicHost, serialsIn } from './shapes';
import { toolValues } from './tools';
import { pairValue, quotedValue, valueOfNamed } from './values';

/** Kinds whose value may be a domain and a user. */
const HALVED: ReadonlySet<FoundKind> = new Set<FoundKind>(['user', 'host']);
/** Kinds whose value may have dots without being a host. */
const DOTTED: ReadonlySet<FoundKind> = new Set<FoundKind>(['user', 'group', 'name']);
/** A value that is a mail address, a host name with a domain, or a URL. */
const SHAPED = /^[\w.+-]{1,64}@[\w-]+\.[\w.-]+$|^[\w-]+(?:\.[\w-]+)+(?::\d+)?$|:\/\//;
/** The same without host names, since names of users and groups may contain dots. */
const ADDRESS = /^[\w.+-]{1,64}@[\w-]+\.[\w.-]+$|^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$|:\/\//;

/** Takes the value of the key that ends with the word `[start, end)`; returns where to continue, or -1. */
export function keyed(passage: Passage, start: number, end: number, sink: Sink): number {
  const { text, from, to } = passage;
  const continues = text[end] === '-' && end < to;
  if (!continues && !mayHaveValue(text, end, to)) return -1;
  const bare = text[end] === ' ' && isLetter(text.charCodeAt(end + 1)) && text[end + 1] !== 'i';
  for (const key of keysOf(text.slice(start, end)) ?? []) {
    if ((bare && !formOf(key).isBare) || (continues && key.form !== 'phrase')) continue;
    if (!isCompleteAt(text, from, start, end, key)) continue;
    const last = valueOf({ passage, key, start, at: end, sink });
    if (last >= 0) return last;
  }
  return -1;
}

/** Minimum length of a token without a digit after `Bearer`: a shorter word is part of a sentence. */
const MIN_TOKEN_LENGTH = 12;

/** True if a value can start after a word. Most words that may be keys are part of a sentence. */
function mayHaveValue(text: string, end: number, to: number): boolean {
  if (end >= to) return false;
  const character = text.charCodeAt(end);
  // Line feed, carriage return, ) , - . ;
  return !(
    character === 10 ||
    character === 13 ||
    character === 41 ||
    (character >= 44 && character <= 46) ||
    character === 59
  );
}

/** A key, with its name at `[start, at)`. */
interface FoundKey {
  readonly passage: Passage;
  readonly key: Key;
  readonly start: number;
  readonly at: number;
  readonly sink: Sink;
}

interface Form {
  /** A letter may follow after a space: `Bearer abc`, `set passwd abc`, `<NameID Format=`. */
  readonly isBare?: true;
  /** Every value is a secret, whatever it looks like. */
  readonly isSecret?: true;
  /** Takes the value; returns where to continue, or -1. */
  readonly read: (foundKey: FoundKey) => number;
}

/** Forms of keys that are found word by word. */
const FORMS: Readonly<Partial<Record<SecretForm, Form>>> = {
  sized: { isSecret: true, read: sized },
  bearer: { isBare: true, isSecret: true, read: bearer },
  set: { isBare: true, read: ({ passage, key, at, sink }) => setting(passage, key, at, sink) },
  'setting-end': { isBare: true, isSecret: true, read: settingEnd },
  phrase: { isBare: true, read: phrase },
  tool: { isBare: true, read: tool },
  login: { isBare: true, isSecret: true, read: ({ passage, at, sink }) => login(passage, at, sink) },
  credentials: {
    isBare: true,
    isSecret: true,
    read: ({ passage, at, sink }) => credentials(passage, at, sink),
  },
  header: { read: header },
  element: { isBare: true, read: element },
  rdn: { read: rdn },
  path: { read: path },
  scheme: { read: ({ passage, at, sink }) => hostOfScheme(passage, at, sink) },
};
const PAIR: Form = { read: pair };

function formOf({ form }: Key): Form {
  return FORMS[form] ?? PAIR;
}

function valueOf(foundKey: FoundKey): number {
  const { key, sink } = foundKey;
  const { isSecret, read } = formOf(key);
  const secret = isSecret ?? (key.value !== undefined && isSecretClass(key.kind));
  return secret || sink.identities || key.kind === 'session' ? read(foundKey) : -1;
}

const BEARER = /^( )([\w.~+/=-]{6,})/;
/** The same, or in the next string of JSON: `["ENC", "AAAA"]`. */
const ENCRYPTED = /^( |"\s{0,4},\s{0,40}")([\w.~+/=-]{6,})/;
const MAX_BEARER = 4096;

function bearer({ passage: { text, to }, key, at, sink }: FoundKey): number {
  const form = key.kind === 'run' ? ENCRYPTED : BEARER;
  const match = form.exec(text.slice(at, Math.min(to, at + MAX_BEARER)));
  const [, gap = '', token = ''] = match ?? [];
  const isToken = key.value ? fits(token, key) : /\d/.test(token) || token.length >= MIN_TOKEN_LENGTH;
  if (!match || !isToken || (!key.value && isStandIn(token))) return -1;
  const start = at + gap.length;
  sink.take(key.kind, start, start + token.length);
  return start + token.length;
}

function settingEnd({ passage, key, at, sink }: FoundKey): number {
  return isSet(passage.text, passage.from, at) ? setting(passage, key, at, sink) : -1;
}

function phrase({ passage, start, at, sink }: FoundKey): number {
  takeAll(passage, valuesAt(passage.text, start, at, passage.to), sink);
  return -1;
}

function tool({ passage, at, sink }: FoundKey): number {
  takeAll(passage, toolValues(passage.text, passage.from, at, passage.to), sink);
  return -1;
}

function path({ passage, key, at, sink }: FoundKey): number {
  const { text, to } = passage;
  if (key.value === 'random') {
    takeTokens(passage, key, at + 1, sink);
    return -1;
  }
  let end = at + 1;
  while (end < to && /[\w.-]/.test(text[end] ?? '')) end++;
  if (end > at + 1 && fits(text.slice(at + 1, end), key)) sink.take(key.kind, at + 1, end);
  return at;
}

/** `name=value` and similar. */
function pair(foundKey: FoundKey): number {
  const { passage, key, at } = foundKey;
  const span = spanOf(passage, key, at);
  if (!span) return -1;
  const credentials = key.kind === 'session' ? credentialsAfter(passage, span) : undefined;
  return takePair(foundKey, credentials ?? span);
}

/** Takes the value of a pair if it fits its key; returns where to continue, or -1. */
function takePair({ passage, key, at, sink }: FoundKey, span: Span): number {
  const { text } = passage;
  const end = sink.identities ? span.end : withinLine(passage, span);
  const value = text.slice(span.start, end);
  if (!fitsAt(passage, { start: span.start, end }, key) || isMasked(value))
    return key.value === undefined || isCode(key) ? -1 : Math.max(at, span.start);
  // A mail address, host or IP address in the value gets a stand-in of its own kind.
  const own = DOTTED.has(key.kind) ? ADDRESS : SHAPED;
  if (key.value === undefined && own.test(value)) return -1;
  if (HALVED.has(key.kind) && takeHalves(passage, span.start, end, sink)) return end;
  // `RelayState=magic=value`: skip the name of the inner pair.
  const inner = key.kind === 'session' ? (INNER_NAME.exec(value)?.[0].length ?? 0) : 0;
  sink.take(key.kind, span.start + inner, end);
  return end;
}

/** An HTTP authentication scheme and its credentials: `SharedKey account:signature`. */
const SCHEME = /^[A-Z][A-Za-z]{2,15}$/;
const CREDENTIALS = /^ (?!\w{1,24}=["'])(?=\S*\d)([^\s"',;<>]{12,})/;
const MAX_CREDENTIALS = 4096;

/** The credentials after a scheme; undefined if the value is not a scheme. */
function credentialsAfter({ text, to }: Passage, { start, end }: Span): Span | undefined {
  if (text[end] !== ' ' || !SCHEME.test(text.slice(start, end))) return undefined;
  const found = CREDENTIALS.exec(text.slice(end, Math.min(to, end + MAX_CREDENTIALS)))?.[1];
  return found === undefined ? undefined : { start: end + 1, end: end + 1 + found.length };
}

const INNER_NAME = /^[a-z_]{2,16}=(?=[^=]{6})/i;

function spanOf(passage: Passage, key: Key, at: number): Span | undefined {
  if (key.suffix === '?') return afterQuestion(passage.text, at + 1, passage.to);
  if (key.form !== 'quoted')
    return pairValue(passage, at, key) ?? (isSecretClass(key.kind) ? undefined : valueOfNamed(passage, at));
  const span = quotedValue(passage, at);
  // `[1907:root:1c]` is the beginning of another line, printed after this one.
  return span && TAG.test(passage.text.slice(span.start, span.end)) ? undefined : span;
}

/** A process, a virtual domain and a connection. */
const TAG = /^\d{1,9}:[\w.-]{1,31}:[\da-f]{1,16}$/i;

/** Maximum length of a URL path to read, in UTF-16 code units. */
const MAX_PATH = 512;
const MAX_BEFORE = 160;
/** The path of a URL whose host has a dot, not a file path. */
const OF_HOST = /[\w-]\.[a-z]{2,20}(?::\d{1,5})?\/\S*$/i;

/** True for a key of a numeric code. A value that does not fit may still match another meaning of the name. */
function isCode({ value }: Key): boolean {
  return value === 'digits' || value === 'six-digits';
}

/** Takes the random parts of a path: anyone who knows the URL of a webhook can send to it. */
function takeTokens(passage: Passage, { kind }: Key, start: number, sink: Sink): void {
  const { text, to } = passage;
  if (!OF_HOST.test(text.slice(Math.max(0, start - MAX_BEFORE), start))) return;
  const [path = ''] = /^[\w./@%~=-]*/.exec(text.slice(start, Math.min(to, start + MAX_PATH))) ?? [];
  const parts = [...path.matchAll(/[^/@]+/g)];
  if (!parts.some(({ 0: part }) => isToken(part))) return;
  for (const { 0: part, index } of parts)
    if (isToken(part) || PATH_ID.test(part)) sink.take(kind, start + index, start + index + part.length);
}

/** A team or channel id next to the token of a webhook. */
const PATH_ID = /^(?=[A-Z]*\d)[A-Z\d]{8,14}$/;

function isToken(part: string): boolean {
  return isRandom(part) || /^[\da-f]{32,}$/i.test(part);
}

/** Takes values identified by the text around them. That text is scanned like any other. */
function takeAll(
  passage: Passage,
  values: readonly ({ readonly kind: FoundKind } & Span)[],
  sink: Sink,
): void {
  for (const { kind, start, end } of values)
    if ((sink.identities || isSecretClass(kind)) && !isMasked(passage.text.slice(start, end)))
      sink.take(kind, start, end);
}

/** Takes the cookies of a line outside a parsed HTTP request. */
function header({ passage, at, sink }: FoundKey): number {
  const { text, to } = passage;
  if (text[at] !== ':') return -1;
  const limit = Math.min(to, at + MAX_HEADER);
  if (text[stopAfter(passage, at + 1, limit, firstCookie)] !== '=') return -1;
  const line = HEADER_VALUE.exec(text.slice(at + 1, limit))?.[0] ?? '';
  let last = -1;
  for (const { start, end } of headerSecrets('cookie', line)) {
    sink.take('session', at + 1 + start, at + 1 + end);
    last = at + 1 + end;
  }
  return last;
}

const MAX_HEADER = 1 << 14;
const HEADER_VALUE = /^[^\r\n]*/;

/** The text after `?`, unless it is `name=`. */
function afterQuestion(text: string, start: number, to: number): Span | undefined {
  let end = start;
  while (end < to && /[\w%~-]/.test(text[end] ?? '')) end++;
  return text[end] === '=' ? undefined : { start, end };
}

const SIZED = /^ ?(?:=|:)? ?\d{1,4}(?::| )(?=[0-9A-Fa-f]{8})/;

/** `SK_ei 16:528E...`, `key=16 528e...`. */
function sized({ passage, key, at, sink }: FoundKey): number {
  const { text, to } = passage;
  const head = SIZED.exec(text.slice(at, Math.min(to, at + 24)));
  if (!head) return grouped(passage, key, at, sink);
  const start = at + head[0].length;
  let end = start;
  while (end < to && isHexDigit(text.charCodeAt(end))) end++;
  sink.take(key.kind, start, end);
  return end;
}

const GROUPED = /^ ?: ?(?<value>[0-9A-Fa-f]{8,16}(?:-[0-9A-Fa-f]{8,16}){0,15})(?![\w-])/;

/** `SK_ei: 7f1c9a03b5e2d846-91b7e3f05d2ac864`, as in gateway lists. */
function grouped(passage: Passage, key: Key, at: number, sink: Sink): number {
  const { text, to } = passage;
  const value = GROUPED.exec(text.slice(at, Math.min(to, at + 300)))?.groups?.['value'];
  if (value === undefined) return -1;
  const start = text.indexOf(value, at);
  sink.take(key.kind, start, start + value.length);
  return start + value.length;
}

const MAX_ELEMENT_NAME = 64;

/** Takes the content of an element: `<NameID Format="...">value</NameID>`. */
function element({ passage, key, at, sink }: FoundKey): number {
  const { text, from, to } = passage;
  const earliest = Math.max(from, at - MAX_ELEMENT_NAME);
  let open = at - 1;
  while (open > earliest && /[\w:]/.test(text[open] ?? '')) open--;
  // `</NameID>` closes an element; the text after it is not its content.
  if (text[open] !== '<') return -1;
  const limit = Math.min(to, at + 1024);
  let start = at;
  while (start < limit && text[start] !== '>' && text[start] !== '<') start++;
  if (start >= limit || text[start] !== '>' || text[start - 1] === '/') return -1;
  start++;
  let end = start;
  end = stopAfter(passage, start, Math.min(to, start + (1 << 16)), endsContent);
  const value = text.slice(start, end);
  if (end <= start || isMasked(value) || (key.value !== undefined && !isNameOf(text, end, value, key)))
    return -1;
  sink.take(key.kind, start, end);
  return end;
}

/** True if a name before the end of its element fits its key. In a manual, `<user>` is a placeholder. */
function isNameOf(text: string, end: number, value: string, key: Key): boolean {
  return value.length <= MAX_ELEMENT_NAME && text.startsWith('</', end) && fits(value, key);
}

const MAX_RDN_LENGTH = 128;
const SERIAL = /^[A-Z\d]{16}$/;
/** A distinguished name ends before two spaces, or before a space and a name with a colon, an option, or a backslash. */
const RDN_VALUE =
  /^(?:\\[^\r\n]|[^\\,+/"'<>()[\]\r\n=\s:]|:(?![^\s/@:]{4,128}@)|(?<=\p{L})'(?=\p{L})|\/(?![\w.]{1,20}=)|[ \t](?![ \t]|\\(?:[ \t]|$)|--?[a-zA-Z]\w{0,23}[ =]|\w{2,20}:|\w{1,12}=)|(?<= )\([^()=\r\n]{1,60}\))*/u;

/** The whole value in quotes: `CN='User One'`. */
const QUOTED_RDN = /^(["'])([^"'\\\r\n]{1,120})\1(?!\w)/;

/** True if another part of a distinguished name is next to `[start, end)`: `st=` alone may be anything. */
function isBesidePart(text: string, from: number, start: number, end: number): boolean {
  return (
    /[,/+] ?$/.test(text.slice(Math.max(from, start - 2), start)) || NEXT_PART.test(text.slice(end, end + 24))
  );
}

const NEXT_PART = /^ ?[,/+] ?[A-Za-z]{1,18} ?=/;

/** The start of the value after `=` or ` = `, or -1. */
function rdnStart(text: string, at: number): number {
  if (text[at] === '=') return at + 1;
  if (text[at] !== ' ' || text[at + 1] !== '=') return -1;
  return text[at + 2] === ' ' ? at + 3 : at + 2;
}

/** True for a serial number, whose stand-in keeps the model. */
function isSerial(value: string): boolean {
  return SERIAL.test(value) && serialsIn(value, 0, value.length).length === 1;
}

/** A word after a blank that a value can follow: `dc=com password 'value'`. */
const NEXT_WORD = / (?=(\w{2,24})(?: ?[:='"<[(]| (?:is|was) | [^\s,=]{4,}$|$))/g;

/** Ends the value `[start, end)` of a distinguished name before the name of a secret, which has its own value. */
function beforeSecret(text: string, start: number, end: number, to: number): number {
  const slice = text.slice(start, Math.min(to, end + 4));
  for (const { index, 1: word = '' } of slice.matchAll(NEXT_WORD)) {
    const at = start + index + 1;
    if (at < end && nameKeyAt(text, at, at, at + word.length)?.kind !== undefined) return at - 1;
  }
  return end;
}

/** Takes the value of one part of a distinguished name in quotes at `start`, `CN='User One'`. */
function quotedRdn({ text, to }: Passage, key: Key, start: number, sink: Sink): number {
  const value = QUOTED_RDN.exec(text.slice(start, Math.min(to, start + MAX_RDN_LENGTH)))?.[2] ?? '';
  if (!isName(value, true) || isMasked(value) || isPublicHost(value) || isSerial(value)) return -1;
  sink.take(key.kind, start + 1, start + 1 + value.length);
  return start + 1 + value.length;
}

/** Takes the value of one part of a distinguished name, `CN=User One`. */
function rdn({ passage, key, start: name, at, sink }: FoundKey): number {
  const { text, from, to } = passage;
  const start = rdnStart(text, at);
  if (start < 0) return -1;
  if (key.value === undefined && (text[start] === '"' || text[start] === "'"))
    return quotedRdn(passage, key, start, sink);
  const [rdnValue = ''] = RDN_VALUE.exec(text.slice(start, Math.min(to, start + MAX_RDN_LENGTH))) ?? [];
  const end = beforeSecret(text, start, start + rdnValue.trimEnd().length, to);
  const value = text.slice(start, end);
  if (end === start || (key.value === 'beside' && !isBesidePart(text, from, name, end))) return -1;
  if (isKnownWord(value)) {
    // Keep all of it: a part of it cut by a terminal would be read as a name.
    sink.take('kept', start, end);
    return end;
  }
  if (!fits(value, key) || isMasked(value) || isPublicHost(value) || isSerial(value)) return -1;
  sink.take(key.kind, start, end);
  return end;
}
