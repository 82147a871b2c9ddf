import type { Severity } from '../knowledge';
import { acrossFiles, type FileCluster } from '../report/across';
import { jsonReport, ndjsonProblem, ndjsonReport } from '../report/json';
import { markdownReport } from '../report/markdown';
import { sarifReport } from '../report/sarif';
import { textReport, textSummary, textTotal } from '../report/text';
import type { ChosenSeverities, FileReport } from '../report/types';
import { capturesNamed } from './captures';
import { reasonOf } from '../files/reasons';
import { bytesOf, untilStopped } from '../files/texts';
import { checkedByWorkers, outcomeOf, type Outcome } from './workers';

export const FORMATS = ['text', 'json', 'ndjson', 'sarif', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];
export type Threshold = 'error' | 'warning' | 'information' | 'never';

const GRAVITY: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };
/** Formats that are one value for all files. */
const WHOLE = { json: jsonReport, sarif: sarifReport, markdown: markdownReport };
/** So many files are worth the start of further threads. */
const WORTH_THREADS = 32;

export interface CheckOptions {
  readonly format: Format;
  readonly failOn: Threshold;
  readonly severities: ChosenSeverities;
  readonly colour: boolean;
}

/** Where a command reads and writes. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  write(text: string): void;
  complain(text: string): void;
  /** Shows how far the work is, where a person looks on; nothing for the empty text. */
  progress?(text: string): void;
  /** Is set when the person wants no more. */
  readonly stopped?: AbortSignal;
  /** The program that serves as a thread, and how many the machine runs at once. */
  readonly threads?: { readonly program: string; readonly count: number };
}

/**
 * Checks captures and writes what is wrong: files, folders, patterns; `-` is standard input. Gives the exit code: 0 when
 * nothing reaches the threshold, 1 when something does, 2 when a file could not be read (the others are checked all the
 * same), 130 when it was stopped.
 */
export async function check(
  words: readonly string[],
  { format, failOn, severities, colour }: CheckOptions,
  streams: Streams,
): Promise<number> {
  const { paths, faults, others } = await capturesNamed(words);
  const complain = (path: string, reason: string): void => {
    streams.progress?.('');
    streams.complain(`fortios-debug: ${path}: ${reason}\n`);
  };
  for (const { path, error } of faults) complain(path, reasonOf(error));
  if (paths.length === 0 && faults.length === 0) complain(words.join(' '), 'no capture was found there');
  const reports: FileReport[] = [];
  const clusters: FileCluster[] = [];
  let failed = faults.length > 0 || paths.length === 0;
  for await (const outcome of outcomes(paths, severities, streams)) {
    if (streams.stopped?.aborted) break;
    if ('reason' in outcome) {
      failed = true;
      complain(outcome.path, outcome.reason);
      continue;
    }
    reports.push(outcome.report);
    clusters.push(outcome.cluster);
    if (format === 'text') write(textReport(outcome.report, colour));
    else if (format === 'ndjson') write(ndjsonReport(outcome.report));
  }
  for (const { path, problem } of acrossFiles(clusters, severities)) {
    const index = reports.findIndex(report => report.path === path);
    const report = reports[index];
    if (!report) continue;
    reports[index] = { ...report, findings: [...report.findings, problem] };
    if (format === 'text') write(textReport({ ...report, findings: [problem] }, colour));
    else if (format === 'ndjson') write(ndjsonProblem(path, problem));
  }
  streams.progress?.('');
  if (streams.stopped?.aborted) return 130;
  if (format === 'text') streams.write(reports.map(textSummary).join('') + textTotal(reports, others));
  else if (format !== 'ndjson') streams.write(WHOLE[format](reports));
  if (failed) return 2;
  return reports.some(report => reaches(report, failOn)) ? 1 : 0;

  function write(text: string): void {
    if (text === '') return;
    streams.progress?.('');
    streams.write(text);
  }
}

async function* outcomes(
  paths: readonly string[],
  severities: ChosenSeverities,
  streams: Streams,
): AsyncGenerator<Outcome> {
  const { threads } = streams;
  const many = threads && threads.count > 1 && paths.length >= WORTH_THREADS && !paths.includes('-');
  const all = many ? checkedByWorkers(paths, severities, threads) : one();
  let done = 0;
  for await (const outcome of all) {
    yield outcome;
    streams.progress?.(`${++done} of ${paths.length} captures`);
  }

  async function* one(): AsyncGenerator<Outcome> {
    for (const path of paths) {
      let units = 0;
      const bytes = path === '-' ? streams.input : bytesOf(path);
      yield await outcomeOf(path, untilStopped(bytes, streams.stopped), severities, length => {
        units += length;
        streams.progress?.(`${path}: ${(units / 1e6).toFixed(0)} MB`);
      });
    }
  }
}

function reaches({ findings }: FileReport, threshold: Threshold): boolean {
  return threshold !== 'never' && findings.some(({ severity }) => GRAVITY[severity] >= GRAVITY[threshold]);
}
