import { cached } from '../cached';
import { AnalysisStream } from '../analysis';
import { NoCapture } from '../files/beginning';
import { reasonOf } from '../files/reasons';
import { fileCluster, type FileCluster } from '../report/across';
import { LineTable } from '../report/lineTable';
import {
  type ChosenSeverities,
  coverageOf,
  type Counts,
  fileReport,
  type FileReport,
  noProblems,
  type ReportedProblem,
} from '../report/types';
import { knowledgeOf } from '../site/library';
import type { SiteEntry } from '../site/types';
import type { NamedFile } from './captures';
import type { SecretsThread } from './secretsThread';
import { type Format, gathered, LINES, type WriteOf, type WriteText } from './formats';
import { LinesInFocus } from './linesInFocus';
import { type ReadEnd, readToEnd, textOfNamed } from './readToEnd';

export interface CheckOptions {
  readonly format: Format;
  readonly severities: ChosenSeverities;
  readonly colour: boolean;
  /** The language of the words (`speak`). */
  readonly locale: string | undefined;
  /** The words of a focus: only problems in its lines are reported. They were read before, and can be used. */
  readonly only: string | undefined;
  /** What the site knows besides. */
  readonly site: readonly SiteEntry[];
}

/** A file that was checked. Its problems are there where the format is one value for all files; else they are written. */
export interface CheckedFile extends FileReport, ReadEnd {
  readonly counts: Counts;
  readonly findings: ReportedProblem[];
  /** True if anything in it looks like FortiOS output. */
  readonly recognised: boolean;
  /** What it says of units, to be seen together with other files. */
  readonly cluster: FileCluster;
}

/** What came of one file; `passedOver` says that it is no capture, and was only meant if it is. */
export type Outcome =
  CheckedFile | { readonly path: string; readonly reason: string } | { readonly passedOver: true };

/** Made once for all files. */
const siteOf = cached((entries: readonly SiteEntry[]) => knowledgeOf({ entries }));

/**
 * Checks one file of any length from its bytes, in memory that does not grow with it. `write` takes what is said of it,
 * `read` hears how much was read, in UTF-16 code units, `secrets` is the thread that finds its secrets, if there is one.
 */
export async function checkFile(
  named: NamedFile,
  bytes: AsyncIterable<Uint8Array>,
  options: CheckOptions,
  write: WriteOf,
  read?: (units: number) => void,
  secrets?: SecretsThread,
): Promise<Outcome> {
  const { path } = named;
  const stream = new AnalysisStream(undefined, undefined, siteOf(options.site), secrets?.add);
  const document = new LineTable();
  const focus = wantedLines(options);
  const end = await readAll(named, bytes, async text => {
    document.add(text);
    stream.push(text);
    focus?.push(text);
    read?.(text.length);
    await secrets?.room();
  });
  if ('passedOver' in end || 'reason' in end) return end;
  const found = await secrets?.finish();
  const { findings: all, unrecognised, recognised, cluster } = stream.finish(found);
  const findings = focus ? focus.findings(all, document) : all;
  const coverage = coverageOf(document.count, unrecognised);
  const report = fileReport({ path, analysis: { findings, coverage }, document }, options.severities);
  const file: CheckedFile = {
    path,
    coverage,
    counts: noProblems(),
    findings: [],
    recordBy: report.recordBy,
    recognised,
    cluster: fileCluster(path, cluster, document),
    ...end,
  };
  const out = gathered(text => write(text, file.counts));
  for (const problem of report.findings) {
    const written = tell(file, problem, options, out.write);
    if (written) await written;
  }
  await out.write(LINES[options.format]?.file(file) ?? '');
  await out.flush();
  return file;
}

async function readAll(
  file: NamedFile,
  bytes: AsyncIterable<Uint8Array>,
  take: (text: string) => Promise<void>,
): Promise<ReadEnd | Exclude<Outcome, CheckedFile>> {
  try {
    return await readToEnd(textOfNamed(file, bytes), take);
  } catch (error) {
    if (error instanceof NoCapture) return { passedOver: true };
    return { path: file.path, reason: reasonOf(error) };
  }
}

/** What finds the lines of the focus, if there is one. */
function wantedLines({ only, severities, site }: CheckOptions): LinesInFocus | undefined {
  return only === undefined ? undefined : new LinesInFocus(only, severities, siteOf(site));
}

/** Writes a problem where the format can be written bit by bit, and keeps it where that cannot be. */
export function tell(
  file: CheckedFile,
  problem: ReportedProblem,
  { format, colour }: CheckOptions,
  write: WriteText,
): Promise<unknown> | undefined {
  file.counts[problem.severity]++;
  const lines = LINES[format];
  if (lines) return write(lines.problem(file.path, problem, colour));
  file.findings.push(problem);
  return undefined;
}
