import type { RuleId, Severity } from '../knowledge';
import type { Span } from '../syntax';

export type CauseFacts = Readonly<Record<string, string | number | undefined>>;

/** Why a negotiation failed: the rule that says so, the place that shows it, and the unit's own words and numbers. */
export interface NegotiationCause {
  readonly rule: RuleId;
  readonly variant?: string | undefined;
  readonly at: Span;
  readonly facts?: CauseFacts;
  /** The severity, if it is not that of the rule. */
  readonly severity?: Severity;
}
