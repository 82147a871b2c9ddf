import type { Analysis } from '../analysis';
import { label, type NameAfter, type Severity, type Translate } from '../knowledge';
import { rulePageAddress } from '../knowledge/causes';
import {
  type Facts,
  type Finding,
  findingMessage,
  repeatPlaces,
  findingReason,
  relatedMessage,
} from '../rules';
import type { Span } from '../syntax';
import { chosenSeverity, type Severities } from './findings';
import { visible } from './visible';

/** Maximum number of kinds of secrets that a message names. */
const MAX_KINDS = 4;
/** Maximum number of rows that differ only in whom or what they are about; more of them become one row. */
const MAX_ALIKE = 5;
/** Facts that name nothing: a quotation, a title, a duration. */
const NAMELESS: ReadonlySet<string> = new Set(['said', 'title', 'seconds']);

export interface RowOptions {
  readonly severities: Severities;
  readonly translate: Translate;
}

/** A listed problem: its first finding and all other places. */
export interface ProblemRow {
  readonly finding: Finding;
  /** The other findings, in text order. */
  readonly repeats: readonly Finding[];
  readonly severity: Severity;
  /** The message with the number of places. */
  readonly message: string;
  /** The message in a few words. */
  readonly reason: string;
}

/** Places of a row that share a message. */
export interface MessagePlaces {
  readonly message: string;
  readonly places: readonly Span[];
}

interface Draft {
  readonly finding: Finding;
  readonly severity: Severity;
  readonly repeats: Finding[];
  /** True if its findings are about different users, tokens or servers. */
  readonly isMerged?: boolean;
}

/**
 * Returns the problems of a capture, one per cause: findings with the same message are merged, and so are those with the same
 * reason if they are about many users, tokens or servers, and all secrets. They would hide the other problems.
 */
export function problemRowsOf({ findings }: Pick<Analysis, 'findings'>, options: RowOptions): ProblemRow[] {
  const { severities, translate } = options;
  const rows = new Map<string, Draft>();
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity !== 'off' && !isSecretRule(finding))
      addTo(rows, `${finding.rule} ${findingMessage(finding, translate)}`, {
        finding,
        severity,
        repeats: [],
      });
  }
  return [
    ...withoutFloods([...rows.values()], translate).map(draft => repeatedRow(draft, translate)),
    ...secretRowsOf(findings, options),
  ].sort((a, b) => a.finding.start - b.finding.start);
}

/** Merges the drafts with the same page and reason where there are many of them. */
function withoutFloods(drafts: readonly Draft[], translate: Translate): Draft[] {
  const alike = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const { finding, severity } = draft;
    const key = `${rulePageAddress(finding)} ${severity} ${findingReason(finding, translate)}`;
    const group = alike.get(key);
    if (group) group.push(draft);
    else alike.set(key, [draft]);
  }
  return [...alike.values()].flatMap(group => {
    const [first, ...others] = group;
    if (!first || group.length <= MAX_ALIKE) return group;
    const repeats = [...first.repeats, ...others.flatMap(({ finding, repeats: more }) => [finding, ...more])];
    return { ...first, repeats: repeats.sort((a, b) => a.start - b.start), isMerged: true };
  });
}

/** Returns one row for all secrets of a capture; several if the user chose different severities for them. */
export function secretRowsOf(
  findings: readonly Finding[],
  { severities, translate }: RowOptions,
): ProblemRow[] {
  const rows = new Map<string, Draft>();
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity !== 'off' && isSecretRule(finding))
      addTo(rows, severity, { finding, severity, repeats: [] });
  }
  return [...rows.values()].map(row => secretRow(row, translate));
}

function addTo(rows: Map<string, Draft>, key: string, { finding, severity, repeats }: Draft): void {
  const row = rows.get(key);
  if (row) row.repeats.push(finding, ...repeats);
  else rows.set(key, { finding, severity, repeats: [...repeats] });
}

export function isSecretRule({ rule }: Pick<Finding, 'rule'>): boolean {
  return rule.startsWith('secret/');
}

function repeatedRow(draft: Draft, translate: Translate): ProblemRow {
  const count = String(countOf(draft));
  const row = plainRow(draft, translate);
  return count === '1'
    ? row
    : { ...row, message: label('problem.times', translate, { message: row.message, count }) };
}

function plainRow(draft: Draft, translate: Translate): ProblemRow {
  const { finding, repeats, isMerged = false } = draft;
  const facts = isMerged ? factsOfAll(finding, repeats, translate) : finding.facts;
  return {
    ...draft,
    message: visible(findingMessage({ ...finding, facts }, translate)),
    reason: visible(findingReason(finding, translate)),
  };
}

/** Returns the facts of a finding, with the number of other values that the others have: `FTKMOB0000000001 and 8 more`. */
function factsOfAll({ facts }: Finding, others: readonly Finding[], translate: Translate): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const values = new Set(NAMELESS.has(name) ? [] : others.map(one => one.facts[name] ?? value));
      values.delete(value);
      if (values.size === 0) return [name, value];
      return [name, label('problem.andMore', translate, { name: value, count: String(values.size) })];
    }),
  );
}

/** Returns the number of places of a row, including those not kept because of the maximum. */
function countOf({ finding, repeats }: Draft): number {
  return [finding, ...repeats].reduce((sum, one) => {
    const { omitted = 0, further = [] } = one;
    return sum + 1 + repeatPlaces(one).length + omitted - further.length / 2;
  }, 0);
}

function secretRow(draft: Draft, translate: Translate): ProblemRow {
  const { finding, severity } = draft;
  const repeats = [...draft.repeats].sort((a, b) => a.start - b.start);
  // A single secret is shown as such, however often it occurs.
  if (repeats.length === 0) return plainRow(draft, translate);
  const secrets = [finding, ...repeats].map(({ rule, facts }) => ({ rule, token: facts['token'] }));
  return { finding, repeats, severity, ...secretsText(secrets, translate) };
}

/** A secret by its kind, and the token that it belongs to. */
interface OwnedSecret {
  readonly rule: string;
  readonly token: string | undefined;
}

/** Returns what to say about several secrets: their kinds with the number of each, and that they should be masked. */
export function secretsText(
  secrets: readonly OwnedSecret[],
  translate: Translate,
): Pick<ProblemRow, 'message' | 'reason'> {
  const kinds = kindsOf(secrets, translate);
  const [only = ''] = kinds;
  const token = secrets[0]?.token;
  const count = String(secrets.length);
  const what =
    kinds.length === 1 ? only : label('secrets.ofKinds', translate, { count, kinds: kinds.join(', ') });
  return {
    message: visible(
      token !== undefined && secrets.every(one => one.token === token)
        ? label('secrets.maskOf', translate, { token, what })
        : label('secrets.mask', translate, { what }),
    ),
    reason: kinds.length === 1 ? only : label('verdict.secrets', translate, { count }),
  };
}

/** Returns the kinds of some secrets with the number of each, most frequent first. */
function kindsOf(secrets: readonly OwnedSecret[], translate: Translate): string[] {
  const counts = new Map<string, number>();
  for (const { rule } of secrets) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const kinds = [...counts].sort(([, a], [, b]) => b - a);
  const named = kinds.slice(0, kinds.length > MAX_KINDS ? MAX_KINDS - 1 : MAX_KINDS);
  const rest = kinds.slice(named.length).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...named.map(([rule, count]) => kindOf(rule, count, translate)),
    ...(rest > 0 ? [label('verdict.more', translate, { count: String(rest) })] : []),
  ];
}

function kindOf(rule: string, count: number, translate: Translate): string {
  const kind = rule.slice('secret/'.length) as NameAfter<'secrets.one.'>;
  return count === 1
    ? label(`secrets.one.${kind}`, translate)
    : label(`secrets.many.${kind}`, translate, { count: String(count) });
}

/** Returns the places of a row after its first one, grouped by message. */
export function furtherOf({ finding, repeats }: ProblemRow, translate: Translate): MessagePlaces[] {
  const byMessage = new Map<string, Span[]>();
  for (const one of [finding, ...repeats]) {
    const own = visible(findingMessage(one, translate));
    const known = byMessage.get(own) ?? [];
    byMessage.set(own, known);
    if (one !== finding) known.push(one);
    for (const place of repeatPlaces(one)) known.push(place);
  }
  return Array.from(byMessage, ([message, places]) => ({ message, places }));
}

/** Returns the other places of a row, each with its message. */
export function relatedOf(
  { finding, repeats }: ProblemRow,
  translate: Translate,
): { readonly place: Span; readonly message: string }[] {
  const messageOf = (one: Finding): string => visible(findingMessage(one, translate));
  const first = messageOf(finding);
  const others = repeats.map(place => {
    const own = isSecretRule(place) ? kindOf(place.rule, 1, translate) : messageOf(place);
    return { place, message: own === first ? label('problem.again', translate) : own };
  });
  const related = finding.related.map(place => ({
    place,
    message: visible(relatedMessage(finding, place, translate)),
  }));
  // Who or what else it is about comes before the repeats of the first.
  const isRepeat = ({ place }: (typeof related)[number]): boolean =>
    repeats.length > 0 && place.role === 'again';
  return [...related.filter(one => !isRepeat(one)), ...others, ...related.filter(isRepeat)];
}
