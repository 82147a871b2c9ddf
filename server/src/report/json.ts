import type { FileReport, ReportedProblem } from './types';

/** The findings as one JSON value, version 1. Lines and characters are zero-based and UTF-16, as in the protocol. */
export function jsonReport(files: readonly FileReport[]): string {
  return JSON.stringify({ version: 1, files }, undefined, 2) + '\n';
}

/** One JSON value a line: each problem with the path of its file, and behind the last of a file what was read of it. */
export function ndjsonReport({ path, coverage, findings }: FileReport): string {
  return (
    findings.map(problem => ndjsonProblem(path, problem)).join('') + JSON.stringify({ path, coverage }) + '\n'
  );
}

export function ndjsonProblem(path: string, problem: ReportedProblem): string {
  return JSON.stringify({ path, ...problem }) + '\n';
}
