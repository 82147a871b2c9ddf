import type { Severity } from '../knowledge';
import type { Secret } from '../secrets';
import type { Span } from '../syntax';
import type { Trace } from '../trace';

/** What a finding says in its words: names and numbers of the capture, never a secret. */
export type Facts = Readonly<Record<string, string>>;

/** Another place that belongs to a finding. `role` names what is said of it in the rule's entry. */
export interface RelatedPlace extends Span {
  readonly role: string;
  readonly facts?: Facts;
}

/** Something wrong, where it stands, and what is needed to put it in words. */
export interface Finding extends Span {
  /** The id of its rule: `area/what-is-wrong`. */
  readonly rule: string;
  readonly facts: Facts;
  readonly related: readonly RelatedPlace[];
  /** Which of the rule's messages; `default` where it is absent. */
  readonly variant?: string;
  /** The severity where it is not the rule's own. */
  readonly severity?: Severity;
  /** The knowledge entry that says what it means, where that is not the rule's own. */
  readonly entry?: string;
  /** Findings of one rule with the same cause are one problem; the later ones become related places of the first. */
  readonly cause: string;
}

/** What a rule reads: what happened, and what must not be shared. */
export interface RuleInput {
  readonly trace: Trace;
  readonly secrets: readonly Secret[];
}

/** Finds one kind of problem. A rule looks at meaning alone and keeps no state between captures. */
export type Rule = (input: RuleInput) => Iterable<Finding>;
