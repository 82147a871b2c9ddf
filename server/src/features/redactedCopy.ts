import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import { differencesFrom } from '../faithful';
import { isSecretClass, Redaction, type RedactEdit, withEdits } from '../secrets';
import type { Span } from '../syntax';

/** A text without secrets. */
export interface RedactedCopy {
  readonly text: string;
  /** The number of different values that were replaced. */
  readonly replaced: { readonly secrets: number; readonly serials: number; readonly others: number };
}

/**
 * Redacts a document, or parts of it in order, each on its own line. Every name in the document is replaced in each
 * part, and a value cut off by the end of a part is masked completely. A value has the same placeholder in every copy
 * of one version of a document.
 */
export function redactedCopyOf(
  analysis: Analysis,
  keepIdentities: boolean,
  stretches: readonly Span[] = [{ start: 0, end: analysis.text.length }],
): RedactedCopy {
  const { text, records, site } = analysis;
  const redaction = new Redaction({ keepIdentities, site });
  const edits = redaction.edits(
    text,
    redaction.learn(text, records),
    differencesFrom(() => analysis),
  );
  const copy = pieces(text, edits, stretches).join('\n');
  return { text: copy, replaced: replacedBy(redaction) };
}

function replacedBy({ standIns }: Redaction): RedactedCopy['replaced'] {
  const replaced = { secrets: 0, serials: 0, others: 0 };
  for (const kind of standIns.assignedKinds())
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
    const from = min(start, inside[0]?.start ?? start);
    const to = max(end, inside[inside.length - 1]?.end ?? end);
    const moved = inside.map(edit => ({ ...edit, start: edit.start - from, end: edit.end - from }));
    return withEdits(text.slice(from, to), moved);
  });
}
