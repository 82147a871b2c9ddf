import { max, min } from '../../integers';
import words from '../../knowledge/data/failures/words.json';
import { isDigit, isLetter, isSpace } from '../characters';
import { ParsedIndex } from '../parsedIndex';

/** What single words of a message report: a failure, a success, or neither. */
export type Tone = 'fails' | 'succeeds' | undefined;

/** One word of a wording: a whole word, or the beginning of one. */
interface Word {
  readonly text: string;
  readonly isStem: boolean;
  /** Has a digit, as `l2tp` and `7200` have. Other words are letters only, and a digit ends them. */
  readonly isCode: boolean;
}

/** Consecutive words, with alternatives for each of them. */
export interface Wording {
  readonly choices: readonly (readonly Word[])[];
  readonly tone: Exclude<Tone, undefined>;
  /** Not a failure if a number follows: `timeout 30` is a setting. */
  readonly unlessNumber: boolean;
}

/** Maximum number of code units between two words of a wording: `not found`, `not_found`, `couldn't`, `no such: user`. */
const MAX_GAP = 2;
/** Replaces each code unit of a hidden name. It does not occur in captures. */
export const HIDDEN_UNIT = 1;
/** Maximum length of a name between two words, in code units. */
const MAX_NAME = 64;
/** How far before a word its negation can be, in code units. */
const MAX_BEFORE = 28;
/** Maximum number of words between a word and its negation: `no authentication error`. */
const MAX_WORDS_BETWEEN = 1;
/** How far into a message words that tell an outcome are read, in code units: later text consists of values. */
const MAX_SCAN = 160;
/** How far into a message wordings are read, in code units: the cause can be at the end of a long line. */
const MAX_WORDINGS_SCAN = 480;
const LETTERS = 26;
/** Number of letters of a word that the index uses; a shorter word has its own entry. */
const DEPTH = 3;
const A = 97;

/** Begins a comment that somebody added to the line. */
const NOTE = /\s(?:<{2,}|<-+|>{2,}|\u2190)/;

const NO_WORDINGS: readonly never[] = [];
const ANY_WORD: Word = { text: '', isStem: true, isCode: false };

const NEGATES: ReadonlySet<string> = new Set(words.negates.words);
const CLEARS: ReadonlySet<string> = new Set(words.clears.words);

/**
 * Parses a wording: words with `|` between alternatives, `*` for the rest of a word or for any word. A hyphen is read
 * like a space, so a wording in which only some alternatives have one becomes several.
 */
export function wordingsOf(text: string, tone: Wording['tone'], unlessNumber: boolean): Wording[] {
  let all: (readonly Word[])[][] = [[]];
  for (const slot of text.split(' ')) {
    const alternatives = slot.split('|');
    const parted = alternatives.filter(word => word.includes('-')).map(word => word.split('-'));
    const whole = alternatives.filter(word => !word.includes('-'));
    const ways = parted.map(parts => parts.map(part => [wordOf(part)]));
    if (whole.length > 0) ways.push([whole.map(wordOf)]);
    all = all.flatMap(choices => ways.map(way => [...choices, ...way]));
  }
  return all.map(choices => ({ choices, tone, unlessNumber }));
}

function wordOf(word: string): Word {
  if (word === '*') return ANY_WORD;
  const isStem = word.endsWith('*');
  return { text: isStem ? word.slice(0, -1) : word, isStem, isCode: /\d/.test(word) };
}

/** Wordings by the first letters of their first word, which must not be `*`. They are parsed when a message has these letters. */
export class WordingIndex<Source extends { readonly text: string }, One extends Wording> {
  readonly #index: ParsedIndex<number, Source, One>;

  /** @param keys those of each source, in the same order */
  constructor(
    sources: readonly Source[],
    parse: (source: Source) => readonly One[],
    keys: readonly (readonly number[])[] = sources.map(({ text }) => wordingKeys(text)),
  ) {
    this.#index = new ParsedIndex(texts => texts.flatMap(parse));
    for (const [at, source] of sources.entries())
      for (const key of keys[at] ?? []) this.#index.add(key, source);
  }

  /** The wordings that can begin with the letters `[at, end)` of a text. */
  at(text: string, at: number, end: number): readonly One[] {
    return this.#index.at(keyOf(text, at, end)) ?? NO_WORDINGS;
  }
}

/** The keys of a wording in the index: one for each first word that it can have. */
export function wordingKeys(text: string): number[] {
  const [first = ''] = text.split(' ', 1);
  return [...new Set(first.split('|').map(word => keyOf(word, 0, endOfLetters(word, 0))))];
}

/** A text of the data, and what it reports. */
interface ToneText extends Pick<Wording, 'tone' | 'unlessNumber'> {
  readonly text: string;
}

const TEXTS: readonly ToneText[] = [
  ...words.fails.flatMap(group => {
    const unlessNumber = 'unless' in group && group.unless === 'number';
    return group.words.map(text => ({ text, tone: 'fails' as const, unlessNumber }));
  }),
  ...words.succeeds.words.map(text => ({ text, tone: 'succeeds' as const, unlessNumber: false })),
];
const toneWordings = ({ text, tone, unlessNumber }: ToneText): Wording[] =>
  wordingsOf(text, tone, unlessNumber);
const INDEX = new WordingIndex(TEXTS, toneWordings);

/** The index of the letters `[at, end)`; 0 stands for a letter that is missing: a code can begin with a digit. */
function keyOf(text: string, at: number, end: number): number {
  let key = 0;
  for (let index = at; index < at + DEPTH; index++)
    key = key * (LETTERS + 1) + (index < end ? (text.charCodeAt(index) | 32) - A + 1 : 0);
  return key;
}

function endOfLetters(text: string, at: number): number {
  let end = at;
  while (end < text.length && isLetter(text.charCodeAt(end))) end++;
  return end;
}

/** The end of the letters and digits at `at`. */
function endOfCode(text: string, at: number): number {
  let end = at;
  while (end < text.length && isCodeUnit(text.charCodeAt(end))) end++;
  return end;
}

function isCodeUnit(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

/**
 * What the words of a message report. A failure does not count if it is negated, has a count of zero, or is quoted as a
 * name. One pass, with look-ups of bounded length.
 * @param from where the message starts in `text`, in UTF-16 code units
 */
export function toneOf(text: string, from: number): Tone {
  let tone: Tone;
  const limit = min(text.length, from + MAX_SCAN);
  for (let at = from; at < limit;) {
    if (!isLetter(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = endOfLetters(text, at);
    // Next to a digit it is a part of a name or code: `mismatch2`.
    const isWord =
      end - at > 1 && !isDigit(text.charCodeAt(end)) && !(at > from && isDigit(text.charCodeAt(at - 1)));
    const wordings = isWord ? INDEX.at(text, at, end) : NO_WORDINGS;
    if (wordings.length > 0) {
      const second = new NextWord(text, end);
      for (const wording of wordings) {
        if (wording.tone === tone) continue;
        const to = endOf(text, at, second, wording);
        if (to < 0) continue;
        if (wording.tone === 'succeeds') tone = 'succeeds';
        else if (isMeant(text, from, at, to, wording)) return 'fails';
      }
    }
    at = end;
  }
  return tone;
}

/** The wordings in a message, negated or not. */
export function* wordingsIn<One extends Wording>(
  text: string,
  index: Pick<WordingIndex<never, One>, 'at'>,
): Generator<One> {
  const limit = min(text.length, MAX_WORDINGS_SCAN);
  for (let at = 0; at < limit;) {
    const end = endOfLetters(text, at);
    // A code is read from its beginning: `2` is no part of `52e`.
    if (end > at || (isDigit(text.charCodeAt(at)) && !isCodeUnit(text.charCodeAt(at - 1)))) {
      const second = new NextWord(text, end);
      for (const wording of index.at(text, at, end)) if (endOf(text, at, second, wording) >= 0) yield wording;
    }
    at = max(end, at + 1);
  }
}

/** The word after the one that ends at `at`: looked for once, although many wordings begin with the same word. */
class NextWord {
  #start: number | undefined;
  #end = -1;

  constructor(
    readonly text: string,
    readonly at: number,
  ) {}

  get start(): number {
    return (this.#start ??= nextWord(this.text, this.at));
  }

  get end(): number {
    if (this.#end < 0) this.#end = endOfLetters(this.text, this.start);
    return this.#end;
  }
}

/** The end of a wording whose first word starts at `at` and ends before `second`; -1 if the wording does not match. */
function endOf(text: string, at: number, second: NextWord, { choices }: Wording): number {
  let start = at;
  let to = second.at;
  for (let index = 0; index < choices.length; index++) {
    const words = choices[index] ?? [];
    if (index > 0) {
      const code = words.some(isCode) ? nextCode(text, to) : -1;
      if (code >= 0 && isOneOf(text, code, code, words)) {
        to = endOfCode(text, code);
        continue;
      }
      const next = to === second.at ? second : new NextWord(text, to);
      start = next.start;
      if (start < 0) return -1;
      to = next.end;
    }
    if (!isOneOf(text, start, to, words)) return -1;
    if (words.some(isCode)) to = endOfCode(text, to);
  }
  return to;
}

function isCode(word: Word): boolean {
  return word.isCode;
}

/** True if one of the words is at `start`; `end` is the end of the letters there. */
function isOneOf(text: string, start: number, end: number, words: readonly Word[]): boolean {
  for (const word of words)
    if (isWordAt(text, start, word.isCode ? endOfCode(text, start) : end, word)) return true;
  return false;
}

/** The next letter or digit, if almost nothing is in between, apart from the sign of a number; -1 otherwise. */
function nextCode(text: string, at: number): number {
  for (let next = at; next <= at + MAX_GAP && next < text.length; next++) {
    if (isCodeUnit(text.charCodeAt(next))) return next;
    if (text[next] === '-' && isDigit(text.charCodeAt(next + 1))) return next + 1;
  }
  return -1;
}

/** The next word, if almost nothing is in between. A number in a name belongs to it: `IKEv2 request`. */
function nextWord(text: string, at: number): number {
  let from = at;
  while (isDigit(text.charCodeAt(from)) && from - at < MAX_GAP) from++;
  for (let next = from; next <= from + MAX_GAP && next < text.length; next++) {
    const end = endOfName(text, next);
    if (end > next) {
      // Skips a name: `User 'user01' is disabled`.
      [from, next] = [end, end - 1];
      continue;
    }
    const code = text.charCodeAt(next);
    if (isLetter(code)) return next;
    // A comma, full stop or semicolon ends the clause.
    if (code === 44 || code === 46 || code === 59) return -1;
  }
  return -1;
}

/** The end of a hidden or quoted name at `at`; `at` if there is none. */
function endOfName(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === HIDDEN_UNIT) end++;
  const quote = text.charCodeAt(at);
  if (end > at || (quote !== 34 && quote !== 39) || !isSpace(text.charCodeAt(at - 1))) return end;
  const close = text.slice(at + 1, at + 1 + MAX_NAME).indexOf(text.charAt(at));
  return close < 0 ? at : at + close + 2;
}

function isWordAt(text: string, start: number, end: number, { text: word, isStem }: Word): boolean {
  const { length } = word;
  if (isStem ? end - start < length : end - start !== length) return false;
  for (let index = 0; index < length; index++)
    if ((text.charCodeAt(start + index) | 32) !== word.charCodeAt(index)) return false;
  return true;
}

/** True if the failure named at `[start, end)` happened, according to the words around it. */
function isMeant(text: string, from: number, start: number, end: number, wording: Wording): boolean {
  const first = wording.choices[0] ?? [];
  const negatesItself = first.some(({ text: word }) => NEGATES.has(word));
  if (!negatesItself && isNegated(text, from, start)) return false;
  const { gap = '', value = '' } = VALUE.exec(text.slice(end, end + MAX_VALUE))?.groups ?? {};
  const next = ownValue(text.slice(max(from, start - MAX_BEFORE), start), value.toLowerCase());
  if (gap !== '' && (CLEARS.has(next) || NOTHING.test(next))) return false;
  if (wording.unlessNumber && /^-?\d/.test(next)) return false;
  return !isQuoted(text, from, start) && !NOTE.test(text.slice(from, start));
}

/**
 * The value after a failing word; other words of a counter or a field can be in between: `errors=0`, `Rx_Errors    0`, `last
 * failure param: N/A`, `fail times(0/5)`, and the names of a list: `dropped/errors=9/0/0`.
 */
const VALUE =
  /^(?<gap>(?:\/[\w-]{1,24}){0,6}(?:[ _-](?:param|time|count|counter|code|attempt|packet|total|number)s?)?(?:[\s"'\])]{0,40}[=:(])?[\s"'([]{0,40})(?<value>\w+(?:[./]\w+)*)?/i;
const MAX_VALUE = 160;
/** A zero, one of a number, or zeros only. An address that begins with 0 is none. */
const NOTHING = /^0(?:x0+|0*(?:\/0)*|\/\d+)$/;

/** Of a list of values, the one whose name stands at the same place in the list of names that `before` ends with. */
function ownValue(before: string, value: string): string {
  const names = /(?:[\w-]+\/)+$/.exec(before)?.[0];
  return (names && value.split('/')[names.split('/').length - 1]) ?? value;
}

/** True if a preceding word negates the one at `start`. */
function isNegated(text: string, from: number, start: number): boolean {
  const before = text.slice(max(from, start - MAX_BEFORE), start);
  const clause = before.slice(
    Math.max(before.lastIndexOf(','), before.lastIndexOf(';'), before.lastIndexOf('.')) + 1,
  );
  const clauseWords = clause.match(/[A-Za-z0-9]+/g) ?? [];
  return clauseWords.slice(-1 - MAX_WORDS_BETWEEN).some(word => NEGATES.has(word.toLowerCase()));
}

/** True inside single quotes: a quoted name can contain any words. */
function isQuoted(text: string, from: number, start: number): boolean {
  let quotes = 0;
  for (let at = from; at < start; at++) {
    if (text.charCodeAt(at) !== 39) continue;
    // An apostrophe within a word is not a quote.
    if (
      at > from &&
      isLetter(text.charCodeAt(at - 1)) &&
      isLetter(text.charCodeAt(at + 1)) &&
      quotes % 2 === 0
    )
      continue;
    quotes++;
  }
  return quotes % 2 === 1;
}
