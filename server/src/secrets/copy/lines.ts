import { isDigit, type Span } from '../../syntax';
import { type Chunk, chunkFrom, isIdeographAt } from '../chunks';
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
}

/** A line and its words. */
export interface Line extends Span {
  readonly items: readonly Item[];
  /** Whether it names a secret surely. */
  readonly isNamed: boolean;
}

/** What can join letters to a value with a form of its own: `fe:`, `ab/cd`. */
const JOINS = ':+/=-';
const BEFORE_ADDRESS = /(?<=^[A-Za-z]{2,12})-(?=\d{1,3}\.\d)/;
const MAX_KEPT = 40;

/** Reads the line `[start, end)` of a text. */
export function readLine(text: string, start: number, end: number, facts: ChunkFacts): Line {
  const items: Item[] = [];
  const words: string[] = [];
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
    }
    chunk = chunkFrom(text, item.end, end);
  }
  return { start, end, items, isNamed };
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

/** The word or the value with which a chunk begins. */
function itemOf(text: string, chunk: Chunk, to: number, known: ChunkFacts): Item {
  const { start, end } = chunk;
  const word = text.slice(start, end);
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

// One form of object for all items, of which there are many.
function newItem(start: number, end: number, text: string, facts: Facts, shaped?: Shaped): Item {
  return { start, end, text, facts, shaped, name: undefined, valueOf: undefined };
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
