import { min } from '../../integers';
import { JOINT, skipSpace } from '../characters';
import { type Piece, JsonPayload } from '../json/payload';
import { MAX_LENGTH, readJson, type JsonRead } from '../json/jsonReader';
import { quoteFamily } from '../json/strings';
import { ARRAY, JsonTree, KEY, STRING } from '../json/tree';
import { afterPrefix, isBlank, type Line, type LineForm, type Reading } from '../line';
import type { JsonRecord, Span } from '../records';
import { configLine } from './config';
import { sentence } from './bareSentences';
import { getField } from './tables';

/** Maximum number of consecutive other lines inside one payload. */
const MAX_INTERRUPTIONS = 4;
/** A console that ends its lines with CR CR LF shows one empty line as three. */
const MAX_BLANK = 3;
/** Evidence that a line is inside a payload: a quotation mark next to a JSON character, or a value before a bracket. */
const GAP = /"\s{0,4}[:,}\]]|[:,[{]\s{0,4}"|^:?\s{0,4}[\w.-]{0,40}\s{0,4}[\]},]/;
/** A word of at least this many code units is part of a value; a shorter one may be a command. */
const LONG_WORD = 16;

/** True for a brace that is followed by a quote or by the end of an empty object. */
export function startsJson(text: string, at: number, end: number): boolean {
  if (text[at] !== '{') return false;
  const inside = skipSpace(text, at + 1, end);
  return (
    inside < end &&
    (quoteFamily(text.charCodeAt(inside)) > 0 || /^\w+"?\s{0,4}:/.test(text.slice(inside, inside + 60)))
  );
}

/** True for a brace alone on its line if the next line begins with a key. */
function startsBelow(line: Line, reading: Reading): boolean {
  const { text } = reading;
  if (text[line.head] !== '{' || line.last !== line.head + 1 || line.next >= reading.limit) return false;
  const below = reading.lineAt(line.next);
  return /^["“']\w{1,64}["”']\s{0,4}:/.test(text.slice(below.head, min(below.end, below.head + 80)));
}

/** A JSON payload: on one line, wrapped at the terminal's width, cut, damaged, or interrupted by lines of another daemon. */
export const json: LineForm = {
  id: 'G27',
  first: '{',
  strong: true,
  examples: [
    '{"d":{"__type":"SoftToken.PollingResponse","tokens":[]}}',
    '{ "d": { "__type": "SoftToken.PollingRequest" } }',
    '{"d":{"token":"FTKMOB0123456789", license":null}}',
  ],
  begins(line: Line, reading: Reading) {
    return startsJson(reading.text, line.head, line.end) || startsBelow(line, reading) ? 'json' : undefined;
  },
  read(line: Line, reading: Reading) {
    const { text, tape } = reading;
    const start = line.head;
    const empty = /^\{\s{0,8}\}\s*$/.test(text.slice(start, min(line.last, start + 40)));
    if (!startsJson(text, start, line.end) && !empty && !startsBelow(line, reading)) return undefined;
    const root = tape.length;
    const parts = partsOf(text, start, line.end);
    if (parts.length > 1) return readWrapped(line, reading, undefined, root);
    const alone: JsonRead = readJson(text, start, line.end, tape);
    if (alone.closed || line.end >= reading.limit) {
      const payload = new JsonPayload(
        new JsonTree(text, root, tape),
        [{ start, end: alone.end, source: start }],
        alone.repairs,
      );
      const rest = skipSpace(text, alone.end, line.end);
      return record(line.start, rest < line.end ? rest : line.next, payload, true);
    }
    return readWrapped(line, reading, alone, root);
  },
};

function record(start: number, end: number, payload: JsonPayload, first: boolean): JsonRecord {
  return { kind: 'json', start, end, payload, first, template: undefined };
}

/**
 * Joins the lines that continue the payload and reads them as one. The number of lines doubles with each attempt, so that
 * all attempts together cost no more than twice the last one.
 */
function readWrapped(line: Line, reading: Reading, alone: JsonRead | undefined, root: number): JsonRecord {
  const { text, tape } = reading;
  const gatherer = new Gatherer(line, reading);
  let source = alone ? text : gatherer.source;
  let read = alone ?? readJson(source, 0, source.length, tape);
  for (let count = 1; !read.closed; count *= 2) {
    if (!gatherer.gather(count, read.mustBeKey)) break;
    source = gatherer.source;
    tape.truncate(root);
    read = readJson(source, 0, source.length, tape);
  }
  const [first] = gatherer.pieces;
  if (alone && (source === text || !first)) {
    const pieces = [{ start: line.head, end: alone.end, source: line.head }];
    return record(
      line.start,
      line.next,
      new JsonPayload(new JsonTree(text, root, tape), pieces, alone.repairs),
      true,
    );
  }
  const pieces = gatherer.pieces
    .filter(piece => piece.source < read.end)
    .map(piece => ({ ...piece, end: min(piece.end, piece.start + read.end - piece.source) }));
  const tree = new JsonTree(source, root, tape);
  const payload = new JsonPayload(tree, pieces, read.repairs);
  const [own, ...further] = contiguous(text, pieces);
  const [gap] = further;
  if (own && gap)
    read.repairs.damage('interrupted', firstPartEnd(pieces, own.end) - 1, firstPartEnd(pieces, own.end));
  noteBreaks(tree, breaksOf(text, pieces), read);
  const records = further.map(run => record(run.start, lineEnd(reading, run.end), payload, false));
  reading.expect(records);
  return record(line.start, lineEnd(reading, own?.end ?? line.end), payload, true);
}

/** The offset in the joined text at which the first run of lines ends; the run ends at `end` in the document. */
function firstPartEnd(pieces: readonly Piece[], end: number): number {
  const last = pieces.find(piece => piece.end === end);
  return last ? last.source + last.end - last.start : 1;
}

/** The end of a record whose text ends at `end`: the end of the line, or the start of the next record on it. */
function lineEnd(reading: Reading, end: number): number {
  const rest = reading.lineAt(end);
  const at = skipSpace(reading.text, end, rest.end);
  return at < rest.end ? at : rest.next;
}

/** The pieces before which a line breaks, unless a page wrapped it there. */
function breaksOf(text: string, pieces: readonly Piece[]): Piece[] {
  return pieces.filter(({ start }, index) => index > 0 && text.charCodeAt(start - 1) !== JOINT);
}

/** The parts of `[start, end)` between which a page wrapped a line. */
function partsOf(text: string, start: number, end: number): Span[] {
  const parts: Span[] = [];
  let at = start;
  // A line can be long and the text longer: only the line is searched.
  for (const part of text.slice(start, end).split('\v')) {
    if (part !== '') parts.push({ start: at, end: at + part.length });
    at += part.length + 1;
  }
  return parts;
}

/** A line break inside a word is damage; between two words it is not. The quotation marks of a string belong to it. */
function noteBreaks(tree: JsonTree, breaks: readonly Piece[], read: JsonRead): void {
  let index = 0;
  for (const node of tree.nodes()) {
    const { start, end } = tree.place(node);
    const kind = tree.kind(node);
    const quoted = kind === KEY || kind === STRING;
    while ((breaks[index]?.source ?? Infinity) < (quoted ? start : start + 1)) index++;
    const at = breaks[index]?.source ?? Infinity;
    if (kind > ARRAY && (quoted ? at <= end : at < end)) {
      read.repairs.damage('wrapped', at - 1, at);
      return;
    }
  }
}

/** Merges pieces with nothing but line breaks between them into one record. */
function contiguous(text: string, pieces: readonly Piece[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (const piece of pieces) {
    const last = runs[runs.length - 1];
    if (last && isBlank(text, { start: last.end, end: piece.start })) last.end = piece.end;
    else runs.push({ start: piece.start, end: piece.end });
  }
  return runs;
}

/** Finds the lines that can continue a payload that is still open at the end of its line. */
class Gatherer {
  readonly pieces: Piece[] = [];
  #at: number;
  #length = 0;
  /** How the payload begins; a line that begins the same way is another payload. */
  readonly #opening: string;

  constructor(
    line: Line,
    readonly reading: Reading,
  ) {
    this.#take(line.head, line.end);
    this.#at = line.next;
    this.#opening = opening(reading.text, line.head, line.end);
  }

  /** The text of the lines so far. */
  get source(): string {
    return this.pieces.map(({ start, end }) => this.reading.text.slice(start, end)).join('');
  }

  /** Adds up to `count` lines; with `wantsKey`, the first must begin with a key. False if there are no more. */
  gather(count: number, wantsKey: boolean): boolean {
    let added = 0;
    while (added < count && this.#length < MAX_LENGTH && this.#add(wantsKey && added === 0)) added++;
    return added > 0;
  }

  #add(wantsKey: boolean): boolean {
    const { text, limit } = this.reading;
    let [blanks, others] = [0, 0];
    for (let at = this.#at; at < limit;) {
      const line = this.reading.lineAt(at);
      at = line.next;
      if (isBlank(text, line)) {
        if (++blanks > MAX_BLANK) return false;
        continue;
      }
      // These lines are never part of a payload, whatever is missing in it; configuration lines could contain a secret.
      if ([configLine, getField, sentence].some(form => form.read(line, this.reading))) return false;
      const kind = this.reading.kindAt(line, json);
      if (kind) {
        if (kind !== 'debug' || ++others > MAX_INTERRUPTIONS) return false;
      } else if (
        opening(text, line.head, line.end) === this.#opening ||
        (wantsKey && text[line.head] === '{')
      ) {
        return false;
      } else {
        if (!this.#isContinuation(line, others > 0, blanks > 0)) return false;
        const start = afterPrefix(text, line.start);
        this.#take(start, line.end);
        this.#at = line.next;
        return true;
      }
    }
    return false;
  }

  #take(from: number, to: number): void {
    for (const { start, end } of partsOf(this.reading.text, from, to)) {
      this.pieces.push({ start, end, source: this.#length });
      this.#length += end - start;
    }
  }

  /**
   * True if the line looks like the inside of a payload. After a gap of other lines the evidence must be clear. After a
   * single empty line, as CR CR LF leaves it, one long word is enough.
   */
  #isContinuation(line: Line, gap: boolean, doubled: boolean): boolean {
    const text = this.reading.text.slice(line.head, min(line.end, line.head + 400));
    if (gap) return GAP.test(text);
    if (/[{}[\]":,]/.test(text)) return true;
    return !/\s/.test(text.trim()) && (!doubled || text.trim().length >= LONG_WORD);
  }
}

/** The first key of the object at `start`, with brackets and quotes; empty if there is none. */
function opening(text: string, start: number, end: number): string {
  if (text[start] !== '{') return '';
  return /^\{\s{0,8}\S{0,24}/.exec(text.slice(start, min(end, start + 40)))?.[0].replace(/\s|:.*/g, '') ?? '';
}
