import { causeNamed } from '../knowledge/causes';
import { cached } from '../cached';
import type { SiteEntry } from '../site/siteEntry';
import type { Finding } from './types';
import {
  type AnyRuleId,
  type Entry,
  entryNamed,
  type Guidance,
  type RuleEntry,
  ruleNamed,
  RULES,
  type Source,
  sourceNamed,
} from '../knowledge';

/** The guidance of each rule: its own, or that of its entry. */
const BY_RULE: ReadonlyMap<string, Partial<Guidance>> = new Map(
  RULES.map(rule => [rule.id, { ...entryNamed(rule.entry ?? ''), ...rule }]),
);

/** The texts that explain a finding. */
export interface Explained {
  readonly rule: AnyRuleId;
  readonly variant?: string | undefined;
  readonly entry?: string | undefined;
  readonly site?: SiteEntry | undefined;
}

/** A finding with the entry of its variant, unless it names another. */
export function withEntry(finding: Finding): Finding {
  const entry = finding.entry ?? ruleNamed(finding.rule)?.entries?.[finding.variant ?? ''];
  return entry === finding.entry ? finding : { ...finding, entry };
}

interface Advice {
  /** The cause, rule or entry that has the guidance: equal for findings with the same. */
  readonly id: string;
  readonly title: string;
  readonly guidance: Partial<Guidance>;
}

/** The guidance for a finding: that of its own entry, which can be another cause, of its cause, or of the rule. */
export function guidanceOf({ rule, variant, entry = '', site }: Explained): Advice {
  if (site) return { id: rule, title: site.text.title, guidance: site.text };
  const other = causeNamed(entry);
  if (other) return ofCause(other.rule.id, other.variant);
  const known = entryNamed(entry);
  if (!known) return ofCause(rule, variant);
  const row = ruleNamed(rule);
  return row?.adds
    ? { id: `${rule} ${entry}`, title: row.title, guidance: joinedOf(row, known) }
    : { id: entry, title: known.title, guidance: known };
}

function ofCause(id: AnyRuleId, variant = ''): Advice {
  const rule = ruleNamed(id);
  const title = rule?.title ?? id;
  const cause = rule?.variants?.[variant];
  if (cause?.meaning) return { id: `${id}/${variant}`, title: cause.title ?? title, guidance: cause };
  const own = BY_RULE.get(id) ?? {};
  // A variant that explains nothing itself can have its own possible causes and steps.
  if (!cause?.causes && !cause?.steps) return { id, title, guidance: own };
  return { id: `${id}/${variant}`, title: cause.title ?? title, guidance: { ...own, ...cause } };
}

/** Cache of the guidance of rules combined with an entry, by the ids of both. */
const JOINED = new Map<string, Partial<Guidance>>();

/** The guidance of a rule, followed by that of the entry of what it is about. */
function joinedOf(rule: RuleEntry, entry: Entry): Partial<Guidance> {
  const key = `${rule.id} ${entry.id}`;
  const joined = JOINED.get(key) ?? {
    ...rule,
    meaning: [...(rule.meaning ?? []), ...entry.meaning],
    causes: [...(rule.causes ?? []), ...(entry.causes ?? [])],
  };
  JOINED.set(key, joined);
  return joined;
}

/** The article to read about a finding: the first source with an address, but no standard, which does not say what to do. */
export function articleOf(explained: Explained): Source | undefined {
  return articleIn(guidanceOf(explained).guidance);
}

const articleIn = cached((guidance: Partial<Guidance>): Source | undefined =>
  sourcesOf(guidance)
    .map(sourceNamed)
    .find(source => source !== undefined && source.address !== '' && !isStandard(source)),
);

function isStandard({ address }: Source): boolean {
  return address.startsWith('https://www.rfc-editor.org/');
}

/** The ids of the sources of a guidance, the one that most statements cite first. */
export function sourcesOf({ meaning = [], causes = [], steps = [] }: Partial<Guidance>): string[] {
  const counts = new Map<string, number>();
  for (const { sources } of [...meaning, ...causes, ...steps]) {
    for (const id of sources) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}
