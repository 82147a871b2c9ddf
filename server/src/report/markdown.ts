import type { RootContent } from 'mdast';
import { paragraph, text } from '../telling/markup';
import { heading, table, writeMarkdown } from './markdownTree';
import type { FileReport, ReportedPlace, ReportedProblem, UnreadFile } from './types';

/** The findings as a Markdown table a file. */
export function markdownReport(files: readonly FileReport[], unread: readonly UnreadFile[] = []): string {
  const sections = unread.flatMap(({ path, reason }) => [heading(2, path), paragraph(text(`${reason}.`))]);
  return writeMarkdown([...files.flatMap(sectionOf), ...sections]);
}

function sectionOf({ path, coverage: { lines, unrecognised }, findings }: FileReport): RootContent[] {
  const rows = Array.from(findings, problem =>
    [
      placeOf(problem),
      problem.severity,
      problem.rule,
      [problem.message, ...elsewhere(problem)].join(' '),
    ].map(text),
  );
  const coverage = `${lines} ${lines === 1 ? 'line' : 'lines'} read, ${unrecognised} not recognised.`;
  return rows.length === 0
    ? [heading(2, path), paragraph(text(`No problem found. ${coverage}`))]
    : [heading(2, path), table(['Place', 'Severity', 'Rule', 'Problem'], rows), paragraph(text(coverage))];
}

function placeOf({ range: { start } }: Pick<ReportedPlace, 'range'>): string {
  return `${start.line + 1}:${start.character + 1}`;
}

/** Places in other files that belong to a problem. */
function elsewhere({ related }: ReportedProblem): string[] {
  return related.flatMap(place =>
    place.path === undefined ? [] : [`${place.path}:${placeOf(place)}: ${place.message}.`],
  );
}
