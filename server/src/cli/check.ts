import type { Severity } from '../knowledge';
import { fileErrorReason } from '../files/fileErrors';
import { bytesAtOnce, untilStopped } from '../files/readText';
import { acrossFiles } from '../report/across';
import { textPages, textSummary, textTotal } from '../report/text';
import type { Counts, UnreadFile } from '../report/fileReport';
import { parseOnly } from './onlyOption';
import { loadKnowledge } from './knowledgeFiles';
import { filesNamed, type FolderPatterns, type NamedFile } from './namedCaptures';
import { type CheckedFile, checkFile, type CheckOptions, type Outcome, writeProblem } from './checkFile';
import type { Format } from './formatNames';
import { documentReport, type WriteOf } from './formats';
import { progressOf, reportFault, type Streams } from './streams';
import type { Threads } from './threads';
import { checkedByWorkers } from './workers';
import { cliText } from './cliText';

export type Threshold = Severity | 'never';

const SEVERITY_RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };
/** Minimum number of files for which more threads are started. */
const MIN_FILES_FOR_THREADS = 32;

export interface CheckFlags extends Omit<CheckOptions, 'site'> {
  readonly failOn: Threshold;
  /** Files and folders of the site's own knowledge. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
  /** Write only problems, no summary. */
  readonly quiet: boolean;
}

/**
 * Checks captures and writes their problems: files, folders, patterns; `-` is standard input. Returns the exit code:
 * 0 if no problem reaches the threshold, 1 if one does, 2 if a file could not be read to its end (the others are
 * still checked), 130 if an interrupt ended the input.
 */
export async function check(
  words: readonly string[],
  { failOn, knowledge, patterns, quiet, ...flags }: CheckFlags,
  streams: Streams,
): Promise<number> {
  if (flags.only !== undefined && !parseOnly(flags.only, streams)) return 2;
  const { entries: site, isWhole } = await loadKnowledge(knowledge, streams);
  const options = { ...flags, site };
  const { files, faults, others } = await filesNamed(words, patterns);
  const verdict = new Verdict(streams, failOn, isWhole);
  for (const { path, error } of faults) verdict.fail(path, fileErrorReason(error));
  const write: WriteOf = (text, counts) => {
    verdict.count(counts);
    streams.progress?.('');
    return streams.write(text);
  };
  const interrupted = interruptOf(files, streams);
  const checked: CheckedFile[] = [];
  let passedOver = others;
  for await (const outcome of outcomes(files, options, streams, write, interrupted)) {
    if ('passedOver' in outcome) passedOver++;
    else if ('reason' in outcome) verdict.fail(outcome.path, outcome.reason);
    else {
      checked.push(outcome);
      verdict.take(outcome);
    }
  }
  await writeAcross(checked, options, write);
  streams.progress?.('');
  if (checked.length === 0 && verdict.unread.length === 0)
    verdict.fail(words.join(' '), cliText('noCapture'));
  for (const { counts } of checked) verdict.count(counts);
  await streams.write(ending(checked, verdict.unread, passedOver, options.format, quiet));
  return interrupted?.aborted ? 130 : verdict.exitCode;
}

/** Collects read errors and whether the threshold was reached, and returns the exit code. */
class Verdict {
  readonly unread: UnreadFile[] = [];
  #isReached = false;

  /** @param isWhole whether all of the site's own knowledge could be read */
  constructor(
    readonly streams: Streams,
    readonly failOn: Threshold,
    readonly isWhole: boolean,
  ) {}

  get exitCode(): 0 | 1 | 2 {
    if (this.unread.length > 0 || !this.isWhole) return 2;
    return this.#isReached ? 1 : 0;
  }

  fail(path: string, reason: string): void {
    this.unread.push({ path, reason });
    reportFault(this.streams, path, reason);
  }

  count(counts: Counts): void {
    this.#isReached ||= reaches(counts, this.failOn);
    this.streams.exitCodeSoFar?.(this.exitCode);
  }

  take({ path, counts, recognised, cut }: CheckedFile): void {
    if (!recognised) reportFault(this.streams, path, cliText('notCapture'));
    if (cut !== undefined) this.fail(path, cut);
    this.count(counts);
  }
}

/**
 * Returns a signal by which an interrupt ends the input, if it is one stream: problems up to there are still
 * reported.
 */
function interruptOf(files: readonly NamedFile[], streams: Streams): AbortSignal | undefined {
  const isLive = files.length === 1 && files[0]?.path === '-';
  return isLive ? streams.endInputOnInterrupt?.() : undefined;
}

/** Writes problems that only several files together show. With a filter there are none. */
async function writeAcross(
  checked: readonly CheckedFile[],
  options: CheckOptions,
  write: WriteOf,
): Promise<void> {
  if (options.only !== undefined) return;
  const clusters = checked.map(({ cluster }) => cluster);
  for (const { path, problem } of acrossFiles(clusters, options.severities)) {
    const file = checked.find(one => one.path === path);
    if (file) await writeProblem(file, problem, options, text => write(text, file.counts));
  }
}

/** Returns the summary. */
function ending(
  checked: readonly CheckedFile[],
  unread: readonly UnreadFile[],
  passedOver: number,
  format: Format,
  quiet: boolean,
): string {
  if (format !== 'text') return documentReport(format, checked, unread);
  return quiet ? '' : checked.map(textSummary).join('') + textPages(checked) + textTotal(checked, passedOver);
}

async function* outcomes(
  files: readonly NamedFile[],
  options: CheckOptions,
  streams: Streams,
  write: WriteOf,
  interrupted: AbortSignal | undefined,
): AsyncGenerator<Outcome> {
  const { threads } = streams;
  const many = threads && threads.count > 1 && files.length >= MIN_FILES_FOR_THREADS;
  const all = many && !files.some(({ path }) => path === '-') ? inThreads(threads) : one();
  let done = 0;
  for await (const outcome of all) {
    yield outcome;
    streams.progress?.(cliText('files', { done: String(++done), of: String(files.length) }));
  }

  async function* inThreads(program: Threads): AsyncGenerator<Outcome> {
    for await (const { outcome, text } of checkedByWorkers(files, options, program)) {
      if ('counts' in outcome && text.length > 0) await write(text, outcome.counts);
      yield outcome;
    }
  }

  async function* one(): AsyncGenerator<Outcome> {
    streams.preferLowMemory?.();
    for (const file of files) {
      const progress = progressOf(file.path, 'megabytes', streams);
      yield await checkFile(file, bytesOf(file), options, write, progress);
    }
  }

  function bytesOf({ path }: NamedFile): AsyncIterable<Uint8Array> {
    return path === '-' ? untilStopped(streams.input, interrupted) : bytesAtOnce(path);
  }
}

/** True if any problem is at least as severe as the threshold. */
export function reaches(counts: Counts, threshold: Threshold): boolean {
  if (threshold === 'never') return false;
  const severities = Object.keys(counts) as Severity[];
  return severities.some(one => counts[one] > 0 && SEVERITY_RANK[one] >= SEVERITY_RANK[threshold]);
}
