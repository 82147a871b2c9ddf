import type { Severity } from '../knowledge';
import { reasonOf } from '../files/reasons';
import { bytesAtOnce, untilStopped } from '../files/texts';
import { acrossFiles } from '../report/across';
import { printableLine } from '../report/printable';
import { textPages, textSummary, textTotal } from '../report/text';
import type { Counts, UnreadFile } from '../report/types';
import { focusOf } from './focus';
import { loadKnowledge } from './knowledge';
import { filesNamed, type FolderPatterns, type NamedFile } from './captures';
import { type CheckedFile, checkFile, type CheckOptions, type Outcome, tell } from './checkFile';
import { type Format, wholeReport, type WriteOf } from './formats';
import type { Streams } from './streams';
import type { Threads } from './threads';
import { checkedByWorkers } from './workers';
import { say as word } from './words';

export type Threshold = Severity | 'never';

const GRAVITY: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };
/** So many files are worth the start of further threads. */
const WORTH_THREADS = 32;

export interface CheckFlags extends Omit<CheckOptions, 'site'> {
  readonly failOn: Threshold;
  /** Files and folders of the site's own knowledge. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
  /** Whether problems alone are written, and no summary. */
  readonly quiet: boolean;
}

/**
 * Checks captures and writes what is wrong: files, folders, patterns; `-` is standard input. Gives the exit code: 0 when
 * nothing reaches the threshold, 1 when something does, 2 when a file could not be read to its end (the others are checked
 * all the same), 130 when an interrupt ended its input.
 */
export async function check(
  words: readonly string[],
  { failOn, knowledge, patterns, quiet, ...flags }: CheckFlags,
  streams: Streams,
): Promise<number> {
  if (flags.only !== undefined && !focusOf(flags.only, streams)) return 2;
  const { entries: site, isWhole } = await loadKnowledge(knowledge, streams);
  const options = { ...flags, site };
  const { files, faults, others } = await filesNamed(words, patterns);
  const reportError = ({ path, reason }: UnreadFile): void => {
    streams.progress?.('');
    streams.reportError(`fortios-debug: ${printableLine(path)}: ${reason}\n`);
  };
  const unread: UnreadFile[] = [];
  const fail = (file: UnreadFile): void => {
    unread.push(file);
    reportError(file);
  };
  for (const { path, error } of faults) fail({ path, reason: reasonOf(error) });
  let isReached = false;
  const exitCode = (): number => (unread.length > 0 || !isWhole ? 2 : isReached ? 1 : 0);
  const note = (counts: Counts): void => {
    isReached ||= reaches(counts, failOn);
    streams.exitCodeSoFar?.(exitCode());
  };
  const write: WriteOf = (text, counts) => {
    note(counts);
    streams.progress?.('');
    return streams.write(text);
  };
  // Whoever interrupts a capture that comes in at the time wants to know what came.
  const isLive = files.length === 1 && files[0]?.path === '-';
  const interrupted = isLive ? streams.endInputOnInterrupt?.() : undefined;
  const checked: CheckedFile[] = [];
  let passedOver = others;
  for await (const outcome of outcomes(files, options, streams, write, interrupted)) {
    if ('passedOver' in outcome) passedOver++;
    else if ('reason' in outcome) fail(outcome);
    else {
      checked.push(outcome);
      const { path, counts, recognised, cut } = outcome;
      if (!recognised) reportError({ path, reason: word('notCapture') });
      if (cut !== undefined) fail({ path, reason: cut });
      note(counts);
    }
  }
  const clusters = options.only === undefined ? checked.map(({ cluster }) => cluster) : [];
  for (const { path, problem } of acrossFiles(clusters, options.severities)) {
    const file = checked.find(one => one.path === path);
    if (file) await tell(file, problem, options, text => write(text, file.counts));
  }
  streams.progress?.('');
  if (checked.length === 0 && unread.length === 0) fail({ path: words.join(' '), reason: word('noCapture') });
  for (const { counts } of checked) note(counts);
  await streams.write(ending(checked, unread, passedOver, options.format, quiet));
  return interrupted?.aborted ? 130 : exitCode();
}

/** What is written when all files were checked. */
function ending(
  checked: readonly CheckedFile[],
  unread: readonly UnreadFile[],
  passedOver: number,
  format: Format,
  quiet: boolean,
): string {
  if (format !== 'text') return wholeReport(format, checked, unread);
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
  const many = threads && threads.count > 1 && files.length >= WORTH_THREADS;
  const all = many && !files.some(({ path }) => path === '-') ? inThreads(threads) : one();
  let done = 0;
  for await (const outcome of all) {
    yield outcome;
    streams.progress?.(word('files', { done: String(++done), of: String(files.length) }));
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
      let units = 0;
      const bytes = file.path === '-' ? untilStopped(streams.input, interrupted) : bytesAtOnce(file.path);
      yield await checkFile(file, bytes, options, write, length => {
        units += length;
        streams.progress?.(
          word('megabytes', { file: printableLine(file.path), size: (units / 1e6).toFixed(0) }),
        );
      });
    }
  }
}

/** Whether a problem is as severe as the threshold. */
export function reaches(counts: Counts, threshold: Threshold): boolean {
  if (threshold === 'never') return false;
  const severities = Object.keys(counts) as Severity[];
  return severities.some(one => counts[one] > 0 && GRAVITY[one] >= GRAVITY[threshold]);
}
