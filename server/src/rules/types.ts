import type { AnyRuleId, Severity } from '../knowledge';
import type { SiteEntry } from '../site/siteEntry';
import type { Secret } from '../secrets';
import type { Span } from '../syntax';
import type { Quote, Trace, TracePart } from '../trace';

/** The values in the message of a finding: names and numbers of the capture, never a secret. */
export type Facts = Readonly<Record<string, string>>;

/** Another place that belongs to a finding. `role` is the key of its text in the rule's row. */
export interface RelatedPlace extends Span {
  readonly role: string;
  readonly facts?: Facts;
}

/** Maximum number of places kept where one problem repeats, the first ones of the text. */
export const MAX_REPEATS = 20;

/** Maximum number of further places per problem, which are kept only as numbers. */
export const MAX_FURTHER = 5000;

/** Something wrong: its place, and the facts for its message. */
export interface Finding extends Span {
  /** The id of its rule: `area/what-is-wrong`. */
  readonly rule: AnyRuleId;
  /** The entry of the site's own knowledge that defines its rule. */
  readonly site?: SiteEntry;
  readonly facts: Facts;
  /** Words at its place that its fact `said` was made of, until the end: only then it is known where secrets are. */
  readonly quote?: Quote;
  readonly related: readonly RelatedPlace[];
  /** The variant of the rule's message; `default` if missing. */
  readonly variant?: string | undefined;
  /** The severity, if it is not that of the rule. */
  readonly severity?: Severity | undefined;
  /** The knowledge entry that explains it, if it is not that of the rule. */
  readonly entry?: string | undefined;
  /** Places of repeats beyond those in `related`, at most `MAX_FURTHER`: start and end of each, in order. */
  readonly further?: readonly number[];
  /** Number of places that `related` does not list; missing if it lists all of them. */
  readonly omitted?: number;
  /**
   * Findings of one rule with the same cause are one problem; the later ones become related places of the first. One without
   * a cause is a problem of its own.
   */
  readonly cause: string | undefined;
}

/** A rule that judges each event by itself: returns the problems in a part of a capture. */
export type PartRule = (part: TracePart) => Iterable<Finding>;

/** A rule at work on one capture. It sees meaning, not text. */
export interface RuleRun {
  /** Adds the next part of the capture. */
  part?(part: TracePart): void;
  /** Completes a problem with what appears later in the capture. Called once for every problem, at the end. */
  completed?(finding: Finding): Finding;
  /** The problems that are known only at the end; `problems` returns those found before. */
  end?(whole: RuleInput, problems: () => readonly Finding[]): Iterable<Finding>;
}

/** The input of a rule at the end: what happened since the last part, the capture as a whole, and the secrets. */
export interface RuleInput {
  readonly trace: Trace;
  readonly secrets: readonly Secret[];
}

/** Copies a value so that it does not keep the text of its part in memory. */
export type Keep = <Value>(value: Value) => Value;

/** Returns the value itself, for a text that stays in memory. */
export const identity: Keep = value => value;

/** A rule that sees a capture as a whole: starts its work on one, which may be read in parts. */
export type Rule = (keep: Keep) => RuleRun;

/** A rule about the capture as a whole. */
export function atEnd(end: (whole: RuleInput) => Iterable<Finding>): Rule {
  return () => ({ end });
}

/** The fields of a finding for its repeats: at `places`, in the order of the text, and `more` without a place. */
export function repeatsOf(
  places: readonly Span[],
  more = 0,
): { repeats: RelatedPlace[] } & Pick<Finding, 'further' | 'omitted'> {
  const repeats = places
    .slice(0, MAX_REPEATS)
    .map(({ start, end }): RelatedPlace => ({ start, end, role: 'again' }));
  const further = numbersOf(places.slice(MAX_REPEATS, MAX_REPEATS + MAX_FURTHER));
  const omitted = places.length - repeats.length + more;
  return { repeats, ...(further.length > 0 && { further }), ...(omitted > 0 && { omitted }) };
}

/** Places as numbers: start and end of each, as a flat list. */
export function numbersOf(places: readonly Span[]): number[] {
  const numbers: number[] = [];
  for (const { start, end } of places) numbers.push(start, end);
  return numbers;
}

/** The places where a problem repeats, as far as they are kept, in the order of the text. */
export function repeatPlaces({ related, further = [] }: Pick<Finding, 'related' | 'further'>): Span[] {
  const places: Span[] = related.filter(({ role }) => role === 'again');
  for (let at = 0; at + 1 < further.length; at += 2)
    places.push({ start: further[at] ?? 0, end: further[at + 1] ?? 0 });
  return places;
}

/** A finding reduced to the wanted places, of which the first becomes its own; undefined if none is wanted. */
export function atPlaces(finding: Finding, isWanted: (place: Span) => boolean): Finding | undefined {
  const [first, ...others] = [finding, ...repeatPlaces(finding)].filter(isWanted);
  if (!first) return undefined;
  const own: { -readonly [Name in keyof Finding]: Finding[Name] } = { ...finding };
  delete own.further;
  delete own.omitted;
  const { repeats, ...more } = repeatsOf(others);
  const related = [...finding.related.filter(({ role }) => role !== 'again'), ...repeats];
  return { ...own, start: first.start, end: first.end, related, ...more };
}
