import { COLON, DOT, isDigit, MINUS } from './characters';

// The only place that looks at the value of a number or a random word. What is not in a class is the same for all values of
// the class, so whoever reads a line may not ask for more: `templates.ts` relies on it.

/** Classes of code units in words; 0 for all others. */
export const DIGIT = 1;
export const HEX_LOWER = 2;
export const HEX_UPPER = 4;
/** Other letters, and the underscore. */
export const LETTER = 8;

/** The class of each ASCII code unit. */
export const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCharCode(code)));

function classOf(character: string): number {
  if (/\d/.test(character)) return DIGIT;
  if (/[a-f]/.test(character)) return HEX_LOWER;
  if (/[A-F]/.test(character)) return HEX_UPPER;
  return /\w/.test(character) ? LETTER : 0;
}

/** Values that begin with a longer run of zeros or ones are masks. */
const MAX_RUN = 12;
/** A shorter word of hex digits is a word with a number, such as `fd5`, if it begins with a letter. */
const MIN_HEX = 8;
/** Maximum number of letters before the hex digits of a serial number. */
const MAX_PREFIX = 8;
/** Minimum length of a word in base32. */
const MIN_BASE32 = 16;
const ZERO = 48;
const ONE = 49;

/** Kinds of values that a class keeps apart; with a length and marks they are numbers above all code units. */
const NUMBER = 1 << 16;
const PART = 2 << 16;
const LOWER = 3 << 16;
const UPPER = 4 << 16;
const DIGITS = 5 << 16;

/** Receives the code units and classes that make up the shape of a line. */
export type Mix = (code: number) => void;

/** True if a number is one of several with `.`, `:` or `-` between them: an address, a time, a date, a version. */
export function isPart(text: string, start: number, end: number): boolean {
  return (
    (isJoint(text.charCodeAt(start - 1)) && isDigit(text.charCodeAt(start - 2))) ||
    (isJoint(text.charCodeAt(end)) && isDigit(text.charCodeAt(end + 1)))
  );
}

function isJoint(code: number): boolean {
  return code === DOT || code === COLON || code === MINUS;
}

/** True for one of several numbers that can have a meaning of its own, as ports have: no part of an address, a time or a date. */
export function mayBeKnown(text: string, start: number, end: number): boolean {
  return end - start > 2 && (!isByDot(text, start, end) || isLarge(text, start, end));
}

/**
 * Passes on the class of one of several numbers: its length, whether it is zero, and whether it is too large for an
 * address.
 */
export function mixPart(text: string, start: number, end: number, mix: Mix): void {
  const length = end - start;
  const isZero = isByDot(text, start, end) && areZeros(text, start, end);
  mix(PART | (length << 2) | (isZero ? 2 : 0) | (isLarge(text, start, end) ? 1 : 0));
}

/** True for a number of three digits that is too large for an address. */
function isLarge(text: string, start: number, end: number): boolean {
  return end - start === 3 && text.slice(start, end) > '255';
}

function areZeros(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) !== ZERO) return false;
  return true;
}

function isByDot(text: string, start: number, end: number): boolean {
  return text.charCodeAt(start - 1) === DOT || text.charCodeAt(end) === DOT;
}

/** Passes on the class of a number. */
export function mixNumber(text: string, start: number, end: number, mix: Mix): void {
  mix(NUMBER | (end - start));
  mix(marksOf(text, start, end));
}

/**
 * Passes on the class of a word with letters and at least two digits: its letters, and for each digit that it is one. Of hex
 * digits only the number counts.
 */
export function mixWord(text: string, start: number, end: number, classes: number, mix: Mix): void {
  let first = start;
  while (!isDigit(text.charCodeAt(first))) first++;
  const isHex = classes === (DIGIT | HEX_LOWER) || classes === (DIGIT | HEX_UPPER);
  if (isHex && (first === start || (end - start >= MIN_HEX && first - start < MAX_RUN)))
    return mixHex(text, start, end, classes, mix);
  for (let at = start; at < first; at++) mix(text.charCodeAt(at));
  const rest = first - start <= MAX_PREFIX ? classesIn(text, first, end) : 0;
  if (rest === (DIGIT | HEX_LOWER) || rest === (DIGIT | HEX_UPPER))
    return mixHex(text, first, end, rest, mix);
  for (let at = first; at < end; at++) {
    const code = text.charCodeAt(at);
    mix(isDigit(code) ? DIGITS : code);
  }
  mix(DIGITS | marksOf(text, first, end));
}

function mixHex(text: string, start: number, end: number, classes: number, mix: Mix): void {
  mix((classes & HEX_UPPER ? UPPER : LOWER) | (end - start));
  let last = end;
  while (!isDigit(text.charCodeAt(last - 1))) last--;
  const around = (isDigit(text.charCodeAt(start)) ? 1 : 0) | (end - last > 1 ? 2 : (end - last) << 2);
  mix(
    (((marksOf(text, start, end) << 4) | around) << 3) |
      (classes & HEX_UPPER ? numbering(text, start, end) : 0),
  );
  // The last letters can be a name: `dc`, `ad`.
  if (end - last > 1) for (let at = last; at < end; at++) mix(text.charCodeAt(at));
}

function classesIn(text: string, start: number, end: number): number {
  let classes = 0;
  for (let at = start; at < end; at++) classes |= CLASSES[text.charCodeAt(at)] ?? 0;
  return classes;
}

/** What distinguishes masks, phone numbers and words in base32 from other values. */
function marksOf(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  let run = 0;
  if (first === ZERO || first === ONE)
    while (run < MAX_RUN && start + run < end && text.charCodeAt(start + run) === first) run++;
  const isBase32 = end - start >= MIN_BASE32 && areOfBase32(text, start, end);
  return (run << 2) | (first === ONE ? 2 : 0) | (isBase32 ? 1 : 0);
}

/** True if all digits are those of base32. */
function areOfBase32(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code) && (code < 50 || code > 55)) return false;
  }
  return true;
}

/** Where the letters are, as far as it decides between serial numbers, contract numbers and hex digits. */
function numbering(text: string, start: number, end: number): number {
  let digits = 0;
  let isNumbered = isDigit(text.charCodeAt(end - 1)) && isDigit(text.charCodeAt(end - 2));
  let [first, last] = [-1, -1];
  for (let at = start; at < end; at++) {
    if (isDigit(text.charCodeAt(at))) {
      digits++;
      isNumbered ||= at + 2 < end && isDigit(text.charCodeAt(at + 2));
      continue;
    }
    if (first < 0) first = at - start;
    last = at - start;
  }
  return (digits >= 4 ? 1 : 0) | (isNumbered ? 2 : 0) | (first === 4 && last === 5 ? 4 : 0);
}
