import { secretKeys } from '../knowledge/secretWords';
import type { Span } from '../syntax';
import type { Key } from './keys';
import { type Stop, stopAfter } from './lookAhead';
import type { Passage } from './passage';

/** A value is no longer than this: a SAML response in one line is the longest. */
const MAX_VALUE = 1 << 16;
/** A page that wraps a line indents what goes on. */
const MOST_BLANKS = 16;
/** Words that stand in the place of a password and are none, in small letters. */
export const NO_PASSWORD = secretKeys('no-value', 'password');
const NO_NAME = secretKeys('no-value', 'user');

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

/** `token code 482913`: of so many digits, nothing else is. */
const SPACED_CODE = /^ \d{6,8}(?!\d)/;

/** Where the value of a pair stands whose key ends at `at`; undefined where none follows. */
export function pairValue(passage: Passage, at: number, { kind, value }: Key): Span | undefined {
  const { text, to } = passage;
  const code = value === 'digits' && text[at] === ' ' ? SPACED_CODE.exec(text.slice(at, at + 12)) : null;
  if (code) return { start: at + 1, end: at + code[0].length };
  const start = valueStart(text, at, to);
  if (start < 0 || start >= to) return undefined;
  if (value === 'phrase' && QUOTES[text[start] ?? ''] === undefined) return phrase(text, start, to);
  const ends = value === 'cookie' ? 'cookie' : kind === 'password' || value === 'word' ? 'word' : 'pair';
  const span = delimited(passage, start, ends);
  return span && span.end > span.start ? span : undefined;
}

/** Two blanks, a comma, a bracket, the sign between pairs, or a blank and a word with a sign of a pair behind it end a name of several words. */
const PHRASE = /^(?:(?!%26)[^\s,;&<>"'\])}]|[ ](?![ ]|[\w-]{1,24}[:=]))*/;
const LONGEST_PHRASE = 256;

function phrase(text: string, start: number, to: number): Span | undefined {
  const [said = ''] = PHRASE.exec(text.slice(start, Math.min(to, start + LONGEST_PHRASE))) ?? [];
  const end = start + said.trimEnd().length;
  return end > start ? { start, end } : undefined;
}

/** Where a value in quotes or brackets stands behind a key, with or without a blank between. */
export function quotedValue(passage: Passage, at: number): Span | undefined {
  const { text, to } = passage;
  const start = skipBlanks(text, text[at] === ':' ? at + 1 : at, Math.min(to, at + MOST_BLANKS));
  return start < to && QUOTES[text[start] ?? ''] !== undefined
    ? delimited(passage, start, 'pair')
    : undefined;
}

/** Where the value begins: behind the quote that closes the key, a colon, `=`, `%3D` or `is`, or at a quote or bracket. */
function valueStart(text: string, at: number, to: number): number {
  let sign = at;
  if (text[sign] === '\\') sign++;
  if (/["'`“”’]/.test(text[sign] ?? '')) sign++;
  else sign = at;
  const quoted = sign > at;
  sign = skipBlanks(text, sign, to);
  if (sign >= to) return -1;
  const code = text[sign];
  if (code === ':' || code === '=') {
    sign++;
    if (text[sign] === '=' || text[sign] === '>' || text[sign] === ':') sign++;
    return skipBlanks(text, sign, to);
  }
  if (text.startsWith('%3D', sign) || text.startsWith('%3d', sign)) return sign + 3;
  if (!quoted && sign === at + 1 && text.startsWith('is ', sign)) return skipBlanks(text, sign + 3, to);
  if (quoted) return -1;
  return QUOTES[code ?? ''] !== undefined && sign - at <= MOST_BLANKS ? sign : -1;
}

/** Whether the sign at `end` closes the quote or bracket at `open`. */
export function closes(text: string, open: number, end: number): boolean {
  return QUOTES[text[open] ?? '']?.includes(text[end] ?? '\n') ?? false;
}

/** The value that begins at `start`: what its quotes or brackets hold, or a word. */
function delimited(passage: Passage, start: number, ends: Ends): Span | undefined {
  const { text, to } = passage;
  const limit = Math.min(to, start + MAX_VALUE);
  const escaped = text[start] === '\\' && QUOTES[text[start + 1] ?? ''] !== undefined;
  const open = escaped ? start + 1 : start;
  const stops = CLOSING[text[open] ?? ''];
  if (!stops) return bare(passage, start, limit, ends);
  let end = stopAfter(passage, open + 1, limit, escaped ? stops.escaped : stops.plain);
  if (escaped && text[end - 1] === '\\') end--;
  // Where the closing quote is lost, the next one opens a key behind a comma.
  const least = Math.max(open + 1, end - MAX_TRAILING);
  while (end > least && text[end - 1] === ',') end--;
  return { start: open + 1, end };
}

/** What closes a value in quotes: inside a string of JSON, where each of its quotes has a backslash, and elsewhere. */
interface Closing {
  readonly plain: Stop;
  readonly escaped: Stop;
}

const CLOSING: Readonly<Record<string, Closing>> = Object.fromEntries(
  Object.entries(QUOTES).map(([open, closers]) => {
    const escaped: Stop = (text, at) => {
      const unit = text[at] ?? '';
      return unit === '\n' || unit === '\r' || closers.includes(unit);
    };
    const plain: Stop = (text, at, to) => escaped(text, at, to) && !isEscaped(text, at);
    return [open, { escaped, plain: open === '"' ? plain : escaped }];
  }),
);

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (count < MAX_BACKSLASHES && text[at - 1 - count] === '\\') count++;
  return count % 2 === 1;
}

/** More in a row hold no value: they are looked at no further. */
const MAX_BACKSLASHES = 32;
/** So many of the characters that end a sentence are taken off a value. */
const MAX_TRAILING = 16;

/**
 * What ends a value without quotes: of a pair, what parts it from the next one; of a cookie, which holds pairs itself, only
 * what parts cookies; a password may hold nearly any sign.
 */
type Ends = 'pair' | 'word' | 'cookie';

/** White space, `"`, `<` and curly quotes end any value. */
function isEnd(unit: number): boolean {
  return unit <= 32 || unit === 34 || unit === 60 || unit === 0xa0 || unit === 0x201c || unit === 0x201d;
}

const STOPS: Readonly<Record<Ends, Stop>> = {
  cookie: (text, at) => {
    const unit = text.charCodeAt(at);
    return isEnd(unit) || unit === 44 || unit === 59 || unit === 39; // , ; '
  },
  word: (text, at, to) => {
    const unit = text.charCodeAt(at);
    if (isEnd(unit)) return true;
    return (unit === 38 || unit === 44 || unit === 59) && pairFollows(text, at + 1, to); // & , ;
  },
  pair: (text, at) => {
    const unit = text.charCodeAt(at);
    if (isEnd(unit) || unit === 38 || unit === 44 || unit === 59 || unit === 39) return true; // & , ; '
    if (unit === 93 || unit === 125 || unit === 41 || unit === 62) return true; // ] } ) >
    return unit === 37 && text.startsWith('26', at + 1); // %26
  },
};

/** A value without quotes: up to white space or what can only stand behind it. A password may hold nearly any sign. */
function bare(passage: Passage, start: number, limit: number, ends: Ends): Span {
  const { text } = passage;
  const loose = ends === 'word';
  let end = stopAfter(passage, start, limit, STOPS[ends]);
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

/** Whether `name=`, `name:` or the end of the line comes at `at`, behind a blank or not. */
function pairFollows(text: string, at: number, limit: number): boolean {
  const next = text.slice(at, Math.min(limit, at + 48));
  return next === '' || /^\s*(?:["']?[\w-]{1,40}["']?\s?[=:]|$|[\r\n])/.test(next);
}

function skipBlanks(text: string, at: number, to: number): number {
  while (at < to && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** No licence: the serial number of a token with what damage glued to it. */
const TOKEN_SERIAL = /FTK(?:MOB|\d{3})/i;
const LICENCE =
  /^(?:EFTM|FTM|FTMTRIAL)[0-9A-Z-]{4,20}$|^[0-9A-Z]{4,6}(?:-[0-9A-Z]{4,6}){2,5}$|^(?=[A-Z]*\d)[0-9A-Z]{12,24}$/i;

/** Whether a value can be what its key holds, so that no word of a sentence is taken for one. */
export function fits(
  value: string,
  { kind, value: shape, form }: Pick<Key, 'kind' | 'value' | 'form'>,
): boolean {
  switch (shape) {
    case 'digits':
      return /^\d{4,10}$/.test(value);
    case 'six-digits':
      return /^\d{6,8}$/.test(value);
    case 'long':
      return /^[\w+/=.-]{12,}$/.test(value);
    case 'code':
      return /^[A-Z0-9-]{8,40}$/i.test(value) && !NO_NAME.has(value.toLowerCase());
    case 'token':
    case 'cookie':
      return /^\S{6,}$/.test(value) && !NO_PASSWORD.has(value.toLowerCase());
    case 'base64':
      return value.length % 4 === 0 && /^(?=.*[a-z])(?=.*[A-Z])(?=.*[\d=])[\w+/]{6,}={0,2}$/.test(value);
    case 'licence':
      return LICENCE.test(value) && !TOKEN_SERIAL.test(value);
    case 'word':
      return value.length >= 4 && !NO_PASSWORD.has(value.toLowerCase());
    default:
      if (form === 'setting') return value.length >= 4;
      if (form === 'setting-end') return value.length >= 4 && !NO_PASSWORD.has(value.toLowerCase());
      return isName(value, kind === 'name');
  }
}

/** A value that is longer is looked at as a whole only where its shape allows it. */
const MAX_SHORT = 256;
const isBlank: Stop = (text, at) => /\s/.test(text[at] ?? '');
const isNoLong: Stop = (text, at) => !/[\w+/=.-]/.test(text[at] ?? '');

/** Whether the value at `span` of a passage can be what its key holds; however long it is, it is looked at once. */
export function fitsAt(passage: Passage, span: Span, key: Key): boolean {
  const { start, end } = span;
  if (end - start <= MAX_SHORT) return fits(passage.text.slice(start, end), key);
  switch (key.value) {
    case 'long':
      return stopAfter(passage, start, end, isNoLong) === end;
    case 'token':
    case 'cookie':
      return stopAfter(passage, start, end, isBlank) === end;
    default:
      return key.value === 'word';
  }
}

const MAX_NAME = 256;
const MAX_INTERFACE = 16;
/** What FortiOS calls its own interfaces. */
const INTERFACE =
  /^(?:port|wan|lan|dmz|internal|mgmt|modem|ha|npu\d_vlink|fortilink|(?:ssl|l2t|naf)\.root)\d{0,3}$/i;

/** Whether a value can name a person, a group or a machine: numbers and words that FortiOS puts there do not. */
export function isName(value: string, within = false): boolean {
  if (value.length > MAX_NAME || !/[\p{L}]/u.test(value)) return false;
  if (/[\r\n<>*={}]/.test(value) && !within) return false;
  if (value.length <= MAX_INTERFACE && INTERFACE.test(value)) return false;
  return !NO_NAME.has(value.trim().toLowerCase()) && !/^(?:0x[\da-f]+|[\da-f]{1,2})$/i.test(value);
}
