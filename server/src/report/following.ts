import type { Severities } from '../presentation/findings';
import { type Analysis, analyze } from '../analysis';
import { inUserLanguage, ruleNamed, type Severity, type Statement, type Verdict } from '../knowledge';
import { cutOffIn, type Finding, repeatPlaces } from '../rules';
import { detached } from '../syntax';
import type { SiteKnowledge } from '../site/knowledge';
import { changedCauses, judgedCauses, newsOf, type Verdicts, verdictsOn } from '../presentation/causeNews';
import { chosenSeverity, repeatCount } from '../presentation/findings';
import { LineTable } from './lineTable';
import {
  coverageOf,
  sumOfCoverage,
  type FileReport,
  type ReportedProblem,
  reportedProblem,
  recordingsOf,
} from './fileReport';

/**
 * Maximum length of the text to keep, and how much is left when it is exceeded, in UTF-16 code units. Only a fraction is
 * analysed again when new lines arrive.
 */
const MAX_LENGTH = 1 << 21;
const DEFAULT_KEPT_LENGTH = 1 << 19;

/**
 * How a problem changed: it is new, occurred again, was replaced by another one, or no longer exists; or new lines decided about
 * its possible causes.
 */
export type Change = (typeof CHANGES)[number];
export const CHANGES = ['new', 'again', 'changed', 'withdrawn', 'judged'] as const;

/** A change to report for a growing capture. */
export interface ProblemChange {
  readonly change: Change;
  /** Counts from 1; identifies the problem across changes. */
  readonly id: number;
  readonly problem: ReportedProblem;
  /** The number of occurrences so far, for `again`. */
  readonly times?: number;
  /** The problem as reported before, for `changed`. */
  readonly before?: ReportedProblem;
  /** The possible causes that are judged otherwise than before, for `judged`. */
  readonly judged?: readonly JudgedCause[];
}

/** A possible cause that new lines confirm or exclude, or that is open again. */
export interface JudgedCause {
  readonly text: string;
  readonly verdict: Verdict;
  /** All of that in a sentence, with the line that decides. */
  readonly news: string;
}

export interface FollowingOptions {
  readonly severities?: Severities;
  readonly site?: SiteKnowledge | undefined;
  /** Returns the problems to report; by default all. */
  readonly select?: ((analysis: Analysis) => readonly Finding[]) | undefined;
  /** The id of the last problem of the previous capture. */
  readonly lastId?: number;
  /** Maximum length of text to analyse at once, and the length kept when older text is dropped. */
  readonly maxLength?: number;
  readonly kept?: number;
}

/** A problem that was found. */
interface KnownProblem {
  readonly key: string;
  id: number;
  finding: Finding;
  /** Everything of the finding that its message depends on. */
  signature: string;
  times: number;
  /** The problem as last reported; undefined if it was not reported yet. */
  reported: ReportedProblem | undefined;
  verdicts: Verdicts | undefined;
  /** When it was first found: the time that `update` got, in milliseconds. */
  readonly since: number;
  /** It may be an artefact of dropping older text, so it is reported only when it happens again. */
  isCut: boolean;
}

/**
 * Reports the problems of a growing capture, and how they change. The problems are those that `analyze` finds in the
 * text so far. Memory is bounded: the oldest part of a long text is dropped, but enough is kept to recognise open logins.
 */
export class Following {
  readonly #severities: Severities;
  readonly #site: SiteKnowledge | undefined;
  readonly #select: NonNullable<FollowingOptions['select']>;
  readonly #maxLength: number;
  readonly #kept: number;
  #text = '';
  #pieces: string[] = [];
  #pending = 0;
  /** The dropped text before `#text`: code units, lines, and how much of it was read. */
  #base = { offset: 0, lines: 0, coverage: sumOfCoverage([]) };
  #analysis: Analysis | undefined;
  /** The last analysis by which causes were judged. */
  #judgedAnalysis: Analysis | undefined;
  #known = new Map<string, KnownProblem>();
  #lastId: number;
  #lines = new LineTable();

  constructor({
    severities = {},
    site,
    select = ({ findings }) => findings,
    lastId = 0,
    maxLength = MAX_LENGTH,
    kept = DEFAULT_KEPT_LENGTH,
  }: FollowingOptions = {}) {
    [this.#severities, this.#site, this.#select, this.#lastId] = [severities, site, select, lastId];
    [this.#maxLength, this.#kept] = [maxLength, kept];
  }

  /** The id of the last reported problem. */
  get lastId(): number {
    return this.#lastId;
  }

  /** The length of text not analysed yet, in UTF-16 code units. */
  get pending(): number {
    return this.#pending;
  }

  /** `update` must be called before more text is added. */
  get isFull(): boolean {
    return this.#text.length + this.#pending >= this.#maxLength;
  }

  /** A problem is held back: `update` must be called again even if no text arrives. */
  get isWaiting(): boolean {
    return [...this.#known.values()].some(
      ({ reported, isCut, finding }) =>
        !reported && !isCut && chosenSeverity(finding, this.#severities) !== 'off',
    );
  }

  /** All findings in the text so far, or in what was kept of it. */
  get findings(): readonly Finding[] {
    return this.#analysis?.findings ?? [];
  }

  /** How much of the capture was read. */
  get coverage(): FileReport['coverage'] {
    const lines = this.#base.lines + this.#lines.count;
    return coverageOf(lines, sumOfCoverage([this.#base.coverage, ...(this.#analysis ? [this.#analysis.coverage] : [])])); // oxfmt-ignore
  }

  /** What the capture cuts off before its result so far. */
  get cutOff(): FileReport['cutOff'] {
    return this.#analysis && cutOffIn(this.#analysis.trace);
  }

  /** The commands for recording again what the capture lacks. */
  get recordBy(): readonly string[] {
    return recordingsOf(this.#analysis?.findings ?? [], this.#severities);
  }

  /** Adds the next piece of the text. */
  push(piece: string): void {
    if (piece === '') return;
    this.#pieces.push(piece);
    this.#pending += piece.length;
  }

  /**
   * Returns new, changed and withdrawn problems. An incomplete last line is not analysed until it ends, unless `isQuiet`.
   * @param now milliseconds of a monotonic clock
   * @param isEnd true if no more text follows, so that nothing is held back
   */
  update(now: number, { isQuiet = false, isEnd = false } = {}): ProblemChange[] {
    const analysis = this.#analyse(isQuiet || isEnd);
    if (!analysis) return [];
    const isFull = this.#text.length >= this.#maxLength;
    const cut = isFull ? cutOf(this.#text, this.#text.length - this.#kept) : 0;
    const changes = this.#compare(this.#select(analysis), now, isEnd ? Infinity : this.#base.offset + cut);
    if (cut > 0) this.#drop(analysis, cut, now);
    return changes;
  }

  /** Analyses the new text up to its last line break, or all of it. */
  #analyse(whole: boolean): Analysis | undefined {
    if (this.#pending === 0) return this.#analysis;
    const come = this.#pieces.join('');
    const isLong = this.#text.length + come.length >= this.#maxLength;
    const end = whole || isLong ? come.length : come.lastIndexOf('\n') + 1;
    if (end === 0) return this.#analysis;
    const rest = come.slice(end);
    [this.#pieces, this.#pending] = [rest === '' ? [] : [rest], rest.length];
    const taken = come.slice(0, end);
    this.#lines.add(taken);
    this.#text += taken;
    return (this.#analysis = analyze(this.#text, this.#analysis?.reusable, this.#site));
  }

  /**
   * Compares the current findings with the known ones. Problems that begin before `settled`, in the whole text, are
   * no longer held back.
   */
  #compare(findings: readonly Finding[], now: number, settled: number): ProblemChange[] {
    const before = this.#known;
    this.#known = new Map();
    const judged = this.#judged(findings);
    const changes: ProblemChange[] = [];
    const unreported: KnownProblem[] = [];
    for (const finding of findings) {
      const key = this.#keyOf(finding);
      if (this.#known.has(key)) continue;
      const known = before.get(key) ?? this.#found(key, finding, now);
      before.delete(key);
      this.#known.set(key, known);
      const isMore = repeatCount(finding) + 1 > known.times;
      const isReady = now - known.since >= waitOf(finding) || this.#placeOf(finding) < settled;
      if (known.reported) this.#addChange(known, finding, changes, judged.get(finding));
      else if (known.isCut ? isMore : isReady) unreported.push(known);
      this.#setFinding(known, finding, judged.get(finding));
    }
    const gone = [...before.values()].filter(({ reported }) => reported);
    for (const known of unreported) this.#add(known, gone, changes);
    const withdrawn = gone.flatMap(({ id, reported }): ProblemChange[] =>
      reported ? [{ change: 'withdrawn', id, problem: reported }] : [],
    );
    return [...withdrawn, ...changes];
  }

  #found(key: string, finding: Finding, now: number): KnownProblem {
    return {
      key,
      id: 0,
      finding,
      signature: '',
      times: 0,
      reported: undefined,
      since: now,
      isCut: false,
      verdicts: undefined,
    };
  }

  /** The judged causes of the last problems; none if no text came since. */
  #judged(findings: readonly Finding[]): ReturnType<typeof judgedCauses> {
    const analysis = this.#analysis;
    if (!analysis || analysis === this.#judgedAnalysis) return new Map();
    this.#judgedAnalysis = analysis;
    const lineAt = (offset: number): number => this.#positionAt(offset).line;
    return judgedCauses(analysis, findings, { translate: inUserLanguage, lineAt });
  }

  #setFinding(known: KnownProblem, finding: Finding, causes: readonly Statement[] | undefined): void {
    if (causes) known.verdicts = verdictsOn(causes);
    known.finding = finding;
    known.signature = signatureOf(finding);
    known.times = repeatCount(finding) + 1;
  }

  /** Reports a new problem, or that it replaces one of those in `gone`. */
  #add(known: KnownProblem, gone: KnownProblem[], changes: ProblemChange[]): void {
    const problem = this.#inWords(known.finding);
    if (!problem) return;
    const index = gone.findIndex(other => haveSharedPlace(other.finding, known.finding));
    const [other] = index < 0 ? [] : gone.splice(index, 1);
    known.reported = detached(problem);
    known.isCut = false;
    known.id = other?.id ?? ++this.#lastId;
    changes.push({
      change: other ? 'changed' : 'new',
      id: known.id,
      problem,
      ...(other?.reported && { before: other.reported }),
    });
  }

  /** Reports what has changed about a known problem, if anything. */
  #addChange(
    known: KnownProblem,
    finding: Finding,
    changes: ProblemChange[],
    causes: readonly Statement[] = [],
  ): void {
    const times = repeatCount(finding) + 1;
    const isChanged = signatureOf(finding) !== known.signature;
    if (!isChanged) this.#addNews(known, changedCauses(known.verdicts, causes), changes);
    if (!isChanged && times <= known.times) return;
    const problem = this.#inWords(finding);
    const { id, reported: before } = known;
    if (!problem) return;
    known.reported = detached(problem);
    if (isChanged && before && before.message + before.severity !== problem.message + problem.severity)
      changes.push({ change: 'changed', id, problem, before });
    else if (times > known.times)
      changes.push({ change: 'again', id, times, problem: { ...problem, range: this.#lastRange(finding) } });
  }

  /** Reports what the new lines decided about the causes of a known problem. */
  #addNews(
    { id, reported: problem }: KnownProblem,
    causes: readonly Statement[],
    changes: ProblemChange[],
  ): void {
    if (!problem || causes.length === 0) return;
    const judged = causes.flatMap((cause): JudgedCause[] => {
      const { words: text = '', verdict } = cause.shown ?? {};
      return verdict ? [{ text, verdict, news: newsOf(cause, inUserLanguage) }] : [];
    });
    changes.push({ change: 'judged', id, problem, judged });
  }

  #lastRange(finding: Finding): ReportedProblem['range'] {
    const last = repeatPlaces(finding).at(-1) ?? finding;
    return { start: this.#positionAt(last.start), end: this.#positionAt(last.end) };
  }

  /** Drops the text before an offset; problems that only show because of that are not reported. */
  #drop({ coverage }: Analysis, cut: number, now: number): void {
    const gone = new LineTable();
    gone.add(this.#text.slice(0, cut));
    this.#base.lines += gone.count;
    this.#base.offset += cut;
    this.#text = detached(this.#text.slice(cut));
    this.#lines = new LineTable();
    this.#lines.add(this.#text);
    this.#analysis = analyze(this.#text, undefined, this.#site);
    this.#base.coverage = sumOfCoverage([this.#base.coverage, less(coverage, this.#analysis.coverage)]);
    const before = this.#known;
    this.#known = new Map();
    const findings = this.#select(this.#analysis);
    // What dropped text had decided is no news.
    const judged = this.#judged(findings);
    for (const finding of findings) {
      const key = this.#keyOf(finding);
      const known = before.get(key) ?? { ...this.#found(key, finding, now), isCut: true };
      this.#setFinding(known, finding, judged.get(finding));
      this.#known.set(key, known);
    }
  }

  #inWords(finding: Finding): ReportedProblem | undefined {
    return reportedProblem(finding, { positionAt: offset => this.#positionAt(offset) }, this.#severities);
  }

  #positionAt(offset: number): ReportedProblem['range']['start'] {
    const { line, character } = this.#lines.positionAt(offset);
    return { line: line + this.#base.lines, character };
  }

  #placeOf({ start }: Finding): number {
    return this.#base.offset + start;
  }

  #keyOf(finding: Finding): string {
    return `${finding.rule} ${finding.cause ?? `at ${this.#placeOf(finding)}`}`;
  }
}

/** Returns how long later output may still resolve a problem, in milliseconds. */
function waitOf({ rule }: Finding): number {
  return 1000 * (ruleNamed(rule)?.waits ?? 0);
}

function signatureOf({ variant, severity, entry, facts }: Finding): string {
  return JSON.stringify([variant, severity, entry, facts]);
}

function haveSharedPlace(one: Finding, other: Finding): boolean {
  const starts = new Set([one.start, ...one.related.map(({ start }) => start)]);
  return [other.start, ...other.related.map(({ start }) => start)].some(start => starts.has(start));
}

/** Returns the start of the first line at or after an offset; the offset itself if there is none. */
function cutOf(text: string, offset: number): number {
  return text.indexOf('\n', offset - 1) + 1 || offset;
}

/** Counts reported problems that were not withdrawn, by severity. */
export function counted(counts: Record<Severity, number>, { change, problem, before }: ProblemChange): void {
  if (change === 'again' || change === 'judged') return;
  if (before) counts[before.severity]--;
  counts[problem.severity] += change === 'withdrawn' ? -1 : 1;
}

/** The coverage of a text without that of its end. */
function less(whole: Analysis['coverage'], end: Analysis['coverage']): Analysis['coverage'] {
  return {
    lines: whole.lines - end.lines,
    unrecognised: whole.unrecognised - end.unrecognised,
    understood: whole.understood - end.understood,
    notUnderstood: whole.notUnderstood - end.notUnderstood,
    unreadParts: detached(whole.unreadParts),
  };
}
