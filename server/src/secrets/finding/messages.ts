import { secretWords } from '../../knowledge/secretWords';
import type { FoundKind } from '../types';

/** A value in a sentence, with offsets of the sentence. */
export interface Said {
  readonly kind: FoundKind;
  readonly start: number;
  readonly end: number;
}

interface Sentence {
  readonly form: RegExp;
  readonly kinds: readonly (FoundKind | undefined)[];
}

const KINDS: ReadonlySet<string> = new Set([
  'user', 'group', 'server', 'host', 'connection', 'name', 'password',
]); // prettier-ignore
/** How much of a line is compared with a sentence. */
const MAX_LENGTH = 400;
const MAX_WORD_LENGTH = 24;
const FUNCTION = /^(\w+)-(?=<)/;

/** Sentences by the function that says them, and by their first word. */
const byFunction = new Map<string, Sentence[]>();
const byWord = new Map<string, Sentence[]>();

for (const { keys } of secretWords('message')) for (const key of keys) add(key);

function add(key: string): void {
  const name = FUNCTION.exec(key)?.[1];
  const words = name === undefined ? key : key.slice(name.length + 1);
  const kinds: (FoundKind | undefined)[] = [];
  const form = words.replace(/<(\w+)(:word)?>|[.*+?^${}()|[\]\\]/g, (sign, kind?: string, word?: string) => {
    if (kind === undefined) return '\\' + sign;
    kinds.push(KINDS.has(kind) ? (kind as FoundKind) : undefined);
    return word === undefined ? '(.{0,128}?)' : '(\\S{0,128})';
  });
  const ends = words.endsWith('>') ? '[.;]?$' : '';
  const sentence = { form: new RegExp(`^${form}${ends}`, 'd'), kinds };
  const [map, word] = name === undefined ? [byWord, firstWord(words)] : [byFunction, name];
  map.set(word, [...(map.get(word) ?? []), sentence]);
}

const beginnings = new Set([...byWord.keys()].map(word => beginningOf(word, 0)));
const nameLengths = new Set([...byFunction.keys()].map(({ length }) => length));

/** The beginnings of the sentences with a secret in them, which are few. */
const secretBeginnings = new Set(
  [...byWord]
    .filter(([, all]) => all.some(({ kinds }) => kinds.includes('password')))
    .map(([word]) => beginningOf(word, 0)),
);

/**
 * Returns whether a sentence that begins at `start` can have values; the name of its function is at `[nameStart, nameEnd)`.
 * @param identities whether names are values, too
 */
export function maySayValues(
  text: string,
  nameStart: number,
  nameEnd: number,
  start: number,
  identities: boolean,
): boolean {
  if (!identities && !secretBeginnings.has(beginningOf(text, start))) return false;
  if (nameLengths.has(nameEnd - nameStart) && byFunction.has(text.slice(nameStart, nameEnd))) return true;
  return (
    beginnings.has(beginningOf(text, start)) &&
    byWord.has(firstWord(text.slice(start, start + MAX_WORD_LENGTH + 1)))
  );
}

/** The values of a sentence that the function `name` says, with offsets of `message`. */
export function valuesIn(name: string, message: string): Said[] {
  const sentences = byFunction.get(name) ?? byWord.get(firstWord(message));
  if (!sentences) return [];
  const said = message.length > MAX_LENGTH ? message.slice(0, MAX_LENGTH) : message;
  for (const { form, kinds } of sentences) {
    const places = form.exec(said)?.indices;
    if (!places) continue;
    return kinds.flatMap((kind, index) => {
      const place = places[index + 1];
      return kind && place && place[1] > place[0] ? [{ kind, start: place[0], end: place[1] }] : [];
    });
  }
  return [];
}

/** The first two code units as one number: most lines begin with none of the sentences. */
function beginningOf(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

function firstWord(text: string): string {
  const end = text.indexOf(' ');
  return end < 0 || end > MAX_WORD_LENGTH ? text.slice(0, MAX_WORD_LENGTH) : text.slice(0, end);
}
