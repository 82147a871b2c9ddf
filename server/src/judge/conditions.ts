import { addressesOf, type Condition, type FactTest } from '../knowledge/evidence';
import { entriesAt, shownValues, type Subject, valuesOf, withNames } from './facts';
import { addressIn, covers, rangeOf } from './addresses';
import { type FactValue, isKnown } from './readings';
import { isBefore, isWithin, timeSpanOfAll } from './times';

/** Whether a condition holds, with the places that show it; undefined if the capture does not show enough. */
export interface Outcome {
  readonly holds: boolean;
  readonly places: readonly FactValue[];
}

/** Tests a condition. A fact that the capture does not show is unknown: the result is undefined. */
export function outcomeOf(condition: Condition, subject: Subject): Outcome | undefined {
  const { and = [], where, ...first } = condition;
  const tests = [first, ...and];
  const ofAny = addressesOf(condition).filter(one => ENTRY.test(one));
  if (ofAny.length === 0) return allOf(tests, subject);
  const names = new Set(ofAny.flatMap(address => entriesAt(address, subject)));
  const inAll = (all: readonly FactTest[], name: string): Outcome | undefined =>
    allOf(
      all.map(test => inEntry(test, name)),
      subject,
    );
  if (where)
    return ofEach(Array.from(names, name => ({ meant: inAll(where, name), outcome: inAll(tests, name) })));
  const outcomes = Array.from(names, name => inAll(tests, name));
  return outcomes.find(one => one?.holds) ?? (outcomes.includes(undefined) ? undefined : outcomes[0]);
}

/** Whether a condition holds in each entry that is meant; undefined if none is, or if one that could be leaves it open. */
function ofEach(
  entries: readonly { readonly meant: Outcome | undefined; readonly outcome: Outcome | undefined }[],
): Outcome | undefined {
  const asked = entries.filter(({ meant }) => meant?.holds !== false);
  const failed = asked.find(({ meant, outcome }) => meant?.holds && outcome?.holds === false);
  if (failed) return failed.outcome;
  if (asked.length === 0 || !asked.every(({ meant, outcome }) => meant && outcome)) return undefined;
  return {
    holds: true,
    places: asked.flatMap(({ meant, outcome }) => [...(meant?.places ?? []), ...(outcome?.places ?? [])]),
  };
}

/** An address of any entry, which is the same one in the whole condition. */
const ENTRY = /\/\+(?=\/|$)/;

/** A test of one entry. */
function inEntry(test: FactTest, name: string): FactTest {
  const named = Object.entries<unknown>({ ...test }).map(([key, value]): [string, unknown] => [
    key,
    typeof value === 'string' ? value.replace(ENTRY, () => `/${name}`) : value,
  ]);
  return Object.fromEntries(named) as unknown as FactTest;
}

function allOf(tests: readonly FactTest[], subject: Subject): Outcome | undefined {
  const outcomes = tests.map(test => testOf(test, subject));
  const failed = outcomes.find(one => one?.holds === false);
  if (failed) return failed;
  if (!outcomes.every(one => one !== undefined)) return undefined;
  return { holds: true, places: outcomes.flatMap(({ places }) => places) };
}

/** A test that holds because something is not there does so only if nothing is masked. */
function testOf(test: FactTest, subject: Subject): Outcome | undefined {
  const { fact, differs, outside, lacks, otherThan: others } = test;
  const isOfAbsence = [differs, outside, lacks, others].some(one => one !== undefined);
  const isHidden = (address: string): boolean =>
    shownValues(address, subject).some(({ value }) => value !== '' && !isKnown(value));
  if (
    isOfAbsence &&
    [fact, differs, outside, ...(others ?? [])].some(one => one !== undefined && isHidden(one))
  )
    return undefined;
  return resultOf(test, subject);
}

function resultOf(written: FactTest, subject: Subject): Outcome | undefined {
  const test = withWords(written, subject);
  if (!test) return undefined;
  const values = valuesOf(test.fact, subject);
  if (test.missingAt !== undefined) return missing(test.fact, values, test.missingAt, subject);
  return values.length === 0 ? undefined : judged(test, values, subject);
}

/** Tests the values of a fact. */
function judged(test: FactTest, values: readonly FactValue[], subject: Subject): Outcome | undefined {
  // A list can be cut, so fewer values say nothing.
  if (test.count !== undefined)
    return values.length >= test.count ? { holds: true, places: values } : undefined;
  if (test.otherThan !== undefined) return otherThan(test.otherThan, values, subject);
  if (test.inEach !== undefined) return inEach(values, valuesOf(test.inEach, subject));
  const other = test.same ?? test.differs;
  if (other !== undefined) return compared(test, values, valuesOf(other, subject));
  const range = test.inside ?? test.outside;
  if (range !== undefined) return ranged(values, valuesOf(range, subject), test.inside !== undefined);
  const time = test.before ?? test.after ?? test.within;
  if (time !== undefined) return timed(values, valuesOf(time, subject), test);
  if (test.lacks !== undefined) return lacking(values, test.lacks);
  const kept = values.filter(({ value }) => fits(value, test));
  if (kept.length > 0) return { holds: true, places: kept };
  return { holds: false, places: values };
}

/** A test with the values of the problem for the names in its words; undefined if one is unknown. */
function withWords(test: FactTest, subject: Subject): FactTest | undefined {
  const { has, lacks } = test;
  if (!(has ?? lacks)?.includes('{')) return test;
  const word = withNames(has ?? lacks ?? '', subject);
  if (word.includes('{')) return undefined;
  return { ...test, ...(has === undefined ? { lacks: word } : { has: word }) };
}

/** Whether one of some values is none of those at some addresses. */
function otherThan(addresses: readonly string[], values: readonly FactValue[], subject: Subject): Outcome {
  const known = addresses.flatMap(address => valuesOf(address, subject));
  const others = values.filter(({ value }) => !known.some(one => isSameAs(one.value, value)));
  return { holds: others.length > 0, places: others.length > 0 ? others : values };
}

/** Whether each entry of a list has a setting. */
function inEach(values: readonly FactValue[], entries: readonly FactValue[]): Outcome | undefined {
  if (entries.length === 0) return undefined;
  const having = new Set(values.map(({ entry }) => entry?.toLowerCase()));
  const holds = entries.every(({ value }) => having.has(value.trim().toLowerCase()));
  return { holds, places: values };
}

/** Whether none of some lists has a word. */
function lacking(values: readonly FactValue[], word: string): Outcome {
  const holds = !values.some(({ value }) => wordsIn(value).some(one => isEqual(one, word)));
  return { holds, places: values };
}

/** Whether a fact is missing beside another one. */
function missing(
  fact: string,
  values: readonly FactValue[],
  missingAt: string,
  subject: Subject,
): Outcome | undefined {
  if (values.length > 0) return { holds: false, places: values };
  // What is masked is not missing.
  if (shownValues(fact, subject).some(({ value }) => value !== '')) return undefined;
  const beside = valuesOf(missingAt, subject);
  return beside.length > 0 ? { holds: true, places: beside.slice(0, 1) } : undefined;
}

/** Whether two facts have a value in common. */
function compared(
  { fact, same }: FactTest,
  values: readonly FactValue[],
  others: readonly FactValue[],
): Outcome | undefined {
  if (others.length === 0) return undefined;
  const equal = values.find(({ value }) => others.some(other => isSameAs(other.value, value)));
  // What a list lacks may be in a part of it that another capture does not show.
  if (!equal && fact.includes('*') && values.some(({ other }) => other)) return undefined;
  // Of several values none is the one that differs.
  const differing = [...(values.length === 1 ? values : []), ...others.slice(0, 1)];
  const places = equal ? [equal] : differing;
  return { holds: (equal !== undefined) === (same !== undefined), places };
}

/** An address is the same with its mask or a port: `192.0.2.1` of an interface with `192.0.2.1 255.255.255.0`. */
function isSameAs(a: string, b: string): boolean {
  return isEqual(a, b) || isEqual(addressIn(a), b) || isEqual(a, addressIn(b));
}

/** Whether an address is in one of some ranges; undefined if one of them cannot be read. */
function ranged(
  values: readonly FactValue[],
  others: readonly FactValue[],
  isInside: boolean,
): Outcome | undefined {
  const [first] = values;
  const address = first && rangeOf(first.value);
  const lists = others.flatMap(place =>
    place.value.split(', ').map(value => ({ place, range: rangeOf(value) })),
  );
  const ranges = lists.map(({ range }) => range);
  if (!address || ranges.length === 0 || ranges.includes(undefined)) return undefined;
  const at = ranges.findIndex(one => one && covers(one, address));
  const place = lists[at < 0 ? 0 : at]?.place;
  return { holds: at >= 0 === isInside, places: place ? [first, place] : [first] };
}

/** Compares points in time; undefined if they, or their time zones, leave it open. Several values must all agree. */
function timed(
  values: readonly FactValue[],
  others: readonly FactValue[],
  { before, within, hours = 0 }: FactTest,
): Outcome | undefined {
  const [one, other] = [values, others].map(all => timeSpanOfAll(all.map(({ value }) => value)));
  if (!one || !other) return undefined;
  const holds =
    within !== undefined
      ? isWithin(one, other, hours)
      : before !== undefined
        ? isBefore(one, other)
        : isBefore(other, one);
  return holds === undefined ? undefined : { holds, places: [...values.slice(0, 1), ...others.slice(0, 1)] };
}

function fits(value: string, { is, isNot, below, atLeast, begins, contains, has }: FactTest): boolean {
  return (
    (has === undefined || wordsIn(value).some(word => isEqual(word, has))) &&
    (is === undefined || isEqual(value, is)) &&
    (isNot === undefined || !isEqual(value, isNot)) &&
    (below === undefined || inOrder(value, below) < 0) &&
    (atLeast === undefined || inOrder(value, atLeast) >= 0) &&
    (begins === undefined || value.toLowerCase().startsWith(begins.toLowerCase())) &&
    (contains === undefined || value.toLowerCase().includes(contains.toLowerCase()))
  );
}

function wordsIn(list: string): string[] {
  return list.split(/[\s,"]+/);
}

function isEqual(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Compares numbers and releases part by part: `7.4.10` is after `7.4.9`. NaN, which fits nothing, for other texts. */
function inOrder(a: string, b: string): number {
  const [left, right] = [a, b].map(one => one.split('.').map(Number));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let at = 0; at < length; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
