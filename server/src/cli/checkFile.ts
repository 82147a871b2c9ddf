import { cached } from '../cached';
import { BEGINNING, NoCapture } from '../files/beginning';
import { fileErrorReason } from '../files/fileErrors';
import { addLines, type LineRange } from '../filter/lineFilter';
import { findingsAt } from '../filter/problemsInFilter';
import { parseQuery } from '../filter/query';
import { WindowedFilter } from '../filter/windowed';
import { fileCluster, type FileCluster } from '../report/across';
import { LineTable } from '../report/lineTable';
import {
  coverageOf,
  type Counts,
  fileReport,
  type FileReport,
  noProblems,
  type ReportedProblem,
  type Severities,
} from '../report/fileReport';
import type { Finding } from '../rules';
import type { SiteKnowledge } from '../site/knowledge';
import { siteKnowledgeOf } from '../site/library';
import type { SiteEntry } from '../site/siteEntry';
import { countBefore, detached, type Span } from '../syntax';
import { isRecognised, type NamedFile } from './namedCaptures';
import { CaptureReading, MAX_JUDGED_LENGTH, MAX_STEP_LENGTH, MAX_LAST_LENGTH } from './captureReading';
import {
  gathered,
  gathersSecrets,
  showsCauses,
  STREAMED_FORMATS,
  type WriteOf,
  type WriteText,
} from './formats';
import type { Format } from './formatNames';
import { type ReadEnd, readToEnd, textOfNamed } from './readToEnd';

export interface CheckOptions {
  readonly format: Format;
  readonly severities: Severities;
  readonly colour: boolean;
  /** The locale of messages (`speak`). */
  readonly locale: string | undefined;
  /** A valid filter expression: only problems in its lines are reported. */
  readonly only: string | undefined;
  /** The site's own knowledge. */
  readonly site: readonly SiteEntry[];
}

/**
 * A checked file. It contains the problems only if the format is one value for all files; otherwise they are already
 * written.
 */
export interface CheckedFile extends FileReport, ReadEnd {
  readonly counts: Counts;
  readonly findings: ReportedProblem[];
  /** True if it is a capture. */
  readonly recognised: boolean;
  /** Its facts about units, for problems across files. */
  readonly cluster: FileCluster;
}

/** The result for one file; `passedOver` if a file of a folder is not a capture. */
export type Outcome =
  | CheckedFile
  | { readonly path: string; readonly reason: string }
  | { readonly passedOver: true };

/** Cached for all files. */
const siteOf = cached((entries: readonly SiteEntry[]) => siteKnowledgeOf({ entries }));

/**
 * Checks one file of any length from its bytes, in memory that does not grow with it. `write` receives the output,
 * `read` the number of UTF-16 code units read so far.
 */
export async function checkFile(
  named: NamedFile,
  bytes: AsyncIterable<Uint8Array>,
  options: CheckOptions,
  write: WriteOf,
  read?: (units: number) => void,
): Promise<Outcome> {
  const { path, ifCapture } = named;
  // An interrupt can end standard input at any time.
  const longest = path === '-' ? MAX_LAST_LENGTH : MAX_JUDGED_LENGTH;
  const reading = new CaptureReading(
    siteOf(options.site),
    showsCauses(options.format) ? longest : MAX_STEP_LENGTH,
  );
  const document = new LineTable();
  const filter = linesInFilterOf(options);
  let beginning = '';
  const end = await readAll(named, bytes, text => {
    if (beginning.length < BEGINNING) beginning += text;
    document.add(text);
    reading.push(text);
    filter?.push(text);
    read?.(text.length);
  });
  if ('passedOver' in end || 'reason' in end) return end;
  const { findings: all, coverage: counts, cutOff, cluster, whole } = reading.finish();
  const findings = filter ? filter.findings(all, document) : all;
  const coverage = coverageOf(document.count, counts);
  const report = fileReport(
    { path, analysis: { findings, coverage }, document, whole },
    options.severities,
    gathersSecrets(options.format),
  );
  const file: CheckedFile = {
    path,
    coverage,
    cutOff,
    counts: noProblems(),
    findings: [],
    recordBy: report.recordBy,
    recognised: ifCapture || isRecognised(beginning, all),
    cluster: fileCluster(path, cluster, document),
    ...end,
  };
  const out = gathered(text => write(text, file.counts));
  for (const problem of report.findings) {
    const written = writeProblem(file, problem, options, out.write);
    if (written) await written;
  }
  await out.write(STREAMED_FORMATS[options.format]?.file(file) ?? '');
  await out.flush();
  return file;
}

async function readAll(
  file: NamedFile,
  bytes: AsyncIterable<Uint8Array>,
  take: (text: string) => void,
): Promise<ReadEnd | Exclude<Outcome, CheckedFile>> {
  try {
    return await readToEnd(textOfNamed(file, bytes), take);
  } catch (error) {
    if (error instanceof NoCapture) return { passedOver: true };
    return { path: file.path, reason: fileErrorReason(error) };
  }
}

/** Returns the collector for the lines of the filter, if there is one. */
function linesInFilterOf({ only, severities, site }: CheckOptions): LinesInFilter | undefined {
  return only === undefined ? undefined : new LinesInFilter(only, severities, siteOf(site));
}

/** Writes a problem if the format allows writing one by one, otherwise keeps it. */
export function writeProblem(
  file: CheckedFile,
  problem: ReportedProblem,
  { format, colour }: CheckOptions,
  write: WriteText,
): Promise<unknown> | undefined {
  file.counts[problem.severity]++;
  const lines = STREAMED_FORMATS[format];
  if (lines) return write(lines.problem(file.path, problem, colour));
  file.findings.push(detached(problem));
  return undefined;
}

/** Collects the lines of a filter in a text that comes in pieces, and filters problems by them. */
export class LinesInFilter {
  readonly #filter: WindowedFilter;
  /** First and last line of each range, in order. */
  readonly #lines: LineRange[] = [];

  constructor(words: string, severities: Severities, site: SiteKnowledge | undefined) {
    this.#filter = new WindowedFilter({ ...parseQuery(words).query, context: 0 }, severities, site);
  }

  push(text: string): void {
    for (const lines of this.#filter.push(text)) addLines(this.#lines, lines);
  }

  /**
   * Returns the problems of the whole text that have a place in these lines; other places are left out. Call it after
   * the last piece.
   */
  findings(all: readonly Finding[], document: Pick<LineTable, 'positionAt'>): Finding[] {
    for (const lines of this.#filter.finish()) addLines(this.#lines, lines);
    const isKept = ({ start }: Span): boolean => this.#has(document.positionAt(start).line);
    return findingsAt(all, isKept);
  }

  #has(line: number): boolean {
    const index = countBefore(this.#lines.length, at => (this.#lines[at]?.first ?? 0) <= line) - 1;
    return line <= (this.#lines[index]?.last ?? -1);
  }
}
