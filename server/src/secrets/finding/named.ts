import type { Span } from '../../syntax';
import { isEncrypted, isMasked } from '../masked';
import { type FoundKind, isSecretClass } from '../types';
import { isOrdinary } from '../vocabulary';
import { isBlankUnit } from './blanks';
import { isCertain, isQuality } from './certainty';
import { type Content, contentOf } from './elements';
import { fitsAt, isNoAnswer, isOwnWord, type Shape } from './looks';
import { nonAsciiNameAt, type NameKey, nameKeyAt, nameKeyOf } from './nameParts';
import type { Passage, Sink } from './passage';
import { closes } from './quotes';
import { isSet, nameStart, setting, withinLine } from './settings';
import { KINDS_OF_VALUE } from './looseSeparators';
import { VERBS } from './separators';
import { mayBeOf, maySay } from './sentenceSeparators';
import type { Certainty, Start } from './separatorTable';
import { type BeforeName, valueBefore, wordsBefore } from './valueBefore';
import { type NamedValue, namedStart, namedValue } from './values';
import { compared, listed, secondOf, takeValues } from './valuesOfName';

/** Takes the value of the name that ends with the word `[start, end)`; returns where to continue, or -1. */
export function named(passage: Passage, start: number, end: number, sink: Sink): number {
  const { text, from, to } = passage;
  let key = keyOf(passage, start, end);
  if (key?.kind === undefined) return -1;
  const isBlank = isBlankUnit(text.charCodeAt(end));
  const ofSetting = isBlank && isSet(text, from, end);
  // Usually just the next word of a sentence.
  const ofOption = isBlank && isOption(text, from, start, end);
  const isWord =
    isBlank &&
    !ofSetting &&
    !ofOption &&
    isPlainWord(text, end + 1, to) &&
    !maySay(text, end, to) &&
    !isWordAnnounced(passage, start, end);
  const name = new Name(passage, start, end, { ofSetting, ofOption });
  for (; key?.kind !== undefined; key = key.other) {
    if (takeBefore(name, key, sink)) return -1;
    const last = isWord ? -1 : valuesOfName(name, key, sink);
    if (last >= 0) return last;
  }
  return -1;
}

/** The key of a name; undefined in a list of ciphers: `HIGH:!PSK:!SRP`. */
function keyOf({ text, from }: Passage, start: number, end: number): NameKey | undefined {
  return text[start - 1] === '!' && text[end] === ':' ? undefined : nameKeyAt(text, from, start, end);
}

/** Takes the value before a name. Returns whether there is one. */
function takeBefore({ passage, before }: Name, key: NameKey, sink: Sink): boolean {
  const { kind } = key;
  if (kind === undefined || !isSecretClass(kind)) return false;
  const span = valueBefore(before, key);
  if (!span || isMasked(passage.text.slice(span.start, span.end))) return false;
  sink.take(kind, span.start, span.end);
  // `"old": value, "new": value, "field": name`
  compared(passage, span.end, kind, sink);
  return true;
}

/** Takes the value of a name whose first non-ASCII letter is at `at`; returns where to continue, or -1. */
export function nonAsciiName(passage: Passage, at: number, sink: Sink): number {
  const found = nonAsciiNameAt(passage.text, passage.from, at);
  if (!found || found.end >= passage.to) return -1;
  return valuesOfName(new Name(passage, found.end, found.end), found.key, sink);
}

/** The context of the name: a setting, or an option of a command. */
interface NameContext {
  readonly ofSetting?: boolean;
  readonly ofOption?: boolean;
}

/** A name, and what is around it: read once, although a name may have several meanings. */
class Name {
  #content: Content | null | undefined;
  #begin: Start | null | undefined;
  #before: readonly BeforeName[] | undefined;

  constructor(
    readonly passage: Passage,
    readonly start: number,
    readonly end: number,
    readonly context: NameContext = {},
  ) {}

  /** What may be its value before it. */
  get before(): readonly BeforeName[] {
    return (this.#before ??= wordsBefore(this.passage, this.start, this.end));
  }

  /** The content of the element that it names. */
  get content(): Content | undefined {
    this.#content ??= contentOf(this.passage, this.start, this.end) ?? null;
    return this.#content ?? undefined;
  }

  /** The start of the value after a separator. */
  readonly begin = (): Start | undefined => {
    this.#begin ??= namedStart(this.passage, this.end) ?? null;
    return this.#begin ?? undefined;
  };
}

/** Takes the value of a name; returns where to continue, or -1. */
function valuesOfName(name: Name, key: NameKey, sink: Sink): number {
  const { passage, end, context, content } = name;
  const { text } = passage;
  if (key.kind === undefined) return -1;
  const isSecret = isSecretClass(key.kind);
  if (!isSecret && !sink.identities) return -1;
  const shape: Shape = { kind: key.kind, value: key.value, form: 'name' };
  if (context.ofSetting) return setting(passage, settingShape(shape), end, sink);
  const span = content ?? namedValue(passage, end, key, name.begin);
  if (!span) return -1;
  const last = endOf(passage, span, key, content?.isClosed ?? false, sink);
  const value = text.slice(span.start, last);
  const values = listed(text, span.start, last);
  if (isMasked(value) || !values.some(one => fitsAt(passage, one, shape))) {
    return rejected(name, key, { ...span, end: last }, sink);
  }
  return takeIfCertain(name, key, { ...span, end: last }, shape.kind, sink);
}

/** Where to continue after a name and a value that does not fit it. */
function rejected(name: Name, key: NameKey, { start, end }: NamedValue, sink: Sink): number {
  const { text } = name.passage;
  const value = text.slice(start, end);
  if (isEncrypted(value)) return start;
  const isSecret = key.kind !== undefined && isSecretClass(key.kind);
  // The mask of a value can have another value after it: `password: **** (was value)`.
  if (isSecret && key.value === 'word' && isMasked(value)) return compared(name.passage, end, key.kind, sink);
  const isOther = name.content !== undefined || key.other !== undefined || !isSecret;
  return isOther ? -1 : afterRejected(text, name.end, start, value);
}

/** Takes a value that fits its name, and any that follow it, if it is hardly an ordinary word. */
function takeIfCertain(name: Name, key: NameKey, span: NamedValue, kind: FoundKind, sink: Sink): number {
  const { passage } = name;
  const { text, to } = passage;
  const value = text.slice(span.start, span.end);
  const isLast = ENDS_LINE.test(text.slice(span.end, Math.min(to, span.end + 4)));
  // `clearpass: client_secret value`
  if (!isLast && isNameOfOther(value)) return -1;
  if (!isCertain(certaintyOf(name, key, span, span.end), value, key, isLast)) return -1;
  const second = key.value === 'word' ? secondOf(passage, name.start, span.end) : undefined;
  if (second) sink.take(kind, second.start, second.end);
  return afterTaken(name, span.start, takeValues(passage, span, key, kind, sink), sink);
}

/** True for the name of another secret, with more than one part. */
function isNameOfOther(value: string): boolean {
  const { kind, before = [] } = value.length <= MAX_OTHER ? (nameKeyOf(value) ?? {}) : {};
  return (
    kind !== undefined && isSecretClass(kind) && before.length > 0 && /^[a-z]+(?:[_-][a-z]+)+$/.test(value)
  );
}

const MAX_OTHER = 40;

/**
 * Where to continue after a name and its value, `[start, end)`. Words between them may be names:
 * `password for user01@example.com: value`.
 */
function afterTaken(name: Name, start: number, end: number, sink: Sink): number {
  return sink.identities && isSentence(name.passage.text, name.end, start) ? name.end : end;
}

/** True if there are words between a name and its value. */
function isSentence(text: string, start: number, end: number): boolean {
  return end - start >= MIN_SENTENCE && WORDS.test(text.slice(start, end));
}

const MIN_SENTENCE = 6;
const WORDS = /^ \p{L}{2,16} [^\s:=]{3}/u;

/** Words between a name and a value, which may be the end of a longer name: `session key value`, `token seed: value`. */
const IS_WORD = /^ (?!(?:for|of|on|at|in|by|from) )[\p{L}'’-]{1,16}(?: [\p{L}'’-]{1,16}){0,2}:? $/u;

/** Where to continue after the name that ends at `end`, if what starts at `start` is not its value; or -1. */
function afterRejected(text: string, end: number, start: number, value: string): number {
  return !isMasked(value) && IS_WORD.test(text.slice(end, start)) ? -1 : Math.max(end, start);
}

/** How certain a value is that ends at `end`: a quoted word in a sentence is one, unless it is an ordinary word. */
function certaintyOf(
  { passage, start: name, context }: Name,
  key: NameKey,
  span: NamedValue,
  end: number,
): Certainty {
  const { text } = passage;
  const isGiven = context.ofOption || (key.value === 'word' && isAnnounced(passage, name, span, end));
  const isQuoted =
    span.certainty === 'spoken' &&
    closes(text, span.start - 1, end) &&
    isOwnWord(text.slice(span.start, end));
  return isGiven || isQuoted ? 'sure' : span.certainty;
}

/** Words before a name whose value may be any word: `old secret`, `uses the shared secret`. */
const ANNOUNCES =
  /(?:^|[\s("'])(?:old|new|previous|uses?|using|used|tried|typed|entered)(?: [\w-]{1,16}){0,2} $/i;
const MAX_ANNOUNCEMENT = 56;
/** Text before a value that a secret was given: `password set to`. */
const GIVEN = /\b(?:changed|updated|rotated|replaced|reset|set)(?: back)? to ["']?$/i;
const MAX_GIVEN = 24;
const MIN_OWN_WORD = 6;
/** The end of a clause. */
const ENDS_CLAUSE = /^["'`)]{0,2}[,;.]?[ \t]{0,8}(?:[\0-\x1f]|$)|^["'`)]{0,2}[,;] /;
/** Text before the name of a function or a method. */
const OF_CODE = /[\w.:$>]$/;

/** True for a word of letters that FortiOS does not use, where a sentence or brackets show that it is the value. */
function isAnnounced(
  { text, from, to }: Passage,
  name: number,
  { start, certainty }: NamedValue,
  end: number,
): boolean {
  if ((certainty !== 'unlikely' && certainty !== 'likely') || end - start < MIN_OWN_WORD) return false;
  const isInBrackets = text[start - 1] === '(' && text[end] === ')';
  if (!isInBrackets && !ENDS_CLAUSE.test(text.slice(end, Math.min(to, end + 12)))) return false;
  const before = text.slice(Math.max(from, name - MAX_ANNOUNCEMENT), name);
  const isGiven = GIVEN.test(text.slice(Math.max(name, start - MAX_GIVEN), start));
  if (isInBrackets ? OF_CODE.test(before) : !isGiven && !ANNOUNCES.test(before)) return false;
  const value = text.slice(start, end);
  return isOwnWord(value) && !isQuality(value);
}

/** The same for the word after the name that ends at `end`. */
function isWordAnnounced(passage: Passage, name: number, end: number): boolean {
  let last = end + 1;
  while (last < passage.to && isSmall(passage.text.charCodeAt(last))) last++;
  return isAnnounced(passage, name, { start: end + 1, end: last, certainty: 'unlikely' }, last);
}

/** Text after the last value of a line: a closing quote or bracket, the end of a sentence. */
const ENDS_LINE = /^["'`”’)\].]{0,3}(?:[\0-\x1f]|$)/;

/** Further groups of a phone number. */
const GROUPS = /^(?:[ /]\(?\d{2,8}\)?){1,5}(?![\w.:])/;
const MAX_GROUPS = 32;

/** The end of a phone number whose first group is `[start, end)`. */
function phoneEnd({ text, to }: Passage, { start, end }: Span): number {
  if (!/^[\d()-]{2,6}$/.test(text.slice(start, end))) return end;
  return end + (GROUPS.exec(text.slice(end, Math.min(to, end + MAX_GROUPS)))?.[0].length ?? 0);
}

/** The end of a value; for a passphrase, the end of its last word. */
function endOf(passage: Passage, span: NamedValue, key: NameKey, isClosed: boolean, sink: Sink): number {
  if (key.value === 'phone') return phoneEnd(passage, span);
  const word = sink.identities ? span.end : withinLine(passage, span);
  if (isClosed || span.certainty === 'unlikely') return word;
  if (key.last === 'passphrase') return passphraseEnd(passage, span, word);
  return key.kind === 'password' && span.certainty === 'sure' ? phraseEnd(passage, span.start, word) : word;
}

/** The value of a password setting may look like anything. */
function settingShape(shape: Shape): Shape {
  const isPassword = shape.kind === 'password' && shape.value !== 'community';
  return { ...shape, value: isPassword ? undefined : shape.value, form: 'setting-end' };
}

/** Further words of a passphrase, up to the end of the line or the name of another value. */
const MORE_WORDS = /^(?: [^\s=:"'<>|,;(]{1,32}){1,7}?(?=[,;]|\s*(?:$|[\r\n])| [\w-]{1,32}=)/;
const MAX_WORDS = 270;

/** At least four plain words, as a program chooses them from a list. */
const PLAIN_WORDS = /^[a-z]{2,12}(?: [a-z]{2,12}){3,}$/;

/** The end of a passphrase whose first word ends at `end`. Other words without any digit are a sentence. */
function passphraseEnd({ text, to }: Passage, { start, certainty }: NamedValue, end: number): number {
  if (text[end] !== ' ') return end;
  const more = MORE_WORDS.exec(text.slice(end, Math.min(to, end + MAX_WORDS)))?.[0] ?? '';
  const words = text.slice(start, end) + more;
  const isPlain = certainty === 'sure' && PLAIN_WORDS.test(words) && isNoAnswer(text.slice(start, end));
  const isPassphrase = isPlain || /\d/.test(words);
  return isPassphrase ? end + more.length : end;
}

/** Two further words of a phrase or more, up to the end of the line, the clause or the quotation. */
const FURTHER_WORDS = /^(?: [^\s=:"'<>|,;(]{2,24}){2,7}(?=[,;"'<]|\s*(?:$|[\r\n]))/;
/** The first word: letters or a number. A word with both is a password by itself. */
const BEGINS_PHRASE = /^(?:[\p{L}-]+|\d+)[!?.]?$/u;
const HAS_LETTER = /\p{L}/u;

/**
 * The end of several words in the place of a password whose first word ends at `end`. They are no phrase if more than one of
 * three is a word of sentences about FortiOS.
 */
function phraseEnd({ text, to }: Passage, start: number, end: number): number {
  if (text[end] !== ' ' || !BEGINS_PHRASE.test(text.slice(start, end))) return end;
  const more = FURTHER_WORDS.exec(text.slice(end, Math.min(to, end + MAX_WORDS)))?.[0] ?? '';
  const words = more.trim().split(' ');
  const ordinary = words.filter(isOrdinary).length;
  const isPhrase = words.some(word => HAS_LETTER.test(word)) && ordinary * 3 <= words.length;
  return isPhrase ? end + more.length : end;
}

/** True for an option with its value after a blank: `--admin-password value`. */
function isOption(text: string, from: number, start: number, end: number): boolean {
  if (start === from || text[start - 1] !== '-' || text[end] !== ' ' || text[end + 1] === '-') return false;
  const first = nameStart(text, from, start);
  return text[first] === '-' && (first === from || /[\s"'`(]/.test(text[first - 1] ?? ''));
}

/** True if a lower-case word starts at `at` that no value can follow. */
function isPlainWord(text: string, at: number, to: number): boolean {
  let end = at;
  while (end < to && isSmall(text.charCodeAt(end))) end++;
  if (end === at || VALUE_WORDS.has(text.slice(at, Math.min(end, at + MAX_VALUE_WORD)))) return false;
  if (end < to && text.charCodeAt(end) > 32) return false;
  return !((end - at === 3 || end - at === 2) && mayBeOf(text, at));
}

/** Lower-case words that a value can follow. */
const VALUE_WORDS: ReadonlySet<string> = new Set([
  ...VERBS,
  'length',
  'len',
  'mismatch',
  'differs',
  'changed',
  'updated',
  'reset',
  'set',
  'to',
  'from',
  'von',
  'used',
  'configured',
  'entered',
  'stored',
  'defined',
  'given',
  'wurde',
  'wird',
  'foi',
  'fue',
  'typed',
  'has',
  'on',
  'in',
  'for',
  'of',
  'at',
  'are',
  'were',
  'both',
  'match',
  'matches',
  ...KINDS_OF_VALUE,
]);
const MAX_VALUE_WORD = Math.max(...Array.from(VALUE_WORDS, ({ length }) => length));

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}
