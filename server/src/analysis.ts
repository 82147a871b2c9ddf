import {
  type ClusterFacts,
  type CutOff,
  cutOffIn,
  sumOfCutOff,
  ClusterGatherer,
  type Finding,
  keptFactsOf,
  MAX_FURTHER,
  MAX_REPEATS,
  partFactsOf,
  ProblemFinder,
} from './rules';
import { BUILT_IN } from './site/builtIn';
import type { SiteKnowledge } from './site/knowledge';
import { findSecrets, type Secret, SecretFinder, type SecretReading } from './secrets';
import {
  type CaptureRecord,
  detached,
  Lines,
  type ReaderContext,
  RecordStream,
  type Reread,
  reread,
  contextAtStart,
  type StreamPart,
  shiftedToText,
  ViewStream,
  viewOf,
} from './syntax';
import { haveTimes } from './syntax/prefixes';
import { Reader } from './syntax/reader';
import {
  type LineCounts,
  readTrace,
  type Trace,
  TraceBuilder,
  type TracePart,
  TraceReader,
  type TraceReading,
} from './trace';

export { isCapture } from './syntax/isCapture';

/** How much of a text was read. */
export interface Coverage extends LineCounts {
  readonly lines: number;
}

/** The complete analysis of a text. */
export interface Analysis {
  readonly text: string;
  /** The records, end to end over the text. */
  readonly records: readonly CaptureRecord[];
  readonly trace: Trace;
  /** The problems, in the order of the text. */
  readonly findings: readonly Finding[];
  readonly secrets: readonly Secret[];
  /** Places where a search for secrets can start, and the state at each. */
  readonly secretSections: SecretReading['sections'];
  readonly coverage: Coverage;
  /** The entries used to read the text: the built-in ones and those of the site. */
  readonly site: SiteKnowledge;
  /** The parts that the analysis of the edited text can reuse. */
  readonly reusable: Reusable;
}

/** The intermediate results of an analysis. */
interface Reading {
  /** The text without line prefixes, at unchanged offsets. */
  readonly view: string;
  readonly records: readonly CaptureRecord[];
  readonly trace: TraceReading;
  readonly secrets: SecretReading;
}

/**
 * Owns the intermediate results for a text. The analysis of the edited text takes them and shifts them in place, so they
 * can be taken only once, and the analysis that they came from must not be used afterwards. TypeScript cannot express a
 * consumed value: an assertion can narrow a variable, but a function that asserts returns nothing, so this is checked at
 * run time.
 */
class Reusable {
  #reading: Reading | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Hands over the results; throws if they were taken before. */
  take(): Reading {
    const reading = this.#reading;
    if (!reading) throw new Error('What was read of this text was already taken for another edit.');
    this.#reading = undefined;
    return reading;
  }
}

/**
 * Analyses a capture. Accepts any string, in time proportional to its length. With `before`, from the analysis of the text
 * before an edit, only the part that the edit affects is read again; the result is the same. `site` has the entries and
 * must be the same as for `before`.
 */
export function analyze(text: string, before?: Reusable, site?: SiteKnowledge): Analysis {
  const steps = analysisSteps(text, before, site);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** How much of a new text is read in one step, in UTF-16 code units. */
const STEP = 1 << 16;

/**
 * Does the work of `analyze` in steps of a few milliseconds, so that the caller can do other work in between, or stop. Only
 * an edit that changes the meaning of much of the text after it makes long steps. `before` is taken immediately.
 */
export function analysisSteps(
  text: string,
  before?: Reusable,
  site: SiteKnowledge = BUILT_IN,
  step = STEP,
): Steps<Analysis> {
  return stepsOf(text, before?.take(), site, step);
}

function* stepsOf(
  text: string,
  before: Reading | undefined,
  site: SiteKnowledge,
  step: number,
): Steps<Analysis> {
  // A different terminal width can change the meaning of every line.
  const view = viewOf(text);
  const isSameWidth = before && contextAtStart(view).wrappedFrom === contextAtStart(before.view).wrappedFrom;
  const { read, traced, searched } = yield* isSameWidth
    ? rereadInSteps(view, before, site)
    : readInSteps(view, step, site);
  const { records } = read;
  const [{ trace, parts }, { secrets }] = [traced, searched];
  const problems = new ProblemFinder();
  for (const part of parts) {
    problems.part(part, keptFactsOf(part, site));
    yield;
  }
  const findings = problems.finish({ trace: withTimes(trace, () => haveTimes(text)), secrets });
  let coverage: Coverage | undefined;
  return {
    text,
    records,
    trace,
    findings,
    secrets,
    secretSections: searched.sections,
    site,
    // The number of lines is seldom needed after an edit.
    get coverage() {
      return (coverage ??= { lines: linesOf(text), ...trace.coverage });
    },
    reusable: new Reusable({ view, records, trace: traced, secrets: searched }),
  };
}

/** The trace of a text whose times are only in what other programs put before its lines. */
function withTimes<Part extends Pick<Trace, 'clock'>>(trace: Part, areInPrefixes: () => boolean): Part {
  const { clock } = trace;
  const isTimed = clock.stamped > 0 || clock.unstamped === 0 || !areInPrefixes();
  return isTimed ? trace : { ...trace, clock: { ...clock, unstamped: 0 } };
}

/** Work that can be interrupted at each `yield`, and its result. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** The results before the rules are applied. */
interface Readings {
  readonly read: Reread;
  readonly traced: TraceReading;
  readonly searched: SecretReading;
}

function* rereadInSteps(text: string, before: Reading, site: SiteKnowledge): Steps<Readings> {
  const read = reread({ text: before.view, records: before.records }, text, undefined, site.templates);
  yield;
  const traced = readTrace(text, read, before.trace, undefined, site);
  yield;
  const searched = findSecrets(text, read, before.secrets, site);
  yield;
  return { read, traced, searched };
}

function* readInSteps(text: string, step: number, site: SiteKnowledge): Steps<Readings> {
  const reader = new Reader(text, contextAtStart(text), site.templates);
  const trace = new TraceReader(text, undefined, site);
  const search = new SecretSearch(text, step, site);
  const records: CaptureRecord[] = [];
  let stepEnd = step;
  for (let record = reader.next(); record; record = reader.next()) {
    records.push(record);
    if (record.end < stepEnd) continue;
    stepEnd = record.end + step;
    yield;
    for (const part of trace.advance(records)) keptFactsOf(part, site);
    yield;
    if (search.advance(records)) yield;
  }
  const traced = trace.finish(records);
  yield;
  const searched = search.finish(records);
  yield;
  return { read: unshifted(records), traced, searched };
}

/** The records; the first `kept` of them are already known. */
const unshifted = (records: readonly CaptureRecord[], kept = 0): Reread => ({
  records,
  kept,
  moved: 0,
  by: 0,
});

/** Searches a growing list of records for secrets. Each batch resumes at the start of the last section of the previous one. */
class SecretSearch {
  readonly #done: SecretReading['sections'][number][] = [];
  /** The section that the end of the batch cut off: it is searched again with the records that follow. */
  #cut: SecretReading['sections'][number] | undefined;
  /** Number of records in finished sections. */
  #count = 0;
  /** The number of records and the end offset of the text at the last batch. */
  #batchEnd = { count: 0, offset: 0 };

  constructor(
    readonly text: string,
    readonly step: number,
    readonly site: SiteKnowledge,
  ) {}

  /** Searches the new records if they are enough for a batch; returns whether they were. */
  advance(records: readonly CaptureRecord[]): boolean {
    const end = { count: records.length, offset: records[records.length - 1]?.end ?? 0 };
    // Each batch searches one section again, so short batches would be slow.
    const isEnough =
      end.count - this.#batchEnd.count >= this.step / 16 ||
      end.offset - this.#batchEnd.offset >= 16 * this.step;
    if (!isEnough) return false;
    this.#batchEnd = end;
    const before = { secrets: [], sections: this.#cut ? [this.#cut] : [] };
    const { sections } = findSecrets(this.text, unshifted(records.slice(this.#count)), before, this.site);
    this.#cut = sections[sections.length - 1];
    for (const section of sections.slice(0, -1)) {
      this.#done.push(section);
      this.#count += section.count;
    }
    return true;
  }

  /** Searches the last records, and combines the results. */
  finish(records: readonly CaptureRecord[]): SecretReading {
    const sections = this.#cut ? [...this.#done, this.#cut] : this.#done;
    return findSecrets(this.text, unshifted(records, this.#count), { secrets: [], sections }, this.site);
  }
}

/** Lines end with LF, CR LF or CR, as in the language server protocol. */
function linesOf(text: string): number {
  const lines = new Lines(text);
  let count = 0;
  for (let at = 0; at < text.length; at = lines.nextOf(lines.endOf(at))) count++;
  return count;
}

/** The analysis of a capture whose text is no longer in memory. */
export interface Findings {
  /** The problems, in the order of the text. */
  readonly findings: readonly Finding[];
  readonly coverage: LineCounts;
  /** What it cuts off before its result. */
  readonly cutOff: CutOff;
  /** Secrets and identities; only the first places of a secret with very many. */
  readonly secrets: readonly Secret[];
  /** Facts about units, to be combined with those of other captures. */
  readonly cluster: ClusterFacts;
}

/**
 * Analyses a capture of any length that arrives in pieces; memory grows with the results, not with the text. The problems
 * are those that `analyze` finds in the whole text.
 */
export class AnalysisStream {
  readonly #view = new ViewStream();
  readonly #records: RecordStream;
  readonly #trace: TraceBuilder;
  // While there is only one part, it may stay in memory as long as its problems: short texts have no other.
  readonly #keep = <Value>(value: Value): Value => (this.#parts > 1 ? detached(value) : value);
  readonly #problems = new ProblemFinder(this.#keep);
  readonly #secrets: SecretFinder;
  readonly #cluster = new ClusterGatherer(detached);
  #cutOff: CutOff = { login: 0, negotiation: 0, exchange: 0 };
  #parts = 0;
  #end = 0;

  /**
   * @param window how much is buffered before it is read, in UTF-16 code units
   * @param start the context at the start; without it, enough of the beginning is buffered to determine it
   * @param site the entries, built in or of the site
   */
  constructor(
    window?: number,
    start?: ReaderContext,
    readonly site: SiteKnowledge = BUILT_IN,
  ) {
    this.#records = new RecordStream(window, start, site.templates);
    this.#trace = new TraceBuilder(site);
    // Keeps as many places of a secret as a problem shows.
    this.#secrets = new SecretFinder(MAX_REPEATS + MAX_FURTHER + 1, site);
  }

  /** Takes the next piece of the text. */
  push(piece: string): void {
    this.#read(this.#view.push(piece));
  }

  /** Ends the text and returns the results. */
  finish(): Findings {
    this.#read(this.#view.finish());
    const part = this.#records.finish();
    if (part) this.#take(part);
    const trace = this.#trace.finish(this.#end);
    this.#part(trace);
    const secrets = this.#secrets.finish();
    const timed = withTimes(trace, () => this.#view.haveTimes);
    const findings = this.#problems.finish({ trace: timed, secrets });
    const [coverage, cutOff] = [trace.coverage, this.#cutOff];
    return { findings, coverage, cutOff, secrets, cluster: this.#cluster.facts };
  }

  #read(view: string): void {
    if (view === '') return;
    const part = this.#records.push(view);
    if (!part) return;
    this.#take(part);
    this.#part(this.#trace.take());
  }

  #part(part: TracePart): void {
    const facts = partFactsOf(part, this.site);
    this.#problems.part(part, facts);
    this.#cluster.add(facts.cluster);
    this.#cutOff = sumOfCutOff(this.#cutOff, cutOffIn(part));
  }

  #take(part: StreamPart): void {
    const { text, start, end, records } = part;
    this.#parts++;
    this.#secrets.add(text, start, records);
    const whole = shiftedToText(part);
    this.#trace.add(whole.source, whole.records);
    this.#end = end;
  }
}
