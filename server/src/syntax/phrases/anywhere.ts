import { skipWord } from '../characters';
import { lowerCase } from './engine';
import { matchOf } from './match';
import { type Pattern, patternsOf, PhraseError } from './parse';
import type { SentenceRow } from '../../knowledge/domains/sentence';
import type { PhraseMatch, PhraseProblem } from './types';

/** How much of a line is matched against a sentence, in UTF-16 code units. */
const MAX_SENTENCE = 320;
const NO_MATCHES: readonly PhraseMatch[] = [];

/**
 * Rows whose sentences can occur anywhere in a line. They are indexed by their first word and looked up at each word of a
 * line, so the time does not depend on the number of rows.
 */
export class AnywherePhrases {
  /** Patterns by their first word in lower case, those with more literal text first. */
  readonly #byWord = new Map<string, Pattern[]>();
  /** Invalid rows, which are skipped. */
  readonly problems: readonly PhraseProblem[];

  constructor(readonly rows: readonly SentenceRow[]) {
    const problems: PhraseProblem[] = [];
    for (const row of rows) {
      for (const text of row.texts) {
        try {
          for (const spelling of spellingsOf(row, text))
            patternsOf(row, spelling).forEach(pattern => this.#add(pattern));
        } catch (error) {
          if (!(error instanceof PhraseError)) throw error;
          problems.push({ id: row.id, text, reason: error.message });
        }
      }
    }
    for (const patterns of this.#byWord.values()) patterns.sort((a, b) => b.literal - a.literal);
    this.problems = problems;
  }

  #add(pattern: Pattern): void {
    const { beginning } = pattern;
    const word = beginning.slice(0, skipWord(beginning, 0, beginning.length)).toLowerCase();
    // Without a word to index it, a sentence would have to be tried everywhere.
    if (word === '') throw new PhraseError('general');
    const known = this.#byWord.get(word);
    if (known) known.push(pattern);
    else this.#byWord.set(word, [pattern]);
  }

  /** The first words of the sentences, in lower case. */
  get words(): Iterable<string> {
    return this.#byWord.keys();
  }

  /**
   * The sentences whose first word is `[start, end)`, those with more literal text first; offsets of the matches are
   * relative to `start`.
   * @param to the end of the text that can belong to the sentence; a line break also ends it
   */
  find(text: string, start: number, end: number, to: number): readonly PhraseMatch[] {
    const patterns = this.#byWord.get(text.slice(start, end).toLowerCase());
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

function lineAt(text: string, start: number, to: number): string {
  const line = text.slice(start, Math.min(to, start + MAX_SENTENCE));
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
