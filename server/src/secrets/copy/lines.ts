import { isDigit, type Span } from '../../syntax';
import { type Chunk, chunkFrom, isIdeographAt } from '../chunks';
import { MAX_WORDS, secretNameIn, type SecretName, secretNameOf, valueEnd, valueStart } from '../names';
import type { ChunkFacts, Facts } from './facts';
import { type Shaped, shapedAt } from './shapes';

/** A word of a line, or a value with a form of its own. */
export interface Item extends Span {
  readonly text: string;
  readonly facts: Facts;
  readonly shaped: Shaped | undefined;
  /** Whether it ends the name of a secret. */
  readonly name: SecretName;
}

/** The value after the name of a secret. */
interface NamedValue extends Span {
  readonly name: SecretName;
}

/** A line, its words, and the values after the names of secrets. */
export interface Line extends Span {
  readonly items: readonly Item[];
  readonly values: readonly NamedValue[];
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
  const values: NamedValue[] = [];
  let isNamed = false;
  for (let chunk = chunkFrom(text, start, end); chunk;) {
    const part = partOf(text, chunk, end, facts);
    const name = part.shaped ? undefined : nameAt(text, part, words);
    items.push({ ...part, name });
    if (name !== undefined) {
      isNamed ||= name === 'sure';
      const from = valueStart(text, part.end, end);
      const at = from < 0 && isIdeographAt(text, part.start) ? part.end : from;
      if (at >= 0) values.push({ start: at, end: valueEnd(text, at, end), name });
    }
    chunk = chunkFrom(text, part.end, end);
  }
  return { start, end, items, values, isNamed };
}

/** Fewer words may be a row of a table. */
const MIN_WORDS = 4;

type Part = Omit<Item, 'name'>;

/** The word or the value with which a chunk begins. */
function partOf(text: string, chunk: Chunk, to: number, known: ChunkFacts): Part {
  const { start, end } = chunk;
  const word = text.slice(start, end);
  const facts = known.of(word);
  if (facts.isPlain && !JOINS.includes(text[end] ?? '\n'))
    return { start, end, text: word, facts, shaped: undefined };
  const shaped = shapedAt(text, chunk, to);
  if (shaped) return { start: shaped.start, end: shaped.end, text: word, facts, shaped };
  // `gw-192.0.2.1`
  const address = word.search(BEFORE_ADDRESS);
  if (address <= 0) return { start, end, text: word, facts, shaped };
  const before = word.slice(0, address);
  return { start, end: start + address, text: before, facts: known.of(before), shaped };
}

/** @param words the last words of the line so far, to which those of the part are added */
function nameAt(text: string, part: Part, words: string[]): SecretName {
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
