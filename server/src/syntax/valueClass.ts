import { COLON, DOT, isDigit, MINUS } from './characters';

// The only place that looks at the value of a number or of random letters and digits. What is not in its class can differ between two
// lines of one template (`templates.ts`), so nothing that is read of a line may depend on it.

/** Classes of code units in words; 0 for all others. */
export const DIGIT = 1;
const HEX_LOWER = 2;
const HEX_UPPER = 4;
/** Other letters, and the underscore. */
const LETTER = 8;

/** The class of each ASCII code unit. */
export const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCharCode(code)));

function classOf(character: string): number {
  if (/\d/.test(character)) return DIGIT;
  if (/[a-f]/.test(character)) return HEX_LOWER;
  if (/[A-F]/.test(character)) return HEX_UPPER;
  return /\w/.test(character) ? LETTER : 0;
}

/** The words with digits of a sentence or of a name. */
export function wordsWithDigits(text: string): readonly string[] {
  return text.match(/\w*\d\w*/g) ?? [];
}

/** Values that begin with a longer run of zeros or ones are masks. */
const MAX_RUN = 12;
/** A shorter word of hex digits that begins with a letter is a word with a number, such as `fd5`. */
const MIN_HEX = 8;
/** Maximum number of letters before the hex digits of a serial number. */
const MAX_PREFIX = 8;
/** Minimum length of a word in base32. */
const MIN_BASE32 = 16;
const ZERO = 48;
const ONE = 49;

// The bits of a class, from the lowest: the length, then what distinguishes values of one length, then the kind. A class is larger
// than any code unit.
const RUN = 14;
const BEGINS_WITH_ONE = 1 << 18;
const IS_BASE32 = 1 << 19;
const FIRST_IS_DIGIT = 1 << 20;
const LAST_IS_LETTER = 1 << 21;
const NUMBERING = 22;
const KIND = 26;
/** A number, one of several numbers with signs between them, and hex digits in lower and in upper case. */
const [NUMBER, PART, LOWER, UPPER] = [1 << KIND, 2 << KIND, 3 << KIND, 4 << KIND] as const;
const IS_ZERO = 1 << 14;
const IS_LARGE = 1 << 15;

export const KINDS = 7 << KIND;
/** The letters of the value count, and only its digits do not. */
export const PATTERN = 5 << KIND;
/** The letters before the first digit count. */
export const HAS_PREFIX = 1 << 29;
/** The letters after the last digit count. */
export const HAS_SUFFIX = 1 << 30;

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

/** True if a number that `.`, `:` or `-` joins to others can mean something by itself, like a port: it is not part of an
 * address, a time or a date. */
export function mayBeKnown(text: string, start: number, end: number): boolean {
  return end - start > 2 && (!isByDot(text, start, end) || isLarge(text, start, end));
}

/** The class of one of several numbers: its length, whether it is zero, and whether it is too large for an address. */
export function partClass(text: string, start: number, end: number): number {
  const isZero = isByDot(text, start, end) && areZeros(text, start, end);
  return PART | (end - start) | (isZero ? IS_ZERO : 0) | (isLarge(text, start, end) ? IS_LARGE : 0);
}

/** True for a number of three digits that is too large for an address. */
function isLarge(text: string, start: number, end: number): boolean {
  if (end - start !== 3) return false;
  const first = text.charCodeAt(start) - ZERO;
  const rest = (text.charCodeAt(start + 1) - ZERO) * 10 + text.charCodeAt(start + 2) - ZERO;
  return first > 2 || (first === 2 && rest > 55);
}

function areZeros(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) !== ZERO) return false;
  return true;
}

function isByDot(text: string, start: number, end: number): boolean {
  return text.charCodeAt(start - 1) === DOT || text.charCodeAt(end) === DOT;
}

/**
 * The class of a word with at least two digits. Of hex digits only the number counts, and what distinguishes masks, phone
 * numbers, serial numbers and words in base32.
 * @param classes those of its code units
 */
export function valueClass(text: string, start: number, end: number, classes: number): number {
  if (classes === DIGIT) return NUMBER | marksOf(text, start, end);
  let first = start;
  while (!isDigit(text.charCodeAt(first))) first++;
  if (isHex(classes) && (first === start || (end - start >= MIN_HEX && first - start < MAX_RUN)))
    return hexClass(text, start, end, classes);
  const rest = first - start <= MAX_PREFIX ? classesIn(text, first, end) : 0;
  if (isHex(rest)) return hexClass(text, first, end, rest) | (first > start ? HAS_PREFIX : 0);
  return PATTERN | marksOf(text, first, end);
}

function isHex(classes: number): boolean {
  return classes === (DIGIT | HEX_LOWER) || classes === (DIGIT | HEX_UPPER);
}

function hexClass(text: string, start: number, end: number, classes: number): number {
  const isUpper = (classes & HEX_UPPER) !== 0;
  const lastIsLetter = !isDigit(text.charCodeAt(end - 1));
  return (
    (isUpper ? UPPER | (numbering(text, start, end) << NUMBERING) : LOWER) |
    marksOf(text, start, end) |
    (isDigit(text.charCodeAt(start)) ? FIRST_IS_DIGIT : 0) |
    (lastIsLetter ? LAST_IS_LETTER : 0) |
    // The last letters can be a name: `dc`, `ad`.
    (lastIsLetter && !isDigit(text.charCodeAt(end - 2)) ? HAS_SUFFIX : 0)
  );
}

function classesIn(text: string, start: number, end: number): number {
  let classes = 0;
  for (let at = start; at < end; at++) classes |= CLASSES[text.charCodeAt(at)] ?? 0;
  return classes;
}

/** The length, and what distinguishes masks, phone numbers and words in base32 from other values. */
function marksOf(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  let run = 0;
  if (first === ZERO || first === ONE)
    while (run < MAX_RUN && start + run < end && text.charCodeAt(start + run) === first) run++;
  const isBase32 = end - start >= MIN_BASE32 && areOfBase32(text, start, end);
  return (end - start) | (run << RUN) | (first === ONE ? BEGINS_WITH_ONE : 0) | (isBase32 ? IS_BASE32 : 0);
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
  let first = -1;
  let last = -1;
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
