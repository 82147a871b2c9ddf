import type { RootContent, TableRow } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { gfmAutolinkLiteralToMarkdown } from 'mdast-util-gfm-autolink-literal';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { FileReport } from './types';

/** The findings as a Markdown table a file. */
export function markdownReport(files: readonly FileReport[]): string {
  const children = files.flatMap(sectionOf);
  return toMarkdown(
    { type: 'root', children },
    { extensions: [gfmTableToMarkdown({ tablePipeAlign: false }), gfmAutolinkLiteralToMarkdown()] },
  );
}

function sectionOf({ path, coverage: { lines, unrecognised }, findings }: FileReport): RootContent[] {
  const rows = findings.map(({ range: { start }, severity, rule, message }) =>
    row(`${start.line + 1}:${start.character + 1}`, severity, rule, message),
  );
  const heading: RootContent = { type: 'heading', depth: 2, children: [{ type: 'text', value: path }] };
  const coverage = `${lines} ${lines === 1 ? 'line' : 'lines'} read, ${unrecognised} not understood.`;
  const said: RootContent = {
    type: 'paragraph',
    children: [{ type: 'text', value: rows.length === 0 ? `No problem found. ${coverage}` : coverage }],
  };
  return rows.length === 0
    ? [heading, said]
    : [heading, { type: 'table', children: [row('Place', 'Severity', 'Rule', 'Problem'), ...rows] }, said];
}

function row(...cells: string[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map(value => ({ type: 'tableCell', children: [{ type: 'text', value }] })),
  };
}
