import type { Analysis } from '../analysis';
import { label, type NameAfter, type Severity, type Translate } from '../knowledge';
import { type Finding, findingMessage, repeatPlaces, findingReason, relatedMessage } from '../rules';
import type { Span } from '../syntax';
import { chosenSeverity, type Severities } from './findings';
import { visible } from './visible';

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
 * Returns the problems of a capture, one per cause: findings with the same message are merged, and so are all secrets, which
 * would hide the other problems.
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
    ...[...rows.values()].map(draft => repeatedRow(draft, translate)),
    ...secretRowsOf(findings, options),
  ].sort((a, b) => a.finding.start - b.finding.start);
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
  const { finding } = draft;
  return {
    ...draft,
    message: visible(findingMessage(finding, translate)),
    reason: visible(findingReason(finding, translate)),
  };
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
export function furtherOf({ finding, repeats, message }: ProblemRow, translate: Translate): MessagePlaces[] {
  if (!isSecretRule(finding))
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
    const own = visible(findingMessage(secret, translate));
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
      message: visible(relatedMessage(finding, place, translate)),
    })),
    ...repeats.map(place => ({
      place,
      message: isSecretRule(place) ? kindOf(place.rule, 1, translate) : label('problem.again', translate),
    })),
  ];
}
