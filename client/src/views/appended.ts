/** A change of a document, as VS Code reports it: the lines that were replaced, and what replaces them. */
export interface Change {
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly text: string;
}

/**
 * The line, from 0, in which appended text begins; undefined if the change is anything else. A file that grows keeps
 * all of its lines; VS Code replaces its last one at most, from the end of the line before.
 * @param lineCount number of lines after the change
 */
export function appendedFrom(changes: readonly Change[], lineCount: number): number | undefined {
  const [change, ...others] = changes;
  if (!change || others.length > 0) return undefined;
  const { start, end } = change.range;
  const added = change.text.split(/\r\n|\r|\n/).length - 1;
  const isAtEnd = start.line + added === lineCount - 1;
  return isAtEnd && added > 0 && end.line - start.line <= 1 ? end.line : undefined;
}
