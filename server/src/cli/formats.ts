import path from 'node:path';
import { jsonReport, ndjsonProblem, ndjsonSummary } from '../report/jsonReport';
import { markdownReport } from '../report/markdown';
import { sarifReport } from '../report/sarif';
import { textProblem } from '../report/text';
import type { Format } from './formatNames';
import type { Counts, FileReport, ReportedProblem, UnreadFile } from '../report/fileReport';

/** A format that is written problem by problem, and its text after the problems of a file. */
interface LineFormat {
  problem(path: string, problem: ReportedProblem, colour: boolean): string;
  file(file: Omit<FileReport, 'findings'>): string;
}

const STREAMED = {
  text: { problem: textProblem, file: () => '' },
  ndjson: { problem: ndjsonProblem, file: ndjsonSummary },
} satisfies Partial<Record<Format, LineFormat>>;

/** True for a format for people, in which many secrets would hide the other problems. */
export function gathersSecrets(format: Format): boolean {
  return format === 'text' || format === 'markdown';
}

/** True for a format for programs, which says of each possible cause what the capture shows. */
export function showsCauses(format: Format): boolean {
  return !gathersSecrets(format);
}

export const STREAMED_FORMATS: Partial<Record<Format, LineFormat>> = STREAMED;

type WriteReport = (files: readonly FileReport[], unread: readonly UnreadFile[]) => string;

/** Formats that are one value for all files. */
const DOCUMENT_FORMATS: Record<Exclude<Format, keyof typeof STREAMED>, WriteReport> = {
  json: jsonReport,
  sarif: (files, unread) => sarifReport(files, unread, path.sep, relativeToCwd),
  markdown: markdownReport,
};

/** Formats all files in one of the formats that are one value; empty for the others. */
export function documentReport(
  format: Format,
  files: readonly FileReport[],
  unread: readonly UnreadFile[],
): string {
  const write: WriteReport | undefined = (DOCUMENT_FORMATS as Partial<Record<Format, WriteReport>>)[format];
  return write?.(files, unread) ?? '';
}

/** Returns a path relative to the working directory, or absolute if the file is not in it. */
function relativeToCwd(file: string): string {
  if (file === '-') return file;
  const relative = path.relative('.', file);
  return relative === '..' || relative.startsWith(`..${path.sep}`) ? path.resolve(file) : relative;
}

/** Minimum length of a write, in UTF-16 code units: each write has overhead. */
const AT_ONCE = 1 << 16;

/** Writes text or UTF-8. Wait for the returned promise: the reader may be slower than the writer. */
export type Write = (text: string | Uint8Array) => Promise<unknown> | undefined;
export type WriteText = (text: string) => Promise<unknown> | undefined;
/** Writes the text for a file; `counts` are its problems so far. */
export type WriteOf = (text: string | Uint8Array, counts: Readonly<Counts>) => Promise<unknown> | undefined;

export interface Gathered {
  readonly write: WriteText;
  flush(): Promise<unknown> | undefined;
}

/** Buffers text to write it in larger pieces. */
export function gathered(write: WriteText): Gathered {
  let held: string[] = [];
  let length = 0;
  const flush = (): Promise<unknown> | undefined => {
    const text = held.join('');
    [held, length] = [[], 0];
    return text === '' ? undefined : write(text);
  };
  return {
    flush,
    write(text) {
      held.push(text);
      length += text.length;
      return length >= AT_ONCE ? flush() : undefined;
    },
  };
}
