import { max } from '../../integers';
import { isDigit, type Span } from '../../syntax';
import { type Chunk, chunkFrom, isIdeographAt, isWordAt, readable } from '../chunks';
import { MAX_WORDS, secretNameIn, type SecretName, secretNameOf, valueEnd, valueStart } from '../secretNames';
import type { ChunkFacts, Facts } from './chunkFacts';
import { type Shaped, shapedAt } from './shapedValues';

/** A word of a line, or a value with a form of its own. */
export interface Item extends Span {
  readonly text: string;
  readonly facts: Facts;
  readonly shaped: Shaped | undefined;
  /** Whether it ends the name of a secret. */
  name: SecretName;
  /** The name of a secret that it is the value of, or a part of it. */
  valueOf: SecretName;
  /** Whether it was written in groups, in single characters, or as a list of bytes. */
  readonly isRun: boolean;
}

/** A line and its words. */
export interface Line extends Span {
  readonly items: readonly Item[];
  /** Whether it names a secret surely. */
  readonly isNamed: boolean;
  /** Values of secrets without a letter or a digit. */
  readonly symbols: readonly Span[];
}

/** What can join letters to a value with a form of its own: `fe:`, `ab/cd`. */
const JOINS = ':+/=-';
const BEFORE_ADDRESS = /(?<=^[A-Za-z]{2,12})-(?=\d{1,3}\.\d)/;
const MAX_KEPT = 40;
/** Longer chunks are seldom one word, in UTF-16 code units. */
const MAX_CHUNK = 128;

/** Reads the line `[start, end)` of a text. */
export function readLine(text: string, start: number, end: number, facts: ChunkFacts): Line {
  const items: Item[] = [];
  const words: string[] = [];
  const symbols: Span[] = [];
  let isNamed = false;
  let value = { start: -1, end: -1, name: undefined as SecretName };
  for (let chunk = chunkFrom(text, start, end); chunk;) {
    const item = itemOf(text, chunk, end, facts);
    const isInside = value.start <= item.start && item.start < value.end;
    item.valueOf = isInside ? value.name : optionBefore(text, item, items[items.length - 1]);
    if (item.start > chunk.start) items.push(prefixOf(text, chunk.start, item.start, facts));
    items.push(item);
    const name = item.shaped ? undefined : nameAt(text, item, words);
    if (name !== undefined) {
      item.name = name;
      isNamed ||= name === 'sure';
      // A name in the value of another is a part of it.
      if (!isInside) value = valueAfter(text, item, end, name);
      if (name === 'sure' && !isInside) symbols.push(...symbolsAt(text, value.start, end));
    }
    chunk = restOf(text, chunk, item.end) ?? chunkFrom(text, item.end, end);
  }
  return { start, end, items: joinedRuns(text, items, facts, isNamed), isNamed, symbols };
}

const SYMBOLS = /[^\s\p{L}\p{M}\p{N}_]+(?!\S)/uy;
/** What separates, opens and closes, and masks. */
const NO_SYMBOL = /["'`()<>[\]{},;:|\\-]/g;
const MIN_SYMBOLS = 3;

/** The word at `at` if it consists of symbols only, as a password can: not of brackets, and not of one character. */
export function symbolsAt(text: string, at: number, to: number): Span[] {
  SYMBOLS.lastIndex = at;
  const found = at < 0 ? '' : (SYMBOLS.exec(text)?.[0] ?? '').slice(0, to - at);
  const isValue = new Set(found.replace(NO_SYMBOL, '')).size >= MIN_SYMBOLS;
  return isValue ? [{ start: at, end: at + found.length }] : [];
}

/** The rest of a chunk after the value with which it began; undefined if that ended it. */
function restOf(text: string, { end }: Chunk, at: number): Chunk | undefined {
  return at < end && isWordAt(text, at) ? { start: at, end } : undefined;
}

function valueAfter(text: string, part: Span, to: number, name: SecretName): Span & { name: SecretName } {
  const from = valueStart(text, part.end, to);
  const start = from < 0 && isIdeographAt(text, part.start) ? part.end : from;
  const end = start < 0 ? start : valueEnd(text, start, to);
  // The members of an object have names of their own.
  const isObject = text[start - 1] === '[' && text.slice(start, end).includes('{');
  return { start, end: isObject ? start : end, name };
}

/** What stands between an option of a command and its value: `-X value`. */
const OPTION_END = /^[ =]["']?$/;

/** `general` for the value of an option: it can be that of a secret. */
function optionBefore(text: string, { start }: Item, previous: Item | undefined): SecretName {
  if (
    !previous?.facts.hasLetter ||
    text[previous.start - 1] !== '-' ||
    !OPTION_END.test(text.slice(previous.end, start))
  )
    return undefined;
  return /[\s-]/.test(text[previous.start - 2] ?? ' ') ? 'general' : undefined;
}

/** Fewer words may be a row of a table. */
const MIN_WORDS = 4;

/** The word or the value with which a chunk begins, in a line that ends at `to`. */
export function itemOf(text: string, chunk: Chunk, to: number, known: ChunkFacts): Item {
  const { start, end } = chunk;
  // A long run is read value by value: what is known of all that follows is not asked for each of them.
  const first = end - start > MAX_CHUNK ? shapedAt(text, chunk, to) : undefined;
  if (first) {
    const value = readable(text.slice(first.start, first.end));
    return newItem(first.start, first.end, value, known.of(value), first);
  }
  const word = readable(text.slice(start, end));
  const facts = known.of(word);
  if (facts.isPlain && !JOINS.includes(text[end] ?? '\n')) return newItem(start, end, word, facts);
  const shaped = shapedAt(text, chunk, to);
  if (shaped) return newItem(shaped.start, shaped.end, word, facts, shaped);
  // `gw-192.0.2.1`
  const address = word.search(BEFORE_ADDRESS);
  if (address <= 0) return newItem(start, end, word, facts);
  const before = word.slice(0, address);
  return newItem(start, start + address, before, known.of(before));
}

/** What is before an IPv4 address at the end of an IPv6 address: `::ffff:192.0.2.7`. */
function prefixOf(text: string, start: number, end: number, facts: ChunkFacts): Item {
  const prefix = text.slice(start, end);
  return newItem(start, end, prefix, facts.of(prefix), { kind: 'kept', start, end });
}

/** Between the parts of a run; a colon in a line that names a secret. */
const BETWEEN = /^(?:[ \u00a0\u202f\t-]|, ?)$/;
const BETWEEN_BYTES = /^(?:[ \u00a0\u202f\t:-]|, ?)$/;
const MIN_CHARACTERS = 5;
const MIN_BYTES = 8;
const BYTE = /^[\da-f]{2}$/i;
const MAX_GROUPS = 6;
/** A longer run is several. */
const MAX_RUN = 256;

/**
 * Joins groups of digits, spelled characters and lists of bytes: each is one value, which its parts do not show.
 * @param isNamed whether the line names a secret: bytes there can be a key
 */
function joinedRuns(
  text: string,
  items: readonly Item[],
  facts: ChunkFacts,
  isNamed: boolean,
): readonly Item[] {
  // Most lines have no two parts of that kind side by side.
  if (!items.some((item, at) => RUNS.some(({ part }) => isPart(item, part) && isPart(items[at + 1], part))))
    return items;
  const joined: Item[] = [];
  for (let at = 0; at < items.length;) {
    const run = longestRun(text, items, at, isNamed);
    const [first, last] = [items[at], run[run.length - 1]];
    if (first && last) {
      const value = run.map(({ text: part }) => part).join('');
      const item = newItem(first.start, last.end, value, facts.of(value));
      joined.push({ ...item, valueOf: first.valueOf, isRun: true });
    } else if (first) joined.push(first);
    at += max(1, run.length);
  }
  return joined;
}

/** What a run consists of, and when it is one: bytes that are characters, a word in single characters, a number in groups. */
const RUNS: readonly {
  readonly part: RegExp;
  readonly isOne: (parts: readonly string[], named: SecretName, isNamed: boolean) => boolean;
}[] = [
  {
    part: /^(?:0x)?(?:\d{1,3}|[\da-f]{2})$/i,
    isOne: (parts, named, isNamed) =>
      parts.length >= (named === 'sure' ? 2 : MIN_BYTES) && (isNamed || isPrintable(parts)),
  },
  { part: /^.$/u, isOne: parts => parts.length >= MIN_CHARACTERS },
  { part: /^\d{2,4}$/, isOne: isGrouped },
];

function isPart(item: Item | undefined, part: RegExp): boolean {
  return (
    item !== undefined &&
    item.text.length <= 4 &&
    !item.shaped &&
    item.name === undefined &&
    part.test(item.text)
  );
}

/** The longest run from `at` on; empty if there is none. */
function longestRun(text: string, items: readonly Item[], at: number, isNamed: boolean): readonly Item[] {
  for (const { part, isOne } of RUNS) {
    const end = runEnd(text, items, at, part, isNamed ? BETWEEN_BYTES : BETWEEN);
    const run = items.slice(at, end);
    // A part of a dump is none.
    if (isPart(items[at - 1], BYTE) || isPart(items[end], BYTE)) continue;
    const parts = run.map(({ text: written }) => written);
    if (isOne(parts, items[at]?.valueOf, isNamed)) return run;
  }
  return [];
}

/** The index after the parts from `at` on that have the same separator between them. */
function runEnd(text: string, items: readonly Item[], at: number, part: RegExp, separators: RegExp): number {
  let [end, separator] = [at, undefined as string | undefined];
  for (; end - at < MAX_RUN && isPart(items[end], part); end++) {
    const between = end > at ? text.slice(items[end - 1]?.end, items[end]?.start) : undefined;
    if (between !== undefined && (!separators.test(between) || between !== (separator ??= between))) break;
  }
  return end;
}

/** True for two groups or more of about the same length. */
function isGrouped(parts: readonly string[]): boolean {
  const lengths = parts.map(({ length }) => length);
  return parts.length > 1 && parts.length <= MAX_GROUPS && Math.max(...lengths) - Math.min(...lengths) <= 1;
}

/** True for bytes that are characters, hexadecimal or decimal. */
function isPrintable(parts: readonly string[]): boolean {
  return [16, 10].some(base =>
    parts.every(part => {
      const byte = parseInt(part.replace(/^0x/i, ''), base);
      return byte > 32 && byte < 127 && (base === 16 || /^\d+$/.test(part));
    }),
  );
}

// One form of object for all items, of which there are many.
function newItem(start: number, end: number, text: string, facts: Facts, shaped?: Shaped): Item {
  return { start, end, text, facts, shaped, name: undefined, valueOf: undefined, isRun: false };
}

/** @param words the last words of the line so far, to which those of the part are added */
function nameAt(text: string, part: Item, words: string[]): SecretName {
  if (isIdeographAt(text, part.start)) return secretNameIn(part.text);
  if (words.length > MAX_KEPT) words.splice(0, words.length - MAX_WORDS);
  words.push(...part.facts.words);
  return part.facts.hasLetter && part.facts.mayEndName ? secretNameOf(words.slice(-MAX_WORDS)) : undefined;
}

/** How much of a line is unknown: in another language, an English word can be anything. */
export function foreignPart({ items }: Line): 'partly' | 'mostly' | undefined {
  const words = items.filter(({ shaped, text }) => !shaped && !isDigit(text.charCodeAt(0)));
  const unknown = words.filter(
    ({ text, facts }) => text.length > 1 && !facts.isMasked && (facts.isStandIn || facts.known === undefined),
  );
  if (words.length < 2 || unknown.length * 5 < words.length * 2) return undefined;
  return words.length >= MIN_WORDS && unknown.length * 3 >= words.length * 2 ? 'mostly' : 'partly';
}
