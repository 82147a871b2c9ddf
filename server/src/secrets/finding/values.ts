import { isAlphanumeric, type Span } from '../../syntax';
import type { Key } from './key';
import { type Stop, stopAfter, stopAt, WHITE } from './lookAhead';
import { isMixed } from './looks';
import type { NameKey } from './nameParts';
import type { Passage } from './passage';

/** A value is no longer than this: a SAML response in one line is the longest. */
const MAX_VALUE = 1 << 16;
/** A page that wraps a line indents what goes on. */
const MAX_SPACES = 16;
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”“"″',
  '”': '”"',
  '„': '“”"',
  '‘': "’‘'",
  '’': "’'",
  '[': ']',
};

/** `token code 482913`, `text=code+482913`: of so many digits, nothing else is. */
const SPACED_CODE = /^[ +\u00a0]\d{6,8}(?![\d.:-])/;

/** Where the value of a pair stands whose key ends at `at`; undefined where none follows. */
export function pairValue(passage: Passage, at: number, { kind, value }: Key): Span | undefined {
  const { text, to } = passage;
  const code = value === 'digits' ? spacedCode(text, at) : undefined;
  if (code) return code;
  const number = text[at] === '(' ? NUMBER.exec(text.slice(at, at + 5))?.[0].length : undefined;
  const start = valueStart(text, at + (number ?? 0), to)?.at ?? -1;
  if (start < 0 || start >= to) return undefined;
  if (value === 'phrase' && QUOTES[text[start] ?? ''] === undefined) return phrase(text, start, to);
  const ends = value === 'cookie' ? 'cookie' : kind === 'password' || value === 'word' ? 'word' : 'pair';
  const span = delimited(passage, start, ends);
  return span && span.end > span.start ? span : undefined;
}

/** Whether digits can begin at `at`, after a quote or a bracket or not: nearly every token is a serial number. */
function mayBeCode(text: string, at: number): boolean {
  return !/[a-z]/i.test(text[at] ?? '') && !/^["'[(][a-z]/i.test(text.slice(at, at + 2));
}

function spacedCode(text: string, at: number): Span | undefined {
  const code = SPACED_CODE.exec(text.slice(at, at + 12));
  return code ? { start: at + 1, end: at + code[0].length } : undefined;
}

/** A value of a name, and how sure it is that it is one. */
export interface NamedValue extends Span {
  readonly certainty: Certainty;
}

/**
 * `sure` where a sign says so: `name=value`, `"name":"value"`, `name -> value`; `likely` where a table or a sentence can have
 * the same: `name|value`, `name(value)`; `spoken` behind `is`; `unlikely` where only a blank is between.
 */
export type Certainty = 'sure' | 'likely' | 'spoken' | 'unlikely';

/** Where the value of a name is that ends at `at`, behind any sign that a configuration, JSON, XML, CSV or an address has. */
export function namedValue(passage: Passage, at: number, { kind, value }: NameKey): NamedValue | undefined {
  const { text, to } = passage;
  const isCode = value === 'digits' || value === 'six-digits';
  const code = isCode ? spacedCode(text, at) : undefined;
  if (code) return { ...code, certainty: 'sure' };
  const start = valueStart(text, at, to) ?? signedStart(text, at, to);
  if (!start || start.at >= to) return undefined;
  if (isCode && !mayBeCode(text, start.at)) return undefined;
  const certainty = start.certainty ?? 'sure';
  const word = start.isTyped ? 'typed' : 'word';
  const usual = value === 'cookie' ? 'cookie' : kind === 'password' || kind === 'key' ? word : 'pair';
  const ends = start.ends ?? (certainty === 'likely' ? 'cell' : usual);
  const span = delimited(passage, start.at, ends);
  return span && span.end > span.start ? { ...span, certainty } : undefined;
}

/**
 * A name of several words ends before two blanks, a comma, a bracket, the character between pairs, and before a blank that
 * the key of a pair or the stand-in of another name follows.
 */
const PHRASE = /^(?:(?!%26)[^\s,;&<>"'\])}]|[ ](?![ ]|[\w-]{1,24}[:=]|[xX][A-Za-z]{0,8}\d+(?!\w)))*/;
const MAX_PHRASE_LENGTH = 256;

function phrase(text: string, start: number, to: number): Span | undefined {
  const [said = ''] = PHRASE.exec(text.slice(start, Math.min(to, start + MAX_PHRASE_LENGTH))) ?? [];
  const end = start + said.trimEnd().length;
  return end > start ? { start, end } : undefined;
}

/** The value of a setting: what its quotes hold, or a word up to a blank or a quote. */
export function settingValue(passage: Passage, start: number): Span | undefined {
  const quoted = /["\\&]/.test(passage.text[start] ?? '');
  const span = quoted ? delimited(passage, start, 'word') : undefined;
  const end = span ? -1 : stopAfter(passage, start, Math.min(passage.to, start + MAX_VALUE), endsSetting);
  const value = span ?? { start, end };
  return value.end > value.start ? value : undefined;
}

const endsSetting = stopAt(WHITE + '"&', (text, at) => {
  const unit = text.charCodeAt(at);
  if (unit === 38) return ENTITY.test(text.slice(at, at + 6));
  return unit < 128 || isBlankUnit(unit);
});

/** Where a value in quotes or brackets stands behind a key, with or without a blank between. */
export function quotedValue(passage: Passage, at: number): Span | undefined {
  const { text, to } = passage;
  const start = skipBlanks(text, text[at] === ':' ? at + 1 : at, Math.min(to, at + MAX_SPACES));
  return start < to && QUOTES[text[start] ?? ''] !== undefined
    ? delimited(passage, start, 'pair')
    : undefined;
}

/** Where a value begins, and how it ends where its sign tells. */
interface Start {
  readonly at: number;
  readonly certainty?: Certainty;
  readonly ends?: Ends;
  /** Whether a colon and a blank are before it, as when a person typed it at a question. */
  readonly isTyped?: boolean;
}

/** A quote as texts inside other texts have it: with backslashes, doubled, as an entity, in an address. */
const QUOTE = /^(?:\\{0,7}(?:"{1,2}|['`“”„‘’])|&(?:quot|apos|#34|#39|#x22|#x27);|%(?:25)?(?:5C%)?2[27])/i;
const MAX_QUOTE = 12;
const ENCODED_SIGN = /^%(?:25)?3[AD](?:%20|\+)?/i;
const ARROW = /^-(?:>|&gt;)/;

/** The length of the quote that begins at `at`; 0 for none. */
function quoteLength(text: string, at: number): number {
  const unit = text[at] ?? '';
  if (unit === '"' && text[at + 1] !== '"') return 1;
  if (unit !== '\\' && unit !== '&' && unit !== '%' && (QUOTES[unit] === undefined || unit === '[')) return 0;
  return QUOTE.exec(text.slice(at, at + MAX_QUOTE))?.[0].length ?? 0;
}

/** The tag of a tunnel between the name of an attribute and its value: `Tunnel-Password:0 = "value"`. */
const TAG = /^:\d{1,3} ?:?= ?/;
/** What was there before, or goes in by itself, before the value: `passwd[*]->[value]`, `Access Key ID [None]: value`. */
const DEFAULT = /^ ?\[[^\][\r\n]{0,64}\](?:->|: )/;
/** `is value`, `was value`, `is still value`, `is: value`. */
const SPOKEN = /^(?:is|was)(?: (?:now|still|set to|changed to)|:)? (?=\S)/;

/** Where the value begins: after the quote that closes the key, a colon, `=`, `%3D` or `is`, or at a quote or bracket. */
function valueStart(text: string, at: number, to: number): Start | undefined {
  const quoted = quoteLength(text, at);
  const sign = skipBlanks(text, at + quoted, to);
  if (sign >= to) return undefined;
  const code = text[sign];
  if (code === ':' || code === '=' || code === '\uff1a' || code === '\uff1d') {
    const tag = code === ':' && sign === at ? TAG.exec(text.slice(at, at + 8))?.[0].length : undefined;
    if (tag !== undefined) return { at: at + tag };
    let behind = sign + 1;
    if (text.startsWith('&gt;', behind)) behind += 4;
    else if (text[behind] === '=' || text[behind] === '>' || text[behind] === ':') behind++;
    const start = skipBlanks(text, behind, to);
    return code !== '=' && start > behind ? { at: start, isTyped: true } : { at: start };
  }
  const encoded = code === '%' ? ENCODED_SIGN.exec(text.slice(sign, sign + 9))?.[0].length : undefined;
  if (encoded !== undefined) return { at: sign + encoded, ends: 'encoded' };
  if (quoted > 0) return undefined;
  const spoken =
    sign === at + 1 && (code === 'i' || code === 'w')
      ? SPOKEN.exec(text.slice(sign, sign + 16))?.[0].length
      : undefined;
  if (spoken !== undefined) return { at: skipBlanks(text, sign + spoken, to), certainty: 'spoken' };
  const before = code === '[' ? DEFAULT.exec(text.slice(at, at + 72))?.[0].length : undefined;
  if (before !== undefined) return { at: at + before };
  const opens = QUOTES[code ?? ''] !== undefined || quoteLength(text, sign) > 0;
  return opens && sign - at <= MAX_SPACES ? { at: sign } : undefined;
}

/** `name="password" value="..."` of a form, `"name":"password","value":"..."`. */
const VALUE_OF = /^\s?,?\s?\\?["']?(?:value|val|content|decrypted)\\?["']?\s?[:=]\s?/i;
/** The number of an attribute between its name and what it holds: `User-Password(2): `. */
const NUMBER = /^\(\d{1,3}\)/;
/** `password for 'user01' is '...'`, `password for user01@EXAMPLE: ...`, `PSK for the tunnel is "..."`. */
const OF_WHAT = /^ (?:for|of) (?:[\w.-]{1,32} ){0,2}["']?[^\s"':=]{1,64}["']?(?: ?[:=]| is| was| ->) ?(?=\S)/;
const MAX_OF_WHAT = 160;

/** Whether `for` or `of` begins at `at`, and a value can come after what it is for. */
export function mayBeOf(text: string, at: number): boolean {
  return OF_WHAT.test(text.slice(at - 1, at + MAX_OF_WHAT));
}
/** A blank, and the kind of the value: `password 0 value`. */
const KIND = /^ \d (?=\S)/;
const OPENING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };
/** A value in the signs of a placeholder: `Password=<value>`. */
const ANGLED = /^<([^<>\s]{6,64})>/;

function behindBlank(text: string, at: number, to: number): string {
  return text.slice(at, Math.min(to, at + 4));
}

/** Where the value begins behind the number of an attribute. */
function numberedStart(text: string, at: number, to: number): Start | undefined {
  const start = valueStart(text, at, to)?.at ?? skipBlanks(text, at, to);
  const valueOf = VALUE_OF.exec(text.slice(start, Math.min(to, start + 24)))?.[0].length ?? 0;
  return start + valueOf > at ? { at: start + valueOf } : undefined;
}

/** Where the value begins behind a sign that names of secrets alone have: an arrow, a bracket, the sign between two cells. */
function signedStart(text: string, at: number, to: number): Start | undefined {
  const number = text[at] === '(' ? NUMBER.exec(text.slice(at, at + 5))?.[0].length : undefined;
  if (number !== undefined) return numberedStart(text, at + number, to);
  const quoted = quoteLength(text, at);
  const sign = skipBlanks(text, at + quoted, to);
  if (sign >= to) return undefined;
  const behind = text.slice(sign, sign + 24);
  const arrow = ARROW.exec(behind)?.[0].length;
  if (arrow !== undefined) return { at: skipBlanks(text, sign + arrow, to) };
  const valueOf = quoted > 0 ? VALUE_OF.exec(behind)?.[0].length : undefined;
  if (valueOf !== undefined) return { at: sign + valueOf };
  const code = text[sign] ?? '';
  if (code === ',' || code === '|' || code === ';')
    return { at: skipBlanks(text, sign + 1, to), certainty: 'likely' };
  if (quoted > 0) return undefined;
  if (OPENING[code] !== undefined) return { at: sign, certainty: 'likely' };
  if (sign === at) return undefined;
  const ofWhat = OF_WHAT.exec(text.slice(at, Math.min(to, at + MAX_OF_WHAT)))?.[0].length;
  if (ofWhat !== undefined)
    return /["']/.test(text[at + ofWhat] ?? '')
      ? { at: at + ofWhat }
      : { at: at + ofWhat, certainty: 'unlikely' };
  if (KIND.test(behindBlank(text, at, to))) return { at: at + 3, certainty: 'unlikely' };
  return { at: sign, certainty: text.slice(at, sign).includes('\t') ? 'likely' : 'unlikely' };
}

/** Whether the sign at `end` closes the quote or bracket at `open`. */
export function closes(text: string, open: number, end: number): boolean {
  return QUOTES[text[open] ?? '']?.includes(text[end] ?? '\n') ?? false;
}

/** The value that begins at `start`: what its quotes or brackets hold, or a word. */
function delimited(passage: Passage, start: number, ends: Ends): Span | undefined {
  const { text, to } = passage;
  const limit = Math.min(to, start + MAX_VALUE);
  const closing = closingOf(text, start, ends);
  if (!closing) return bare(passage, start, limit, ends);
  const { length, stop, backslashes } = closing;
  const open = start + length;
  let end = stopAfter(passage, open, limit, stop);
  for (let count = 0; count < backslashes && end > open && text[end - 1] === '\\'; count++) end--;
  // Where the closing quote is lost, the next one opens a key behind a comma.
  const least = Math.max(open, end - MAX_TRAILING);
  while (end > least && text[end - 1] === ',') end--;
  return { start: open, end };
}

/** What opens a value, and what closes it. */
interface Closing {
  readonly length: number;
  readonly stop: Stop;
  /** How many backslashes belong to the quote that closes it: a string of JSON has them, one inside another has more. */
  readonly backslashes: number;
}

const ENTITY_QUOTE = /^&(?:quot|apos|#34|#39|#x22|#x27);/i;
const ENCODED_QUOTE = /^%(?:25)?(?:5C%)?2[27]/i;
/** With so many backslashes a quote is one of a string in a string in a string. */
const MAX_BACKSLASHES = 7;

const endsEntity = stopAt('\r\n&', (text, at) =>
  text[at] === '&' ? ENTITY_QUOTE.test(text.slice(at, at + 6)) : text.charCodeAt(at) < 128,
);
const endsEncoded = stopAt(WHITE + '%', (text, at) =>
  text[at] === '%' ? ENCODED_QUOTE.test(text.slice(at, at + 8)) : text.charCodeAt(at) < 128,
);

const closings = new Map<string, Closing>();
for (const [open, closers] of Object.entries({ ...QUOTES, ...OPENING, '<': '>' })) {
  for (const backslashes of [0, 1, 3, 7]) {
    const ascii = closers.replace(/[^ -~]/g, '');
    const stop = stopAt('\r\n' + ascii, (text, at) => {
      const unit = text[at] ?? '';
      if (unit === '\n' || unit === '\r') return true;
      return closers.includes(unit) && !(open === '"' && isEscaped(text, at, backslashes));
    });
    const quote = '\\'.repeat(backslashes) + open;
    closings.set(quote, { length: quote.length, stop, backslashes });
  }
}

const DOUBLE_QUOTE = closings.get('"');

/** What opens the value at `start`; undefined for a value without quotes and brackets. */
function closingOf(text: string, start: number, ends: Ends): Closing | undefined {
  const unit = text[start] ?? '';
  if (unit === '"' && text[start + 1] !== '"') return DOUBLE_QUOTE;
  if (unit === '&' && ENTITY_QUOTE.test(text.slice(start, start + 6)))
    return { length: text.indexOf(';', start) + 1 - start, stop: endsEntity, backslashes: 0 };
  if (unit === '%' && ends === 'encoded') {
    const length = ENCODED_QUOTE.exec(text.slice(start, start + 8))?.[0].length;
    return length === undefined ? undefined : { length, stop: endsEncoded, backslashes: 0 };
  }
  if (unit === '<') {
    const inner = ANGLED.exec(text.slice(start, start + 66))?.[1];
    return inner !== undefined && isMixed(inner) ? closings.get('<') : undefined;
  }
  if (isAlphanumeric(unit.charCodeAt(0)) || (ends !== 'cell' && OPENING[unit] !== undefined))
    return undefined;
  let at = start;
  while (text[at] === '\\' && at - start < MAX_BACKSLASHES) at++;
  // A quote inside a cell of a table is doubled.
  const doubled = /^""[\w!#$%&(*+./:<=>?@[\]^{|}~-]/.test(text.slice(at, at + 3)) ? 1 : 0;
  const closing = closings.get(text.slice(start, at + 1));
  return closing && doubled > 0 ? { ...closing, length: closing.length + doubled } : closing;
}

/**
 * Whether the quote at `at` is a part of the value: in a string inside others, each of which puts a backslash before every
 * quote and every backslash, the quote that closes the value has `own` of them.
 */
function isEscaped(text: string, at: number, own: number): boolean {
  let count = 0;
  while (count < MAX_ESCAPES && text[at - 1 - count] === '\\') count++;
  return Math.floor(count / (own + 1)) % 2 === 1;
}

/** More in a row hold no value: they are looked at no further. */
const MAX_ESCAPES = 64;
/** So many of the characters that end a sentence are taken off a value. */
const MAX_TRAILING = 16;

/**
 * What ends a value without quotes: of a pair, what parts it from the next one; of a cookie, which holds pairs itself, only
 * what parts cookies; of a cell, what parts cells; in an address, the signs that are encoded; a password may hold nearly any
 * sign.
 */
type Ends = 'pair' | 'word' | 'typed' | 'cookie' | 'cell' | 'encoded';

/** White space, `"`, `<` and curly quotes end any value. */
const ENDS = WHITE + '"<';

function isEnd(unit: number): boolean {
  if (unit < 128) return unit <= 32 || unit === 34 || unit === 60;
  return unit === 0x201c || unit === 0x201d || isBlankUnit(unit);
}

/** What of HTML ends a value. */
const ENTITY = /^&(?:quot|lt|gt|apos|#\d\d|#x\d\d);/i;
/** What of an address does: `" & ' , ; = } ]`, a blank, a line end, a backslash. */
const ENCODED_END = /^%(?:25)?(?:2[02678C]|3[BD]|5[CD]|7D|0[AD])/i;

const STOPS: Readonly<Record<Ends, Stop>> = {
  cookie: stopAt(ENDS + ",;'", isSignOrEnd),
  word: stopAt(ENDS + '&,;', (text, at, to) => {
    const unit = text.charCodeAt(at);
    if (isEnd(unit) || (unit === 38 && ENTITY.test(text.slice(at, at + 6)))) return true; // &
    return unit < 128 && pairFollows(text, at + 1, to, unit !== 44);
  }),
  // What stands after a colon and a blank is in no query: `Password: a1&b=c2`.
  typed: stopAt(ENDS + '&,;', (text, at, to) => {
    const unit = text.charCodeAt(at);
    if (unit === 38) return ENTITY.test(text.slice(at, at + 6)) || isLineEnd(text, at + 1, to);
    return isEnd(unit) || (unit < 128 && pairFollows(text, at + 1, to, unit !== 44));
  }),
  cell: stopAt(ENDS + ',;|', isSignOrEnd),
  encoded: stopAt(ENDS + "&'%", (text, at) => {
    if (text[at] === '%') return ENCODED_END.test(text.slice(at, at + 5));
    return isSignOrEnd(text, at);
  }),
  pair: stopAt(ENDS + "&,;')]}>|%", (text, at) => {
    if (text[at] === '%') return text.startsWith('26', at + 1); // %26
    return isSignOrEnd(text, at);
  }),
};

/** Whether a code unit is one of the signs of its stop, or ends any value. */
function isSignOrEnd(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 128 || isEnd(unit);
}

/** A value without quotes: up to white space or what can only stand behind it. A password may hold nearly any sign. */
function bare(passage: Passage, start: number, limit: number, ends: Ends): Span {
  const { text } = passage;
  const loose = ends === 'word' || ends === 'typed';
  let end = stopAfter(passage, start, limit, STOPS[ends]);
  // Inside a JSON string, the quotation mark that ends the string ends the value, too.
  if (text[end] === '"')
    for (let count = 0; count < MAX_BACKSLASHES && end > start && text[end - 1] === '\\'; count++) end--;
  const least = Math.max(start, end - MAX_TRAILING);
  while (
    end > least &&
    /[,;)\]}'.:]/.test(text[end - 1] ?? '') &&
    !(text[end - 1] === '.' && end - start < 2)
  ) {
    if (loose && !/[,;)\]}'.]/.test(text[end - 1] ?? '')) break;
    end--;
  }
  return { start, end };
}

/**
 * Whether `name=`, `name:` or the end of the line comes at `at`, after a blank or not.
 * @param strict whether a colon counts after a blank only: no query and no list of settings has `&name:`
 */
function pairFollows(text: string, at: number, limit: number, strict: boolean): boolean {
  const next = text.slice(at, Math.min(limit, at + 48));
  return next === '' || (strict ? PAIR_FOLLOWS : ANY_PAIR_FOLLOWS).test(next);
}

const PAIR_FOLLOWS =
  /^(?:amp;)?(?:["']?[\w-]{1,40}["']?\s?=|\s+["']?[\w-]{1,40}["']?\s?[=:]|["'][\w-]{1,40}["']\s?:|\s*(?:$|[\r\n]))/;
const ANY_PAIR_FOLLOWS = /^\s*(?:["']?[\w-]{1,40}["']?\s?[=:]|$|[\r\n])/;

function isLineEnd(text: string, at: number, limit: number): boolean {
  return at >= limit || /[\r\n]/.test(text[at] ?? '');
}

/** A blank or a tab, also one of a page or of another script. */
export function isBlankUnit(code: number): boolean {
  if (code < 128) return code === 32 || code === 9;
  return code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0x3000;
}

function skipBlanks(text: string, at: number, to: number): number {
  while (at < to && isBlankUnit(text.charCodeAt(at))) at++;
  return at;
}
