import type { Severity } from '../knowledge';
import { acrossFiles, type FileCluster } from '../report/across';
import { jsonReport, ndjsonProblem, ndjsonSummary } from '../report/json';
import { markdownReport } from '../report/markdown';
import { sarifReport } from '../report/sarif';
import { textProblem, textSummary, textTotal } from '../report/text';
import {
  type ChosenSeverities,
  type Counts,
  type FileReport,
  noProblems,
  type ReportedProblem,
} from '../report/types';
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
/** Formats that are written problem by problem, and what they have behind the problems of a file. */
const LINES: Partial<Record<Format, LineFormat>> = {
  text: { problem: textProblem, file: () => '' },
  ndjson: { problem: ndjsonProblem, file: ndjsonSummary },
};

interface LineFormat {
  problem(path: string, problem: ReportedProblem, colour: boolean): string;
  file(file: FileReport): string;
}
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
  const checked: Checked[] = [];
  const clusters: FileCluster[] = [];
  const lines = LINES[format];
  const out = gathered(text => {
    streams.progress?.('');
    streams.write(text);
  });
  let failed = faults.length > 0 || paths.length === 0;
  for await (const outcome of outcomes(paths, severities, streams)) {
    if (streams.stopped?.aborted) break;
    if ('reason' in outcome) {
      failed = true;
      complain(outcome.path, outcome.reason);
      continue;
    }
    const { path, coverage, findings } = outcome.report;
    const file: Checked = { path, coverage, counts: noProblems(), findings: [] };
    for (const problem of findings) tell(file, problem);
    out.write(lines?.file(file) ?? '');
    out.flush();
    checked.push(file);
    clusters.push(outcome.cluster);
  }
  for (const { path, problem } of acrossFiles(clusters, severities)) {
    const file = checked.find(one => one.path === path);
    if (file) tell(file, problem);
  }
  out.flush();
  streams.progress?.('');
  if (streams.stopped?.aborted) return 130;
  if (format === 'text') streams.write(checked.map(textSummary).join('') + textTotal(checked, others));
  else if (format !== 'ndjson') streams.write(WHOLE[format](checked));
  if (failed) return 2;
  return checked.some(({ counts }) => reaches(counts, failOn)) ? 1 : 0;

  /** Writes a problem where the format can be written bit by bit, and keeps it where that cannot be. */
  function tell(file: Checked, problem: ReportedProblem): void {
    file.counts[problem.severity]++;
    if (lines) out.write(lines.problem(file.path, problem, colour));
    else file.findings.push(problem);
  }
}

/** A file that was read. */
interface Checked extends FileReport {
  readonly counts: Counts;
  readonly findings: ReportedProblem[];
}

/** What is written at once, in UTF-16 code units: each write has its price. */
const AT_ONCE = 1 << 16;

/** Writes text in larger pieces than it comes in. */
function gathered(write: (text: string) => void) {
  let held: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (length > 0) write(held.join(''));
    [held, length] = [[], 0];
  };
  return {
    flush,
    write(text: string): void {
      held.push(text);
      length += text.length;
      if (length >= AT_ONCE) flush();
    },
  };
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

function reaches(counts: Counts, threshold: Threshold): boolean {
  if (threshold === 'never') return false;
  const severities = Object.keys(counts) as Severity[];
  return severities.some(one => counts[one] > 0 && GRAVITY[one] >= GRAVITY[threshold]);
}
