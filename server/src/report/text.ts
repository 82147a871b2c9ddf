import { max } from '../integers';
import { inUserLanguage, label, type Severity, wordsOf } from '../knowledge';
import { causeNamed } from '../knowledge/causes';
import { cutOffTexts, unreadParts, withoutProblem } from '../presentation/coverage';
import { type CutOff, guidanceOf, sumOfCutOff } from '../rules';
import type { ProblemChange } from './following';
import { printableLine } from './printable';
import {
  type Counts,
  type FileReport,
  problemId,
  type ReportedPlace,
  type ReportedProblem,
  sumOfCoverage,
} from './fileReport';
import { formatCount, formatList, reportText, checkText } from './reportText';

const COLOURS: Readonly<Record<Severity, string>> = {
  error: '31',
  warning: '33',
  information: '36',
  hint: '2',
};
/** Maximum number of related places shown for a problem. */
const MAX_RELATED = 5;

/**
 * Formats one line per problem of a file, `path:line:column: severity cause: message`, followed by its related places. With
 * colours, as on a terminal, also what to do first.
 */
export function textProblem(path: string, problem: ReportedProblem, colour: boolean): string {
  const paint = (text: string, code: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { severity, message, related, omitted = 0 } = problem;
  const id = problemId(problem);
  const place = placeOf(path, problem);
  const lines = [
    `${place}: ${paint(severity, COLOURS[severity])} ${paint(id, '2')}: ${printableLine(message)}\n`,
  ];
  if (problem.from)
    lines.push(
      `    ${checkText('from', { file: printableLine(problem.from.file), line: String(problem.from.line) })}\n`,
    );
  for (const shown of related.slice(0, MAX_RELATED))
    lines.push(`    ${placeOf(shown.path ?? path, shown)}: ${printableLine(shown.message)}\n`);
  const first = 'next' in problem ? problem.next?.text : firstStepOf(problem);
  if (problem.isGathered) lines.push(`${paint(`    ${label('cli.toMask', inUserLanguage)}`, '2')}\n`);
  else if (first) lines.push(`${paint(`    ${checkText('next', { step: first, rule: id })}`, '2')}\n`);
  const more = max(0, related.length - MAX_RELATED) + omitted;
  if (more > 0) lines.push(`    ${reportText('more', { more: formatCount(more, 'place', String) })}\n`);
  return lines.join('');
}

/** The first step against a problem whose capture was not read as a whole. */
function firstStepOf(problem: ReportedProblem): string | undefined {
  const { variant, entry } = causeNamed(problemId(problem)) ?? {};
  const { steps = [] } = guidanceOf({ rule: problem.rule, variant, entry }).guidance;
  const first = steps.find(
    ({ variants, notVariants = [], unless }) =>
      !unless &&
      (variant === undefined || (variants?.includes(variant) !== false && !notVariants.includes(variant))),
  );
  return first && wordsOf(first, inUserLanguage);
}

/** Formats a change of a problem in a growing capture; the earlier report is quoted if it no longer holds. */
export function textChange(
  path: string,
  { change, problem, times, before, judged = [] }: ProblemChange,
  colour: boolean,
): string {
  if (change === 'withdrawn')
    return `${placeOf(path, problem)}: ${checkText('noLonger', { problem: shortOf(problem) })}\n`;
  if (change === 'judged')
    return judged
      .map(({ news }) => `${placeOf(path, problem)}: ${problemId(problem)}: ${printableLine(news)}\n`)
      .join('');
  if (change === 'again')
    return textProblem(
      path,
      {
        ...problem,
        message: checkText('soFar', { message: problem.message, count: String(times ?? 0) }),
        related: [],
        omitted: 0,
      },
      colour,
    );
  const instead = before
    ? `    ${checkText('instead', { problem: `${placeOf(path, before)}: ${shortOf(before)}` })}\n`
    : '';
  return textProblem(path, problem, colour) + instead;
}

/** The counts of a file. */
export interface Summary extends Pick<FileReport, 'path' | 'coverage' | 'cutOff' | 'recordBy'> {
  readonly counts: Readonly<Counts>;
}

/** Formats the counts of a file on one line; further lines say what is not read, and how to record what it lacks. */
export function textSummary(file: Summary): string {
  const path = printableLine(file.path);
  const again = file.recordBy.map(command => `${path}: ${checkText('again', { command })}\n`);
  const parts = unreadParts(file.coverage, inUserLanguage);
  const unread = parts === undefined ? '' : `${path}: ${printableLine(parts)}\n`;
  return `${path}: ${sumOf([file])}\n${unread}${again.join('')}`;
}

/** Formats the totals if there are several files, and the number of skipped files. */
export function textTotal(files: readonly Summary[], others: number): string {
  const skipped =
    others > 0 ? `${checkText('skipped', { files: formatCount(others, 'file', String) })}\n` : '';
  return files.length > 1
    ? `${formatCount(files.length, 'capture', String)}: ${sumOf(files)}\n${skipped}`
    : skipped;
}

/** Returns how to read the page of a rule, if there are problems. */
export function textPages(files: readonly Summary[]): string {
  const isAny = files.some(({ counts }) => Object.values(counts).some(count => count > 0));
  return isAny ? `${checkText('pages')}\n` : '';
}

function sumOf(files: readonly Summary[]): string {
  const sum = (of: (file: Summary) => number): number => files.reduce((all, file) => all + of(file), 0);
  const count = (severity: Severity): number => sum(({ counts }) => counts[severity]);
  const coverage = sumOfCoverage(files.map(file => file.coverage));
  const isAny = (['error', 'warning', 'information'] as const).some(severity => count(severity) > 0);
  const cutOff = files.map(file => file.cutOff).reduce(sumOfCutOffs, undefined);
  const problems = formatList([
    ...(isAny
      ? [
          formatCount(count('error'), 'error', String),
          formatCount(count('warning'), 'warning', String),
          checkText('information', { count: String(count('information')) }),
        ]
      : withoutProblem(coverage, cutOff, inUserLanguage)),
    ...(count('hint') > 0 ? [formatCount(count('hint'), 'hint', String)] : []),
    ...(isAny && cutOff && count('error') === 0 ? cutOffTexts(cutOff, inUserLanguage) : []),
  ]);
  return checkText('sum', { problems, ...lineCountFacts(coverage) });
}

/** The numbers of lines as facts of a text. */
export function lineCountFacts({
  lines,
  unrecognised,
  notUnderstood,
}: FileReport['coverage']): Record<string, string> {
  return {
    lines: formatCount(lines, 'line', String),
    unrecognised: String(unrecognised),
    notUnderstood: String(notUnderstood),
  };
}

function sumOfCutOffs(one: CutOff | undefined, other: CutOff | undefined): CutOff | undefined {
  return one && other ? sumOfCutOff(one, other) : (one ?? other);
}

/** Formats a place; line and column count from 1, as in terminals and editors. */
function placeOf(path: string, { range: { start } }: Pick<ReportedPlace, 'range'>): string {
  return `${printableLine(path)}:${start.line + 1}:${start.character + 1}`;
}

/** Formats a problem; its severity and id are the same in every language. */
function shortOf(problem: ReportedProblem): string {
  return `${problem.severity} ${problemId(problem)}: ${printableLine(problem.message)}`;
}
