import type { AnyRuleId, Severity } from '../knowledge';
import type { SiteEntry } from '../site/types';
import type { Secret } from '../secrets';
import type { Span } from '../syntax';
import type { Trace, TracePart } from '../trace';

/** The values in the message of a finding: names and numbers of the capture, never a secret. */
export type Facts = Readonly<Record<string, string>>;

/** Another place that belongs to a finding. `role` is the key of its text in the rule's row. */
export interface RelatedPlace extends Span {
  readonly role: string;
  readonly facts?: Facts;
}

/** Places where one problem shows again that are kept: the first ones of the text. */
export const MAX_REPEATS = 20;

/** Further places of one problem that are kept as numbers alone, beyond those. */
export const MAX_FURTHER = 5000;

/** Something wrong: its place, and what its message needs. */
export interface Finding extends Span {
  /** The id of its rule: `area/what-is-wrong`. */
  readonly rule: AnyRuleId;
  /** The entry of the site's own knowledge whose rule it is. */
  readonly site?: SiteEntry;
  readonly facts: Facts;
  readonly related: readonly RelatedPlace[];
  /** Which of the rule's messages; `default` if missing. */
  readonly variant?: string | undefined;
  /** The severity, if it is not that of the rule. */
  readonly severity?: Severity | undefined;
  /** The knowledge entry that explains it, if it is not that of the rule. */
  readonly entry?: string | undefined;
  /** Places where it shows beyond those of `related`, at most `MAX_FURTHER`: the start and the end of each, in order. */
  readonly further?: readonly number[];
  /** The number of its places that `related` does not list; missing if it lists all of them. */
  readonly omitted?: number;
  /** Where the block begins that a secret is in; the secrets of one block are shown as one problem. */
  readonly block?: number;
  /**
   * Findings of one rule with the same cause are one problem; the later ones become related places of the first. One without
   * a cause is a problem of its own.
   */
  readonly cause: string | undefined;
}

/** A rule that can judge each event alone: returns the problems in a part of a capture. */
export type PartRule = (part: TracePart) => Iterable<Finding>;

/** A rule at work on one capture. It sees meaning, not text. */
export interface RuleRun {
  /** Adds what happened in the next part of the capture. */
  part?(part: TracePart): void;
  /** Completes a problem with what appears later in the capture. It is called once for every problem, at the end. */
  completed?(finding: Finding): Finding;
  /** The problems that show only at the end; `problems` gives those that were found before. */
  end?(whole: RuleInput, problems: () => readonly Finding[]): Iterable<Finding>;
}

/** What a rule reads at the end: what happened since the last part, the capture as a whole, and what must not be shared. */
export interface RuleInput {
  readonly trace: Trace;
  readonly secrets: readonly Secret[];
}

/** Copies a value so that it does not keep the text of its part in memory. */
export type Keep = <Value>(value: Value) => Value;

/** Returns the value itself, for a text that stays in memory. */
export const identity: Keep = value => value;

/** A rule that sees a capture as a whole: begins its work on one that may come in parts. */
export type Rule = (keep: Keep) => RuleRun;

/** A rule about the capture as a whole. */
export function atEnd(end: (whole: RuleInput) => Iterable<Finding>): Rule {
  return () => ({ end });
}

/** How a finding says where it shows again: at `places`, in the order of the text, and at `more` that are not known. */
export function repeatsOf(
  places: readonly Span[],
  more = 0,
): { again: RelatedPlace[] } & Pick<Finding, 'further' | 'omitted'> {
  const again = places
    .slice(0, MAX_REPEATS)
    .map(({ start, end }): RelatedPlace => ({ start, end, role: 'again' }));
  const further = numbersOf(places.slice(MAX_REPEATS, MAX_REPEATS + MAX_FURTHER));
  const omitted = places.length - again.length + more;
  return { again, ...(further.length > 0 && { further }), ...(omitted > 0 && { omitted }) };
}

/** Places as numbers: the start and the end of each, in a row. */
export function numbersOf(places: readonly Span[]): number[] {
  const numbers: number[] = [];
  for (const { start, end } of places) numbers.push(start, end);
  return numbers;
}

/** Where a problem shows again, as far as that is kept, in the order of the text. */
export function placesAgain({ related, further = [] }: Pick<Finding, 'related' | 'further'>): Span[] {
  const places: Span[] = related.filter(({ role }) => role === 'again');
  for (let at = 0; at + 1 < further.length; at += 2)
    places.push({ start: further[at] ?? 0, end: further[at + 1] ?? 0 });
  return places;
}

/** A finding with those of its places alone that are wanted, the first one as its own; undefined if none is. */
export function atPlaces(finding: Finding, isWanted: (place: Span) => boolean): Finding | undefined {
  const [first, ...others] = [finding, ...placesAgain(finding)].filter(isWanted);
  if (!first) return undefined;
  const own: { -readonly [Name in keyof Finding]: Finding[Name] } = { ...finding };
  delete own.further;
  delete own.omitted;
  const { again, ...more } = repeatsOf(others);
  const related = [...finding.related.filter(({ role }) => role !== 'again'), ...again];
  return { ...own, start: first.start, end: first.end, related, ...more };
}
