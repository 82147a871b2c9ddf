import { min } from '../../integers';
import { skipWord } from '../characters';
import { ParsedIndex } from '../parsedIndex';
import { lowerCase } from './engine';
import { matchOf } from './match';
import {
  type Pattern,
  patternsOf,
  PhraseError,
  type PhraseProblem,
  phraseProblems,
  usablePatterns,
} from './parse';
import type { SentenceRow } from '../../knowledge/domains/sentence';
import type { PhraseMatch } from './phraseMatch';

/** How much of a line is matched against a sentence, in UTF-16 code units. */
const MAX_SENTENCE = 320;
const NO_MATCHES: readonly PhraseMatch[] = [];

/**
 * Rows whose sentences can occur anywhere in a line. They are indexed by their first word and looked up at each word of a
 * line, so the time does not depend on the number of rows. They are parsed when a line has their first word.
 */
export class AnywherePhrases {
  /** Patterns by their first word in lower case, those with more literal text first. */
  readonly #index = new ParsedIndex(patternsWith);

  constructor(readonly rows: readonly SentenceRow[]) {
    for (const row of rows)
      for (const text of row.texts)
        for (const word of firstWords(row, text)) this.#index.add(word, [row, text]);
  }

  /** Invalid rows, which are skipped. */
  get problems(): readonly PhraseProblem[] {
    return phraseProblems(this.rows, parseText);
  }

  /** The first words of the sentences, in lower case. */
  get words(): Iterable<string> {
    return this.#index.keys;
  }

  /**
   * The sentences whose first word is `[start, end)`, those with more literal text first; offsets of the matches are
   * relative to `start`.
   * @param to the end of the text that can belong to the sentence; a line break also ends it
   */
  find(text: string, start: number, end: number, to: number): readonly PhraseMatch[] {
    const patterns = this.#index.at(text.slice(start, end).toLowerCase());
    if (!patterns) return NO_MATCHES;
    const found: PhraseMatch[] = [];
    let line: string | undefined;
    for (const pattern of patterns) {
      const { beginning, row } = pattern;
      // Most words begin no sentence, so this check is all that they cost.
      if (!row.ignoreCase && !text.startsWith(beginning, start)) continue;
      line ??= lineAt(text, start, to);
      const match = matchOf(pattern, row.ignoreCase ? lowerCase(line) : line, 0);
      if (match) found.push(match);
    }
    return found;
  }
}

/** The patterns of texts that begin with a word, those with more literal text first. */
function patternsWith(texts: readonly (readonly [SentenceRow, string])[], word: string): readonly Pattern[] {
  return texts
    .flatMap(([row, text]) => usablePatterns(parseText, row, text))
    .filter(({ beginning }) => firstWord(beginning) === word)
    .sort((a, b) => b.literal - a.literal);
}

/** The words with which a text can begin, in lower case; several if it begins with a choice. */
function firstWords(row: SentenceRow, text: string): ReadonlySet<string> {
  const own = text.trimStart();
  const beginnings = own.startsWith('{')
    ? usablePatterns(parseText, row, text).map(({ beginning }) => beginning)
    : [own];
  return new Set(beginnings.map(firstWord).filter(Boolean));
}

function firstWord(text: string): string {
  return text.slice(0, skipWord(text, 0, text.length)).toLowerCase();
}

/** The patterns of a text in both spellings. */
function parseText(row: SentenceRow, text: string): Pattern[] {
  const patterns = [...spellingsOf(row, text)].flatMap(spelling => patternsOf(row, spelling));
  // Without a word to index it, a sentence would have to be tried everywhere.
  if (patterns.some(({ beginning }) => firstWord(beginning) === '')) throw new PhraseError('general');
  return patterns;
}

function lineAt(text: string, start: number, to: number): string {
  const line = text.slice(start, min(to, start + MAX_SENTENCE));
  const end = line.search(/[\r\n]/);
  return end < 0 ? line : line.slice(0, end);
}

/** A text with its first letter in either case: a sentence can begin with a capital. */
function spellingsOf({ ignoreCase }: SentenceRow, written: string): Iterable<string> {
  const text = written.trimStart();
  const first = text.charAt(0);
  if (ignoreCase || first === '{') return [text];
  return new Set([first.toLowerCase() + text.slice(1), first.toUpperCase() + text.slice(1)]);
}
