import { max } from '../../integers';
import { isLineBreak, type Span } from '../../syntax';
import { chunkFrom, isIdeographAt, isNumber, isWordAt } from '../chunks';
import type { SecretName } from '../secretNames';
import { longestKnown } from '../vocabulary';
import type { Gathered } from './gathered';
import { type Context, Judge, type JudgeOptions, type RecordAt, type SentenceAt } from './judge';
import { foreignPart, type Item, itemOf, type Line, readLine, symbolsAt } from './lines';

export interface WordOptions extends JudgeOptions {
  /** Lines in which compounds of known words stay. */
  readonly relaxed: readonly Span[];
}

/** A line with this many words or fewer can hold the value that another line names. */
const FEW_WORDS = 4;
/** A longer line is no sentence. */
const MANY_WORDS = 40;
/** So many words around the name of a secret may be the secret, or parts of it. */
const NEAR = 8;

/** Reads the words of a text line by line, and takes those that may not stay. */
export class WordReader {
  /** A line that is not judged yet: the next one can name a secret, too. */
  #before: Line | undefined;
  #isNamedAbove = false;
  /** The line above ends with the name of a secret. */
  #isNameAbove = false;
  /** The line above ends with digits of a secret. */
  #isCutAbove = false;
  readonly #judge: Judge;

  /**
   * @param view the text as FortiOS printed it
   * @param sentenceAt what the sentences at an offset say
   */
  constructor(
    readonly text: string,
    view: string,
    readonly gathered: Gathered,
    recordAt: RecordAt,
    readonly options: WordOptions,
    sentenceAt: SentenceAt,
  ) {
    this.#judge = new Judge(text, view, recordAt, options, sentenceAt);
  }

  read(from: number, to: number): void {
    for (let at = from; at < to;) {
      let end = at;
      while (end < to && !isLineBreak(this.text.charCodeAt(end))) end++;
      const line = readLine(this.text, at, end, this.options.facts);
      if (line.items.length > 0) this.#next(line);
      else if (this.#before && this.#endsWithName(this.#before)) this.#symbols(symbolsAt(this.text, at, end));
      at = end + 1;
    }
    this.#next(undefined);
  }

  /** Takes the words of the line above, now that the one below it is known. */
  #next(below: Line | undefined): void {
    const line = this.#before;
    this.#before = below;
    if (!line) return;
    const isBeside = line.items.length <= FEW_WORDS && (this.#isNamedAbove || (below?.isNamed ?? false));
    const isBelowName = isBeside && this.#isNameAbove;
    const isCut = this.#isCutAbove;
    this.#isNamedAbove = line.isNamed;
    this.#isNameAbove = this.#endsWithName(line);
    this.#isCutAbove = endsWithDigits(line);
    this.#symbols(line.symbols);
    const foreign = this.#judge.isText(line.start) ? foreignPart(line) : undefined;
    const isRelaxed = this.options.relaxed.some(({ start, end }) => start < line.end && end >= line.start);
    const isNear = nearNames(line);
    const { items } = line;
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (!item) break;
      const isStrict = isBeside || isNear(index);
      const named = isBelowName || (isCut && isRest(item, line)) ? 'sure' : item.valueOf;
      if (isSafe(item, isStrict, named)) {
        this.gathered.allow(item.start, item.end);
        continue;
      }
      const isName = item.name === 'sure';
      const [previous, next] = [items[index - 1], items[index + 1]];
      this.#item(item, { previous, next, named, isName, isStrict, foreign, isRelaxed });
    }
  }

  /** True unless the name is a value that ends like one, or its value is masked already: `password: ****`. */
  #endsWithName({ items, end }: Line): boolean {
    const last = items[items.length - 1];
    if (last?.name !== 'sure' || !this.gathered.isOpen(last.end - 1)) return false;
    return !this.text.slice(last.end, end).includes('*');
  }

  #symbols(values: readonly Span[]): void {
    for (const { start, end } of values)
      if (this.gathered.isOpen(start)) this.gathered.word('password', start, end);
  }

  #item(item: Item, context: Context): void {
    const { gathered, text } = this;
    let open = item.start;
    while (open < item.end && gathered.isOpen(open)) open++;
    if (open === item.end) return this.#part(item, item.start, item.end, context);
    // A position has taken a part of it.
    for (let at = item.start; at < item.end;) {
      while (at < item.end && !(gathered.isOpen(at) && isWordAt(text, at))) at++;
      const from = at;
      while (at < item.end && gathered.isOpen(at)) at++;
      if (at > from && item.isRun) gathered.word('number', from, at);
      else this.#rest(from, at, context);
    }
  }

  /** Takes the words of `[from, to)`, which is left of an item: each has a form of its own again. */
  #rest(from: number, to: number, context: Context): void {
    while (from < to && this.text[from] === '_') this.gathered.allow(from, ++from);
    for (let chunk = chunkFrom(this.text, from, to); chunk; chunk = chunkFrom(this.text, chunk.end, to)) {
      const item = itemOf(this.text, chunk, to, this.options.facts);
      if (item.start > chunk.start) this.#part(item, chunk.start, item.start, context);
      this.#part(item, max(chunk.start, item.start), item.end, context);
      chunk = item;
    }
  }

  /** Takes `[start, end)` of an item, which no position has taken. */
  #part(
    { start: first, end: last, shaped, facts, text }: Item,
    start: number,
    end: number,
    context: Context,
  ): void {
    const { gathered } = this;
    const isWhole = start === first && end === last;
    const kind =
      isWhole && shaped
        ? this.#judge.shapedKind(shaped, context)
        : this.#judge.kindOf(start, end, context, isWhole ? text : undefined);
    if (kind === undefined && facts.isStandIn) gathered.word('name', start, end);
    else if (kind === 'kept') gathered.allow(start, end);
    else if (kind === undefined) gathered.allow(start, end);
    else if (isIdeographAt(this.text, start)) this.#ideographs(start, end);
    else gathered.word(kind, start, end, context.isStrict);
  }

  /** Takes what is left of a run of ideographs between known words. */
  #ideographs(start: number, end: number): void {
    for (let at = start; at < end;) {
      const known = longestKnown(this.text, at, { start, end });
      let next = at + known;
      if (known > 0) this.gathered.allow(at, next);
      else {
        next++;
        while (next < end && longestKnown(this.text, next, { start, end }) === 0) next++;
        this.gathered.word('name', at, next);
      }
      at = next;
    }
  }
}

/** True for digits that begin a line. */
function isRest({ start, text }: Item, line: Line): boolean {
  return start === line.start && isNumber(text, 0, text.length);
}

function endsWithDigits({ items, end }: Line): boolean {
  const last = items[items.length - 1];
  return last?.valueOf === 'sure' && last.end === end && isNumber(last.text, 0, last.text.length);
}

/** True for what may stay in most lines: most words are. */
function isSafe({ facts, shaped }: Item, isStrict: boolean, named: SecretName): boolean {
  if (shaped) return shaped.kind === 'kept';
  return !isStrict && named === undefined && facts.known !== undefined && facts.known !== 'common';
}

/** Whether a word is near the name of a secret: anywhere in a sentence, or a few words away in a longer line. */
function nearNames({ items, isNamed }: Line): (index: number) => boolean {
  if (!isNamed || items.length <= MANY_WORDS) return () => isNamed;
  const near = new Uint8Array(items.length);
  for (const [index, { name }] of items.entries())
    if (name === 'sure') near.fill(1, max(0, index - NEAR), index + NEAR + 1);
  return index => near[index] === 1;
}
