import { visible, visibleLabel } from '../presentation/visible';

/** Properties of an answer that are labels, in which VS Code renders icons. */
const LABELS: ReadonlySet<string> = new Set([
  'title', 'name', 'containerName', 'detail', 'label', 'text', 'collapsedText',
]); // oxfmt-ignore
/** Properties of an answer that users do not see: addresses, edits, and data that the client returns unchanged. */
const UNTOUCHED: ReadonlySet<string> = new Set([
  'uri', 'target', 'edit', 'textEdits', 'data', 'arguments', 'diagnostics', 'range', 'selectionRange', 'location', 'position',
]); // oxfmt-ignore

/** Returns an answer in which invisible characters from a log are replaced with their code points. */
export function shown<Answer>(answer: Answer): Answer {
  return shownAs(answer, visible) as Answer;
}

/** Returns unchanged parts without copying them: an outline is long. */
function shownAs(value: unknown, write: (text: string) => string): unknown {
  if (typeof value === 'string') return write(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map(part => shownAs(part, write));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [name, part] of Object.entries(value)) {
    if (UNTOUCHED.has(name)) continue;
    const seen = shownAs(part, LABELS.has(name) ? visibleLabel : visible);
    if (seen !== part) (copy ??= { ...value })[name] = seen;
  }
  return copy ?? value;
}

/** For file names and other words in a sentence. */
export { visible, visibleLabel };
