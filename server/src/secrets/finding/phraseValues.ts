import {
  ANY,
  ANYWHERE,
  type FilledHole,
  HOLES,
  matchesIn,
  type Message,
  type PhraseRow,
  Phrases,
  PHRASES,
  type Span,
} from '../../syntax';
import { type FoundKind, isSecretClass } from '../types';
import { isVocabulary } from '../vocabulary';
import { isName, NO_PASSWORD } from './looks';
import { isPublicHost } from './shapes';

/** A secret or an identity that a hole of a sentence holds. */
export interface PhraseValue extends Span {
  readonly kind: FoundKind;
}

/** What must not be shared of the values of holes, by their roles. */
const KINDS: Readonly<Record<string, FoundKind>> = {
  user: 'user',
  group: 'group',
  server: 'server',
  host: 'host',
  connection: 'connection',
  secret: 'password',
};
const MIN_PASSWORD = 4;
/** A quote at an end of a name: the other one was elsewhere. */
const QUOTE = /^["']|["']$/;
const HOLE = /\{([a-z]+)/g;
/** The shapes of words that could be ordinary ones. */
const GUESSED: ReadonlySet<string> = new Set(['last', 'distinct']);

/** As what the value of a hole must not be shared; undefined for one that may. */
function kindIn({ holds }: PhraseRow, hole: string): FoundKind | undefined {
  const role = holds?.[hole];
  return role === 'name' ? 'name' : KINDS[role ?? HOLES[hole] ?? 'text'];
}

/** The kinds of the values in a text of a row. */
function kindsIn(row: PhraseRow, text: string): FoundKind[] {
  return Array.from(text.matchAll(HOLE), ([, hole = '']) => kindIn(row, hole) ?? []).flat();
}

/** The rows of daemons with such a hole: few of all. */
const HOLDING = new Phrases(
  PHRASES.rows.filter(row => row.texts.some(text => kindsIn(row, text).length > 0)),
);
/** The first code units of their texts with a secret. */
const SECRET_INITIALS: ReadonlySet<number> = new Set(
  HOLDING.rows.flatMap(row =>
    row.texts.filter(text => kindsIn(row, text).some(isSecretClass)).map(text => text.charCodeAt(0)),
  ),
);

/** Returns whether a message that begins at `start` can be a sentence with a secret. */
export function mayHoldSecret(text: string, start: number): boolean {
  return SECRET_INITIALS.has(text.charCodeAt(start));
}

/** The values in the known sentences of a message; offsets are those of `Message.text`. */
export function valuesIn(message: Message): readonly PhraseValue[] {
  const { text, from } = message;
  const ofAnyone = mayHoldSecret(text, from) ? HOLDING.find(text, from, '', ANY) : [];
  const values: PhraseValue[] = [];
  for (const { row, holes } of [...matchesIn(message, HOLDING), ...ofAnyone]) {
    for (const { name, start, end } of holes) {
      const kind = kindIn(row, name);
      // Of two sentences with the same value, the more specific one knows what it is.
      if (kind && !values.some(one => one.start === start)) values.push({ kind, start, end });
    }
  }
  return values;
}

/** The first words of the sentences that can be anywhere, in lower case. */
export const PHRASE_WORDS: readonly string[] = [...ANYWHERE.words];

/**
 * The values of the sentence whose first word is `[start, end)`, with offsets of the text; none for a text that only begins
 * like one.
 * @param to where the text ends that can belong to it
 */
export function valuesAt(text: string, start: number, end: number, to: number): readonly PhraseValue[] {
  for (const { row, holes } of ANYWHERE.find(text, start, end, to)) {
    const held = holes.flatMap(({ name, shape, ...place }) => {
      const kind = kindIn(row, name);
      return kind ? [{ kind, shape, start: start + place.start, end: start + place.end }] : [];
    });
    const values = held.filter(hole => isValue(hole, text.slice(hole.start, hole.end)));
    // A name alone is hardly one where a password must be beside it: the word after it would be the password.
    if (values.some(({ kind }) => kind === mainKind(held))) return values;
  }
  return [];
}

/** The kind of the value for which a sentence is known: the secret, else the user. */
function mainKind(held: readonly PhraseValue[]): FoundKind | undefined {
  const main = held.find(({ kind }) => kind === 'password') ?? held.find(({ kind }) => kind === 'user');
  return (main ?? held[0])?.kind;
}

function isValue({ kind, shape }: PhraseValue & Pick<FilledHole, 'shape'>, value: string): boolean {
  if (NO_PASSWORD.has(value.toLowerCase())) return false;
  if (isSecretClass(kind)) return value.length >= MIN_PASSWORD;
  return (
    isName(value) &&
    !QUOTE.test(value) &&
    !isPublicHost(value) &&
    !(GUESSED.has(shape) && isVocabulary(value))
  );
}
