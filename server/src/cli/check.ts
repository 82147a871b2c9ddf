import type { Severity } from '../knowledge';
import { reasonOf } from '../files/reasons';
import { bytesAtOnce, untilStopped } from '../files/texts';
import { acrossFiles } from '../report/across';
import { printableName, textSummary, textTotal } from '../report/text';
import type { Counts, UnreadFile } from '../report/types';
import { filesNamed, type NamedFile } from './captures';
import { type CheckedFile, checkFile, type CheckOptions, type Outcome, tell } from './checkFile';
import { wholeReport, type Write } from './formats';
import type { Streams } from './streams';
import { checkedByWorkers, type Threads } from './workers';

export type Threshold = 'error' | 'warning' | 'information' | 'never';

const GRAVITY: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };
/** So many files are worth the start of further threads. */
const WORTH_THREADS = 32;

export interface CheckFlags extends CheckOptions {
  readonly failOn: Threshold;
}

/**
 * Checks captures and writes what is wrong: files, folders, patterns; `-` is standard input. Gives the exit code: 0 when
 * nothing reaches the threshold, 1 when something does, 2 when a file could not be read (the others are checked all the
 * same), 130 when it was stopped.
 */
export async function check(
  words: readonly string[],
  { failOn, ...options }: CheckFlags,
  streams: Streams,
): Promise<number> {
  const { files, faults, others } = await filesNamed(words);
  const complain = (path: string, reason: string): void => {
    streams.progress?.('');
    streams.complain(`fortios-debug: ${printableName(path)}: ${reason}\n`);
  };
  // Whoever stops a capture that comes in at the time wants to know what came; of a file that was read in part nothing is said.
  const isLive = files.length === 1 && files[0]?.path === '-';
  const isGivenUp = (): boolean => !isLive && (streams.stopped?.aborted ?? false);
  const write: Write = text => {
    if (isGivenUp()) return undefined;
    streams.progress?.('');
    return streams.write(text);
  };
  const unread: UnreadFile[] = faults.map(({ path, error }) => ({ path, reason: reasonOf(error) }));
  for (const { path, reason } of unread) complain(path, reason);
  const checked: CheckedFile[] = [];
  let passedOver = others;
  for await (const outcome of outcomes(files, options, streams, write)) {
    if (isGivenUp()) break;
    if ('passedOver' in outcome) passedOver++;
    else if ('reason' in outcome) {
      unread.push(outcome);
      complain(outcome.path, outcome.reason);
    } else {
      checked.push(outcome);
      if (!outcome.recognised) complain(outcome.path, 'nothing in it looks like FortiOS debug output');
    }
  }
  for (const { path, problem } of acrossFiles(
    checked.map(({ cluster }) => cluster),
    options.severities,
  )) {
    const file = checked.find(one => one.path === path);
    if (file) await tell(file, problem, options, write);
  }
  streams.progress?.('');
  if (isGivenUp()) return 130;
  if (checked.length === 0 && unread.length === 0) {
    unread.push({ path: words.join(' '), reason: 'no capture was found there' });
    for (const { path, reason } of unread) complain(path, reason);
  }
  const { format } = options;
  if (format === 'text')
    await streams.write(checked.map(textSummary).join('') + textTotal(checked, passedOver));
  else await streams.write(wholeReport(format, checked, unread));
  if (streams.stopped?.aborted) return 130;
  if (unread.length > 0) return 2;
  return checked.some(({ counts }) => reaches(counts, failOn)) ? 1 : 0;
}

async function* outcomes(
  files: readonly NamedFile[],
  options: CheckOptions,
  streams: Streams,
  write: Write,
): AsyncGenerator<Outcome> {
  const { threads } = streams;
  const many = threads && threads.count > 1 && files.length >= WORTH_THREADS;
  const all = many && !files.some(({ path }) => path === '-') ? inThreads(threads) : one();
  let done = 0;
  for await (const outcome of all) {
    yield outcome;
    streams.progress?.(`${++done} of ${files.length} files`);
  }

  async function* inThreads(program: Threads): AsyncGenerator<Outcome> {
    for await (const { outcome, text } of checkedByWorkers(files, options, program)) {
      if (text.length > 0) await write(text);
      yield outcome;
    }
  }

  async function* one(): AsyncGenerator<Outcome> {
    streams.spareMemory?.();
    for (const file of files) {
      let units = 0;
      const bytes = file.path === '-' ? streams.input : bytesAtOnce(file.path);
      yield await checkFile(file, untilStopped(bytes, streams.stopped), options, write, length => {
        units += length;
        streams.progress?.(`${file.path}: ${(units / 1e6).toFixed(0)} MB`);
      });
    }
  }
}

function reaches(counts: Counts, threshold: Threshold): boolean {
  if (threshold === 'never') return false;
  const severities = Object.keys(counts) as Severity[];
  return severities.some(one => counts[one] > 0 && GRAVITY[one] >= GRAVITY[threshold]);
}
