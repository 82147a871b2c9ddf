import type { Analysis } from '../analysis';
import { label, type Severity, type Translate } from '../knowledge';
import { type Finding, reasonOf } from '../rules';
import { chosenSeverity, isIncidental, repeatCount, type Severities } from './findings';
import { describeScene } from './outcomes';
import { type Scene, scenesOf } from './scenes';

/** A reason for failures, and its number of occurrences. */
export interface CountedReason {
  readonly reason: string;
  readonly count: number;
}

/** The outcome of a capture. */
export interface Verdict {
  /** The reasons of the problems of one severity, most frequent first: errors, or warnings if there are no errors. */
  readonly reasons: readonly CountedReason[];
  /** The severity of these problems; undefined if there are none. */
  readonly severity: Exclude<Severity, 'hint'> | undefined;
  readonly accepted: number;
  readonly secrets: number;
}

const REPORTED = ['error', 'warning', 'information'] as const;

/** Maximum number of reasons that are named. */
const MAX_REASONS = 2;

/** Returns the outcome of the whole capture from its problems and the user's severities. */
export function verdictOf(analysis: Analysis, severities: Severities, translate: Translate): Verdict {
  const accepted = scenesOf(analysis).filter(scene => isAccepted(analysis, scene, translate)).length;
  const { findings, secrets } = analysis;
  return { ...problemsOf(findings, severities, translate), accepted, secrets: secrets.length };
}

/** True for an accepted login. */
export function isAccepted(analysis: Analysis, scene: Scene, translate: Translate): boolean {
  return scene.about === 'login' && describeScene(analysis, scene, translate).ending === 'well';
}

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
export function verdictText({ reasons, severity, accepted, secrets }: Verdict, translate: Translate): string {
  const counted = (one: 'verdict.login' | 'verdict.secret', count: number): string[] =>
    count === 0 ? [] : [label(count === 1 ? one : `${one}s`, translate, { count: String(count) })];
  return [
    severity === undefined ? label('verdict.nothing', translate) : reasonsText(reasons, severity, translate),
    ...counted('verdict.login', accepted),
    ...counted('verdict.secret', secrets),
  ].join(' · ');
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
