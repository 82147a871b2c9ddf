// What a copy leaves in the place of a value, and what a person may have put there. Nothing is believed by its look: a mask is a
// run of one character, and each numbered form ends with a check that a text has by chance only seldom.

/** A run of one character that hides a value. */
const RUN = /^([*.#_•●█·-]|[xX]|0|1)\1*$/;
/** The same, with the punctuation of the value: `xxxx-xxxx`, `00:00:00`. */
const PUNCTUATED = /^[-:.[\]/ ]*([x0*#])(?:\1|[-:.[\]/ ])*$/i;
/** A mask, a number and its two check digits; a row of stars does not begin a line. */
const NUMBERED = /^(?:(?:x?\*)+|0{12,}|1{4,})([1-9]\d*)(\d\d)$/;
const WITH_FIRST = /^(?:x?\*)+x?$/;
/** What everybody knows of the number of a licence or a token, and a mask. */
const PUBLIC_PREFIX = /^(?:EFTM|FTMTRIAL|FTKMOB|FTK\d{3})[*x]{4,}$/i;

const MASK_START: ReadonlySet<number> = new Set(Array.from('xX[_', char => char.charCodeAt(0)));

/** True for a mask: a run of one character, or a numbered one that a copy has. */
export function isMasked(value: string): boolean {
  if (value === '') return false;
  const first = value.charCodeAt(0);
  if ((first | 32) === 0x65 || (first | 32) === 0x66) return PUBLIC_PREFIX.test(value);
  // Most values begin neither with punctuation nor with one of these.
  if (first > 0x31 && first < 0x80 && !MASK_START.has(first)) return false;
  if (RUN.test(value) || PUNCTUATED.test(value) || WITH_FIRST.test(value)) return true;
  const [, number = '', check = ''] = NUMBERED.exec(value) ?? [];
  return number !== '' && checkDigits(number, value.length) === check;
}

/** A mask of `length` code units that ends with a number and its check, if it has at least `least` others before them. */
export function numberedMask(filler: '*' | '0' | '1', length: number, number: number, least: number): string {
  const digits = `${number}${checkDigits(String(number), length)}`;
  return length - digits.length >= least ? digits.padStart(length, filler) : filler.repeat(length);
}

/** Two digits that tell the number of a mask from any other (as in ISO 7064). */
export function checkDigits(number: string, length: number): string {
  let rest = length % 97;
  for (let at = 0; at < number.length; at++) rest = (rest * 10 + number.charCodeAt(at) - 48) % 97;
  return String(97 - ((rest * 100) % 97)).padStart(2, '0');
}

/** What stands for a value that is left out: `<password>`, `{token}`. */
const PLACEHOLDER = /^(?:<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\])$/;
/** A row of stars in the middle of a value or after its start. */
const LEFT_OUT = /[*•●]{4}/;

/**
 * True for what a person put in the place of a value: a placeholder made of words that `isKnown` knows, or a row of stars beside
 * some characters. A copy does not believe it, since a password can look like one.
 */
export function isPlaceholder(value: string, isKnown: (word: string) => boolean): boolean {
  if (LEFT_OUT.test(value)) return true;
  return PLACEHOLDER.test(value) && (value.match(/[\p{L}\p{N}]+/gu) ?? []).every(isKnown);
}

const ENCRYPTED = /^ENC(?:\s+|$)/i;

/** The length of `ENC ` before a value that FortiOS encrypted, otherwise 0. The key of many units is public (CVE-2019-6693). */
export function encryptedFrom(value: string): number {
  return ENCRYPTED.exec(value)?.[0].length ?? 0;
}

/** Letters that end a stand-in, which are hard to confuse. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const LABELS = ['user', 'group', 'server', 'host', 'tunnel', 'name', 'mail'] as const;
const LABEL = LABELS.flatMap(label => Array.from(label, (_, at) => label.slice(0, at + 1))).join('|');
const NAME = new RegExp(`^x(?:${LABEL})\\d+[a-z]$`);
const SHORT_NAME = /^x[a-z]{1,3}$/;
const MAX_SHORT = 4;

/**
 * The stand-in for a name: `x`, as much of the label as fits, the number, and a letter that checks it; longer than `length` if it
 * has no room. Up to four code units have letters in place of the number.
 */
export function nameStandIn(label: string, number: number, length: number): string {
  const letters = length < 4 ? 1 : 2;
  if (length <= MAX_SHORT && number <= LETTERS.length ** letters) {
    const first = letters > 1 ? (LETTERS[Math.floor((number - 1) / LETTERS.length)] ?? '') : '';
    const short = `x${first}${LETTERS[(number - 1) % LETTERS.length] ?? ''}`;
    return length > 2 ? short + checkLetter(short) : short;
  }
  const digits = String(number).padStart(2, '0');
  const room = length - 2 - digits.length;
  const start = `x${label.slice(0, room < 1 ? 1 : room)}`;
  const name = start + digits.padStart(length - 1 - start.length, '0');
  return name + checkLetter(name);
}

function isNameStandIn(name: string): boolean {
  const small = name.toLowerCase();
  if (small.length === 2) return SHORT_NAME.test(small) && LETTERS.includes(small[1] ?? ' ');
  return (
    (NAME.test(small) || (small.length <= MAX_SHORT && SHORT_NAME.test(small))) &&
    checkLetter(small.slice(0, -1)) === small.slice(-1)
  );
}

function checkLetter(start: string): string {
  let rest = start.length;
  for (let at = 0; at < start.length; at++) rest = (rest * 8 + start.charCodeAt(at)) % LETTERS.length;
  return LETTERS[rest] ?? '';
}

/** No unit has such a number after its model. */
const SERIAL = /^[\w-]{6}99999(\d+)(\d\d)$/;

/** The stand-in for a serial number of `length` code units that begins with a model. */
export function serialStandIn(model: string, number: number, length: number): string {
  const digits = String(number).padStart(length - model.length - '99999'.length - 2, '0');
  return `${model}99999${digits}${checkDigits(digits, length)}`;
}

/** Names of hosts and people at reserved names (RFC 2606), and numbers that nobody has. */
const RESERVED = new RegExp(
  [
    String.raw`^h\d+\.(?:example\.com|test)$`,
    String.raw`^u\d+@(?:example\.com|x\.test)$`,
    String.raw`^0{8}-0{4}-0{4}-0{4}-\d{12}$`,
    String.raw`^00([:-])00\1\s?5e\1\s?00\1\s?53\1`,
    String.raw`^02([:-])00\2\s?00\2`,
  ].join('|'),
  'i',
);

/** True for a stand-in of a copy. */
export function isStandIn(name: string): boolean {
  const first = name.charCodeAt(0) | 32;
  if (first === 0x78) return isNameStandIn(name);
  const [, number = '', check = ''] = SERIAL.exec(name) ?? [];
  return number === '' ? RESERVED.test(name) : checkDigits(number, name.length) === check;
}
