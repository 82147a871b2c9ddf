import type { RootContent } from 'mdast';
import { inUserLanguage } from '../knowledge';
import { unreadParts, withoutProblem } from '../presentation/coverage';
import { paragraph, text } from '../presentation/markup';
import { heading, table, writeMarkdown } from './markdownTree';
import {
  type FileReport,
  problemId,
  type ReportedPlace,
  type ReportedProblem,
  type UnreadFile,
} from './fileReport';
import { lineCountFacts } from './text';
import { formatList, checkText as words } from './reportText';

const COLUMNS = ['place', 'severity', 'rule', 'problem'] as const;

/** Formats the findings as Markdown, one table per file. */
export function markdownReport(files: readonly FileReport[], unread: readonly UnreadFile[] = []): string {
  const sections = unread.flatMap(({ path, reason }) => [heading(2, path), paragraph(text(`${reason}.`))]);
  return writeMarkdown([...files.flatMap(sectionOf), ...sections]);
}

function sectionOf({ path, coverage: read, cutOff, findings }: FileReport): RootContent[] {
  const rows = Array.from(findings, problem =>
    [
      placeOf(problem),
      problem.severity,
      problemId(problem),
      [problem.message, ...placesInOtherFiles(problem)].join(' '),
    ].map(text),
  );
  const parts = unreadParts(read, inUserLanguage);
  const coverage = [words('coverage', lineCountFacts(read)), ...(parts === undefined ? [] : [parts])].join(
    ' ',
  );
  const none = formatList(withoutProblem(read, cutOff, inUserLanguage));
  return rows.length === 0
    ? [heading(2, path), paragraph(text(`${none}. ${coverage}`))]
    : [
        heading(2, path),
        table(
          COLUMNS.map(name => words(`column.${name}`)),
          rows,
        ),
        paragraph(text(coverage)),
      ];
}

function placeOf({ range: { start } }: Pick<ReportedPlace, 'range'>): string {
  return `${start.line + 1}:${start.character + 1}`;
}

/** Returns related places of a problem in other files. */
function placesInOtherFiles({ related }: ReportedProblem): string[] {
  return related.flatMap(place =>
    place.path === undefined ? [] : [`${place.path}:${placeOf(place)}: ${place.message}.`],
  );
}
