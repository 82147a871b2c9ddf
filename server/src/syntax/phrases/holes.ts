import type { HoleRole } from '../../knowledge/domains/sentence';
import { CLOSED_LISTS, memberAt } from '../../knowledge/domains/closedLists';
import { DOUBLE_QUOTE, isDigit, isSpace, isWord } from '../characters';

/** The names of holes and their roles. A value with the role of a user, a server or a secret must not be shared. */
export const HOLES: Readonly<Record<string, HoleRole>> = {
  user: 'user',
  group: 'group',
  server: 'server',
  host: 'host',
  name: 'name',
  connection: 'connection',
  address: 'address',
  interface: 'text',
  policy: 'number',
  session: 'number',
  flags: 'text',
  direction: 'text',
  peer: 'address',
  password: 'secret',
  secret: 'secret',
  token: 'token',
  request: 'request',
  result: 'result',
  radius: 'result',
  saml: 'result',
  status: 'result',
  code: 'result',
  error: 'result',
  port: 'port',
  fd: 'number',
  dns: 'number',
  job: 'number',
  number: 'number',
  total: 'number',
  member: 'text',
  up: 'number',
  time: 'number',
  base: 'name',
  filter: 'name',
  subject: 'name',
  fails: 'text',
  offered: 'text',
  wanted: 'text',
  received: 'name',
  reason: 'text',
  method: 'text',
  call: 'text',
  state: 'text',
  asked: 'text',
  answered: 'text',
  text: 'text',
};

/** A hole of any length whose value is not used. */
export const ANYTHING = '*';
/** A marker, not a hole: the message must end here. */
export const END = 'end';

/**
 * Returns the end of a value of one shape that starts at `at`, before `end`; -1 if there is none. Every shape is greedy and
 * read in one pass.
 */
type Shape = (text: string, at: number, end: number) => number;

const MAX_DIGITS = 20;
const MIN_ID = 5;

const run =
  (fits: (code: number) => boolean): Shape =>
  (text, at, end) => {
    let to = at;
    while (to < end && fits(text.charCodeAt(to))) to++;
    return to > at ? to : -1;
  };

const isHex = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
const isAddress = (code: number): boolean => isHex(code) || code === 46 || code === 58;
const isLetter = (code: number): boolean => isWord(code) && !isDigit(code) && code !== 95;
/** Letters, blanks, `'` and `-`. */
const isWording = (code: number): boolean => isLetter(code) || code === 32 || code === 39 || code === 45;

const digitRun = run(isDigit);
const digits = (text: string, at: number, end: number, min: number): number => {
  const to = digitRun(text, at, end);
  return to - at >= min && to - at <= MAX_DIGITS ? to : -1;
};

/** White space, and the delimiters of a quotation or an element. */
const BETWEEN_VALUES = 1;
/** Punctuation of a sentence after a value. */
const AFTER_VALUE = 2;
/** How each ASCII code unit ends a value; 0 if it does not. */
const ENDS_VALUE = new Uint8Array(128);
for (const unit of '\t\n\v\f\r <"\\') ENDS_VALUE[unit.charCodeAt(0)] = BETWEEN_VALUES;
for (const unit of ',;.)]') ENDS_VALUE[unit.charCodeAt(0)] = AFTER_VALUE;

const LINE_FILLING: ReadonlySet<string> = new Set(' \t\u00a0"\'');
const AFTER_LINE = /[\s,.;]/;

/** The end of the value that begins at `at`: before white space or a quote, and before punctuation preceding that. */
function valueEnd(text: string, at: number, end: number): number {
  if (at >= end || isSpace(text.charCodeAt(at))) return -1;
  let to = at + 1;
  while (to < end && !endsValue(text, to)) to++;
  return to < end || to === text.length ? to : -1;
}

function endsValue(text: string, at: number): boolean {
  const how = endOfValue(text.charCodeAt(at));
  if (how !== AFTER_VALUE) return how === BETWEEN_VALUES;
  return at + 1 === text.length || endOfValue(text.charCodeAt(at + 1)) === BETWEEN_VALUES;
}

/** True if only white space and quotes follow in the line. */
function endsLine(text: string, at: number): boolean {
  let to = at;
  while (to < text.length && LINE_FILLING.has(text.charAt(to))) to++;
  return to === text.length || text[to] === '\n' || text[to] === '\r';
}

function endOfValue(code: number): number {
  return code < 128 ? (ENDS_VALUE[code] ?? 0) : isSpace(code) ? BETWEEN_VALUES : 0;
}

/** True if a value looks like a password or key: upper case, lower case and digits, or punctuation with them. */
export function isMixed(value: string): boolean {
  if (value.length < MIN_MIXED || value.length > MAX_MIXED || !/\d/.test(value) || /[/\\<>\s]/.test(value))
    return false;
  if (/[a-z]/i.test(value) && /[!#$%^&*?~]/.test(value)) return true;
  return value.length >= MIN_MIXED_WORD && /[a-z]/.test(value) && /[A-Z]/.test(value);
}

const MIN_MIXED = 6;
const MAX_MIXED = 512;
/** For values of letters and digits only. */
const MIN_MIXED_WORD = 8;

/** The shape of values for which `isOne` is true. */
function listOf(isOne: (text: string, at: number, to: number) => boolean): Shape {
  return (text, at, end) => {
    const to = valueEnd(text, at, end);
    return to >= 0 && isOne(text, at, to) ? to : -1;
  };
}

const MAX_NAME = 64;
/** Letters, and a digit or a dot. */
const NUMBERED = /^(?=[\w.-]*[A-Za-z])(?=[\w.-]*[\d.])[\w.-]{4,}$/;

/** The shape of the members of a closed list. */
const memberOf =
  (list: string): Shape =>
  (text, at, end) =>
    memberAt(list, text, at, end)?.end ?? -1;

/** Shapes of holes that determine their own end. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  /** 1 to 20 digits, with or without a minus. */
  number: (text, at, end) => digits(text, text.startsWith('-', at) ? at + 1 : at, end, 1),
  /** 5 to 20 digits: too many to be a count. */
  id: (text, at, end) => digits(text, at, end, MIN_ID),
  hex: run(isHex),
  /** Letters, digits and underscores. */
  name: run(isWord),
  /** An IPv4 or IPv6 address: hex digits with at least one dot or colon among them, but not at the end. */
  ip: (text, at, end) => {
    let to = run(isAddress)(text, at, end);
    while (to > at && !isHex(text.charCodeAt(to - 1))) to--;
    return to > at && /[.:]/.test(text.slice(at, to)) ? to : -1;
  },
  /** A word without the punctuation after it, in a sentence that ends or continues after white space. */
  value: valueEnd,
  /** A `value` that looks like a password. */
  mixed: listOf((text, at, to) => isMixed(text.slice(at, to))),
  /** A `value` that ends its line or looks like a password. */
  last: listOf((text, at, to) => endsLine(text, to) || isMixed(text.slice(at, to))),
  /** A `value` that is only taken for a name if it is not an ordinary word. */
  distinct: valueEnd,
  /** A `value` of letters with a digit or a dot, as user names are. */
  numbered: listOf((text, at, to) => to - at <= MAX_NAME && NUMBERED.test(text.slice(at, to))),
  /** Everything up to the end of the line or quotation, without the punctuation there. */
  line: (text, at, end) => {
    let to = at;
    while (to < end && text.charCodeAt(to) !== DOUBLE_QUOTE) to++;
    while (to > at && AFTER_LINE.test(text.charAt(to - 1))) to--;
    return to > at ? to : -1;
  },
  /** Words of letters, up to the last letter. */
  words: (text, at, end) => {
    let to = run(isWording)(text, at, end);
    while (to > at && !isLetter(text.charCodeAt(to - 1))) to--;
    return to > at && isLetter(text.charCodeAt(at)) ? to : -1;
  },
  ...Object.fromEntries(Object.keys(CLOSED_LISTS).map(list => [list, memberOf(list)])),
};

/** Shapes of holes that end where the following text matches: true for a code unit that they can contain. */
export const OPEN_SHAPES: Readonly<Record<string, (code: number) => boolean>> = {
  /** Anything. */
  text: () => true,
  /** Anything but white space. */
  word: code => !isSpace(code),
};
