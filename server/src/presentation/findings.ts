import { familyOf, ruleNamed, type Severity } from '../knowledge';
import { causeIdOf } from '../knowledge/causes';
import { type Finding, severityOf } from '../rules';

/** The severities that a user chose for causes, rules or whole families (`secret/*`); `off` silences them. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** Returns the severity of a finding under the user's settings: the most specific of cause, rule and family. */
export function chosenSeverity(finding: Finding, severities: Severities): Severity | 'off' {
  const { rule } = finding;
  const former = ruleNamed(rule)?.formerly;
  return (
    severities[causeIdOf(finding)] ??
    severities[rule] ??
    (former === undefined ? undefined : severities[former]) ??
    severities[familyOf(rule)] ??
    severityOf(finding)
  );
}

/** Returns how often a finding is repeated, including places that are not listed. */
export function repeatCount({ related, omitted = 0 }: Finding): number {
  return related.filter(({ role }) => role === 'again').length + omitted;
}

const INCIDENTAL = /^(?:secret|capture|json)\//;

/** True for problems about the text itself and about secrets: they are never the reason why something failed. */
export function isIncidental({ rule }: Finding): boolean {
  return INCIDENTAL.test(rule);
}
