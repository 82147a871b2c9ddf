import { isUpper, isWord, skipWord } from '../characters';
import { matchOf } from './match';
import {
  type Pattern,
  patternsOf,
  PhraseError,
  type PhraseProblem,
  phraseProblems,
  usablePatterns,
  longestWord,
} from './parse';
import type { SentenceRow } from '../../knowledge/domains/sentence';
import type { PhraseMatch } from './phraseMatch';

/** Depth of the index; the rest of a beginning is compared. */
const MAX_DEPTH = 8;
const NO_MATCHES: readonly PhraseMatch[] = [];
/** Minimum length of a beginning that is recognised although a terminal or a page cut the rest off, in UTF-16 code units. */
const MIN_CUT = 16;

/** Patterns by the code units with which they begin. */
interface Beginnings {
  readonly next: Map<number, Beginnings>;
  readonly patterns: Pattern[];
}

/** Finds the patterns that a message can match without trying all of them. */
class Candidates {
  readonly #beginnings: Beginnings = { next: new Map(), patterns: [] };
  /** Patterns that begin with a hole, by the hash of a word that they contain. */
  readonly #words = new Map<number, Pattern[]>();
  /** The first code units of these words, to skip most words of a message. */
  readonly #initials = new Uint8Array(128);

  add(pattern: Pattern): void {
    const { beginning } = pattern;
    const word = beginning === '' ? longestWord(pattern) : '';
    if (word === '') {
      const node = nodeAt(this.#beginnings, beginning.slice(0, MAX_DEPTH));
      node.patterns.push(pattern);
      return;
    }
    this.#initials[word.charCodeAt(0)] = 1;
    const key = hashOf(word, 0, word.length);
    const known = this.#words.get(key);
    if (known) known.push(pattern);
    else this.#words.set(key, [pattern]);
  }

  /** Adds to `found` the matches of all patterns with `text` from `from` on. */
  collect(text: string, from: number, found: PhraseMatch[]): void {
    let node: Beginnings | undefined = this.#beginnings;
    for (let at = from; node; at++) {
      for (const pattern of node.patterns)
        if (text.startsWith(pattern.beginning, from)) note(found, pattern, text, from);
      node = at < text.length ? node.next.get(text.charCodeAt(at)) : undefined;
    }
    if (this.#words.size > 0) this.#collectByWords(text, from, found);
  }

  /** Adds to `found` the patterns whose literal beginning goes on in the middle of the word with which `rest` ends. */
  collectCut(rest: string, found: PhraseMatch[]): void {
    let node: Beginnings | undefined = this.#beginnings;
    for (let at = 0; node && at < MAX_DEPTH; at++) node = node.next.get(rest.charCodeAt(at));
    for (const { row, beginning, floats } of node?.patterns ?? [])
      if (beginning.startsWith(rest) && isWord(beginning.charCodeAt(rest.length)))
        found.push({ row, floats, literal: rest.length, start: 0, end: rest.length, holes: [] });
  }

  #collectByWords(text: string, from: number, found: PhraseMatch[]): void {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (!isWord(code)) continue;
      const end = skipWord(text, at, text.length);
      const patterns = this.#initials[code] === 1 ? this.#words.get(hashOf(text, at, end)) : undefined;
      if (patterns) for (const pattern of patterns) note(found, pattern, text, from);
      at = end;
    }
  }

  /** A quick check before the message is folded: all patterns are in lower case, and few messages match one. */
  mayMatchFolded(text: string, from: number): boolean {
    if (this.#beginnings.patterns.length > 0) return true;
    const first = text.charCodeAt(from);
    if (this.#beginnings.next.has(foldedCode(first))) return true;
    for (let at = from; at < text.length; at++) {
      let code = text.charCodeAt(at);
      // Another character can have an ASCII letter as its lower case.
      if (code >= 128) return true;
      if (!isWord(code)) continue;
      code = foldedCode(code);
      const isWanted = this.#initials[code] === 1;
      let hash = 0;
      for (; isWord(code); code = foldedCode(text.charCodeAt(++at))) hash = (Math.imul(hash, 31) + code) | 0;
      if (isWanted && this.#words.has(hash)) return true;
      at--;
    }
    return false;
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

/** An ASCII code unit in lower case. */
function foldedCode(code: number): number {
  return isUpper(code) ? code | 32 : code;
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/** The patterns of one function or daemon. They are parsed when they are first needed: a capture is of few daemons. */
class Scope {
  readonly #rows: SentenceRow[] = [];
  #exact: Candidates | undefined;
  /** Patterns that ignore case. */
  #folded: Candidates | undefined;

  add(row: SentenceRow): void {
    this.#rows.push(row);
  }

  collect(message: string, from: number, found: PhraseMatch[]): void {
    const exact = (this.#exact ??= this.#parse());
    exact.collect(message, from, found);
    if (this.#folded?.mayMatchFolded(message, from)) this.#folded.collect(lowerCase(message), from, found);
  }

  collectCut(rest: string, found: PhraseMatch[]): void {
    this.#exact?.collectCut(rest, found);
  }

  #parse(): Candidates {
    const exact = new Candidates();
    for (const row of this.#rows)
      for (const text of row.texts)
        for (const pattern of usablePatterns(parseText, row, text))
          if (row.ignoreCase) (this.#folded ??= new Candidates()).add(pattern);
          else exact.add(pattern);
    return exact;
  }
}

/** For `find`: sentences of any daemon that are printed without a prefix. */
export const BARE = '@bare';
/** For `find`: what the command line prints when it refuses a command. */
export const CLI = 'cli';
/** For `find`: sentences that any daemon or command can print. */
export const ANY = 'any';

/**
 * Rows that are matched against messages. The time is proportional to the message and to the number of rows that can match
 * by their beginning or by a required word; it does not depend on the total number of rows.
 */
export class Phrases {
  readonly #functions = new Map<string, Scope>();
  readonly #daemons = new Map<string, Scope>();

  constructor(readonly rows: readonly SentenceRow[]) {
    for (const row of rows) {
      const { functions, daemons, bare } = row;
      if (row.texts.length === 0) continue;
      for (const name of functions ?? []) addTo(this.#functions, name, row);
      if (!functions) for (const daemon of daemons) addTo(this.#daemons, daemon, row);
      if (bare) addTo(this.#daemons, BARE, row);
    }
  }

  /** Invalid rows, which are skipped. */
  get problems(): readonly PhraseProblem[] {
    return phraseProblems(this.rows, parseText);
  }

  /**
   * The rows that match a message, most specific first: by the length of their literal text, then those of the function,
   * then by their ids.
   * @param message a line without its prefix, of bounded length
   * @param from where the sentence starts in it, in UTF-16 code units
   * @param name the function that prints it; empty for none
   * @param daemon the daemon that prints it, `BARE`, `CLI`, or `ANY`
   */
  find(message: string, from: number, name: string, daemon: string): readonly PhraseMatch[] {
    const functionRows = name === '' ? undefined : this.#functions.get(name);
    const daemonRows = this.#daemons.get(daemon);
    if (!functionRows && !daemonRows) return NO_MATCHES;
    const found: PhraseMatch[] = [];
    functionRows?.collect(message, from, found);
    daemonRows?.collect(message, from, found);
    if (found.length === 0) return cutMatch(message, from, [functionRows, daemonRows]);
    return found.length > 1 ? found.sort(bySpecificity) : found;
  }
}

/** The match of the one row whose text a message begins, cut within a word. */
function cutMatch(
  message: string,
  from: number,
  scopes: readonly (Scope | undefined)[],
): readonly PhraseMatch[] {
  if (message.length - from < MIN_CUT || !isWord(message.charCodeAt(message.length - 1))) return NO_MATCHES;
  const rest = message.slice(from);
  const found: PhraseMatch[] = [];
  for (const scope of scopes) scope?.collectCut(rest, found);
  const [first] = found;
  const isOne = first && found.every(({ row }) => row === first.row);
  return isOne ? [{ ...first, start: from, end: message.length }] : NO_MATCHES;
}

function addTo(scopes: Map<string, Scope>, name: string, row: SentenceRow): void {
  let scope = scopes.get(name);
  if (!scope) scopes.set(name, (scope = new Scope()));
  scope.add(row);
}

/** Adds the match of a pattern, unless a more specific text of the same row matched. */
function note(found: PhraseMatch[], pattern: Pattern, text: string, from: number): void {
  let known = 0;
  while (known < found.length && found[known]?.row !== pattern.row) known++;
  if ((found[known]?.literal ?? -1) >= pattern.literal) return;
  const match = matchOf(pattern, text, from);
  if (match) found[known] = match;
}

function bySpecificity(a: PhraseMatch, b: PhraseMatch): number {
  return (
    b.literal - a.literal ||
    Number(b.row.functions !== undefined) - Number(a.row.functions !== undefined) ||
    (a.row.id < b.row.id ? -1 : 1)
  );
}

/** Refuses a text that would match anything, which only a row with functions can. */
function parseText(row: SentenceRow, text: string): Pattern[] {
  const patterns = patternsOf(row, text);
  if (!row.functions && patterns.some(pattern => pattern.beginning === '' && longestWord(pattern) === ''))
    throw new PhraseError('general');
  return patterns;
}

/** The text in lower case, with unchanged offsets. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}
