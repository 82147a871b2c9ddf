import { max, min } from '../../integers';
import { isAlphanumeric, isDigit, isHexDigit, type Span } from '../../syntax';
import {
  address6Length,
  addressEnd,
  hostEnd,
  isPublicHost,
  isSpecialAddress,
  isSpecialAddress6,
  macLength,
  serialAt,
  uuidLength,
} from '../positions/shapes';
import { isMasked } from '../masked';
import type { FoundKind } from '../types';
import type { Chunk } from '../chunks';

/** A value that its form alone shows; `kept` is one that reveals nothing. */
export interface Shaped extends Span {
  readonly kind: FoundKind;
}

const TIME =
  /(?:\d{4}[-/.]\d\d?[-/.]\d\d?(?:[T _]{1,2}\d\d?:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z| ?[+-]\d\d:?\d\d)?)?|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,4}:\d\d(?::\d\d)?(?:[.,]\d{1,9})?|\d{1,3}:\d\d:\d\d:\d\d)(?![\w:])/y;
/** The rest of a phone number after `+`, in groups; `+0200` is a time zone. */
const PHONE =
  /(?![01]\d:?[0-5]\d(?![ .-]*\d))\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,8}(?:[ .-]\d{2,8}){0,5}(?![\w.-])/y;
/** A phone number with dots and without its country. */
const DOTTED_PHONE = /(?:[2-9]\d\d\.\d{3}\.\d{4}|0[1-9](?:\.\d\d){4})(?!\.?\w)/y;
const MIN_SERIAL = 12;
const MAX_RUN = 4096;
const RUN = /[\w+/-]{24,4096}={0,3}/y;
const MAIL_USER = /^[\w.+'-]{1,64}$/;

/** The value with a form of its own that begins with a chunk of a line that ends at `to`. */
export function shapedAt(text: string, { start, end }: Chunk, to: number): Shaped | undefined {
  const first = text.charCodeAt(start);
  if (isDigit(first)) {
    const found = ofDigits(text, { start, end }, to);
    if (found) return found;
  }
  if (isHexDigit(first)) {
    const found = ofHexDigits(text, start, to);
    if (found) return found;
  }
  return longerShape(text, start, end, to);
}

function ofDigits(text: string, { start, end }: Chunk, to: number): Shaped | undefined {
  const mask = text[start - 1] === '*' ? maskStart(text, start) : start;
  if (mask < start && isMasked(text.slice(mask, end))) return { kind: 'kept', start: mask, end };
  PHONE.lastIndex = start;
  DOTTED_PHONE.lastIndex = start;
  const phone = (text[start - 1] === '+' ? PHONE : DOTTED_PHONE).exec(text)?.[0].length ?? 0;
  if (phone > 0) return { kind: 'phone', start, end: start + phone };
  TIME.lastIndex = start;
  const time = TIME.exec(text)?.[0].length ?? 0;
  if (time > 0) return { kind: 'kept', start, end: start + time };
  const address = addressEnd(text, start, to);
  if (address <= start) return undefined;
  return { kind: isSpecialAddress(text.slice(start, address)) ? 'kept' : 'address', start, end: address };
}

/** Where the mask begins whose number is at `at`. */
function maskStart(text: string, at: number): number {
  while (text[at - 1] === '*') at--;
  return text[at - 1] === 'x' ? at - 1 : at;
}

const AFTER_BYTES = /(?:[\da-f]{2}:){2}$/i;

function ofHexDigits(text: string, start: number, to: number): Shaped | undefined {
  // The end of a fingerprint, which is longer than an address.
  if (AFTER_BYTES.test(text.slice(max(0, start - 6), start))) return undefined;
  const third = text[start + 2];
  const isCard = third === ':' || third === '-' || text[start + 4] === '.';
  const card = isCard ? macLength(text, start, to) : 0;
  if (card > 0) return { kind: 'mac', start, end: start + card };
  const uuid = text[start + 8] === '-' ? uuidLength(text, start, to) : 0;
  return uuid > 0 ? { kind: 'uuid', start, end: start + uuid } : address6At(text, start, to);
}

function address6At(text: string, start: number, to: number): Shaped | undefined {
  const open = text.startsWith('::', start - 2) ? start - 2 : start;
  if (open === start && !text.slice(start, start + 5).includes(':')) return undefined;
  const end = open + address6Length(text, open, to);
  if (end <= start) return undefined;
  const slice = text.slice(open, end);
  if (!slice.includes('.')) return { kind: isSpecialAddress6(slice) ? 'kept' : 'address6', start: open, end };
  const short = slice.lastIndexOf(':') + 1;
  const kind = isSpecialAddress(slice.slice(short)) ? 'kept' : 'address';
  return { kind, start: open + short, end };
}

function longerShape(text: string, start: number, end: number, to: number): Shaped | undefined {
  const length = end - start;
  const slice = text.slice(start, min(end, start + MAX_RUN));
  if (slice.includes('@')) {
    const at = slice.lastIndexOf('@');
    return MAIL_USER.test(slice.slice(0, at)) && at > 0 ? { kind: 'mail', start, end } : undefined;
  }
  if (length >= MIN_SERIAL) {
    const serial = serialAt(text, start, end);
    // A random value can begin as a serial number does, and then goes on.
    if (
      serial &&
      (serial.end === end || !isAlphanumeric(text.charCodeAt(serial.end)) || serialAt(text, serial.end, end))
    )
      return { kind: serial.licence ? 'licence-code' : 'serial', start, end: serial.end };
  }
  const dot = slice.indexOf('.');
  if (dot > 0) {
    const host = hostEnd(text, start, start + dot, to);
    if (host > start)
      return { kind: isPublicHost(text.slice(start, host)) ? 'kept' : 'host', start, end: host };
  }
  return runAt(text, { start, end }, to);
}

/** Two numbers that a daemon prints: the cookies of a negotiation. */
const NUMBERS = /^[\da-f]{1,16}\/[\da-f]{1,16}$/i;

/** A long run of hex digits or of base64 that holds no words. */
function runAt(text: string, { start, end }: Chunk, to: number): Shaped | undefined {
  RUN.lastIndex = start;
  const run = (RUN.exec(text)?.[0] ?? '').slice(0, to - start);
  if (run === '' || NUMBERS.test(run) || !isRandomRun(run)) return undefined;
  // What is as long as that is read once.
  return {
    kind: 'run',
    start,
    end: run.length < MAX_RUN ? start + run.length : max(end, start + run.length),
  };
}

/** True for characters of a key, a hash or base64: letters and digits alternate more often than in names and paths. */
export function isRandomRun(run: string): boolean {
  if (/^[\da-f]+$/i.test(run)) return /\d/.test(run) || run.length > 40;
  const changes = run.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes * 4 >= run.length;
}
