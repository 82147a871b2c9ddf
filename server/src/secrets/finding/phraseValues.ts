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
import { isOrdinary, isVocabulary } from '../vocabulary';
import { isNameOf, NO_PASSWORD } from './looks';
import { isPublicHost } from './shapes';

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
const NO_VALUES: readonly PhraseValue[] = [];
const MIN_PASSWORD = 4;
/** An unmatched quote at an end of a name. */
const QUOTE = /^["']|["']$/;
const HOLE = /\{([a-z]+)/g;
/** A name that is no word: with a digit, punctuation, or a capital after its first character. */
const DISTINCT = /[\d._@\\-]|.[A-Z]/;
/** A word that may be a name; a shorter one is part of a sentence. */
const PLAIN = /^\p{L}{3,64}$/u;

/** The kind of a sensitive hole; undefined if its value may be shared. */
function kindIn({ holds }: PhraseRow, hole: string): FoundKind | undefined {
  const role = holds?.[hole];
  return role === 'name' ? 'name' : KINDS[role ?? HOLES[hole] ?? 'text'];
}

/** True if the value of a hole must not be shared. */
export function isSensitive(row: PhraseRow, hole: string): boolean {
  return kindIn(row, hole) !== undefined;
}

/** The kinds of the sensitive holes in a text of a row. */
function kindsIn(row: PhraseRow, text: string): FoundKind[] {
  return Array.from(text.matchAll(HOLE), ([, hole = '']) => kindIn(row, hole) ?? []).flat();
}

/** Rows of daemon sentences with a sensitive hole, which are few. */
const SENSITIVE_ROWS = new Phrases(
  PHRASES.rows.filter(row => row.texts.some(text => kindsIn(row, text).length > 0)),
);
/** The first code units of their texts that contain a secret. */
const SECRET_INITIALS: ReadonlySet<number> = new Set(
  SENSITIVE_ROWS.rows.flatMap(row =>
    row.texts.filter(text => kindsIn(row, text).some(isSecretClass)).map(text => text.charCodeAt(0)),
  ),
);

/** A quick test: true if a message that starts at `start` may be a sentence with a secret. */
export function mayHoldSecret(text: string, start: number): boolean {
  return SECRET_INITIALS.has(text.charCodeAt(start));
}

/** The sensitive values in the known sentences of a message; offsets are relative to `Message.text`. */
export function valuesIn(message: Message): readonly PhraseValue[] {
  const { text, from } = message;
  const anonymousMatches = mayHoldSecret(text, from) ? SENSITIVE_ROWS.find(text, from, '', ANY) : [];
  const values: PhraseValue[] = [];
  // The names in the log of another server precede the reason, which is the message.
  const whole = message.daemon === 'server log' ? { ...message, from: 0 } : message;
  for (const { row, holes } of [...matchesIn(whole, SENSITIVE_ROWS), ...anonymousMatches]) {
    for (const { name, start, end } of holes) {
      const kind = kindIn(row, name);
      // If two sentences match the same value, the more specific one comes first.
      if (kind && !values.some(one => one.start === start)) values.push({ kind, start, end });
    }
  }
  return values;
}

/** Characters after the first words of sentences that may occur anywhere. */
const AFTER_FIRST = new Uint8Array(128);
/** The same for each first word. */
const AFTER_WORD = new Map<string, string>();
for (const { texts } of ANYWHERE.rows) {
  for (const written of texts) {
    const [, word = '', character = ''] = /^(\w+)(.)/.exec(written.trimStart()) ?? [];
    AFTER_FIRST[character.charCodeAt(0)] = 1;
    AFTER_WORD.set(word.toLowerCase(), (AFTER_WORD.get(word.toLowerCase()) ?? '') + character);
  }
}

/** A quick test, since most words that begin a sentence are those of a pair: `"user":`. */
function mayBegin(text: string, start: number, end: number): boolean {
  if (AFTER_FIRST[text.charCodeAt(end)] !== 1) return false;
  return AFTER_WORD.get(text.slice(start, end).toLowerCase())?.includes(text[end] ?? '') ?? false;
}

/** First words, in lower case, of sentences that may occur anywhere. */
export const PHRASE_WORDS: readonly string[] = [...ANYWHERE.words];

/**
 * The sensitive values of the sentence whose first word is `[start, end)`, with offsets of the text; empty if the text only
 * starts like one.
 * @param to the end of the text that may belong to it
 */
export function valuesAt(text: string, start: number, end: number, to: number): readonly PhraseValue[] {
  if (!mayBegin(text, start, end)) return NO_VALUES;
  for (const { row, holes } of ANYWHERE.find(text, start, end, to)) {
    const held = holes.flatMap(({ name, shape, ...place }) => {
      const kind = kindIn(row, name);
      return kind ? [{ kind, shape, start: start + place.start, end: start + place.end }] : [];
    });
    const values = held.filter(hole => isValue(hole, text.slice(hole.start, hole.end)));
    // If the sentence must contain a password, reject a match with only a name: the next word would be the password.
    if (values.some(({ kind }) => kind === mainKind(held))) return values;
  }
  return [];
}

/** The main kind of a sentence: its secret, otherwise its user. */
function mainKind(held: readonly PhraseValue[]): FoundKind | undefined {
  const main = held.find(({ kind }) => kind === 'password') ?? held.find(({ kind }) => kind === 'user');
  return (main ?? held[0])?.kind;
}

function isValue({ kind, shape }: PhraseValue & Pick<FilledHole, 'shape'>, value: string): boolean {
  if (NO_PASSWORD.has(value.toLowerCase())) return false;
  if (isSecretClass(kind)) return value.length >= MIN_PASSWORD;
  return (
    isNameOf(kind, value) &&
    !QUOTE.test(value) &&
    !isPublicHost(value) &&
    !((shape === 'last' || shape === 'numbered') && isVocabulary(value)) &&
    !(shape === 'distinct' && (isWordOfSentence(value) || (kind === 'user' && value.includes(':'))))
  );
}

/** True for a word that is more likely part of the sentence than a name. */
function isWordOfSentence(value: string): boolean {
  return DISTINCT.test(value) ? isVocabulary(value) : !PLAIN.test(value) || isOrdinary(value);
}
