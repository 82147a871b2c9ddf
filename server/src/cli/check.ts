import { readFile } from 'node:fs/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../analysis';
import type { Severity } from '../knowledge';
import { severityOf } from '../rules';
import { jsonReport } from '../report/json';
import { markdownReport } from '../report/markdown';
import { sarifReport } from '../report/sarif';
import { textReport } from '../report/text';
import type { Checked } from '../report/types';
import { decode } from './decode';
import { reasonOf } from './reasons';

export type Format = 'text' | 'json' | 'sarif' | 'markdown';
export type Threshold = 'error' | 'warning' | 'information' | 'never';

const GRAVITY: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };
const REPORTS: Readonly<Record<Format, (checked: readonly Checked[], colour: boolean) => string>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  markdown: markdownReport,
};

export interface CheckOptions {
  readonly format: Format;
  readonly failOn: Threshold;
  readonly colour: boolean;
}

/** Where a command reads and writes. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  write(text: string): void;
  complain(text: string): void;
}

/**
 * Checks captures and writes what is wrong. `-` is standard input. Gives the exit code: 0 when nothing reaches the
 * threshold, 1 when something does, 2 when a file could not be read; the others are checked all the same.
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  streams: Streams,
): Promise<0 | 1 | 2> {
  const checked: Checked[] = [];
  let unread = false;
  for (const path of paths) {
    try {
      const text = decode(path === '-' ? await readAll(streams.input) : await readFile(path));
      checked.push({
        path,
        analysis: analyze(text),
        document: TextDocument.create(path, 'fortios-debug', 1, text),
      });
    } catch (error) {
      unread = true;
      streams.complain(`fortios-debug: ${path}: ${reasonOf(error)}\n`);
    }
  }
  streams.write(REPORTS[options.format](checked, options.colour));
  if (unread) return 2;
  return checked.some(({ analysis }) => reaches(analysis, options.failOn)) ? 1 : 0;
}

function reaches({ findings }: Analysis, threshold: Threshold): boolean {
  return (
    threshold !== 'never' && findings.some(finding => GRAVITY[severityOf(finding)] >= GRAVITY[threshold])
  );
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input) chunks.push(chunk);
  return Buffer.concat(chunks);
}
