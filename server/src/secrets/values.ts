import { secretKeys } from '../knowledge/secretWords';
import type { Span } from '../syntax';
import type { Key } from './keys';

/** A value is no longer than this: a SAML response in one line is the longest. */
const LONGEST = 1 << 16;
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
export function pairValue(text: string, at: number, to: number, { kind, value }: Key): Span | undefined {
  const code = value === 'digits' && text[at] === ' ' ? SPACED_CODE.exec(text.slice(at, at + 12)) : null;
  if (code) return { start: at + 1, end: at + code[0].length };
  const start = valueStart(text, at, to);
  if (start < 0 || start >= to) return undefined;
  if (value === 'phrase' && QUOTES[text[start] ?? ''] === undefined) return phrase(text, start, to);
  const ends = value === 'cookie' ? 'cookie' : kind === 'password' || value === 'word' ? 'word' : 'pair';
  const span = delimited(text, start, to, ends);
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
export function quotedValue(text: string, at: number, to: number): Span | undefined {
  const start = skipBlanks(text, text[at] === ':' ? at + 1 : at, Math.min(to, at + MOST_BLANKS));
  return start < to && QUOTES[text[start] ?? ''] !== undefined
    ? delimited(text, start, to, 'pair')
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
function delimited(text: string, start: number, to: number, ends: Ends): Span | undefined {
  const limit = Math.min(to, start + LONGEST);
  let open = start;
  const escaped = text[open] === '\\' && QUOTES[text[open + 1] ?? ''] !== undefined;
  if (escaped) open++;
  const closers = QUOTES[text[open] ?? ''];
  if (closers === undefined) return bare(text, start, limit, ends);
  let end = open + 1;
  for (; end < limit; end++) {
    const unit = text[end] ?? '';
    if (unit === '\n' || unit === '\r') break;
    if (unit === '\\' && !escaped && text[open] === '"') end++;
    else if (closers.includes(unit)) break;
  }
  end = Math.min(end, limit);
  if (escaped && text[end - 1] === '\\') end--;
  // Where the closing quote is lost, the next one opens a key behind a comma.
  while (end > open + 1 && text[end - 1] === ',') end--;
  return { start: open + 1, end };
}

/**
 * What ends a value without quotes: of a pair, what parts it from the next one; of a cookie, which holds pairs itself, only
 * what parts cookies; a password may hold nearly any sign.
 */
type Ends = 'pair' | 'word' | 'cookie';

/** A value without quotes: up to white space or what can only stand behind it. A password may hold nearly any sign. */
function bare(text: string, start: number, limit: number, ends: Ends): Span {
  const loose = ends === 'word';
  let end = start;
  for (; end < limit; end++) {
    const unit = text.charCodeAt(end);
    if (unit <= 32 || unit === 0xa0) break;
    if (unit === 34 || unit === 60 || unit === 0x201c || unit === 0x201d) break; // " <
    if (ends === 'cookie') {
      if (unit === 44 || unit === 59 || unit === 39) break; // , ; '
    } else if (loose) {
      if ((unit === 38 || unit === 44 || unit === 59) && pairFollows(text, end + 1, limit)) break; // & , ;
    } else if (unit === 38 || unit === 44 || unit === 59 || unit === 39 || unit === 93 || unit === 125)
      break; // & , ; ' ] }
    else if (unit === 41 || unit === 62)
      break; // ) >
    else if (unit === 37 && text.startsWith('26', end + 1)) break; // %26
  }
  while (
    end > start &&
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

const LONGEST_NAME = 256;
const LONGEST_INTERFACE = 16;
/** What FortiOS calls its own interfaces. */
const INTERFACE =
  /^(?:port|wan|lan|dmz|internal|mgmt|modem|ha|npu\d_vlink|fortilink|(?:ssl|l2t|naf)\.root)\d{0,3}$/i;

/** Whether a value can name a person, a group or a machine: numbers and words that FortiOS puts there do not. */
export function isName(value: string, within = false): boolean {
  if (value.length > LONGEST_NAME || !/[\p{L}]/u.test(value)) return false;
  if (/[\r\n<>*={}]/.test(value) && !within) return false;
  if (value.length <= LONGEST_INTERFACE && INTERFACE.test(value)) return false;
  return !NO_NAME.has(value.trim().toLowerCase()) && !/^(?:0x[\da-f]+|[\da-f]{1,2})$/i.test(value);
}
