import { inEnglish, type Severity } from '../knowledge';
import { guidanceOf } from '../rules';
import type { Told } from './following';
import { printableLine } from './printable';
import type { Counts, FileReport, ReportedPlace, ReportedProblem } from './types';

const COLOURS: Readonly<Record<Severity, string>> = {
  error: '31',
  warning: '33',
  information: '36',
  hint: '2',
};
/** Related places of one problem that are shown. */
const MAX_RELATED = 5;

/**
 * One line a problem of a file, `path:line:column: severity rule: message`, related places below it. With colours, which is
 * on a terminal, what to do first, too.
 */
export function textProblem(path: string, problem: ReportedProblem, colour: boolean): string {
  const paint = (text: string, code: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { severity, rule, message, related, omitted = 0 } = problem;
  const place = placeOf(path, problem);
  const lines = [
    `${place}: ${paint(severity, COLOURS[severity])} ${paint(rule, '2')}: ${printableLine(message)}\n`,
  ];
  if (problem.from) lines.push(`    from ${printableLine(problem.from.file)}, line ${problem.from.line}\n`);
  for (const shown of related.slice(0, MAX_RELATED))
    lines.push(`    ${placeOf(shown.path ?? path, shown)}: ${printableLine(shown.message)}\n`);
  const [first] = guidanceOf({ rule }).guidance.steps ?? [];
  if (colour && first)
    lines.push(`${paint(`    next: ${inEnglish(first.text)} (fortios-debug explain ${rule})`, '2')}\n`);
  const more = Math.max(0, related.length - MAX_RELATED) + omitted;
  if (more > 0) lines.push(`    and ${plural(more, 'place')} more\n`);
  return lines.join('');
}

/** What is said of a problem while a capture grows. What was said before is named if it no longer holds. */
export function textTold(path: string, { change, problem, times, before }: Told, colour: boolean): string {
  const { severity, rule, message } = problem;
  if (change === 'withdrawn')
    return `${placeOf(path, problem)}: no longer: ${severity} ${rule}: ${printableLine(message)}\n`;
  if (change === 'again')
    return textProblem(
      path,
      { ...problem, message: `${message} (${times ?? 0} times so far)`, related: [], omitted: 0 },
      colour,
    );
  const instead = before
    ? `    instead of ${placeOf(path, before)}: ${before.severity} ${before.rule}: ${printableLine(before.message)}\n`
    : '';
  return textProblem(path, problem, colour) + instead;
}

/** What was read of a file, and how many problems it has. */
export interface Summary extends Pick<FileReport, 'path' | 'coverage' | 'recordBy'> {
  readonly counts: Readonly<Counts>;
}

/** What was found in a file and read of it, on one line; more lines say how to record it again, where it lacks something. */
export function textSummary(file: Summary): string {
  const path = printableLine(file.path);
  const again = file.recordBy.map(command => `${path}: to record it again: ${command}\n`);
  return `${path}: ${sumOf([file])}\n${again.join('')}`;
}

/** The same of all files together, where they are more than one, and how many others a folder had. */
export function textTotal(files: readonly Summary[], others: number): string {
  const skipped = others > 0 ? `${plural(others, 'file')} skipped: not FortiOS debug output\n` : '';
  return files.length > 1 ? `${files.length} captures: ${sumOf(files)}\n${skipped}` : skipped;
}

/** How to read the page of a rule, if there are problems. */
export function textPages(files: readonly Summary[]): string {
  const isAny = files.some(({ counts }) => Object.values(counts).some(count => count > 0));
  return isAny ? 'The page of a rule, with causes, steps and sources: fortios-debug explain RULE\n' : '';
}

function sumOf(files: readonly Summary[]): string {
  const sum = (of: (file: Summary) => number): number => files.reduce((all, file) => all + of(file), 0);
  const count = (severity: Severity): number => sum(({ counts }) => counts[severity]);
  const hints = count('hint') > 0 ? `, ${plural(count('hint'), 'hint')}` : '';
  const problems = `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${count('information')} information${hints}`;
  const lines = sum(({ coverage }) => coverage.lines);
  const unrecognised = sum(({ coverage }) => coverage.unrecognised);
  return `${problems}; ${plural(lines, 'line')} read, ${unrecognised} not recognised`;
}

/** Line and column count from 1 here, as terminals and editors show them. */
function placeOf(path: string, { range: { start } }: Pick<ReportedPlace, 'range'>): string {
  return `${printableLine(path)}:${start.line + 1}:${start.character + 1}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
