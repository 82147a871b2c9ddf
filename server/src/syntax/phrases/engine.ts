import { isWord } from '../characters';
import { matchOf } from './match';
import { beginningOf, type Pattern, patternsOf, PhraseError, wordOf } from './parse';
import type { PhraseMatch, PhraseProblem, PhraseRow } from './types';

/** How much of a beginning the index knows; the rest is compared. */
const MAX_DEPTH = 8;
const NO_MATCHES: readonly PhraseMatch[] = [];

/** A pattern, the text that every match of it starts with, and its rank among all: the lower, the more specific. */
interface Ranked extends Pattern {
  readonly beginning: string;
  readonly rank: number;
}

/** Patterns by the code units with which they begin. */
interface Beginnings {
  readonly next: Map<number, Beginnings>;
  readonly patterns: Ranked[];
}

/** Finds the patterns that a message can match without looking at the others, however many there are. */
class Candidates {
  readonly #beginnings: Beginnings = { next: new Map(), patterns: [] };
  /** Patterns that begin with a hole, by the hash of a word that is in them. */
  readonly #words = new Map<number, Ranked[]>();

  add(pattern: Ranked): void {
    const { beginning } = pattern;
    const word = beginning === '' ? wordOf(pattern) : '';
    if (word === '') {
      const node = nodeAt(this.#beginnings, beginning.slice(0, MAX_DEPTH));
      node.patterns.push(pattern);
      return;
    }
    const key = hashOf(word);
    const known = this.#words.get(key);
    if (known) known.push(pattern);
    else this.#words.set(key, [pattern]);
  }

  /** Notes in `found` the matches of all patterns that `text` can match from `from` on. */
  collect(text: string, from: number, found: Found[]): void {
    let node: Beginnings | undefined = this.#beginnings;
    for (let at = from; node; at++) {
      for (const pattern of node.patterns)
        if (text.startsWith(pattern.beginning, from)) note(found, pattern, text, from);
      node = at < text.length ? node.next.get(text.charCodeAt(at)) : undefined;
    }
    if (this.#words.size > 0) this.#collectByWords(text, from, found);
  }

  #collectByWords(text: string, from: number, found: Found[]): void {
    for (let at = from; at < text.length; at++) {
      let hash = 0;
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (!isWord(code)) break;
        hash = hashed(hash, code);
      }
      const patterns = hash === 0 ? undefined : this.#words.get(hash);
      if (patterns) for (const pattern of patterns) note(found, pattern, text, from);
    }
  }
}

function nodeAt(root: Beginnings, path: string): Beginnings {
  let node = root;
  for (let index = 0; index < path.length; index++) {
    const code = path.charCodeAt(index);
    let next = node.next.get(code);
    if (!next) node.next.set(code, (next = { next: new Map(), patterns: [] }));
    node = next;
  }
  return node;
}

function hashed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

function hashOf(word: string): number {
  let hash = 0;
  for (let index = 0; index < word.length; index++) hash = hashed(hash, word.charCodeAt(index));
  return hash;
}

/** The patterns of one function or one daemon. */
interface Scope {
  readonly exact: Candidates;
  /** Those whose letters match in either case. */
  folded: Candidates | undefined;
}

/** For `find`: sentences that are printed without a prefix, by any daemon. */
export const BARE = '@bare';
/** For `find`: sentences that anything can say. */
export const ANY = 'any';

/**
 * Rows that are matched against messages. The time is proportional to the message and to the number of rows that it can
 * match by their beginning, or by a word that must be in them, and does not depend on the number of rows.
 */
export class Phrases {
  readonly #functions = new Map<string, Scope>();
  readonly #daemons = new Map<string, Scope>();
  /** Rows that cannot be used: they are left out. */
  readonly problems: readonly PhraseProblem[];

  constructor(readonly rows: readonly PhraseRow[]) {
    const problems: PhraseProblem[] = [];
    const patterns = rows.flatMap(row =>
      row.texts.flatMap(text => {
        try {
          return usable(row, patternsOf(row, text));
        } catch (error) {
          if (!(error instanceof PhraseError)) throw error;
          problems.push({ id: row.id, text, reason: error.message });
          return [];
        }
      }),
    );
    patterns.sort((a, b) => b.literal - a.literal || functionsOf(b) - functionsOf(a));
    for (const [rank, pattern] of patterns.entries())
      this.#add({ ...pattern, beginning: beginningOf(pattern), rank });
    this.problems = problems;
  }

  #add(pattern: Ranked): void {
    const { functions, daemons, bare } = pattern.row;
    for (const name of functions ?? []) addTo(this.#functions, name, pattern);
    if (!functions) for (const daemon of daemons) addTo(this.#daemons, daemon, pattern);
    if (bare) addTo(this.#daemons, BARE, pattern);
  }

  /**
   * The rows that a message matches, the most specific first: the one with more literal text, then one of the function.
   * @param message a line without its prefix, of bounded length
   * @param from where the sentence starts in it, in UTF-16 code units
   * @param name the function that says it; empty for none
   * @param daemon the daemon that says it, `BARE`, or `ANY`
   */
  find(message: string, from: number, name: string, daemon: string): readonly PhraseMatch[] {
    const ofFunction = name === '' ? undefined : this.#functions.get(name);
    const ofDaemon = this.#daemons.get(daemon);
    if (!ofFunction && !ofDaemon) return NO_MATCHES;
    const found: Found[] = [];
    if (ofFunction) collect(ofFunction, message, from, found);
    if (ofDaemon) collect(ofDaemon, message, from, found);
    if (found.length === 0) return NO_MATCHES;
    if (found.length > 1) found.sort((a, b) => a.rank - b.rank);
    return found.map(({ match }) => match);
  }
}

function addTo(scopes: Map<string, Scope>, name: string, pattern: Ranked): void {
  let scope = scopes.get(name);
  if (!scope) scopes.set(name, (scope = { exact: new Candidates(), folded: undefined }));
  if (pattern.row.ignoreCase) (scope.folded ??= new Candidates()).add(pattern);
  else scope.exact.add(pattern);
}

function collect({ exact, folded }: Scope, message: string, from: number, found: Found[]): void {
  exact.collect(message, from, found);
  folded?.collect(lowerCase(message), from, found);
}

interface Found {
  rank: number;
  match: PhraseMatch;
}

/** Notes the match of a pattern, unless a more specific text of the same row has matched. */
function note(found: Found[], pattern: Ranked, text: string, from: number): void {
  let known: Found | undefined;
  for (const one of found) if (one.match.row === pattern.row) known = one;
  if (known && known.rank <= pattern.rank) return;
  const match = matchOf(pattern, text, from);
  if (!match) return;
  if (known) [known.rank, known.match] = [pattern.rank, match];
  else found.push({ rank: pattern.rank, match });
}

function functionsOf({ row }: Pattern): number {
  return row.functions ? 1 : 0;
}

/** A text that anything matches would be tried, and found, everywhere: only a function can have one. */
function usable(row: PhraseRow, patterns: readonly Pattern[]): readonly Pattern[] {
  if (!row.functions && patterns.some(pattern => beginningOf(pattern) === '' && wordOf(pattern) === ''))
    throw new PhraseError('it starts with a hole and has no whole word: it would match nearly everything');
  return patterns;
}

/** The text in lower case, with every code unit in its place. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}
