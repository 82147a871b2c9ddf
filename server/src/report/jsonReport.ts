import type { ProblemChange } from './following';
import { printableJson } from './printable';
import type { FileReport, ReportedProblem, UnreadFile } from './fileReport';

/**
 * Formats the findings as one JSON value, version 1, with the files that could not be read, if any. Lines and characters
 * are zero-based and UTF-16, as in the protocol.
 */
export function jsonReport(files: readonly FileReport[], unread: readonly UnreadFile[] = []): string {
  const whole = files.map(({ path, coverage, findings, recordBy }) => ({
    path,
    coverage,
    findings: [...findings],
    ...(recordBy.length > 0 && { recordBy }),
  }));
  const report = { version: 1, files: whole, ...(unread.length > 0 && { unread }) };
  return printableJson(JSON.stringify(report, undefined, 2)) + '\n';
}

/** Formats a problem and the path of its file on one line. */
export function ndjsonProblem(path: string, problem: ReportedProblem): string {
  return printableJson(JSON.stringify({ path, ...problem })) + '\n';
}

/** Formats a change of a problem on one line: the problem, and what changed. */
export function ndjsonChange(path: string, { problem, ...change }: ProblemChange): string {
  return printableJson(JSON.stringify({ path, ...change, ...problem })) + '\n';
}

/** Formats the counts of a file and the commands for recording again what it lacks, on one line after its problems. */
export function ndjsonSummary({ path, coverage, recordBy }: Omit<FileReport, 'findings'>): string {
  return printableJson(JSON.stringify({ path, coverage, ...(recordBy.length > 0 && { recordBy }) })) + '\n';
}
