import type { CaptureRecord } from './records';
import type { Reread } from './reread';

/** A stretch of records that can be read by itself, once it is known what stood before. */
export interface Section<State, Found> {
  /** What was known where it begins. */
  readonly before: State;
  /** How many records it has. */
  readonly count: number;
  readonly found: Found;
}

/** Something that reads record by record, and can go on from what was known at any section's start. */
export interface SectionReader<State, Found> {
  /** All that is known now of what came and that decides what is found in what comes; that does not change it. */
  readonly state: State;
  /** Whether what is known now is what `state` holds. */
  knows(state: State): boolean;
  /** Whether a section can end here. */
  readonly isBetween: boolean;
  goOnFrom(state: State): void;
  add(record: CaptureRecord): void;
  /** Ends a section, and gives what was found in it; `last` where no record comes. */
  take(last: boolean): Found;
}

/**
 * Reads records section by section. Of the sections of before, those are kept whose records are; where the records behind an
 * edit only moved and the same is known as then, the rest of them is what it was, too, and `moved` puts it where it stands
 * now. `size` is the number of records of a section; it has up to twice as many where something was inserted, and more where
 * none can end. The last records of a text must not be
 * among those that are kept.
 */
export function sectionsOf<State, Found>(
  reader: SectionReader<State, Found>,
  { records, kept, moved, by }: Reread,
  old: readonly Section<State, Found>[],
  size: number,
  move: (section: Section<State, Found>, by: number) => Section<State, Found>,
): Section<State, Found>[] {
  const sections: Section<State, Found>[] = [];
  let at = 0;
  for (const section of old) {
    if (at + section.count > kept) break;
    at += section.count;
    sections.push(section);
  }
  const next = old[sections.length];
  const from = at;
  if (next) reader.goOnFrom(next.before);
  // Counted from the end, records that only moved have the number that they had.
  const starts = startsFromEnd(old);
  const startAt = (index: number): number | undefined =>
    index < records.length - moved ? undefined : starts.get(records.length - index);
  let nextKnown = records.length - moved;
  while (nextKnown < records.length && startAt(nextKnown) === undefined) nextKnown++;
  while (at < records.length) {
    const known = startAt(at);
    const rest = known === undefined ? [] : old.slice(known);
    if (rest[0] && reader.knows(rest[0].before)) {
      for (const section of rest) sections.push(by === 0 ? section : move(section, by));
      break;
    }
    // Where it goes on from a section of before, what is known is what was known there.
    const before = next && at === from ? next.before : reader.state;
    const start = at;
    // Up to the next section of before one may grow: what is inserted line by line would else be sections of a line each.
    const most = at < nextKnown && nextKnown - at <= 2 * size ? 2 * size : size;
    const isEnd = (): boolean => at - start >= most || startAt(at) !== undefined;
    do {
      const record = records[at++];
      if (record) reader.add(record);
    } while (at < records.length && !(reader.isBetween && isEnd()));
    sections.push({ before, count: at - start, found: reader.take(at === records.length) });
  }
  return sections;
}

/** The number of each section by how many records there are from its start to the end of the text. */
function startsFromEnd(sections: readonly Section<unknown, unknown>[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  let left = 0;
  for (let index = sections.length - 1; index >= 0; index--) {
    left += sections[index]?.count ?? 0;
    starts.set(left, index);
  }
  return starts;
}
