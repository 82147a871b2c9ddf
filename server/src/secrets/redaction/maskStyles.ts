import { isApart, isLineBreak } from '../../syntax';
import { isVocabulary } from '../vocabulary';

/** How the values of a copy are written. */
export interface MaskStyle {
  /** Values that keep their punctuation, where the others get a stand-in: `[10:20]` becomes `[00:00]`. */
  readonly shaped: 'none' | 'secrets' | 'all';
  /** How many lines above and below a line in which a copy shows something else than its text get this style. */
  readonly reach: number;
  /** Shaped values keep the FortiOS terms in them: in the lines after their first one, or in all. */
  readonly keepsTerms: 'never' | 'in the rest' | 'always';
  /**
   * What stays as it was there: nothing; values that are known only from another line; or these and values that
   * are one only if two lines are parts of one.
   */
  readonly leaves: 'nothing' | 'repeats' | 'guesses';
}

const GUESSES: MaskStyle = { shaped: 'all', reach: 3, keepsTerms: 'never', leaves: 'guesses' };

/**
 * All styles, in the order in which a copy tries them. Each leaves more of the text around a value as it was: in a damaged
 * line, the end of a value is a guess, and what was taken for its rest may be the time or the name of another line.
 */
export const MASK_STYLES: readonly [MaskStyle, ...MaskStyle[]] = [
  { shaped: 'none', reach: 0, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'secrets', reach: 1, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'all', reach: 1, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'all', reach: Infinity, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'all', reach: Infinity, keepsTerms: 'in the rest', leaves: 'nothing' },
  { shaped: 'all', reach: Infinity, keepsTerms: 'always', leaves: 'nothing' },
  // Where a mask changes what FortiOS says in a line, a guess was wrong: this is no value, but a word of the line.
  { shaped: 'all', reach: 3, keepsTerms: 'never', leaves: 'repeats' },
  GUESSES,
  // Again, near the lines that were different with it, too.
  GUESSES,
];

/** A shaped value, or a part of it: each letter becomes `x` or `X`, each digit `0`. It can keep FortiOS terms. */
export function shapeOf(value: string, keepsTerms = false): string {
  return value
    .replace(/\p{L}+/gu, word => (keepsTerms && isVocabulary(word) ? word : shaped(word)))
    .replace(/\d/g, '0');
}

/** @param isRest whether the value began before this part */
export function keepsTermsIn({ keepsTerms }: MaskStyle, isRest: boolean): boolean {
  return keepsTerms === 'always' || (keepsTerms === 'in the rest' && isRest);
}

function shaped(word: string): string {
  return word.replace(/\p{Lu}/gu, 'X').replace(/(?!X)\p{L}/gu, 'x');
}

/** Returns the style for spans of a text: `style` if they are within its reach of one of some lines, from 0. */
export function stylesNear(
  text: string,
  lines: ReadonlySet<number>,
  style: MaskStyle,
): (start: number, end: number) => MaskStyle {
  if (style === MASK_STYLES[0] || style.reach === Infinity) return () => style;
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  const near = Array.from(lines, line => ({
    start: starts[line - style.reach] ?? 0,
    end: starts[line + style.reach + 1] ?? text.length,
  }));
  return (start, end) =>
    near.some(stretch => start < stretch.end && end > stretch.start) ? style : MASK_STYLES[0];
}

/**
 * The text column of a dump row, `[start, end)`; the zeros of trailing bytes are kept, and before another line that begins
 * there the character that lets it begin: `(` before `[275:root:1f0]`.
 */
export function columnOf(text: string, start: number, end: number): string {
  const content = text.slice(start, end);
  if (!/[^0.\s]/.test(content)) return content;
  const isGlued = end < text.length && !isLineBreak(text.charCodeAt(end)) && isApart(text, end);
  const masked = content.replace(/\S/g, '.');
  return isGlued ? masked.slice(0, -1) + content.slice(-1) : masked;
}
