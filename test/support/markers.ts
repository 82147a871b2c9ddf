/** A text without its markers, and their offsets. */
export interface Marked {
  readonly text: string;
  /** The offset of `<|>`; of a range, its start. */
  readonly offset: number;
  /** The range of `<|...|>`; of a cursor, the empty range there. */
  readonly range: { readonly start: number; readonly end: number };
}

const CURSOR = '<|>';
const OPEN = '<|';
const CLOSE = '|>';

/** Removes the one marker from `marked`: a cursor `<|>` or a range `<|...|>`. */
export function unmark(marked: string): Marked {
  const start = marked.indexOf(OPEN);
  if (start < 0) throw new Error(`No mark in ${JSON.stringify(marked)}`);
  if (marked.startsWith(CURSOR, start)) {
    const text = marked.slice(0, start) + marked.slice(start + CURSOR.length);
    return single(text, { start, end: start });
  }
  const close = marked.indexOf(CLOSE, start);
  if (close < 0) throw new Error(`The range is not closed in ${JSON.stringify(marked)}`);
  const inside = marked.slice(start + OPEN.length, close);
  const text = marked.slice(0, start) + inside + marked.slice(close + CLOSE.length);
  return single(text, { start, end: start + inside.length });
}

/** `text` with a marked range: the same notation, for the answer of a feature. */
export function mark(text: string, { start, end }: { start: number; end: number }): string {
  return start === end
    ? text.slice(0, start) + CURSOR + text.slice(start)
    : text.slice(0, start) + OPEN + text.slice(start, end) + CLOSE + text.slice(end);
}

function single(text: string, range: Marked['range']): Marked {
  if (text.includes(OPEN)) throw new Error(`More than one mark in ${JSON.stringify(text)}`);
  return { text, offset: range.start, range };
}

/** `text` with a cursor in the middle of its first `needle`, for a text that is long or comes from a file. */
export function markAt(text: string, needle: string): string {
  const start = text.indexOf(needle);
  if (start < 0) throw new Error(`${JSON.stringify(needle)} is not in the text`);
  const middle = start + Math.ceil(needle.length / 2);
  return mark(text, { start: middle, end: middle });
}
