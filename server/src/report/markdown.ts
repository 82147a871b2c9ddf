import type { RootContent, TableRow } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { gfmAutolinkLiteralToMarkdown } from 'mdast-util-gfm-autolink-literal';
import { toMarkdown } from 'mdast-util-to-markdown';
import { inEnglish } from '../knowledge';
import { messageOf, severityOf } from '../rules';
import type { Checked } from './types';

/** The findings as a Markdown table a file. */
export function markdownReport(checked: readonly Checked[]): string {
  const children = checked.flatMap(sectionOf);
  return toMarkdown(
    { type: 'root', children },
    { extensions: [gfmTableToMarkdown({ tablePipeAlign: false }), gfmAutolinkLiteralToMarkdown()] },
  );
}

function sectionOf({ path, analysis, document }: Checked): RootContent[] {
  const rows = analysis.findings.map(finding => {
    const { line, character } = document.positionAt(finding.start);
    return row(
      `${line + 1}:${character + 1}`,
      severityOf(finding),
      finding.rule,
      messageOf(finding, inEnglish),
    );
  });
  const heading: RootContent = { type: 'heading', depth: 2, children: [{ type: 'text', value: path }] };
  const { lines, unrecognised } = analysis.coverage;
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
