import { max, min } from '../../integers';
import { isApart, isLineBreak, type Span } from '../../syntax';

/** A span of the text and its replacement in the redacted copy. */
export interface RedactEdit extends Span {
  readonly text: string;
}

/** Applies edits that are in order and do not overlap. */
export function withEdits(text: string, edits: readonly RedactEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/**
 * Combines two lists of edits: `first` applies to the text, `second` to the copy that `first` makes. Both are in order and
 * without overlaps, and so is the result.
 */
export function composed(
  copy: string,
  first: readonly RedactEdit[],
  second: readonly RedactEdit[],
): RedactEdit[] {
  let shift = 0;
  const ours = first.map(({ start, end, text }) => {
    const place = { start: start + shift, end: start + shift + text.length, edit: { start, end, text } };
    shift += text.length - (end - start);
    return place;
  });
  const edits: RedactEdit[] = [];
  let [mine, other, before] = [0, 0, 0];
  while (mine < ours.length || other < second.length) {
    // A span of the copy covered by overlapping edits of both lists.
    const from = min(ours[mine]?.start ?? Infinity, second[other]?.start ?? Infinity);
    const start = from - before;
    const added: RedactEdit[] = [];
    for (let to = from; ;) {
      const [own, more] = [ours[mine], second[other]];
      if (own && own.start <= to) {
        [to, mine] = [max(to, own.end), mine + 1];
        before += own.edit.text.length - (own.edit.end - own.edit.start);
      } else if (more && more.start <= to) {
        [to, other] = [max(to, more.end), other + 1];
        added.push({ ...more, start: more.start - from, end: more.end - from });
      } else {
        edits.push({ start, end: to - before, text: withEdits(copy.slice(from, to), added) });
        break;
      }
    }
  }
  return edits;
}

/** Text before the first word of a record: a line break, a quote mark, a time, or the end of a payload. */
const LINE_START =
  /[\r\n}]$|(?:^|[\r\n])[> ]{1,16}$|\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?[> ]{0,16}$/;
const MAX_STAMP_LENGTH = 36;
/** Two hex digits alone are a dump row; before a letter, a digit or `_` they are the rest of a wrapped name. */
const DUMP_ROW = /^[\da-f]{2}$/i;

/**
 * Adjusts a stand-in to its place: at the start of a line it must not look like a row of stars, which separates console
 * output, or like a dump row.
 */
export function belowLine(text: string, { start, end }: Span, standIn: string): string {
  const isRow =
    DUMP_ROW.test(standIn) && !DUMP_ROW.test(text.slice(start, start + 2)) && !/\w/.test(text[end] ?? '');
  if (!standIn.startsWith('*') && !isRow) return standIn;
  let before = start;
  while (text[before - 1] === ' ' || text[before - 1] === '\t') before--;
  const isFirst = LINE_START.test(text.slice(max(0, before - MAX_STAMP_LENGTH), before));
  if (!isFirst && before > 0) return standIn;
  const rest = standIn.slice(1);
  // A short mask with a high number would not be recognised as one any more: `**18`.
  return 'x' + (isRow || rest.includes('**') ? rest : '*'.repeat(rest.length));
}

/**
 * The text column of a dump row, `[start, end)`; the zeros of trailing bytes are kept, and before another line that begins
 * there the character that lets it begin: `(` before `[275:root:1f0]`.
 */
export function dumpColumn(text: string, start: number, end: number): string {
  const content = text.slice(start, end);
  if (!/[^0.\s]/.test(content)) return content;
  const isGlued = end < text.length && !isLineBreak(text.charCodeAt(end)) && isApart(text, end);
  const masked = content.replace(/\S/g, '.');
  return isGlued ? masked.slice(0, -1) + content.slice(-1) : masked;
}
