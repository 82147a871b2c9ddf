import type { Analysis, Coverage } from '../analysis';
import { cached } from '../cached';
import { label, type LabelName, type Severity, type Translate } from '../knowledge';
import { type Finding, findingReason } from '../rules';
import { cutOffTexts, nothingRead } from './coverage';
import { chosenSeverity, isIncidental, repeatCount, type Severities } from './findings';
import { describeScene, type Ending, type Outcome } from './outcomes';
import { type Scene, SCENE_KINDS, scenesOf } from '../judge/scenes';

/** A reason for failures, and its number of occurrences. */
export interface CountedReason {
  readonly reason: string;
  readonly count: number;
}

/** How the incidents of a capture ended, by kind. */
export class Tally {
  readonly well = noScenes();
  readonly failed = noScenes();
  readonly cutOff: Record<Scene['about'], number> & { isInLogin?: boolean } = noScenes();
  /** The result is not known for another reason. */
  readonly open = noScenes();

  add(scene: Scene, { ending, isCutOff }: Pick<Outcome, 'ending' | 'isCutOff'>): void {
    this[isCutOff ? 'cutOff' : ending][scene.about]++;
    if (isCutOff && scene.about === 'login' && scene.login.isLast) this.cutOff.isInLogin = true;
  }
}

function noScenes(): Record<Scene['about'], number> {
  return { login: 0, negotiation: 0, exchange: 0 };
}

function isAny(counts: Readonly<Record<Scene['about'], number>>): boolean {
  return SCENE_KINDS.some(about => counts[about] > 0);
}

/** The outcome of a capture. */
export interface Verdict {
  /** The reasons of the problems of one severity, most frequent first: errors, or warnings if there are no errors. */
  readonly reasons: readonly CountedReason[];
  /** The severity of these problems; undefined if there are none. */
  readonly severity: Exclude<Severity, 'hint'> | undefined;
  readonly tally: Tally;
  readonly coverage: Coverage;
  readonly secrets: number;
}

const REPORTED = ['error', 'warning', 'information'] as const;

/** Maximum number of reasons that are named. */
const MAX_REASONS = 2;

/** Returns the outcome of the whole capture from its problems and the user's severities. */
export function verdictOf(analysis: Analysis, severities: Severities, translate: Translate): Verdict {
  return verdictIn(analysis)(severities)(translate);
}

const verdictIn = cached((analysis: Analysis) =>
  cached((severities: Severities) =>
    cached((translate: Translate): Verdict => {
      const { findings, secrets, coverage } = analysis;
      const tally = new Tally();
      for (const scene of scenesOf(analysis)) tally.add(scene, describeScene(analysis, scene, translate));
      return { ...countProblems(findings, severities, translate), tally, coverage, secrets: secrets.length };
    }),
  ),
);

/** Returns how a whole capture ended: well only if a success was read, and nothing is open. */
export function endingOf({ severity, tally }: Verdict): Ending {
  if (severity === 'error' || isAny(tally.failed)) return 'failed';
  const isWell = severity !== 'warning' && isAny(tally.well) && !isAny(tally.open) && !isAny(tally.cutOff);
  return isWell ? 'well' : 'open';
}

/** Counts the problems of a capture by reason. */
export function countProblems(
  findings: readonly Finding[],
  severities: Severities,
  translate: Translate,
): Pick<Verdict, 'reasons' | 'severity'> {
  const counts = new Map<Severity, Map<string, number>>();
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity === 'off' || isIncidental(finding)) continue;
    const reasons = counts.get(severity) ?? new Map<string, number>();
    counts.set(severity, reasons);
    const reason = findingReason(finding, translate);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1 + repeatCount(finding));
  }
  const severity = REPORTED.find(one => counts.has(one));
  const reasons = [...((severity && counts.get(severity)) ?? [])]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count);
  return { reasons, severity };
}

/**
 * Formats a verdict on one line: `✗ 3 failed: licence at another serial number (31) · 1 login accepted · 4 secrets`.
 */
export function verdictText(verdict: Verdict, translate: Translate): string {
  const { reasons, severity, tally, secrets } = verdict;
  const counted = (one: 'verdict.login' | 'verdict.secret', count: number): string[] =>
    count === 0 ? [] : [label(count === 1 ? one : `${one}s`, translate, { count: String(count) })];
  return [
    ...(severity === undefined ? [] : [reasonsText(reasons, severity, translate)]),
    ...(severity === 'error' ? [] : quietTexts(verdict, translate)),
    ...counted('verdict.login', tally.well.login),
    ...counted('verdict.secret', secrets),
  ].join(' · ');
}

/** What to say if no error is reported: that is a success only if one was read. */
export function quietTexts({ severity, tally, coverage }: Verdict, translate: Translate): string[] {
  const cutOff = cutOffTexts(tally.cutOff, translate);
  if (severity !== undefined) return cutOff;
  const unfinished = [...cutOff, ...unexplainedTexts(tally, translate)];
  if (unfinished.length > 0) return unfinished;
  const nothing = nothingRead(coverage, translate);
  return [nothing ?? label(isAny(tally.well) ? 'verdict.nothing' : 'report.noProblem', translate)];
}

/** The incidents that failed, or whose result is not known, although no problem says why. */
function unexplainedTexts({ failed, open }: Tally, translate: Translate): string[] {
  const say = (name: LabelName, count: number): string => label(name, translate, { count: String(count) });
  return SCENE_KINDS.flatMap(about => {
    const count = failed[about] + open[about];
    if (count === 0) return [];
    const parts = [
      failed[about] > 0 ? say('report.counts.failed', failed[about]) : [],
      open[about] > 0 ? say('report.counts.open', open[about]) : [],
    ].flat();
    const all = say(count === 1 ? `report.one.${about}` : `report.many.${about}`, count);
    return [label('report.counts', translate, { all, parts: parts.join(label('report.comma', translate)) })];
  });
}

function reasonsText(reasons: readonly CountedReason[], severity: Severity, translate: Translate): string {
  const failures = reasons.reduce((sum, { count }) => sum + count, 0);
  const [only] = reasons;
  if (severity === 'error' && failures === 1 && only)
    return label('verdict.failed', translate, { reason: only.reason });
  const named = reasons
    .slice(0, MAX_REASONS)
    .map(({ reason, count }) =>
      count === 1 || reasons.length === 1
        ? reason
        : label('verdict.times', translate, { reason, count: String(count) }),
    );
  const more = reasons.length - named.length;
  if (more > 0) named.push(label('verdict.more', translate, { count: String(more) }));
  return label(severity === 'error' ? 'verdict.several' : 'verdict.warned', translate, {
    count: String(failures),
    reasons: named.join(', '),
  });
}
