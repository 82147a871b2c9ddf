import { max, min } from '../integers';
import { performance } from 'node:perf_hooks';
import { problemsInFilter } from '../filter/problemsInFilter';
import { BEGINNING } from '../files/beginning';
import { type FileEvent, growing } from '../files/growing';
import { fileErrorReason } from '../files/fileErrors';
import { isCutOffError, rejectBinary, decodedText, untilStopped } from '../files/readText';
import { inUserLanguage, label } from '../knowledge';
import { counted, Following, type FollowingOptions, type ProblemChange } from '../report/following';
import { ndjsonSummary, ndjsonChange } from '../report/jsonReport';
import { printableLine } from '../report/printable';
import { textPages, textSummary, textChange } from '../report/text';
import { type FileReport, noProblems, type Severities, sumOfCoverage } from '../report/fileReport';
import { siteKnowledgeOf } from '../site/library';
import { MAX_LAST_LENGTH } from './captureReading';
import { isRecognised } from './namedCaptures';
import { type CheckFlags, reaches } from './check';
import type { Format } from './formatNames';
import { parseOnly } from './onlyOption';
import { loadKnowledge } from './knowledgeFiles';
import type { Streams } from './streams';
import { cliText } from './cliText';

/** The pause in the output after which new lines are analysed, and the maximum delay, in milliseconds. */
const PAUSE = 80;
const MAX_DELAY = 240;
/** Time after which an incomplete line is treated as complete, as a prompt is, in milliseconds. */
const MIN_SILENCE = 1000;
/** Interval at which expected output is checked for, in milliseconds. */
const RECHECK = 500;

interface Output {
  change(path: string, change: ProblemChange, colour: boolean): string;
  summary: typeof textSummary;
}

/** The formats that can be written while a capture grows. */
const OUTPUTS: Partial<Record<Format, Output>> = {
  text: { change: textChange, summary: file => textSummary(file) + textPages([file]) },
  ndjson: { change: ndjsonChange, summary: ndjsonSummary },
};

/**
 * Checks a capture while it grows, and writes each problem once its lines are complete. Returns the exit code: that
 * of `check` for the problems left at the end of the input; 130 if an interrupt ended it.
 */
export async function follow(
  words: readonly string[],
  { failOn, format, colour, severities, only, knowledge, quiet }: CheckFlags,
  streams: Streams,
): Promise<number> {
  const output = OUTPUTS[format];
  const [path = ''] = words;
  const refusal = refusalOf(words, format);
  if (!output || refusal !== undefined) {
    streams.reportError(`fortios-debug: ${refusal ?? ''}\n`);
    return 2;
  }
  const select = selectionOf(only, severities, streams);
  if (select === 'unknown') return 2;
  const say = (sentence: string): void =>
    streams.reportError(`fortios-debug: ${printableLine(path)}: ${sentence}\n`);
  streams.preferLowMemory?.();
  const { entries, isWhole } = await loadKnowledge(knowledge, streams);
  const stopped = streams.endInputOnInterrupt?.();
  const counts = noProblems();
  let coverage = sumOfCoverage([]);
  const site = siteKnowledgeOf({ entries });
  let cutOff: FileReport['cutOff'];
  let [recognised, lastId, recordBy]: [number, number, readonly string[]] = [0, 0, []];
  let unread = Number(!isWhole);
  const exitCode = (): number => (unread > 0 ? 2 : reaches(counts, failOn) ? 1 : 0);
  const write = async (all: readonly ProblemChange[]): Promise<void> => {
    for (const change of all) counted(counts, change);
    streams.exitCodeSoFar?.(exitCode());
    await streams.write(all.map(change => output.change(path, change, colour)).join(''));
  };
  try {
    for await (const bytes of contentsOf(path, streams, stopped, event => say(sentenceOf(event)))) {
      const following = new Following({ severities, site, select, lastId });
      const { isRead, beginning } = await followed(following, bytes, { write, say, stopped });
      unread += Number(!isRead);
      recognised += Number(isRecognised(beginning, following.findings));
      ({ lastId, recordBy } = following);
      coverage = sumOfCoverage([coverage, following.coverage]);
      ({ cutOff } = following);
    }
  } catch (error) {
    unread++;
    say(fileErrorReason(error));
  }
  if (unread + recognised === 0) say(cliText('notCapture'));
  const isSummed = !(quiet && format === 'text');
  if (isSummed) await streams.write(output.summary({ path, counts, coverage, cutOff, recordBy }));
  return stopped?.aborted ? 130 : exitCode();
}

/** Yields the contents of a capture one after the other: a file that is rewritten has several. */
function contentsOf(
  path: string,
  { input }: Streams,
  stopped: AbortSignal | undefined,
  note: (event: FileEvent) => void,
): Iterable<AsyncIterable<Uint8Array>> | AsyncIterable<AsyncIterable<Uint8Array>> {
  return path === '-' ? [untilStopped(input, stopped)] : growing(path, { stopped, note });
}

/** Returns why these arguments cannot be followed; undefined if they can. */
function refusalOf(words: readonly string[], format: Format): string | undefined {
  if (!OUTPUTS[format]) return cliText('followFormat', { format, formats: Object.keys(OUTPUTS).join(', ') });
  return words.length > 1 ? cliText('followOne') : undefined;
}

/** Returns how to find the problems for `--only`; an invalid expression is reported, and the result is `unknown`. */
function selectionOf(
  only: string | undefined,
  severities: Severities,
  streams: Streams,
): FollowingOptions['select'] | 'unknown' {
  if (only === undefined) return undefined;
  const query = parseOnly(only, streams);
  return query ? problemsInFilter(query, severities) : 'unknown';
}

interface Listener {
  readonly write: (all: readonly ProblemChange[]) => Promise<void>;
  readonly say: (sentence: string) => void;
  readonly stopped: AbortSignal | undefined;
}

/** Follows one text; returns whether it could be read to its end, and its beginning. */
async function followed(
  following: Following,
  bytes: AsyncIterable<Uint8Array>,
  { write, say, stopped }: Listener,
): Promise<{ isRead: boolean; beginning: string }> {
  const scheduler = new AnalysisScheduler(following, write);
  let [isRead, beginning] = [true, ''];
  try {
    for await (const text of rejectBinary(decodedText(bytes))) {
      if (beginning.length < BEGINNING) beginning += text;
      await scheduler.take(text);
    }
  } catch (error) {
    isRead = false;
    const partly = isCutOffError(error) && following.coverage.lines > 0;
    say(fileErrorReason(error, partly ? 'partly' : 'read'));
  }
  const isTooMuch = stopped?.aborted === true && following.pending > MAX_LAST_LENGTH;
  await scheduler.end(!isTooMuch);
  return { isRead, beginning };
}

/** Decides when new text is analysed: in a pause of the output, or after the maximum delay. */
class AnalysisScheduler {
  #timer: NodeJS.Timeout | undefined;
  /** When the oldest unanalysed text arrived, and the newest, in milliseconds. */
  #since: number | undefined;
  #last = 0;
  /** Duration of the last analysis, in milliseconds. */
  #cost = 0;
  /** The pending output. */
  #busy: Promise<void> = Promise.resolve();
  #fault: unknown;

  constructor(
    readonly following: Following,
    readonly write: Listener['write'],
  ) {}

  /** Adds text. Wait for the result: the reader of the output may be slower. */
  async take(text: string): Promise<void> {
    await this.#busy;
    if (this.#fault !== undefined) throw this.#fault as Error;
    this.following.push(text);
    this.#last = performance.now();
    this.#since ??= this.#last;
    // During a burst of output, most of the time is spent on reading.
    const rest = this.#since + max(MAX_DELAY, 2 * this.#cost) - this.#last;
    if (this.following.isFull) await this.#start();
    else this.#plan(min(PAUSE, rest));
  }

  /** Reports the remaining problems at the end of the text. */
  async end(isWanted: boolean): Promise<void> {
    await this.#busy;
    clearTimeout(this.#timer);
    if (isWanted) await this.write(this.following.update(performance.now(), { isEnd: true }));
  }

  #plan(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#start(), max(0, delay));
  }

  /** Analyses once the pending output is written, so that only one analysis runs at a time. */
  #start(): Promise<void> {
    clearTimeout(this.#timer);
    return (this.#busy = this.#busy
      .then(() => this.#analyse())
      .catch((error: unknown) => void (this.#fault = error)));
  }

  async #analyse(): Promise<void> {
    this.#since = undefined;
    const now = performance.now();
    const changes = this.following.update(now, { isQuiet: now - this.#last >= MIN_SILENCE });
    this.#cost = performance.now() - now;
    await this.write(changes);
    if (this.following.pending > 0 || this.following.isWaiting) this.#plan(RECHECK);
  }
}

function sentenceOf(event: FileEvent): string {
  return typeof event === 'string'
    ? label(`follow.${event}`, inUserLanguage)
    : label('follow.retried', inUserLanguage, { reason: fileErrorReason(event.error) });
}
