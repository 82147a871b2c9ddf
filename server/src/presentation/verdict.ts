import type { Analysis, Coverage } from '../analysis';
import { label, type Severity, type Translate } from '../knowledge';
import { type Finding, reasonOf } from '../rules';
import { cutOffTexts, nothingRead } from './coverage';
import { chosenSeverity, isIncidental, repeatCount, type Severities } from './findings';
import { describeScene, type Ending, type Outcome } from './outcomes';
import { type Scene, scenesOf } from './scenes';

/** A reason for failures, and its number of occurrences. */
export interface CountedReason {
  readonly reason: string;
  readonly count: number;
}

/** How the incidents of a capture ended. */
export class Tally {
  /** Logins that were accepted, and all incidents that succeeded. */
  accepted = 0;
  well = 0;
  /** The outcomes of those that failed, whether or not a problem is reported. */
  readonly failed = new Map<string, number>();
  readonly cutOff = { login: 0, negotiation: 0, exchange: 0 };
  /** Those whose result is not known for another reason. */
  readonly open = { login: 0, negotiation: 0, exchange: 0 };

  add({ about }: Scene, { ending, outcome, isCutOff }: Outcome): void {
    if (ending === 'failed') this.failed.set(outcome, (this.failed.get(outcome) ?? 0) + 1);
    else if (ending === 'open') (isCutOff ? this.cutOff : this.open)[about]++;
    else {
      this.well++;
      if (about === 'login') this.accepted++;
    }
  }
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
  const { findings, secrets, coverage } = analysis;
  const tally = new Tally();
  for (const scene of scenesOf(analysis)) tally.add(scene, describeScene(analysis, scene, translate));
  return { ...problemsOf(findings, severities, translate), tally, coverage, secrets: secrets.length };
}

/** Returns how a whole capture ended: well only if a success was read, and nothing is open. */
export function endingOf({ severity, tally }: Verdict): Ending {
  if (severity === 'error' || tally.failed.size > 0) return 'failed';
  return severity === 'warning' || tally.well === 0 || isAnyOpen(tally) ? 'open' : 'well';
}

function isAnyOpen({ cutOff, open }: Tally): boolean {
  return ABOUT.some(about => cutOff[about] + open[about] > 0);
}

const ABOUT = ['login', 'negotiation', 'exchange'] as const;

/** Counts the problems of a capture by reason. */
export function problemsOf(
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
    const reason = reasonOf(finding, translate);
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
    ...counted('verdict.login', tally.accepted),
    ...counted('verdict.secret', secrets),
  ].join(' · ');
}

/** What to say if no error is reported: that is a success only if one was read. */
export function quietTexts({ severity, tally, coverage }: Verdict, translate: Translate): string[] {
  const failed = [...tally.failed].map(([reason, count]) => ({ reason, count }));
  if (failed.length > 0) return severity === undefined ? [reasonsText(failed, 'error', translate)] : [];
  const open = [...cutOffTexts(tally.cutOff, translate), ...unknownTexts(tally, translate)];
  if (open.length > 0 || severity !== undefined) return open;
  const nothing = nothingRead(coverage, translate);
  return [nothing ?? label(tally.well > 0 ? 'verdict.nothing' : 'report.noProblem', translate)];
}

/** The incidents that ended with a result whose meaning is not known. */
function unknownTexts({ open }: Tally, translate: Translate): string[] {
  return ABOUT.filter(about => open[about] > 0).map(about => {
    const count = String(open[about]);
    const all = label(open[about] === 1 ? `report.one.${about}` : `report.many.${about}`, translate, {
      count,
    });
    return label('report.counts', translate, {
      all,
      parts: label('report.counts.open', translate, { count }),
    });
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
