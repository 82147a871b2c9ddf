import { withoutRuns } from '../blanks';
import { isWord } from '../characters';
import { ANYTHING, END, HOLES, OPEN_SHAPES, SHAPES } from './holes';
import type { SentenceRow } from '../../knowledge/domains/sentence';

/** A piece of a text that starts where the previous one ended. */
export type Piece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'hole'; readonly name: string; readonly shape: string };

/** A hole that ends at the first match of the pieces after it. */
export interface Gap {
  /** Missing for a part of the message that is not used. */
  readonly name: string | undefined;
  readonly shape: string;
}

/** Pieces without a gap between them, and the gap before them. */
export interface Segment {
  readonly gap: Gap | undefined;
  readonly pieces: readonly Piece[];
}

/** A text, compiled for matching. */
export interface Pattern {
  readonly row: SentenceRow;
  readonly segments: readonly Segment[];
  /** The hole after the last segment. */
  readonly rest: Gap | undefined;
  /** The message must end where the text does. */
  readonly atEnd: boolean;
  /** The literal with which every matching message starts; empty if there is none. */
  readonly beginning: string;
  /** It can match later in a message, after any text. */
  readonly floats: boolean;
  /** Number of its literal code units: more is more specific. */
  readonly literal: number;
}

/**
 * Why a text is invalid: `name` and `shape` are unknown, `adjacent` means two placeholders with nothing between them,
 * `general` means that nearly every message would match.
 */
export type PhraseFault = 'long' | 'brace' | 'many' | 'name' | 'shape' | 'adjacent' | 'end' | 'general';

/** Thrown for an invalid text, with the reason. */
export class PhraseError extends Error {
  /** @param facts values for the message to users */
  constructor(
    readonly fault: PhraseFault,
    readonly facts: Readonly<Record<string, string>> = {},
  ) {
    super([fault, ...Object.values(facts)].join(' '));
  }
}

/** An invalid row, and the reason. */
export interface PhraseProblem {
  readonly id: string;
  readonly text: string;
  readonly reason: string;
  readonly error: PhraseError;
}

/** Parses a text of a row. Throws a `PhraseError` if it cannot be used. */
type ParseText = (row: SentenceRow, text: string) => readonly Pattern[];

/** The patterns of a text; none if it cannot be used. */
export function usablePatterns(parse: ParseText, row: SentenceRow, text: string): readonly Pattern[] {
  const parsed = tried(parse, row, text);
  return parsed instanceof PhraseError ? [] : parsed;
}

/** The texts of rows that cannot be used, with the reasons. */
export function phraseProblems(rows: readonly SentenceRow[], parse: ParseText): PhraseProblem[] {
  return rows.flatMap(row =>
    row.texts.flatMap(text => {
      const parsed = tried(parse, row, text);
      return parsed instanceof PhraseError
        ? [{ id: row.id, text, reason: parsed.message, error: parsed }]
        : [];
    }),
  );
}

function tried(parse: ParseText, row: SentenceRow, text: string): readonly Pattern[] | PhraseError {
  try {
    return parse(row, text);
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error;
    return error;
  }
}

const MAX_TEXT = 400;
const MAX_HOLES = 16;
const HOLE = /^(?<name>\*|[a-z]+)(?:=(?<words>.+)|:(?<shape>[a-z][a-z\d]*|[\w-]+(?:\|[\w-]+)+))?$/i;

/**
 * Parses the texts of a row. A literal brace is doubled. A hole with alternatives, `{method:XAUTH|EAP}`, gives one pattern
 * per word; one with fixed words, `{text=Not registered}`, holds these.
 * @throws {PhraseError} for a hole with an unknown name or shape, and for two adjacent holes that cannot be told apart
 */
export function patternsOf(row: SentenceRow, text: string): Pattern[] {
  if (text.length > MAX_TEXT) throw new PhraseError('long', { limit: String(MAX_TEXT) });
  return choices(tokensOf(text)).map(tokens => patternOf(row, tokens));
}

type Token =
  | { readonly literal: string }
  | { readonly hole: string; readonly shape: string; readonly word?: string };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let literal = '';
  const end = (): void => {
    if (literal !== '') tokens.push({ literal: withoutRuns(literal) });
    literal = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character !== '{' && character !== '}') {
      literal += character;
    } else if (text[at + 1] === character) {
      literal += character;
      at++;
    } else {
      const close = text.indexOf('}', at);
      const found = character === '{' && close > 0 ? HOLE.exec(text.slice(at + 1, close)) : null;
      if (!found?.groups) throw new PhraseError('brace', { at: String(at + 1) });
      end();
      const { name = '', shape = 'text', words } = found.groups;
      tokens.push({ ...holeOf(name, shape), ...(words !== undefined && { word: words }) });
      at = close;
    }
  }
  end();
  if (tokens.filter(token => 'hole' in token).length > MAX_HOLES)
    throw new PhraseError('many', { limit: String(MAX_HOLES) });
  return tokens;
}

function holeOf(hole: string, shape: string): { readonly hole: string; readonly shape: string } {
  if (hole !== ANYTHING && hole !== END && !Object.hasOwn(HOLES, hole))
    throw new PhraseError('name', { hole: `{${hole}}`, known: Object.keys(HOLES).join(', ') });
  const known = shape.includes('|') || Object.hasOwn(SHAPES, shape) || Object.hasOwn(OPEN_SHAPES, shape);
  if (!known)
    throw new PhraseError('shape', {
      shape,
      known: [...Object.keys(OPEN_SHAPES), ...Object.keys(SHAPES)].join(', '),
    });
  return { hole, shape };
}

/** All combinations of the alternatives of the holes. */
function choices(tokens: readonly Token[]): Token[][] {
  const at = tokens.findIndex(token => 'hole' in token && token.shape.includes('|'));
  const token = tokens[at];
  if (!token || !('hole' in token)) return [[...tokens]];
  return token.shape
    .split('|')
    .flatMap(word =>
      choices([...tokens.slice(0, at), { hole: token.hole, shape: 'choice', word }, ...tokens.slice(at + 1)]),
    );
}

function patternOf(row: SentenceRow, tokens: readonly Token[]): Pattern {
  const fold = (literal: string): string => (row.ignoreCase ? literal.toLowerCase() : literal);
  const segments: { gap: Gap | undefined; pieces: Piece[] }[] = [];
  let gap: Gap | undefined;
  let atEnd = false;
  let literal = 0;
  const piece = (made: Piece, isLiteral: boolean): void => {
    if (gap && !isLiteral) throw new PhraseError('adjacent');
    const last = segments.at(-1);
    if (gap || !last) segments.push({ gap, pieces: [made] });
    else last.pieces.push(made);
    gap = undefined;
  };
  for (const token of tokens) {
    if (atEnd) throw new PhraseError('end', { end: `{${END}}` });
    if ('literal' in token) {
      literal += token.literal.length;
      piece({ kind: 'literal', text: fold(token.literal) }, true);
    } else if (token.word !== undefined) {
      literal += token.word.length;
      // Fixed words are a literal with a name.
      piece({ kind: 'hole', name: token.hole, shape: `=${fold(token.word)}` }, false);
    } else if (token.hole === END) {
      atEnd = true;
    } else if (Object.hasOwn(OPEN_SHAPES, token.shape)) {
      if (gap) throw new PhraseError('adjacent');
      gap = { name: token.hole === ANYTHING ? undefined : token.hole, shape: token.shape };
    } else {
      piece({ kind: 'hole', name: token.hole, shape: token.shape }, false);
    }
  }
  const [first] = segments;
  return {
    row,
    segments,
    rest: gap,
    atEnd,
    literal,
    beginning: beginningOf(segments),
    floats: first?.gap !== undefined && first.gap.name === undefined,
  };
}

/** The literal with which every message starts that matches the pattern; empty if there is none. */
function beginningOf(segments: readonly Segment[]): string {
  const first = segments[0];
  if (!first || first.gap) return '';
  let text = '';
  for (const piece of first.pieces) {
    const words = wordsOf(piece);
    if (words === '') break;
    text += words;
  }
  return text;
}

/** The fixed text of a piece: that of a literal, or of a hole with fixed words. */
function wordsOf(piece: Piece): string {
  if (piece.kind === 'literal') return piece.text;
  return piece.shape.startsWith('=') ? piece.shape.slice(1) : '';
}

/** The names of the holes of a pattern. */
export function holesOf({ segments, rest }: Pattern): string[] {
  const names = segments.flatMap(({ gap, pieces }) => [
    gap?.name,
    ...pieces.map(piece => (piece.kind === 'hole' ? piece.name : undefined)),
  ]);
  return [...names, rest?.name].filter(name => name !== undefined);
}

/** The longest word in every message that matches the pattern, with no letter, digit or underscore around it. */
export function longestWord({ segments, rest }: Pattern): string {
  let best = '';
  for (const [index, { gap, pieces }] of segments.entries()) {
    for (const [number, piece] of pieces.entries()) {
      const text = wordsOf(piece);
      const free = number === 0 && gap?.name === undefined;
      const ends = index === segments.length - 1 && number === pieces.length - 1 && rest === undefined;
      for (const match of text.matchAll(/\w+/g)) {
        const from = match.index;
        const to = from + match[0].length;
        if ((from > 0 || free) && (to < text.length || ends) && match[0].length > best.length)
          best = match[0];
      }
    }
  }
  return best;
}

export function isInWord(text: string, at: number): boolean {
  return isWord(text.charCodeAt(at - 1)) && isWord(text.charCodeAt(at));
}
