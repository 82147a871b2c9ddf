import type { Entry } from './types';

/** How a typed command is read: the entry, and the words of the command with every abbreviation written out. */
export interface CommandMatch {
  readonly entry: Entry | undefined;
  readonly expanded: readonly string[];
  /** For each typed word, the argument that it is (`password`, `licence code`); undefined for a word of the command. */
  readonly fills: readonly (string | undefined)[];
}

interface Pattern {
  readonly entry: Entry;
  readonly words: readonly Word[];
  /** The first letters of the words that can come second; undefined if any can, or none need come. */
  readonly second: string | undefined;
}

interface Fit {
  /** Number of words that are words of the command, and number of those that were typed in full. */
  readonly literal: number;
  readonly exact: number;
  readonly expanded: readonly string[];
  readonly fills: readonly (string | undefined)[];
}

interface Word {
  /** The words allowed here; empty for an argument. */
  readonly literals: readonly string[];
  /** The name of the argument. */
  readonly fills: string;
  readonly optional: boolean;
  /** More words may follow in the same place. */
  readonly repeats: boolean;
}

const WORD = /(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'])+/g;

/** Returns the words of a typed command. A quoted argument is one word, with its quotes. */
export function commandWords(typed: string): readonly string[] {
  return typed.match(WORD) ?? [];
}

/**
 * Builds the look-up of typed commands. The keys of command entries are patterns such as `diagnose debug
 * {enable|disable} [<name>]...`.
 */
export function commandMatcher(entries: readonly Entry[]): (typed: readonly string[]) => CommandMatch {
  const patterns = entries
    .filter(entry => entry.kind === 'command')
    .flatMap(entry => entry.keys.map(key => patternOf(entry, wordsOf(key))));
  const byLetter = new Map<string, Pattern[]>();
  for (const pattern of patterns)
    for (const letter of new Set(pattern.words[0]?.literals.map(word => word.charAt(0)))) {
      const known = byLetter.get(letter);
      if (known) known.push(pattern);
      else byLetter.set(letter, [pattern]);
    }
  return typed => match(byLetter.get(typed[0]?.charAt(0).toLowerCase() ?? '') ?? [], typed);
}

function patternOf(entry: Entry, words: readonly Word[]): Pattern {
  const [, { literals, optional } = { literals: [], optional: false }] = words;
  const isFixed = literals.length > 0 && !optional;
  return { entry, words, second: isFixed ? literals.map(word => word.charAt(0)).join('') : undefined };
}

function wordsOf(key: string): Word[] {
  const parts = key.match(/\[(?:<[^>]*>|\{[^}]*\})\](?:\.\.\.)?|<[^>]*>(?:\.\.\.)?|\{[^}]*\}|\S+/g) ?? [];
  return parts.map(part => {
    const repeats = part.endsWith('...');
    const optional = part.startsWith('[');
    const inner = part.replace(/\.\.\.$/, '').replace(/^\[|\]$/g, '');
    if (inner.startsWith('<')) return { literals: [], fills: inner.slice(1, -1), optional, repeats };
    const literals = inner.startsWith('{') ? inner.slice(1, -1).split('|') : [inner];
    return { literals, fills: '', optional, repeats };
  });
}

/**
 * Reads a command as FortiOS does: each word may be abbreviated to any unambiguous beginning. The entry is the one
 * that matches with the most literal words. It is undefined if none matches, or if two match and have different
 * meanings; then only the words on which all readings agree are expanded.
 */
function match(patterns: readonly Pattern[], typed: readonly string[]): CommandMatch {
  let best: (Fit & { pattern: Pattern }) | undefined;
  let tied = false;
  const second = typed[1]?.charAt(0).toLowerCase();
  for (const pattern of patterns) {
    // Most patterns differ in their second word, and this check is the cheapest.
    if (pattern.second !== undefined && (second === undefined || !pattern.second.includes(second))) continue;
    const fit = fitOf(pattern, typed);
    if (!fit) continue;
    const order = best ? fit.literal - best.literal || fit.exact - best.exact : 1;
    if (order > 0) {
      best = { pattern, ...fit };
      tied = false;
    } else if (order === 0 && fit.expanded.join(' ') !== best?.expanded.join(' ')) tied = true;
  }
  if (!best || tied)
    return {
      entry: undefined,
      // Only few of those who ask need it.
      get expanded() {
        return expandBeginning(patterns, typed);
      },
      fills: [],
    };
  return { entry: best.pattern.entry, expanded: best.expanded, fills: best.fills };
}

function fitOf(pattern: Pattern, typed: readonly string[]): Fit | undefined {
  const expanded: string[] = [];
  const fills: (string | undefined)[] = [];
  let [literal, exact, at] = [0, 0, 0];
  for (const word of pattern.words) {
    const given = typed[at];
    if (given === undefined) {
      if (!word.optional) return undefined;
      continue;
    }
    if (word.literals.length === 0) {
      const count = word.repeats ? typed.length - at : 1;
      expanded.push(...typed.slice(at, at + count));
      for (let index = 0; index < count; index++) fills.push(word.fills);
      at += count;
      continue;
    }
    const matching = word.literals.filter(one => one.startsWith(given.toLowerCase()));
    const [only] = matching.includes(given.toLowerCase()) ? [given.toLowerCase()] : matching;
    if (only === undefined || (matching.length > 1 && only !== given.toLowerCase())) {
      if (!word.optional) return undefined;
      continue;
    }
    literal++;
    if (only === given.toLowerCase()) exact++;
    expanded.push(only);
    fills.push(undefined);
    at++;
  }
  return at === typed.length ? { literal, exact, expanded, fills } : undefined;
}

/** Expands the words, from the first on, on which all patterns that still match agree. */
function expandBeginning(patterns: readonly Pattern[], typed: readonly string[]): string[] {
  let fitting = patterns;
  const expanded: string[] = [];
  for (const [index, given] of typed.entries()) {
    const literals = new Set<string>();
    const still = fitting.filter(pattern => {
      const found = pattern.words[index]?.literals.filter(one => one.startsWith(given.toLowerCase())) ?? [];
      for (const one of found) literals.add(one);
      return found.length > 0;
    });
    const [only] = literals.has(given.toLowerCase())
      ? [given.toLowerCase()]
      : literals.size === 1
        ? literals
        : [];
    expanded.push(only ?? given);
    fitting = still;
  }
  return expanded;
}
