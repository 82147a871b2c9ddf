import { isAlphanumeric } from '../../syntax';
import { secretKeys } from '../../knowledge/secretWords';
import type { Scope } from './lineShapes';
import { isRandom } from './looks';
import { isVocabulary } from '../vocabulary';
import type { Passage, Sink } from './passage';
import { CHARACTERS, DIGIT, isHex, LOWER, UPPER, type Word } from './words';

/** The functions below take the long run that the word is or ends, and return its end, or -1 if it is of another kind. */

const PICTURE = 'iVBORw0KGgo';
export const MIN_PICTURE = PICTURE.length;

export function picture({ passage: { text, to }, sink, start }: Word): number {
  if (!text.startsWith(PICTURE, start)) return -1;
  let end = start;
  while (end < to && (isAlphanumeric(text.charCodeAt(end)) || isJoiningCharacter(text.charCodeAt(end))))
    end++;
  end = paddingEnd(text, end, to);
  if (end <= start + PICTURE.length) return -1;
  sink.take('qr-code', start, end);
  return end;
}

/** `AB1CD-2EF3G-H4IJ5-KLM6N-7OP8Q` */
const CODE_GROUPS = /^[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3,5}(?![\w-])/;
const MAX_GROUPS = 40;

export function codeInGroups({ passage: { text, to }, sink, start }: Word): number {
  const code = CODE_GROUPS.exec(text.slice(start, Math.min(to, start + MAX_GROUPS)))?.[0] ?? '';
  if (!/\d/.test(code) || !/[A-Z]/.test(code)) return -1;
  sink.take('licence-code', start, start + code.length);
  return start + code.length;
}

/** `{"` in base64: the start of a JSON Web Token. */
const TOKEN = 'eyJ';
export const MIN_TOKEN = 20;

export function signedToken({ passage: { text, to }, sink, start, end }: Word): number {
  if (!text.startsWith(TOKEN, start)) return -1;
  const last = tokenEnd(text, end, to);
  sink.take('session', start, last);
  return last;
}

/** The name of a bot in a URL, before its token: `bot123456789:AAE...`. */
const BOT = /^bot\d{6,12}$/;

export function botToken({ passage: { text, to }, sink, start, end }: Word): number {
  if (!BOT.test(text.slice(start, end))) return -1;
  const last = tokenEnd(text, end + 1, to);
  if (last - end <= MIN_TOKEN) return -1;
  sink.take('session', end + 1, last);
  return last;
}

/** Prefixes of service tokens. */
const BEGINNINGS = [...secretKeys('token')];
/** Prefixes that end with a word character; the others are a word and a separator. */
const OF_WORD = BEGINNINGS.filter(key => /\w$/.test(key));
const SERVICE_WORD = new RegExp(`^(?:${OF_WORD.join('|')})(?!$)`);
const SERVICES: ReadonlySet<string> = new Set(
  BEGINNINGS.filter(key => !/\w$/.test(key)).map(key => key.slice(0, -1)),
);
/** Tokens mix these characters, unlike words with punctuation; one without capitals has many digits. */
const MIXED_TOKEN = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])|^(?=(?:\D*\d){8})|^(?=.*\d)[^a-z]{24,}$/;

/** True for text that is not a function name, which has only lower-case letters and few digits. */
const NO_FUNCTION = /[A-Z]|^(?:\D*\d){8}/;

export function serviceToken({ passage: { text, to }, sink, start, end }: Word): number {
  if (!SERVICE_WORD.test(text.slice(start, start + MAX_BEGINNING))) return -1;
  const last = tokenEnd(text, end, to);
  if (last - start < MIN_TOKEN || !NO_FUNCTION.test(text.slice(start, Math.min(last, start + MAX_TOKEN))))
    return -1;
  sink.take('session', start, last);
  return last;
}

export function serviceTokenInParts({ passage: { text, to }, sink, start, end }: Word): number {
  if (!SERVICES.has(text.slice(start, end))) return -1;
  const last = tokenEnd(text, end + 1, to);
  if (last - end <= MIN_TOKEN || !MIXED_TOKEN.test(text.slice(end, Math.min(last, end + MAX_TOKEN))))
    return -1;
  sink.take('session', start, last);
  return last;
}

const MAX_TOKEN = 200;
const MAX_BEGINNING = 16;

function tokenEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && (isAlphanumeric(text.charCodeAt(at)) || /[-_.]/.test(text[at] ?? ''))) at++;
  while (at > from && text[at - 1] === '.') at--;
  return at;
}

export function hexAfterPrefix({ passage: { text }, scope, sink, start, end }: Word): number {
  if (end - start <= scope.hex + 1 || !text.startsWith('0x', start) || !isHex(text, start + 2, end))
    return -1;
  sink.take('run', start + 2, end);
  return end;
}

export function messageId({ passage: { text }, scope, sink, start, end }: Word): number {
  if (end - start <= scope.hex || text[start] !== '_' || !isHex(text, start + 1, end)) return -1;
  sink.take('run', start + 1, end);
  return end;
}

/** A decimal number as long as the shortest run is a count or an id. */
export function hexRun({ scope, sink, start, end, characters }: Word): number {
  const limit = characters === DIGIT ? scope.hex + 1 : scope.hex;
  if (end - start < limit) return -1;
  sink.take('run', start, end);
  return end;
}

export function base64({ passage: { text, to }, scope, sink, run, end }: Word): number {
  let last = end;
  while (last < to && isJoiningCharacter(text.charCodeAt(last))) last++;
  // It continues, so its last word decides.
  if (last < to && isAlphanumeric(text.charCodeAt(last))) return -1;
  last = paddingEnd(text, last, to);
  if (!isMixedRun(text, run, end, scope)) return -1;
  sink.take('run', run, last);
  return last > end ? last : -1;
}

/** Minimum length of base64 without padding: a shorter word may decode to text by chance. */
const MIN_ENCODED = 16;
/** Characters that must not be next to a word of base64. */
const BASE64_NEIGHBOURS = '/+-._~%';

/** Takes a word of base64 that decodes to printable text: an encoded password or pair. */
export function textInBase64({ passage: { text, from, to }, sink, start, end }: Word): number {
  const last = paddingEnd(text, end, Math.min(to, end + 2));
  if ((last - start) % 4 !== 0 || (last === end && end - start < MIN_ENCODED)) return -1;
  if (start > from && BASE64_NEIGHBOURS.includes(text[start - 1] ?? ' ')) return -1;
  if (last < to && BASE64_NEIGHBOURS.slice(0, 3).includes(text[last] ?? ' ')) return -1;
  for (let at = start; at < last; at += 4) if (!isTextInBase64(text, at)) return -1;
  // The prompt of a mail server for a user or a password.
  if (isVocabulary(atob(text.slice(start, last)).replace(/:$/, ''))) return -1;
  sink.take('run', start, last);
  return last;
}

/** True if the four characters of base64 at `at` decode to printable characters. */
function isTextInBase64(text: string, at: number): boolean {
  let [bits, padding] = [0, 0];
  for (let index = at; index < at + 4; index++) {
    const code = text.charCodeAt(index);
    if (code === 61) padding++;
    bits = (bits << 6) | (code === 61 ? 0 : sextetOf(code));
  }
  const isPrintable = (byte: number): boolean => (byte >= 32 && byte < 127) || byte === 10 || byte === 13;
  const bytes = [bits >> 16, (bits >> 8) & 255, bits & 255];
  return bytes.slice(0, 3 - padding).every(isPrintable);
}

/** The six bits of a letter or digit of base64. */
function sextetOf(code: number): number {
  if (code <= 57) return code + 4;
  return code <= 90 ? code - 65 : code - 71;
}

/** URL-safe base64: letters, digits, `-` and `_`. */
const URL_RUN = /^[\w-]+/;
const MIN_URL_RUN = 32;

/** Takes a run with `-` or `_`. Names contain these, too, so the characters must alternate as in no name. */
export function base64url({ passage: { text, to }, sink, start }: Word): number {
  const run = URL_RUN.exec(text.slice(start, Math.min(to, start + MAX_MIXED)))?.[0] ?? '';
  if (run.length < MIN_URL_RUN || !/[_-]/.test(run) || !isRandom(run)) return -1;
  let end = start + run.length;
  while (end < to && /[\w-]/.test(text[end] ?? '')) end++;
  sink.take('run', start, end);
  return end;
}

/** The hash of a password with its scheme: `$1$salt$hash`, `$apr1$salt$hash`, `$2b$10$hash`. */
const CRYPT =
  /^\$(?:[1-9]|14|2[abxy]|y|gy|apr1|argon2\w{1,2}|scrypt|pbkdf2[\w-]{0,16}|sha\d{1,3})\$[\w./+=,$-]{12,200}/;
const MAX_CRYPT = 240;

/** Takes the hash of a password whose scheme starts at `at`; returns where to continue, or -1. */
export function cryptHash({ text, to }: Passage, at: number, sink: Sink): number {
  if (text.charCodeAt(at + 2) !== 36 && text.charCodeAt(at + 3) !== 36 && !/[aps]/.test(text[at + 1] ?? ''))
    return -1;
  const hash = CRYPT.exec(text.slice(at, Math.min(to, at + MAX_CRYPT)))?.[0].replace(/[.,]$/, '');
  if (hash === undefined || !/[A-Za-z]/.test(hash.slice(4))) return -1;
  sink.take('password', at, at + hash.length);
  return at + hash.length;
}

/** True for `+` and `/`. */
export function isJoiningCharacter(code: number): boolean {
  return code === 43 || code === 47;
}

function paddingEnd(text: string, at: number, to: number): number {
  while (at < to && text.charCodeAt(at) === 61) at++;
  return at;
}

/** Maximum length of a run of base64 to check, in UTF-16 code units. */
export const MAX_MIXED = 400;
/** Minimum number of capitals, and of lower-case letters, in a run. */
const MIN_LETTERS = 3;

/** Base64 mixes capitals, lower-case letters and digits throughout; a path or a name does not. */
export function isMixedRun(text: string, start: number, end: number, { denied, digits }: Scope): boolean {
  const counts = { [DIGIT]: 0, [UPPER]: 0, [LOWER]: 0 };
  const to = Math.min(end, start + MAX_MIXED);
  let [changes, before] = [0, 0];
  for (let at = start; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 95) return false;
    const kind = code < 128 ? (CHARACTERS[code] ?? 0) & (DIGIT | LOWER | UPPER) : 0;
    if (kind === DIGIT || kind === LOWER || kind === UPPER) counts[kind]++;
    if (kind !== before) changes++;
    before = kind;
  }
  if (counts[DIGIT] < digits || counts[UPPER] < MIN_LETTERS || counts[LOWER] < MIN_LETTERS) return false;
  return changes * (denied ? 12 : 4) >= to - start;
}
