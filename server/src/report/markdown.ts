import type { RootContent } from 'mdast';
import { paragraph, text } from '../telling/markup';
import { heading, table, writeMarkdown } from './markdownTree';
import type { FileReport } from './types';

/** The findings as a Markdown table a file. */
export function markdownReport(files: readonly FileReport[]): string {
  return writeMarkdown(files.flatMap(sectionOf));
}

function sectionOf({ path, coverage: { lines, unrecognised }, findings }: FileReport): RootContent[] {
  const rows = Array.from(findings, ({ range: { start }, severity, rule, message }) =>
    [`${start.line + 1}:${start.character + 1}`, severity, rule, message].map(text),
  );
  const coverage = `${lines} ${lines === 1 ? 'line' : 'lines'} read, ${unrecognised} not understood.`;
  return rows.length === 0
    ? [heading(2, path), paragraph(text(`No problem found. ${coverage}`))]
    : [heading(2, path), table(['Place', 'Severity', 'Rule', 'Problem'], rows), paragraph(text(coverage))];
}
