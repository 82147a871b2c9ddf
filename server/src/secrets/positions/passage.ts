import { max, min } from '../../integers';
import { isLineBreak, countBefore, FILLER, type Span, Lines } from '../../syntax';
import type { SecretPlace } from '../types';

/** A span of the document, and its offset in a passage. */
export interface PassagePiece extends Span {
  readonly at: number;
  /** Its length in the passage, if different from the document: an escape is one character there. */
  readonly length?: number;
}

/** Text to scan: a span of the document, or several spans joined where a terminal wrapped them. */
export interface Passage {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The spans of a joined passage, in order; undefined if `text` is the document. */
  readonly pieces: readonly PassagePiece[] | undefined;
}

/** The span `[from, to)` of the document as a passage. */
export function stretch(text: string, from: number, to: number): Passage {
  return { text, from, to, pieces: undefined };
}

/** Several spans of the document as one passage. */
function joinedPassage(text: string, spans: readonly Span[]): Passage {
  let at = 0;
  const pieces = spans.map(({ start, end }) => {
    const piece = { start, end, at };
    at += end - start;
    return piece;
  });
  const wholePlace = spans.map(({ start, end }) => text.slice(start, end)).join('');
  return { text: wholePlace, from: 0, to: wholePlace.length, pieces };
}

/** The parts of `[start, end)` between line breaks. */
export function unbroken(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end;) {
    while (at < end && isBetween(text, at)) at++;
    const from = at;
    while (at < end && !isLineBreak(text.charCodeAt(at))) at++;
    if (at > from) spans.push({ start: from, end: at });
  }
  return spans;
}

/** Maps `[start, end)` of a passage to the document. */
export function placeInPassage({ pieces }: Passage, start: number, end: number): SecretPlace {
  if (!pieces) return { start, end, parts: [{ start, end }] };
  const parts: Span[] = [];
  for (let index = pieceAt(pieces, start); index < pieces.length; index++) {
    const piece = pieces[index];
    if (!piece || piece.at >= end) break;
    const part = partOf(piece, start, end);
    if (!part) continue;
    const last = parts[parts.length - 1];
    if (last && last.end === part.start && piece.length !== undefined)
      parts[parts.length - 1] = { start: last.start, end: part.end };
    else parts.push(part);
  }
  return placeOfParts(parts);
}

/** The place that some parts make up; empty without any. */
export function placeOfParts(parts: readonly Span[]): SecretPlace {
  return { start: parts[0]?.start ?? 0, end: parts[parts.length - 1]?.end ?? 0, parts };
}

/** The part of `[start, end)` that lies in a piece, in document offsets; undefined if none. Escapes are not split. */
function partOf(piece: PassagePiece, start: number, end: number): Span | undefined {
  const size = piece.end - piece.start;
  const { length = size } = piece;
  const from = max(start, piece.at);
  const to = min(end, piece.at + length);
  if (from >= to || size === 0) return undefined;
  if (length !== size) return { start: piece.start, end: piece.end };
  return { start: piece.start + from - piece.at, end: piece.start + to - piece.at };
}

/** The index of the last piece that starts at or before `at`. */
function pieceAt(pieces: readonly PassagePiece[], at: number): number {
  return max(0, countBefore(pieces.length, index => (pieces[index]?.at ?? Infinity) <= at) - 1);
}

/** True for a line break, and for characters that a terminal adds after one. */
function isBetween(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== FILLER) return isLineBreak(code);
  const before = text.charCodeAt(at - 1);
  return before === FILLER || isLineBreak(before);
}

/** A place of one part. */
export function whole({ start, end }: Span): SecretPlace {
  return { start, end, parts: [{ start, end }] };
}

/** The passages of one text, with lines joined that a terminal or a page wrapped. */
export class Passages {
  readonly lines: Lines;

  constructor(readonly text: string) {
    this.lines = new Lines(text);
  }

  /** A span of one record. */
  of(start: number, end: number): Passage {
    if (this.lines.endOf(start) >= end && !this.#hasJoint(start, end)) return stretch(this.text, start, end);
    return joinedPassage(this.text, unbroken(this.text, start, end));
  }

  /** True if a page wrapped the lines in this place. The whole text is never searched: it is read in many batches. */
  #hasJoint(start: number, end: number): boolean {
    return this.text.slice(start, end).includes('\v');
  }
}
