import { visible, visibleLabel } from '../telling/visible';

/** What of an answer is a label, in which VS Code shows icons. */
const LABELS: ReadonlySet<string> = new Set([
  'title', 'name', 'containerName', 'detail', 'label', 'text', 'collapsedText',
]); // prettier-ignore
/** What of an answer no person reads: addresses, edits, and what the client gives back as it is. */
const KEPT: ReadonlySet<string> = new Set([
  'uri', 'target', 'edit', 'textEdits', 'data', 'arguments', 'diagnostics', 'range', 'selectionRange', 'location', 'position',
]); // prettier-ignore

/** An answer as it may be shown: what a log has in it of characters that nobody sees is seen. */
export function shown<Answer>(answer: Answer): Answer {
  return shownAs(answer, visible) as Answer;
}

/** Parts in which there is nothing to change are not copied: an outline is long. */
function shownAs(value: unknown, write: (text: string) => string): unknown {
  if (typeof value === 'string') return write(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map(part => shownAs(part, write));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [name, part] of Object.entries(value)) {
    if (KEPT.has(name)) continue;
    const seen = shownAs(part, LABELS.has(name) ? visibleLabel : visible);
    if (seen !== part) (copy ??= { ...value })[name] = seen;
  }
  return copy ?? value;
}

/** For the name of a file, or another word in a sentence. */
export { visible, visibleLabel };
