import type { Span } from '../../syntax';

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
    const from = Math.min(ours[mine]?.start ?? Infinity, second[other]?.start ?? Infinity);
    const start = from - before;
    const added: RedactEdit[] = [];
    for (let to = from; ;) {
      const [own, more] = [ours[mine], second[other]];
      if (own && own.start <= to) {
        [to, mine] = [Math.max(to, own.end), mine + 1];
        before += own.edit.text.length - (own.edit.end - own.edit.start);
      } else if (more && more.start <= to) {
        [to, other] = [Math.max(to, more.end), other + 1];
        added.push({ ...more, start: more.start - from, end: more.end - from });
      } else {
        edits.push({ start, end: to - before, text: withEdits(copy.slice(from, to), added) });
        break;
      }
    }
  }
  return edits;
}
