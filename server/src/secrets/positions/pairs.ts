import { max, min } from '../../integers';
import { isDigit, isSpace, SPACE, type Span } from '../../syntax';
import { isWordAt, splitName } from '../chunks';
import { isMasked } from '../masked';
import { elementNames, MAX_WORDS, mayEndName, type Name, namesOf, valueEnd } from '../secretNames';
import { type FoundKind, isSecretClass } from '../types';
import { fits } from './looks';

const COLON = 58;
const EQUALS = 61;
const SLASH = 47;
const LESS = 60;
const QUOTES = '"\'`“”»«\\';
/** The longest name with the words before it, in UTF-16 code units. */
const MAX_NAME = 64;
/** The scheme before the credentials of a header. */
const SCHEME = /^(?:bearer|basic|digest|token|negotiate|ntlm|apikey|ssws)$/i;
const VERB = ' is ';
const DIGITS_AND_STOP = /^\d+\.$/;
/** A sentence goes on after a word: `password: the user has none`. */
const GOES_ON = /^[ \t]+[a-z]+(?:[ \t]|[.,;:!?)]?$)/;

/** Receives a value and its place. */
export type Take = (kind: FoundKind, start: number, end: number) => void;

/** A value of a name, and its kind. */
interface Value extends Span {
  readonly kind: FoundKind;
}

const NO_VALUES: readonly Value[] = [];

/** By code unit: whether it can separate a name from its value. */
const MAY_SEPARATE = new Uint8Array(128);
for (const code of [LESS, COLON, EQUALS, SPACE]) MAY_SEPARATE[code] = 1;

/** Takes the values of `[from, to)` that follow a name and a direct separator: `user=one`, `"password": "two"`. */
export function pairs(text: string, span: Span, identities: boolean, known: NamesBefore, take: Take): void {
  for (let at = span.start; at < span.end; at++) {
    // Most code units begin nothing, so this check is all that they cost.
    if (!MAY_SEPARATE[text.charCodeAt(at)]) continue;
    const values = valuesAt(text, at, span, known);
    for (const { kind, start, end } of values) if (identities || isSecretClass(kind)) take(kind, start, end);
    // The text of an element can hold pairs.
    if (text.charCodeAt(at) !== LESS) at = max(at, (values[values.length - 1]?.end ?? 0) - 1);
  }
}

/** The values after the separator at `at`, if there is one. */
function valuesAt(text: string, at: number, span: Span, known: NamesBefore): readonly Value[] {
  switch (text.charCodeAt(at)) {
    case LESS:
      return elementAt(text, at, span.end);
    case COLON:
      return text.charCodeAt(at + 1) === SLASH
        ? (accountInUrl(text, at, span.end) ?? NO_VALUES)
        : colonPair(text, at, span, known);
    case EQUALS: {
      const names = known.of(text, span.start, at);
      return names.length > 0 ? pairOf(text, at + 1, names, span, known) : namePart(text, at, span);
    }
    case SPACE:
      if (!text.startsWith(VERB, at)) return NO_VALUES;
      return pairOf(text, at + VERB.length, known.of(text, span.start, at).filter(isOfDigits), span, known);
    default:
      return NO_VALUES;
  }
}

function colonPair(text: string, at: number, span: Span, known: NamesBefore): readonly Value[] {
  if (isBetweenDigits(text, at)) return NO_VALUES;
  return pairOf(text, at + 1, known.of(text, span.start, at), span, known);
}

/** The value at `at` or after further separators, if it fits one of the names. */
function pairOf(
  text: string,
  at: number,
  names: readonly Name[],
  { end }: Span,
  known: NamesBefore,
): readonly Value[] {
  const value = names.length > 0 ? valueAfter(text, at, end, known) : undefined;
  if (!value) return NO_VALUES;
  const name = fitting(text, value, names, end);
  return name ? [{ kind: name.kind, start: value.start, end: value.end }] : NO_VALUES;
}

function isOfDigits({ value }: Name): boolean {
  return value === 'digits' || value === 'six-digits';
}

/** An element with text: `<ds:SignatureValue>…</`. */
const ELEMENT = /<(?:[\w-]{1,16}:)?([\w.-]{2,64})(?: [^<>]{0,128})?>([^<>\r\n]{1,4096})<\//y;

/** The value of the element that begins at `at`, if its name is that of a value. */
function elementAt(text: string, at: number, to: number): readonly Value[] {
  ELEMENT.lastIndex = at;
  const [all = '', name = '', value = ''] = ELEMENT.exec(text) ?? [];
  const end = at + all.length - '</'.length;
  if (all === '' || end > to || isMasked(value)) return NO_VALUES;
  const found = elementNames(name).find(one => one.isReported && fits(value, one));
  return found ? [{ kind: found.kind, start: end - value.length, end }] : NO_VALUES;
}

/** A user and a password before the host of a URL: `ftp://user:password@host`. */
const ACCOUNT = /:\/\/([^\s/:;@"'<>]{0,128})[:;]([^\s/"'<>]{1,128})@(?=[\w[])/y;

/** The user and the password of the URL whose scheme ends at `at`. */
function accountInUrl(text: string, at: number, to: number): readonly Value[] | undefined {
  ACCOUNT.lastIndex = at;
  const [all = '', user = '', password = ''] = ACCOUNT.exec(text) ?? [];
  if (all === '' || at + all.length > to) return undefined;
  const [start, end] = [at + '://'.length, at + all.length - 1];
  const found: Value[] = user === '' ? [] : [{ kind: 'user', start, end: start + user.length }];
  return [...found, { kind: 'password', start: end - password.length, end }];
}

/** The value after its length: `SK_ei 16:0F1E…`. */
const SIZED = /:[\da-f]{8}/iy;

/** True in a time or a port. */
function isBetweenDigits(text: string, at: number): boolean {
  if (!isDigit(text.charCodeAt(at - 1)) || !isDigit(text.charCodeAt(at + 1))) return false;
  SIZED.lastIndex = at;
  return !SIZED.test(text);
}

/** What is known of the words before separators: captures repeat the same few hundred. Lives as long as a finder. */
export class NamesBefore {
  readonly #mayEnd = new Map<string, boolean>();

  /** The names that end before the separator at `at`. */
  of(text: string, from: number, at: number): readonly Name[] {
    let end = at;
    while (end > from && at - end < 4 && isBetween(text, end - 1)) end--;
    if (end === from || !isWordAt(text, end - 1)) return NO_NAMES;
    const earliest = max(from, at - MAX_NAME);
    let start = end;
    while (start > earliest && isWordAt(text, start - 1)) start--;
    const word = text.slice(start, end);
    // The number after a name: `SK_ei 16:`.
    if (!(isDigit(text.charCodeAt(start)) && LENGTH.test(word)) && !this.#mayBeEnd(word)) return NO_NAMES;
    while (start > earliest && (isWordAt(text, start - 1) || ' -._'.includes(text[start - 1] ?? '\n')))
      start--;
    return namesOf(splitName(text.slice(start, end)).slice(-MAX_WORDS)).filter(
      ({ isReported }) => isReported,
    );
  }

  #mayBeEnd(word: string): boolean {
    const known = this.#mayEnd.get(word);
    if (known !== undefined) return known;
    const may = mayEndName(splitName(word));
    if (this.#mayEnd.size >= MAX_KNOWN) this.#mayEnd.clear();
    this.#mayEnd.set(word, may);
    return may;
  }
}

const NO_NAMES: readonly Name[] = [];
const LENGTH = /^\d{1,3}$/;
const MAX_KNOWN = 1 << 12;

function isBetween(text: string, at: number): boolean {
  return isSpace(text.charCodeAt(at)) || QUOTES.includes(text[at] ?? ' ');
}

/** What stands between a separator and its value: further separators, quotes, and a length, also `16 0f1e…`. */
const OPENING = /[ \t=:>]{0,6}["'`“”»«\\]{0,3}(?:\d{1,3}(?::| (?=[\da-f]{8})))?/iy;

/** The value after a separator, without its quotes. */
function valueAfter(text: string, at: number, to: number, known: NamesBefore): Span | undefined {
  OPENING.lastIndex = at;
  const start = at + (OPENING.exec(text)?.[0].length ?? 0);
  // Before the end of the value is looked for, or a line of names is read once for each of them.
  if (holdsName(text, start, to, known)) return undefined;
  let end = start < to ? valueEnd(text, start, to) : start;
  while (end > start && text[end - 1] === '\\') end--;
  if (DIGITS_AND_STOP.test(text.slice(start, end))) end--;
  if (end <= start) return undefined;
  if (!SCHEME.test(text.slice(start, end))) return { start, end };
  const last = valueEnd(text, end + 1, to);
  return last > end + 1 ? { start: end + 1, end: last } : undefined;
}

/** True if another name and `=` follow: `Cookie: SVPNCOOKIE=…`. */
function holdsName(text: string, start: number, to: number, known: NamesBefore): boolean {
  const last = min(to, start + MAX_NAME);
  let at = start;
  while (at < last && (isWordAt(text, at) || '-.'.includes(text[at] ?? ' '))) at++;
  const code = text.charCodeAt(at);
  if ((code !== EQUALS && code !== COLON) || at === start || at + 1 >= to) return false;
  return known.of(text, start, at).some(({ kind }) => code === EQUALS || isSecretClass(kind));
}

function fitting(text: string, { start, end }: Span, names: readonly Name[], to: number): Name | undefined {
  const value = text.slice(start, end);
  if (isMasked(value)) return undefined;
  const isQuoted = QUOTES.includes(text[start - 1] ?? ' ');
  return names.find(name => {
    if (
      isSecretClass(name.kind) &&
      !isQuoted &&
      /^[a-z]+$/.test(value) &&
      GOES_ON.test(text.slice(end, min(to, end + 40)))
    )
      return false;
    return fits(value, name);
  });
}

/** A part of a distinguished name (RFC 4514). */
const PART = /(?:^|[^\w])(?:CN|OU|O|L|ST|DC|SN|UID|GN|E|emailAddress)\s?$/;
const PART_VALUE = /\s?([^\s,;+"'\/<>=\\][^,;+"'\/<>=\\\r\n]{0,127}?)\s*(?=[,;+"'\/<>\\\r\n]|$)/y;
const MAX_PART = 16;

/** The value of a part of a distinguished name whose `=` is at `at`. */
function namePart(text: string, at: number, { start: from, end: to }: Span): readonly Value[] {
  if (!PART.test(text.slice(max(from, at - MAX_PART), at))) return NO_VALUES;
  PART_VALUE.lastIndex = at + 1;
  const [all = '', value = ''] = PART_VALUE.exec(text) ?? [];
  const start = at + 1 + all.indexOf(value);
  return value !== '' && start + value.length <= to
    ? [{ kind: 'name', start, end: start + value.length }]
    : NO_VALUES;
}
