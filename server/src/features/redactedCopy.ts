import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import {
  isSecretClass,
  leftOver,
  type LeftOverKind,
  Redaction,
  type RedactEdit,
  withEdits,
} from '../secrets';
import type { Span } from '../syntax';

/** A text without secrets, and what a second look at it finds. */
export interface RedactedCopy {
  readonly text: string;
  /** Places of the copy that may still hold something, in order: the line, from 0, and what kind of thing. */
  readonly left: readonly { readonly line: number; readonly kind: LeftOverKind }[];
  /** How many different values were replaced. */
  readonly replaced: { readonly secrets: number; readonly serials: number; readonly others: number };
}

/**
 * A redacted copy of a document, or of parts of it in their order, each on a line of its own. All names of the document are
 * replaced in each part, and what the end of a part cuts is masked as a whole. A value has the same stand-in in every copy of
 * one version of a document.
 */
export function redactedCopyOf(
  { text, records, site }: Analysis,
  keepIdentities: boolean,
  stretches: readonly Span[] = [{ start: 0, end: text.length }],
): RedactedCopy {
  const redaction = new Redaction({ keepIdentities, site });
  const edits = redaction.edits(text, redaction.learn(text, records));
  const copy = pieces(text, edits, stretches).join('\n');
  const document = TextDocument.create('', '', 0, copy);
  return {
    text: copy,
    left: leftOver(copy).map(({ kind, start }) => ({ line: document.positionAt(start).line, kind })),
    replaced: replacedBy(redaction),
  };
}

function replacedBy({ standIns }: Redaction): RedactedCopy['replaced'] {
  const replaced = { secrets: 0, serials: 0, others: 0 };
  for (const kind of standIns.given())
    replaced[kind === 'run' || isSecretClass(kind) ? 'secrets' : kind === 'serial' ? 'serials' : 'others']++;
  return replaced;
}

function pieces(text: string, edits: readonly RedactEdit[], stretches: readonly Span[]): string[] {
  let first = 0;
  return stretches.map(({ start, end }) => {
    while ((edits[first]?.end ?? Infinity) <= start) first++;
    let next = first;
    while ((edits[next]?.start ?? Infinity) < end) next++;
    const inside = edits.slice(first, next);
    const from = Math.min(start, inside[0]?.start ?? start);
    const to = Math.max(end, inside[inside.length - 1]?.end ?? end);
    const moved = inside.map(edit => ({ ...edit, start: edit.start - from, end: edit.end - from }));
    return withEdits(text.slice(from, to), moved);
  });
}
