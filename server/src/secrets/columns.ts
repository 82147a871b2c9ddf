import { secretWords } from '../knowledge/secretWords';
import type { Span } from '../syntax';
import type { FoundKind } from './types';

/** What the columns of a table hold, from the left; undefined for what may be shared. */
export type Columns = readonly (FoundKind | undefined)[];

const KINDS: ReadonlyMap<string, FoundKind> = new Map(
  secretWords('column').flatMap(({ holds, keys }) => keys.map(key => [key, holds as FoundKind] as const)),
);
/** Lists of sessions and of users number their rows. */
const HEADER = /^\s{0,8}\|?Index(?=[|\s])/;
const ROW = /^\s{0,8}\d{1,6}\s/;
const FEWEST = 3;
/** A cell ends at a tab, a bar or two blanks: names of groups have one. */
const CELL = /[^\s|]+(?: [^\s|]+)*/g;

/** What the columns below a line hold, where that is the head of a list of sessions. */
export function columnsOf(line: string): Columns | undefined {
  if (!HEADER.test(line)) return undefined;
  const names = line.match(CELL) ?? [];
  const kinds = names.map(name => KINDS.get(name.toLowerCase()));
  return names.length >= FEWEST && kinds.some(kind => kind !== undefined) ? kinds : undefined;
}

/** The cells of a row that hold what must not be shared, with offsets of the line; undefined for what is no row. */
export function cellsOf(line: string, columns: Columns): ({ kind: FoundKind } & Span)[] | undefined {
  if (!ROW.test(line)) return undefined;
  return [...line.matchAll(CELL)].flatMap(({ 0: cell, index: start }, column) => {
    const kind = columns[column];
    return kind ? [{ kind, start, end: start + cell.length }] : [];
  });
}
