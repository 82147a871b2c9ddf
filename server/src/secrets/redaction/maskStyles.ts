import { isVocabulary } from '../vocabulary';

/** How the values of a copy are written. */
export interface MaskStyle {
  /** Values that keep their punctuation, where the others get a stand-in: `[10:20]` becomes `[00:00]`. */
  readonly shaped: 'none' | 'secrets' | 'all';
  /** Values are shaped in the whole text, not only near the lines where a copy shows something else than its text. */
  readonly everywhere: boolean;
  /** Shaped values keep the FortiOS terms in them: in the lines after their first one, or in all. */
  readonly keepsTerms: 'never' | 'in the rest' | 'always';
  /**
   * What stays as it was near those lines: nothing; values that are known only from another line; or these and values that
   * are one only if two lines are parts of one.
   */
  readonly leaves: 'nothing' | 'repeats' | 'guesses';
}

/**
 * All styles, in the order in which a copy tries them. Each leaves more of the text around a value as it was: in a damaged
 * line, the end of a value is a guess, and what was taken for its rest may be the time or the name of another line.
 */
export const MASK_STYLES: readonly [MaskStyle, ...MaskStyle[]] = [
  { shaped: 'none', everywhere: false, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'secrets', everywhere: false, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'all', everywhere: false, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'all', everywhere: true, keepsTerms: 'never', leaves: 'nothing' },
  { shaped: 'all', everywhere: true, keepsTerms: 'in the rest', leaves: 'nothing' },
  { shaped: 'all', everywhere: true, keepsTerms: 'always', leaves: 'nothing' },
  // Where a mask changes what FortiOS says in a line, a guess was wrong: this is no value, but a word of the line.
  { shaped: 'none', everywhere: false, keepsTerms: 'never', leaves: 'repeats' },
  { shaped: 'none', everywhere: false, keepsTerms: 'never', leaves: 'guesses' },
];

/**
 * A shaped value, or a part of it: each letter becomes `x` or `X`, each digit `0`.
 * @param isRest whether the value began before this part
 */
export function shapeOf(value: string, { keepsTerms }: MaskStyle, isRest: boolean): string {
  const hasTerms = keepsTerms === 'always' || (keepsTerms === 'in the rest' && isRest);
  return value
    .replace(/\p{L}+/gu, word => (hasTerms && isVocabulary(word) ? word : shaped(word)))
    .replace(/\d/g, '0');
}

function shaped(word: string): string {
  return word.replace(/\p{Lu}/gu, 'X').replace(/(?!X)\p{L}/gu, 'x');
}

/** Returns the style for spans of a text: `style` if they are in one of some lines, from 0, or in a line next to one. */
export function stylesNear(
  text: string,
  lines: ReadonlySet<number>,
  style: MaskStyle,
): (start: number, end: number) => MaskStyle {
  if (style.everywhere || style === MASK_STYLES[0]) return () => style;
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  const near = Array.from(lines, line => ({
    start: starts[line - 1] ?? 0,
    end: starts[line + 2] ?? text.length,
  }));
  return (start, end) =>
    near.some(stretch => start < stretch.end && end > stretch.start) ? style : MASK_STYLES[0];
}

/** The text column of a dump row; the zeros of trailing bytes are kept. */
export function columnOf(content: string): string {
  return /[^0.\s]/.test(content) ? content.replace(/\S/g, '.') : content;
}
