import {
  type CaptureRecord,
  countBefore,
  type DebugRecord,
  isOfWording,
  matchesIn,
  type Message,
  messageIn,
  PHRASES,
  plainMessage,
  ROUTINE,
  type SentenceRecord,
  type Span,
  Stretch,
  type TextRecord,
  toneOf,
} from '../../syntax';
import { Hider, isPlainWord } from '../finding/hidden';
import { joined, placeOf } from '../finding/passage';

/** Separates messages in one line. */
const MESSAGE_SEPARATOR = ': ';
/** Maximum number of sentences of a line to compare. */
const MAX_SENTENCES = 16;
/** Maximum length of a message to compare, in UTF-16 code units; no sentence is longer. */
const MAX_MESSAGE = 512;
/** A word; numbers and single letters do not count. */
const WORD = /\p{L}[\p{L}\d]+/gu;
/** Forms whose lines contain no sentence, or only bytes. */
const FORMS_WITHOUT_SENTENCE: ReadonlySet<DebugRecord['form']> = new Set([
  'dump',
  'flow',
  'sniffer',
  'crash-log',
]);

/** The words of a supposed name: FortiOS terms, and the rest. */
export interface NameWords {
  readonly kept: readonly Span[];
  readonly rest: readonly Span[];
}

const HIDER = new Hider(true);

let sentenceWords: ReadonlySet<string> | undefined;

/** True for literal words of known sentences, and for words that report a failure. */
function isOfSentence(word: string): boolean {
  sentenceWords ??= new Set(
    [...PHRASES.rows, ...ROUTINE.rows].flatMap(({ texts }) =>
      texts.flatMap(text => text.replaceAll(HOLE, ' ').toLowerCase().match(WORD) ?? []),
    ),
  );
  return sentenceWords.has(word.toLowerCase()) || isOfWording(word);
}

const HOLE = /\{[^}]*\}/g;

/**
 * True if a name may be words of a sentence: all of its words are, or any of them if blanks or backslashes separate them or
 * one of them reports a failure.
 */
export function mayBeWords(name: string): boolean {
  const words = name.match(WORD) ?? [];
  const isKnown =
    /[\s\\]/.test(name) || saysFailure(name) ? words.some(isOfSentence) : words.every(isOfSentence);
  return isKnown && words.length > 0;
}

/** True for a name containing a word that reports a failure in any line. */
export function saysFailure(name: string): boolean {
  return toneOf(name, 0) === 'fails';
}

/**
 * Finds the words that give a line its meaning. Sentence words can be misread as a name: `pre-shared` as a host,
 * `a'not registered` as an organisation. Replacing them would change what the copy reports.
 */
export class Sentences {
  /** The last queried record, and its message. */
  #record: CaptureRecord | undefined;
  #meaning = '';

  /** @param records the records of the text, in order */
  constructor(
    readonly text: string,
    readonly records: readonly CaptureRecord[],
  ) {}

  /** The words of a name. Its parts, split by a terminal, are in order. */
  wordsOf(name: readonly Span[]): NameWords {
    return nameWords(this.text, name);
  }

  /** True if all parts of a name are in the message of one record. */
  isWithinOne(name: readonly Span[]): boolean {
    return this.#recordOf(name) !== undefined;
  }

  /** True if the line changes its meaning without the name, but not with only the FortiOS terms of the name. */
  changesMeaning(name: readonly Span[]): boolean {
    const record = this.#recordOf(name);
    if (!record) return false;
    if (record !== this.#record) [this.#record, this.#meaning] = [record, meaningOf(this.text, record, [])];
    if (this.#meaning === meaningOf(this.text, record, name)) return false;
    return this.#meaning === meaningOf(this.text, record, this.wordsOf(name).rest);
  }

  #recordOf(name: readonly Span[]): SentenceLine | undefined {
    const [first, last] = [name[0], name[name.length - 1]];
    if (!first || !last) return undefined;
    const { records } = this;
    const record =
      records[countBefore(records.length, index => (records[index]?.end ?? Infinity) <= first.start)];
    return record && isSentenceLine(record) && last.end <= endOf(record) ? record : undefined;
  }
}

type SentenceLine = DebugRecord | SentenceRecord | TextRecord;

/** The end of the compared part of a record. */
function endOf(record: SentenceLine): number {
  return Math.min(record.end, messageStart(record) + MAX_MESSAGE);
}

function messageStart(record: SentenceLine): number {
  switch (record.kind) {
    case 'debug':
      return record.messageStart;
    case 'sentence':
      return record.message.start;
    case 'text':
      return record.start;
  }
}

function isSentenceLine(record: CaptureRecord): record is SentenceLine {
  if (record.kind === 'debug') return !FORMS_WITHOUT_SENTENCE.has(record.form);
  return record.kind === 'sentence' || record.kind === 'text';
}

/**
 * The meaning of a record without some names, as a key: its sentences, and the failure that it reports in its own words,
 * which tell repeats from other failures.
 */
function meaningOf(text: string, record: SentenceLine, names: readonly Span[]): string {
  const { start } = record;
  let line = text.slice(start, endOf(record));
  for (const name of names)
    line =
      line.slice(0, name.start - start) + standInOf(name.end - name.start) + line.slice(name.end - start);
  const messageOf = (content: string): Message => {
    const source = new Stretch(content, start);
    if (record.kind === 'debug') return messageIn(source, record);
    return plainMessage(source, record.kind === 'sentence' ? record.message : record);
  };
  const message = messageOf(line);
  const sentences = beginningsOf(message).flatMap(from =>
    matchesIn({ ...message, from }).map(({ row }) => row.id),
  );
  const { outcome, words } = HIDER.outcomeOf(message, () => line, messageOf);
  const failure = outcome === 'fails' || outcome === 'follows' ? words.split(' ') : [];
  return [outcome, ...sentences, ...failure.filter(isPlainWord)].join(' ');
}

/** A stand-in for a name of any kind. */
function standInOf(length: number): string {
  return 'x'.padEnd(length, '0');
}

function beginningsOf({ text, from }: Message): number[] {
  const found = [from];
  for (let at = text.indexOf(MESSAGE_SEPARATOR, from); at >= 0 && found.length < MAX_SENTENCES;) {
    found.push(at + MESSAGE_SEPARATOR.length);
    at = text.indexOf(MESSAGE_SEPARATOR, at + 1);
  }
  return found;
}

function nameWords(text: string, name: readonly Span[]): NameWords {
  const words: { kept: Span[]; rest: Span[] } = { kept: [], rest: [] };
  const whole = joined(text, name);
  for (const { 0: word, index } of whole.text.matchAll(WORD))
    words[isOfSentence(word) ? 'kept' : 'rest'].push(...placeOf(whole, index, index + word.length).parts);
  return words;
}
