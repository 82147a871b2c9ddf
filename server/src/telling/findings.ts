import type { Severity } from '../knowledge';
import { type Finding, severityOf } from '../rules';

/** The severities that a person chose for rules; `off` silences one. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** The severity of a finding under the person's settings. */
export function chosenSeverity(finding: Finding, severities: Severities): Severity | 'off' {
  return severities[finding.rule] ?? severityOf(finding);
}
