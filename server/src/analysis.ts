import {
  type ClusterFacts,
  ClusterGatherer,
  findProblems,
  type Finding,
  MOST_AGAIN,
  partFactsOf,
  ProblemFinder,
} from './rules';
import { findSecrets, type Secret, SecretFinder, type SecretReading } from './secrets';
import {
  type CaptureRecord,
  detached,
  Lines,
  readAnew,
  type ReaderContext,
  RecordStream,
  reread,
  type StreamPart,
  inWhole,
} from './syntax';
import { readTrace, type Trace, TraceBuilder, type TracePart, type TraceReading } from './trace';

export { isCapture } from './syntax/detect';

/** How much of the text was understood. */
export interface Coverage {
  readonly lines: number;
  /** Lines with something on them that no line form knows. */
  readonly unrecognised: number;
}

/** All that is known of a text. */
export interface Analysis {
  readonly text: string;
  /** The records, end to end over the text. */
  readonly records: readonly CaptureRecord[];
  readonly trace: Trace;
  /** The problems, in the order of the text. */
  readonly findings: readonly Finding[];
  readonly secrets: readonly Secret[];
  readonly coverage: Coverage;
  /** What was found where, for the analysis of the text after an edit. */
  readonly reading: { readonly trace: TraceReading; readonly secrets: SecretReading };
}

/**
 * Reads a capture and says what is wrong. Any string at all is read, in time that grows with its length. Where `before`, the
 * analysis of the text before an edit, is given, only what the edit touched is read again; the result is the same, and
 * `before` is used up.
 */
export function analyze(text: string, before?: Analysis): Analysis {
  const read = before ? reread(before, text) : readAnew(text);
  const { records } = read;
  const traced = readTrace(text, read, before?.reading.trace);
  const searched = findSecrets(text, read, before?.reading.secrets);
  const [{ trace, parts }, { secrets }] = [traced, searched];
  const findings = findProblems({ trace, secrets }, parts);
  const unrecognised = unrecognisedOf(records);
  let coverage: Coverage | undefined;
  return {
    text,
    records,
    trace,
    findings,
    secrets,
    // The lines are seldom asked for behind a keystroke.
    get coverage() {
      return (coverage ??= { lines: linesOf(text), unrecognised });
    },
    reading: { trace: traced, secrets: searched },
  };
}

/** Lines end with LF, CR LF or CR, as in the language server protocol. */
function linesOf(text: string): number {
  const lines = new Lines(text);
  let count = 0;
  for (let at = 0; at < text.length; at = lines.nextOf(lines.endOf(at))) count++;
  return count;
}

/** Records are used again after an edit: they are counted at once. */
function unrecognisedOf(records: readonly CaptureRecord[]): number {
  let count = 0;
  for (const { kind } of records) if (kind === 'text') count++;
  return count;
}

/** What is known of a capture whose text was let go. */
export interface Findings {
  /** The problems, in the order of the text. */
  readonly findings: readonly Finding[];
  /** Lines with something on them that no line form knows. */
  readonly unrecognised: number;
  /** Whether any line form knows a line of it. */
  readonly recognised: boolean;
  /** What it says of units, to be seen together with other captures. */
  readonly cluster: ClusterFacts;
}

/**
 * Reads a capture of any length that comes in pieces, in memory that grows with what is found and not with the text. The
 * problems are those of `analyze` for the whole text.
 */
export class AnalysisStream {
  readonly #records: RecordStream;
  readonly #trace = new TraceBuilder();
  // One part alone may stay as long as its problems do: short texts have no other.
  readonly #keep = <Value>(value: Value): Value => (this.#parts > 1 ? detached(value) : value);
  readonly #problems = new ProblemFinder(this.#keep);
  readonly #secrets = new SecretFinder(MOST_AGAIN + 1);
  readonly #cluster = new ClusterGatherer(detached);
  #unrecognised = 0;
  #recognised = false;
  #parts = 0;
  #end = 0;

  /**
   * @param window how much is gathered before it is read, in UTF-16 code units
   * @param start what is known at the start; else a beginning is gathered that tells it
   */
  constructor(window?: number, start?: ReaderContext) {
    this.#records = new RecordStream(window, start);
  }

  /** Takes the next piece of the text. */
  push(piece: string): void {
    const part = this.#records.push(piece);
    if (!part) return;
    this.#take(part);
    this.#part(this.#trace.take());
  }

  /** Says what is wrong: no more text comes. */
  finish(): Findings {
    const part = this.#records.finish();
    if (part) this.#take(part);
    const trace = this.#trace.finish(this.#end);
    this.#part(trace);
    const findings = this.#problems.finish({ trace, secrets: this.#secrets.finish() });
    const [unrecognised, recognised] = [this.#unrecognised, this.#recognised];
    return { findings, unrecognised, recognised, cluster: this.#cluster.facts };
  }

  #part(part: TracePart): void {
    const facts = partFactsOf(part);
    this.#problems.part(part, facts);
    this.#cluster.add(facts.cluster);
  }

  #take(part: StreamPart): void {
    const { text, start, end, records } = part;
    this.#parts++;
    this.#secrets.add(text, start, records);
    const whole = inWhole(part);
    this.#trace.add(whole.source, whole.records);
    for (const { kind } of records) {
      if (kind === 'text') this.#unrecognised++;
      else if (kind !== 'blank') this.#recognised = true;
    }
    this.#end = end;
  }
}
