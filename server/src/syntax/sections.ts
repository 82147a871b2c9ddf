import type { CaptureRecord } from './records';
import type { Reread } from './reread';

/** A run of records that can be read on its own, given the state before it. */
export interface Section<State, Found> {
  /** The state at its start. */
  readonly before: State;
  /** Number of records. */
  readonly count: number;
  readonly found: Found;
}

/** Reads record by record, and can resume from the state at the start of any section. */
export interface SectionReader<State, Found> {
  /** A copy of everything that affects what is found in later records. */
  readonly state: State;
  isSameState(state: State): boolean;
  /** True if a section can end here. */
  readonly isBetween: boolean;
  resumeFrom(state: State): void;
  add(record: CaptureRecord): void;
  /** Ends a section and returns what was found in it; `last` if no more records follow. */
  take(last: boolean): Found;
}

/**
 * Reads records section by section, and reuses the old sections that an edit does not affect: those before it, and those
 * after it from the first one whose start state is the same as before the edit. `move` shifts the latter.
 * @param size records per section; up to twice as many after an insertion, and more if a section cannot end. The last
 *   records of a text must not be among those that are kept
 */
export function sectionsOf<State, Found>(
  reader: SectionReader<State, Found>,
  { records, kept, moved, by }: Reread,
  old: readonly Section<State, Found>[],
  size: number,
  move: (section: Section<State, Found>, by: number) => Section<State, Found>,
): Section<State, Found>[] {
  const sections = sectionsWithin(old, kept);
  const shifted = (section: Section<State, Found>) => (by === 0 ? section : move(section, by));
  let at = sections.reduce((count, section) => count + section.count, 0);
  const next = old[sections.length];
  const from = at;
  if (next) reader.resumeFrom(next.before);
  // Counted from the end, shifted records keep their index.
  const starts = startsFromEnd(old);
  const startAt = (index: number): number | undefined =>
    index < records.length - moved ? undefined : starts.get(records.length - index);
  const nextKnown = firstWhere(records.length - moved, records.length, index => startAt(index) !== undefined);
  while (at < records.length) {
    const known = startAt(at);
    const rest = known === undefined ? [] : old.slice(known);
    if (rest[0] && reader.isSameState(rest[0].before)) {
      for (const section of rest) sections.push(shifted(section));
      break;
    }
    // The first new section continues from the state of an old one.
    const before = next && at === from ? next.before : reader.state;
    const start = at;
    // It may grow up to the next old section; otherwise lines typed one by one would become sections of one line each.
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

/** The first number in `[from, to)` for which `holds` is true; `to` if there is none. */
function firstWhere(from: number, to: number, holds: (index: number) => boolean): number {
  let index = from;
  while (index < to && !holds(index)) index++;
  return index;
}

/** The first sections, up to a total of `count` records. */
function sectionsWithin<State, Found>(
  sections: readonly Section<State, Found>[],
  count: number,
): Section<State, Found>[] {
  const within: Section<State, Found>[] = [];
  let left = count;
  for (const section of sections) {
    if (section.count > left) break;
    left -= section.count;
    within.push(section);
  }
  return within;
}

/** The index of each section, by the number of records from its start to the end of the text. */
function startsFromEnd(sections: readonly Section<unknown, unknown>[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  let left = 0;
  for (let index = sections.length - 1; index >= 0; index--) {
    left += sections[index]?.count ?? 0;
    starts.set(left, index);
  }
  return starts;
}
