import { max, min } from '../integers';
import { CR, JOINT, skipSpace, skipToSpace, trimEnd } from './characters';
import { afterPrefix, Lines, lineStart } from './line';
import {
  isContinuation,
  isCut,
  isFull,
  isLong,
  isRest,
  MAX_REST,
  MAX_TAIL,
  MAX_WORD,
  type Pair,
  pairAt,
} from './linePairs';
import { formOf } from './reader';
import { BEGINNING, TRIMMED, USUAL } from './width';

// A mail program or a word processor wraps long lines between words: it puts a line break in the place of a blank, or after
// it, and may indent or quote the rest. A view of the text has a blank and joints instead, at unchanged offsets, so that
// every form of line reads what FortiOS printed.

/** Longer lines are not wrapped by a page. */
const WIDEST = 132;
/** A single line as wide as a terminal may have been wrapped by one. */
const MIN_PLACES = 2;
/** Of the lines that reach the margin, at least this share continue in a line without a form, ... */
const MIN_SHARE = 0.1;
/** ... which is at least so many times the share among other lines. */
const MIN_RATIO = 2;
/** Fewer other lines are not significant. */
const MIN_ELSEWHERE = 4;
/** In a text with many lines without a form, at least so many lines continue, ... */
const MIN_RESTS = 3;
/** ... which is most of those that reach the margin; ... */
const MOST = 0.6;
/** ... or more lines, which are many of these. */
const MANY_RESTS = 5;
const MANY = 0.3;
/** Minimum number of lines that end at the same column in a terminal that is not 80 columns wide. */
const MIN_EXACT = 3;
/** Of the lines that continue, this share at most may reach the margin exactly: a terminal wraps there, in mid-word. */
const MAX_EXACT_SHARE = 0.7;
/** No page is narrower. */
const NARROWEST_PAGE = 60;
/** A wider page is rare: there, a single line may have been wrapped by a terminal. */
const USUAL_PAGE = 100;

/**
 * The column at which a page wrapped the lines of a text between words; 0 if it did not.
 * @param text the whole text without prefixes, or its first `BEGINNING` code units
 */
export function pageColumn(text: string): number {
  const beginning = text.slice(0, BEGINNING);
  const column = longestOf(beginning);
  if (column < NARROWEST_PAGE || column > WIDEST) return 0;
  const lines = new Lines(beginning);
  const [margin, elsewhere] = [new Breaks(1), new Breaks(MIN_ELSEWHERE)];
  for (let at = 0; at < beginning.length;) {
    const end = lines.endOf(at);
    const pair = pairAt(beginning, lines, at, end);
    at = lines.nextOf(end);
    if (!pair || isCut(beginning, pair, column) || isLong(beginning, pair)) continue;
    (isFull(beginning, pair, column) ? margin : elsewhere).add(beginning, pair, column);
  }
  return isOfPage(margin, elsewhere, column) ? column : 0;
}

/** True if a page wrapped lines at a column: there, unlike elsewhere, lines without a form follow. */
function isOfPage(margin: Breaks, elsewhere: Breaks, column: number): boolean {
  if (margin.places < MIN_PLACES && column >= USUAL - TRIMMED) return false;
  const areRare = margin.share >= MIN_SHARE && margin.share >= elsewhere.share * MIN_RATIO;
  const areUsual =
    (margin.share >= MOST && margin.places >= MIN_RESTS) ||
    (margin.share >= MANY && margin.places >= MANY_RESTS);
  return (areRare || areUsual) && !margin.areOfTerminal(column);
}

/** Counts pairs of lines whose second line has no form. */
class Breaks {
  /** @param least the minimum number of pairs that are significant */
  constructor(readonly least: number) {}

  #count = 0;
  #formless = 0;
  /** The words around each break, and the word before it: a line that is repeated breaks at the same word each time. */
  readonly #words = new Set<string>();
  readonly #ends = new Set<string>();
  /** The words before breaks at the column. */
  readonly #exact = new Set<string>();

  add(text: string, pair: Pair, column: number): void {
    const { start, last, head, nextEnd } = pair;
    this.#count++;
    if (nextEnd - head > MAX_REST || !isContinuation(text, pair, '')) return;
    if (formOf(text.slice(head, nextEnd)) !== undefined) return;
    this.#formless++;
    const words = text.slice(max(start, last - MAX_TAIL), min(head + MAX_TAIL, nextEnd));
    this.#words.add(words);
    const word = lastWord(text, start, last);
    this.#ends.add(word);
    if (pair.end - start >= column) this.#exact.add(word);
  }

  /** Number of different places where a line without a form begins. */
  get places(): number {
    return this.#words.size;
  }

  /** The share of pairs whose second line has no form; 0 if there are too few to tell. */
  get share(): number {
    return this.#count < this.least ? 0 : this.#formless / this.#count;
  }

  /** True if the lines end where a terminal wraps them: at the same column, in the middle of words. */
  areOfTerminal(column: number): boolean {
    const isOne = this.#ends.size === 1 && column >= USUAL - TRIMMED && column < USUAL;
    const mayBe = isOne || column === USUAL || column > USUAL_PAGE;
    if (this.#exact.size >= MIN_EXACT || mayBe) return this.#exact.size > this.#ends.size * MAX_EXACT_SHARE;
    return false;
  }
}

/** The last word of a line, for comparison with that of another one. */
function lastWord(text: string, start: number, last: number): string {
  const tail = text.slice(max(start, last - MAX_TAIL), last);
  return tail.slice(tail.lastIndexOf(' ') + 1).replace(/\d/g, '0');
}

/** The length of the longest line; more than `WIDEST` if there is no column. A single word may be wider than the page. */
function longestOf(text: string): number {
  const lines = new Lines(text);
  let [longest, word] = [0, 0];
  for (let at = 0; at < text.length && longest <= WIDEST;) {
    const end = lines.endOf(at);
    const from = afterPrefix(text, at);
    const last = trimEnd(text, from, end);
    const head = skipSpace(text, from, last);
    if (skipToSpace(text, head, last) < last) longest = max(longest, last - from);
    else word = max(word, last - from);
    at = lines.nextOf(end);
  }
  return word > longest && word <= longest + MAX_WORD ? word : longest;
}

/**
 * The text with its wrapped lines joined, at unchanged offsets; the text itself if no page wrapped it.
 * @param column that of the whole text; by default, the text is the whole
 */
export function withoutWordWraps(text: string, column = pageColumn(text)): string {
  return column === 0 ? text : joined(text, column, text.length).text;
}

/** The first lines of a text, with wrapped lines joined, and how the last of them begins if it is wrapped. */
interface Joined {
  readonly text: string;
  readonly head: string;
}

/**
 * Joins the wrapped lines that begin in the first `length` code units of a text.
 * @param before how the first line begins if it is the rest of a wrapped one
 */
function joined(text: string, column: number, length: number, before = ''): Joined {
  const lines = new Lines(text);
  const parts: string[] = [];
  let [kept, head] = [0, before];
  for (let at = 0; at < length;) {
    const end = lines.endOf(at);
    const pair = pairAt(text, lines, at, end);
    at = lines.nextOf(end);
    const line = pair && isFull(text, pair, column) ? head || text.slice(pair.start, pair.end) : '';
    const isWrap = pair !== undefined && line !== '' && isRest(text, pair, column, line);
    head = isWrap ? line : '';
    if (!isWrap) continue;
    const isApart = pair.last === pair.end && !isCut(text, pair, column);
    parts.push(text.slice(kept, pair.end), between(pair.head - pair.end, isApart));
    kept = pair.head;
  }
  parts.push(text.slice(kept, max(kept, length)));
  return { text: parts.join(''), head };
}

const JOINTS = String.fromCharCode(JOINT);

function between(length: number, isApart: boolean): string {
  return isApart ? ' ' + JOINTS.repeat(length - 1) : JOINTS.repeat(length);
}

/** Joins the wrapped lines of a text that arrives in pieces. */
export class WordWrapStream {
  #pending = '';
  /** How much of the first pending line was returned: its indentation, when it was joined to the line before. */
  #returned = 0;
  /** True if the pending text begins in the middle of a line that is too long to be wrapped. */
  #isInLine = false;
  #column: number | undefined;
  /** How the first pending line begins if it is the rest of a wrapped one. */
  #head = '';

  /** Takes the next piece; returns the text that is complete, which can be empty. */
  push(piece: string): string {
    if (this.#column === 0) return piece;
    this.#pending += piece;
    if (this.#column === undefined) {
      if (this.#pending.length < BEGINNING) return '';
      this.#column = pageColumn(this.#pending);
    }
    return this.#emit(this.#column, false);
  }

  /** Ends the text and returns the rest. */
  finish(): string {
    return this.#emit((this.#column ??= pageColumn(this.#pending)), true);
  }

  #emit(column: number, isLast: boolean): string {
    const before = this.#isInLine ? this.#restOfLine() : '';
    const text = this.#pending;
    const end = isLast ? text.length : this.#settled(text);
    if (column === 0) {
      this.#pending = '';
      return text;
    }
    // What was returned of the first line is still returned.
    if (end === 0) return before;
    const { text: all, head } = joined(text, column, end, this.#head);
    const given = all.slice(this.#returned);
    this.#returned = all.length - end;
    this.#head = head;
    this.#pending = text.slice(end);
    return before + given;
  }

  /** Takes the rest of a long line from the pending text, up to its line break. */
  #restOfLine(): string {
    const end = new Lines(this.#pending).endOf(0);
    const rest = this.#pending.slice(0, end);
    this.#pending = this.#pending.slice(end);
    this.#isInLine = this.#pending === '';
    return rest;
  }

  /** Where the text ends whose wraps are known: before the last complete line, unless the one after it is too long. */
  #settled(text: string): number {
    const whole = text.charCodeAt(text.length - 1) === CR ? text.length - 1 : text.length;
    const last = lineStart(text);
    this.#isInLine = whole - last > MAX_REST;
    if (this.#isInLine) return whole;
    return lineStart(text.slice(0, max(0, last - 1)).replace(/\r$/, ''));
  }
}
