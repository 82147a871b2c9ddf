import { visible } from '../presentation/visible';
import type { Analysis } from '../analysis';
import { label, type NameAfter, type Severity, type Translate } from '../knowledge';
import { type Finding, messageOf, repeatPlaces, reasonOf, relatedMessageOf } from '../rules';
import type { Span } from '../syntax';
import { chosenSeverity, type Severities } from '../presentation/findings';

/** Maximum number of rows for secrets; more would hide the other problems. */
const MAX_SECRET_ROWS = 3;
/** Maximum number of kinds of secrets that a message names. */
const MAX_KINDS = 4;

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
}

/**
 * Returns the problems of a capture, one per cause: findings with the same message are merged, and so are the secrets
 * of one payload, assertion or configuration.
 */
export function problemRowsOf(
  { findings }: Pick<Analysis, 'findings'>,
  { severities, translate }: RowOptions,
): ProblemRow[] {
  const rows = new Map<string, Draft>();
  const secrets: Draft[] = [];
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity === 'off') continue;
    if (isSecret(finding)) secrets.push({ finding, severity, repeats: [] });
    else addTo(rows, `${finding.rule} ${messageOf(finding, translate)}`, { finding, severity, repeats: [] });
  }
  return [
    ...[...rows.values()].map(draft => repeatedRow(draft, translate)),
    ...secretRows(secrets, translate),
  ].sort((a, b) => a.finding.start - b.finding.start);
}

function addTo(rows: Map<string, Draft>, key: string, { finding, severity, repeats }: Draft): void {
  const row = rows.get(key);
  if (row) row.repeats.push(finding, ...repeats);
  else rows.set(key, { finding, severity, repeats: [...repeats] });
}

function isSecret({ rule }: Finding): boolean {
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
  const { finding } = draft;
  return {
    ...draft,
    message: visible(messageOf(finding, translate)),
    reason: visible(reasonOf(finding, translate)),
  };
}

/** Returns the number of places of a row, including those not kept because of the maximum. */
function countOf({ finding, repeats }: Draft): number {
  return [finding, ...repeats].reduce((sum, one) => {
    const { omitted = 0, further = [] } = one;
    return sum + 1 + repeatPlaces(one).length + omitted - further.length / 2;
  }, 0);
}

/**
 * Returns a row for each block and one for single secrets with the same message, or one for all if that is too many.
 */
function secretRows(secrets: readonly Draft[], translate: Translate): ProblemRow[] {
  const blocks = new Map<string, Draft>();
  for (const one of secrets) addTo(blocks, `${one.severity} ${one.finding.block ?? ''}`, one);
  const rows = new Map<string, Draft>();
  for (const block of blocks.values()) {
    const { finding, repeats, severity } = block;
    const key = repeats.length > 0 ? `${severity} ${finding.start}` : messageOf(finding, translate);
    addTo(rows, key, block);
  }
  if (rows.size <= MAX_SECRET_ROWS) return [...rows.values()].map(row => secretRow(row, translate));
  const all = new Map<string, Draft>();
  for (const row of rows.values()) addTo(all, row.severity, row);
  return [...all.values()].map(row => secretRow(row, translate));
}

function secretRow(draft: Draft, translate: Translate): ProblemRow {
  const { finding, severity } = draft;
  const repeats = [...draft.repeats].sort((a, b) => a.start - b.start);
  const all = [finding, ...repeats];
  const count = all.length;
  // A single secret is shown as such, however often it occurs.
  if (count === 1) return plainRow(draft, translate);
  const kinds = kindsOf(all, translate);
  const [only = ''] = kinds;
  const token = all.every(({ facts }) => facts['token'] === finding.facts['token'])
    ? finding.facts['token']
    : undefined;
  const what =
    kinds.length === 1
      ? only
      : label('secrets.ofKinds', translate, { count: String(count), kinds: kinds.join(', ') });
  return {
    finding,
    repeats,
    severity,
    message: visible(
      token === undefined
        ? label('secrets.mask', translate, { what })
        : label('secrets.maskOf', translate, { token, what }),
    ),
    reason: kinds.length === 1 ? only : label('verdict.secrets', translate, { count: String(count) }),
  };
}

/** Returns the kinds of some secrets with the number of each, most frequent first. */
function kindsOf(secrets: readonly Finding[], translate: Translate): string[] {
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
export function furtherOf({ finding, repeats, message }: ProblemRow, translate: Translate): MessagePlaces[] {
  if (!isSecret(finding))
    return [
      {
        message,
        places: [finding, ...repeats].flatMap((one, index) => [
          ...(index > 0 ? [one] : []),
          ...repeatPlaces(one),
        ]),
      },
    ];
  const byMessage = new Map<string, Span[]>();
  for (const secret of [finding, ...repeats]) {
    const own = visible(messageOf(secret, translate));
    const known = byMessage.get(own) ?? [];
    byMessage.set(own, known);
    if (secret !== finding) known.push(secret);
    for (const place of repeatPlaces(secret)) known.push(place);
  }
  return Array.from(byMessage, ([own, places]) => ({ message: own, places }));
}

/** Returns the other places of a row, each with its message. */
export function relatedOf(
  { finding, repeats }: ProblemRow,
  translate: Translate,
): { readonly place: Span; readonly message: string }[] {
  return [
    ...finding.related.map(place => ({
      place,
      message: visible(relatedMessageOf(finding, place, translate)),
    })),
    ...repeats.map(place => ({
      place,
      message: isSecret(place) ? kindOf(place.rule, 1, translate) : label('problem.again', translate),
    })),
  ];
}
