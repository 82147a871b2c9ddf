import { min } from '../../integers';
import { skipSpace, trimEnd } from '../characters';
import { OPEN_SHAPES, SHAPES } from './holes';
import { isInWord, type Gap, type Pattern, type Piece } from './parse';
import type { FilledHole, PhraseMatch } from './phraseMatch';

/** Maximum length of a hole's value, in UTF-16 code units. */
const MAX_VALUE = 256;

/**
 * Matches a message against a pattern. Each gap ends at the first place where the pieces after it match. No place is tried
 * twice, so the time is proportional to the message.
 * @param folded the message, in lower case if the row ignores case
 * @param from where the sentence starts in it
 */
export function matchOf(pattern: Pattern, folded: string, from: number): PhraseMatch | undefined {
  const { segments, rest, row, literal, floats } = pattern;
  const [first] = segments;
  // Most candidates fail at their first words, and this check is the cheapest.
  if (first?.gap && first.pieces[0]?.kind === 'literal' && !folded.includes(first.pieces[0].text, from))
    return undefined;
  const holes: FilledHole[] = [];
  let at = from;
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index];
    if (!segment) return undefined;
    const end = endRule(pattern, index);
    at = segment.gap
      ? search(folded, at, segment.gap, segment.pieces, holes, end)
      : read(folded, at, segment.pieces, holes, end);
    if (at < 0) return undefined;
  }
  if (!rest) return { row, literal, floats, start: from, end: at, holes };
  const end = extent(folded, at, rest);
  if (pattern.atEnd && end !== folded.length) return undefined;
  fillGap(folded, holes, rest, at, end);
  return { row, literal, floats, start: from, end, holes };
}

/** Where a segment can end: anywhere, at the end of a word, or at the end of the message. */
type EndRule = 'anything' | 'word' | 'message';

function endRule({ segments, rest, atEnd }: Pattern, index: number): EndRule {
  const next = index < segments.length - 1 ? segments[index + 1]?.gap : rest;
  // Skipped text starts with a whole word; a hole's value can start anywhere.
  if (next) return next.name === undefined ? 'word' : 'anything';
  return atEnd ? 'message' : 'word';
}

function endsByRule(text: string, end: number, rule: EndRule): boolean {
  return rule === 'anything' || (rule === 'message' ? end === text.length : !isInWord(text, end));
}

/** Matches pieces at `at`, and adds their holes; returns their end, or -1 if they do not match. */
function read(
  text: string,
  at: number,
  pieces: readonly Piece[],
  holes: FilledHole[],
  rule: EndRule,
): number {
  for (const piece of pieces) {
    const end = endOf(text, at, piece);
    if (end < 0) return -1;
    if (piece.kind === 'hole') fill(holes, piece, at, end);
    at = end;
  }
  return endsByRule(text, at, rule) ? at : -1;
}

function endOf(text: string, at: number, piece: Piece): number {
  if (piece.kind === 'literal') return text.startsWith(piece.text, at) ? at + piece.text.length : -1;
  if (piece.shape.startsWith('=')) {
    const word = piece.shape.slice(1);
    return text.startsWith(word, at) ? at + word.length : -1;
  }
  return SHAPES[piece.shape]?.(text, at, min(text.length, at + MAX_VALUE)) ?? -1;
}

/** Finds the first place from `from` on where the pieces match, and fills the gap before it; -1 if there is none. */
function search(
  text: string,
  from: number,
  gap: Gap,
  pieces: readonly Piece[],
  holes: FilledHole[],
  rule: EndRule,
): number {
  const [first] = pieces;
  if (first?.kind !== 'literal') return -1;
  const limit = extent(text, from, gap);
  // Limits the search to what the gap can reach.
  const reach = limit < text.length ? text.slice(0, limit + first.text.length) : text;
  for (let at = reach.indexOf(first.text, from); at >= 0; at = reach.indexOf(first.text, at + 1)) {
    // Skipped text ends with a whole word; a hole's value can end anywhere.
    if (gap.name === undefined && isInWord(text, at)) continue;
    const known = holes.length;
    fillGap(text, holes, gap, from, at);
    const end = read(text, at, pieces, holes, rule);
    if (end >= 0) return end;
    holes.length = known;
  }
  return -1;
}

/** How far a gap can reach. */
function extent(text: string, from: number, { name, shape }: Gap): number {
  if (name === undefined && shape === 'text') return text.length;
  const fits = OPEN_SHAPES[shape];
  const limit = min(text.length, from + MAX_VALUE);
  let end = from;
  while (end < limit && fits?.(text.charCodeAt(end))) end++;
  return end;
}

function fill(holes: FilledHole[], { name, shape }: Gap, start: number, end: number): void {
  if (name !== undefined && end > start) holes.push({ name, shape, start, end });
}

/** Adds the value of a gap, without the white space around it that a wrapped line leaves. */
function fillGap(text: string, holes: FilledHole[], gap: Gap, start: number, end: number): void {
  fill(holes, gap, skipSpace(text, start, end), trimEnd(text, start, end));
}
