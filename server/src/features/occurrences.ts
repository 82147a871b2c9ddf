import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { countBefore, type Span, touches } from '../syntax';
import { type Name, type NameKind, scanNames } from './nameScan';

export type { Name, NameKind } from './nameScan';

/** A name at a place: its kind, its text, and its span. */
export interface LocatedName {
  readonly kind: NameKind;
  readonly text: string;
  readonly span: Span;
}

interface NameIndex {
  /** Every name, in text order. */
  readonly names: readonly Name[];
  readonly places: ReadonlyMap<string, readonly Name[]>;
}

/** Returns the name that `offset` is in or at the end of. */
export function nameAt(analysis: Analysis, offset: number): LocatedName | undefined {
  const { names } = indexOf(analysis);
  const name = names[firstFrom(names, offset + 1) - 1];
  if (!name || !touches(name, offset)) return undefined;
  return { kind: name.kind, text: name.text, span: { start: name.start, end: name.end } };
}

/** Returns every place of a name, in text order. */
export function occurrencesOf(analysis: Analysis, kind: NameKind, text: string): readonly Span[] {
  return indexOf(analysis).places.get(keyOf(kind, text)) ?? [];
}

/** Returns the names that begin in `[start, end)`, in order. */
export function namesBetween(analysis: Analysis, { start, end }: Span): readonly Name[] {
  const { names } = indexOf(analysis);
  return names.slice(firstFrom(names, start), firstFrom(names, end));
}

/** Returns the first place of each name, in text order. */
export function firstNames(analysis: Analysis): readonly Name[] {
  return [...indexOf(analysis).places.values()].flatMap(places => places.slice(0, 1));
}

const indexOf = cached(makeIndex);

function makeIndex(analysis: Analysis): NameIndex {
  const names = scanNames(analysis);
  const places = new Map<string, Name[]>();
  for (const name of names) {
    const key = keyOf(name.kind, name.text);
    const list = places.get(key);
    if (list) list.push(name);
    else places.set(key, [name]);
  }
  return { names, places };
}

function keyOf(kind: NameKind, text: string): string {
  return `${kind} ${text}`;
}

/** Returns the index of the first span that begins at or after `offset`; the spans are in order. */
export function firstFrom(spans: readonly Span[], offset: number): number {
  return countBefore(spans.length, index => (spans[index]?.start ?? 0) < offset);
}
