import {
  ANY,
  ANYWHERE,
  HOLES,
  isLetter,
  matchesIn,
  type Message,
  type SentenceRow,
  PHRASES,
  type Span,
} from '../../syntax';
import { isNoSecret } from '../secretNames';
import { type FoundKind, isSecretClass } from '../types';
import { familiarity } from '../vocabulary';
import { isNameOf } from './looks';

/** A secret or an identity in a hole of a sentence. */
export interface PhraseValue extends Span {
  readonly kind: FoundKind;
}

/** Kinds of sensitive hole values, by the role of the hole. */
const KINDS: Readonly<Record<string, FoundKind>> = {
  user: 'user',
  group: 'group',
  server: 'server',
  host: 'host',
  connection: 'connection',
  secret: 'password',
};
const FIRST_WORD = /^[A-Za-z]+/;

/** The kind of a sensitive hole; undefined if its value may be shared. */
function kindIn({ holds }: SentenceRow, hole: string): FoundKind | undefined {
  const role = holds?.[hole];
  return role === 'name' ? 'name' : KINDS[role ?? HOLES[hole] ?? 'text'];
}

/** The sensitive values in the known sentences of a message; offsets are relative to `Message.text`. */
export function valuesIn(message: Message): readonly PhraseValue[] {
  // The names in the log of another server precede the reason, which is the message.
  const whole = message.daemon === 'server log' ? { ...message, from: 0 } : message;
  const values: PhraseValue[] = [];
  const matches = [...matchesIn(whole), ...PHRASES.find(message.text, message.from, '', ANY)];
  for (const { row, holes } of matches)
    for (const { name, start, end } of holes) {
      const kind = kindIn(row, name);
      // If two sentences match the same value, the more specific one comes first.
      if (kind && !values.some(one => one.start === start)) values.push({ kind, start, end });
    }
  return values;
}

const BEGINNINGS: ReadonlySet<string> = new Set(
  ANYWHERE.rows.flatMap(({ texts }) =>
    texts.map(text => (FIRST_WORD.exec(text.trimStart())?.[0] ?? '').toLowerCase()),
  ),
);
/** A quick test: the first two letters of these words, in lower case. */
const FIRST_LETTERS = new Uint8Array(1 << 10);
for (const word of BEGINNINGS)
  if (word.length > 1) FIRST_LETTERS[pairOf(word.charCodeAt(0), word.charCodeAt(1))] = 1;

function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** The sensitive values of sentences that can begin anywhere in `[from, to)`. */
export function valuesAnywhere(text: string, from: number, to: number): readonly PhraseValue[] {
  const values: PhraseValue[] = [];
  for (let at = from, end = at; at < to; at = end + 1) {
    for (end = at; end < to && isLetter(text.charCodeAt(end));) end++;
    if (end - at < 2 || FIRST_LETTERS[pairOf(text.charCodeAt(at), text.charCodeAt(at + 1))] === 0) continue;
    if (!BEGINNINGS.has(text.slice(at, end).toLowerCase())) continue;
    const start = at;
    for (const { row, holes } of ANYWHERE.find(text, start, end, to)) {
      const held = holes.flatMap(({ name, ...place }) => {
        const kind = kindIn(row, name);
        return kind ? [{ kind, start: start + place.start, end: start + place.end }] : [];
      });
      const found = held.filter(one => isValue(one.kind, text.slice(one.start, one.end)));
      // If the sentence must contain a password, reject a match with only a name: the next word would be the password.
      if (!found.some(({ kind }) => kind === mainKind(held))) continue;
      values.push(...found);
      break;
    }
  }
  return values;
}

/** The main kind of a sentence: its secret, otherwise its user. */
function mainKind(held: readonly PhraseValue[]): FoundKind | undefined {
  const main = held.find(({ kind }) => kind === 'password') ?? held.find(({ kind }) => kind === 'user');
  return (main ?? held[0])?.kind;
}

const MIN_PASSWORD = 4;
/** A word that may be a name; a shorter one is part of a sentence. */
const NAME = /[\d._@\\-]|.[A-Z]|^\p{L}{3,64}$/u;

const PLAIN = /^[a-z]+$/;

function isValue(kind: FoundKind, value: string): boolean {
  if (isNoSecret(value)) return false;
  if (isSecretClass(kind)) return value.length >= MIN_PASSWORD;
  // A word of FortiOS belongs to the sentence.
  return (
    isNameOf(kind, value) && NAME.test(value) && !(PLAIN.test(value) && familiarity(value) === 'technical')
  );
}
