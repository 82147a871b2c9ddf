import { entryNamed, fillBy, isFamily, isSiteRule, RULES } from './index';
import type { AnyRuleId, RuleEntry, Severity } from './types';
import type { Translate } from './translate';

/** What a problem can be due to: a rule, which is the group of its causes, or one variant of it. */
export interface Cause {
  /** `area/rule`, and `area/rule/variant` for a variant that is a cause of its own. */
  readonly id: string;
  readonly rule: RuleEntry;
  /** Missing for the rule itself. */
  readonly variant?: string;
  /** The knowledge entry with its guidance, if it is not that of the rule. */
  readonly entry?: string | undefined;
}

const BY_ID: ReadonlyMap<string, Cause> = new Map(
  RULES.flatMap((rule): Cause[] => [{ id: rule.id, rule }, ...causesOf(rule)]).map(cause => [
    cause.id,
    cause,
  ]),
);

/** The causes that share a rule. */
export function causesOf(rule: RuleEntry): Cause[] {
  const { id, entries = {}, variants = {} } = rule;
  return Object.keys(variants).map(variant => ({
    id: `${id}/${variant}`,
    rule,
    variant,
    entry: entries[variant],
  }));
}

/** The cause with this id. */
export function causeNamed(id: string): Cause | undefined {
  return BY_ID.get(id);
}

/** The id of the cause of a problem: the one by which it can be looked up and switched off. */
export function causeIdOf({ rule, variant }: { rule: AnyRuleId; variant?: string | undefined }): string {
  const id = `${rule}/${variant ?? ''}`;
  return BY_ID.has(id) ? id : rule;
}

/**
 * The address of the page on a problem: the id of its cause, and after a question mark the entry that explains it, if
 * that differs from one to the next.
 */
export function rulePageAddress(problem: {
  rule: AnyRuleId;
  variant?: string | undefined;
  entry?: string | undefined;
}): string {
  const id = causeIdOf(problem);
  const cause = BY_ID.get(id);
  const { entry = cause?.entry } = problem;
  return entry === (cause?.entry ?? cause?.rule.entry) ? id : `${id}?${entry}`;
}

/** The severity of a cause: its own, or that of its rule. */
export function severityOfCause({
  rule,
  variant,
}: {
  rule: RuleEntry;
  variant?: string | undefined;
}): Severity {
  return rule.variants?.[variant ?? '']?.severity ?? rule.severity;
}

/** True for a name whose severity can be set: a cause, a rule, an area, or a rule of the site. */
export function isSettable(name: string): boolean {
  return BY_ID.has(name) || isFamily(name) || isSiteRule(name);
}

/**
 * The title of a cause: its reason, or the title of the entry that explains it, otherwise that of its rule.
 * @param fact returns what is written for a placeholder
 */
export function causeTitle(
  { rule, variant, entry }: Cause,
  translate: Translate,
  fact: (name: string) => string = name => name,
): string {
  const [reason] = rule.reasons?.[variant ?? ''] ?? [];
  const own = rule.variants?.[variant ?? '']?.title;
  const title = reason ?? own ?? (rule.adds ? undefined : entryNamed(entry ?? '')?.title);
  return title === undefined ? translate(rule.title) : fillBy(translate(title), fact);
}
