import { analyze } from './analysis';
import { causeIdOf, causeNamed } from './knowledge/causes';
import { LOGINS } from './knowledge/domains/daemons';
import { sentenceRow, SENTENCES } from './knowledge/domains/sentences';
import type { SentenceRow } from './knowledge/domains/sentence';
import type { Domain, WrittenCause, WrittenSentence } from './knowledge/domains/writtenDomain';
import { matchesIn, phrasesIn, Phrases, plainMessage, readRecords, Reasons } from './syntax';
import { AnywherePhrases } from './syntax/phrases';

/** An example that does not hold. */
export interface WrongExample {
  /** Its row or cause, by its place in the file: `['sentences', 3]`. */
  readonly at: readonly ['sentences' | 'causes', number];
  readonly id: string;
  /** Its line, or the lines of a cause. */
  readonly line: string;
  /** True if it had to be explained by the row or cause, and is not. */
  readonly matches: boolean;
  /** The row that states the reason instead: its text has more letters, or its rank is lower. */
  readonly winner?: string;
}

/** A daemon that takes part in logins. */
const OF_LOGINS = 'fnbamd';

/**
 * Runs the examples of a file of `data/domains`, with the rows of all others; returns those that do not hold. Those of a
 * cause are judged by the software as it is: a cause that is not yet part of it is left out.
 */
export function wrongDomainExamples({ sentences = [], causes = [] }: Domain): WrongExample[] {
  const own = new Set(sentences.map(({ id }) => id));
  const reader = new Reader([...SENTENCES.filter(({ id }) => !own.has(id)), ...sentences.map(sentenceRow)]);
  return [
    ...sentences.flatMap((row, at) => reader.wrong(row, ['sentences', at])),
    ...causes.flatMap((cause, at) => wrongOfCause(cause, ['causes', at])),
  ];
}

/** Words of a row that another one has for the same daemon, with the same rank: which cause they state is not written. */
export interface SameWords {
  /** The index of the row. */
  readonly at: number;
  readonly words: string;
  /** The id of the other row. */
  readonly other: string;
}

/** The words of rows that another row, of these or of the software, has with the same rank and another cause. */
export function sameWords(sentences: readonly WrittenSentence[]): SameWords[] {
  const own = new Set(sentences.map(({ id }) => id));
  const all = [...SENTENCES.filter(({ id }) => !own.has(id)), ...sentences.map(sentenceRow)].filter(
    ({ words }) => words,
  );
  return sentences.flatMap((row, at) =>
    (row.words ?? []).flatMap(words => {
      const other = all.find(
        one => one.id !== row.id && one.words?.includes(words) && isRival(one, sentenceRow(row)),
      );
      return other ? [{ at, words, other: other.id }] : [];
    }),
  );
}

/** True for rows that state different causes for lines of the same daemon or event, with the same rank. */
function isRival(one: SentenceRow, other: SentenceRow): boolean {
  return (
    (one.rank ?? 0) === (other.rank ?? 0) &&
    one.daemons.some(daemon => other.daemons.includes(daemon)) &&
    String(one.events) === String(other.events) &&
    (one.cause?.rule !== other.cause?.rule || one.cause?.variant !== other.cause?.variant)
  );
}

class Reader {
  readonly #phrases: Phrases;
  readonly #anywhere: AnywherePhrases;
  readonly #reasons: Reasons;

  constructor(rows: readonly SentenceRow[]) {
    this.#phrases = new Phrases(rows.filter(({ anywhere }) => anywhere !== 'only'));
    this.#anywhere = new AnywherePhrases(rows.filter(({ anywhere }) => anywhere));
    this.#reasons = new Reasons(rows);
  }

  wrong(row: WrittenSentence, at: WrongExample['at']): WrongExample[] {
    const { id, texts, examples: { match = [], not = [] } = {} } = row;
    // A sentence with a name that must not be an ordinary word is found where names are.
    const isGuess = texts?.join().includes(':distinct}') ?? false;
    const check = (line: string, matches: boolean): WrongExample[] => {
      const found = texts ? this.#sentencesIn(line) : [this.#reasonIn(line, row)];
      const [winner] = found;
      if (found.includes(id) === matches) return [];
      return [{ at, id, line, matches, ...(matches && !texts && winner && { winner }) }];
    };
    return [
      ...match.flatMap(line => check(line, true)),
      ...(isGuess ? [] : not).flatMap(line => check(line, false)),
    ];
  }

  /** The sentences that the lines of a text match, as a whole or anywhere. */
  #sentencesIn(text: string): string[] {
    const inRecords = readRecords(text).flatMap(record => phrasesIn(text, record, this.#phrases));
    // A sentence that can begin with any text does not make a line one of FortiOS, but is looked for in it.
    const inText = matchesIn(plainMessage(text, { start: 0, end: text.length }), this.#phrases);
    const anywhere = Array.from(text.matchAll(/\w+/g)).flatMap(({ 0: word, index }) =>
      this.#anywhere.find(text, index, index + word.length, text.length),
    );
    return [...inRecords, ...inText, ...anywhere].map(({ row }) => row.id);
  }

  /** The row whose words give the reason of a failure that a daemon of the row, or an event with its title, reports. */
  #reasonIn(line: string, { daemons: [daemon = ''], events }: WrittenSentence): string {
    return this.#reasons.of(line, daemon === LOGINS ? OF_LOGINS : daemon, events?.[0])?.id ?? '';
  }
}

function wrongOfCause({ id, match, examples }: WrittenCause, at: WrongExample['at']): WrongExample[] {
  if (!causeNamed(id) || !examples) return [];
  const isReported = (text: string): boolean =>
    analyze(`${text}\n`).findings.some(finding => finding.rule === id || causeIdOf(finding) === id);
  // The lines of a cause in the format of a site stand alone; those of others are one capture.
  const textsOf = (lines: readonly string[] = []): readonly string[] =>
    match ? lines : lines.length > 0 ? [lines.join('\n')] : [];
  return [
    ...textsOf(examples.match).flatMap(line => (isReported(line) ? [] : [{ at, id, line, matches: true }])),
    ...textsOf(examples.not).flatMap(line => (isReported(line) ? [{ at, id, line, matches: false }] : [])),
  ];
}
