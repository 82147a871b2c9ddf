import { isSpace, trimEnd } from './characters';

/**
 * The end of the value in `[start, end)`: before an arrow that an author added (`<----`, `<<<<< here`), or before trailing
 * white space.
 */
export function endBeforeNote(text: string, start: number, end: number): number {
  for (let at = start + 1; at + 1 < end; at++) {
    if (
      text[at] === '<' &&
      isSpace(text.charCodeAt(at - 1)) &&
      (text[at + 1] === '<' || text[at + 1] === '-')
    ) {
      return trimEnd(text, start, at);
    }
  }
  return trimEnd(text, start, end);
}

/** The first offset of `character` in `[start, end)`, or -1. `indexOf` alone would scan the whole text. */
export function indexWithin(text: string, character: string, start: number, end: number): number {
  const code = character.charCodeAt(0);
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === code) return at;
  return -1;
}
