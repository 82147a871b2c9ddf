import { describe, expect, test } from 'vitest';
import { PlaceList, shiftedPlace } from '../../../server/src/secrets/placeList';

type Row = readonly [start: number, end: number, id: number, before?: number, whole?: number];

function listOf(rows: readonly Row[]): PlaceList {
  const list = new PlaceList();
  for (const row of rows) list.add(...row);
  return list;
}

const rowsOf = (list: PlaceList): Row[] =>
  Array.from({ length: list.length }, (_, index) => [
    list.start(index),
    list.end(index),
    list.id(index),
    list.before(index),
    list.whole(index),
  ]);

const PARTS: readonly Row[] = [
  [4, 9, 7, 0, 8],
  [12, 15, 7, 5, 8],
  [20, 26, -1, 0, 6],
];

describe('A list of places', () => {
  test('keeps all of each place', () => {
    expect(rowsOf(listOf(PARTS))).toEqual(PARTS);
  });

  test('takes a place for a whole value', () => {
    expect(rowsOf(listOf([[4, 9, 7]]))).toEqual([[4, 9, 7, 0, 5]]);
  });

  test('has room for many places', () => {
    const rows = Array.from({ length: 500 }, (_, at): Row => [at * 3 + 1, at * 3 + 3, at + 1, 1, 4]);
    expect(rowsOf(listOf(rows))).toEqual(rows);
  });

  test('is stored as numbers alone', () => {
    const list = listOf(PARTS);
    const data = list.data();
    expect(data.length).toBe(15);
    list.add(30, 31, 9);
    expect(rowsOf(PlaceList.of(data))).toEqual(PARTS);
    const copy = PlaceList.of(data);
    copy.add(30, 31, 9);
    expect(rowsOf(copy)).toEqual([...PARTS, [30, 31, 9, 0, 1]]);
  });

  test.each([0, 1, 2])('that was stored with %s places takes more', length => {
    const rows = PARTS.slice(0, length);
    const list = PlaceList.of(listOf(rows).data());
    for (const row of PARTS) list.add(...row);
    expect(rowsOf(list)).toEqual([...rows, ...PARTS]);
  });

  test('gives other numbers to the values alone', () => {
    const list = listOf(PARTS);
    expect(rowsOf(list.renumbered(id => id * 10))).toEqual(
      PARTS.map(([start, end, id, ...rest]) => [start, end, id * 10, ...rest]),
    );
  });

  test.each<readonly [string, readonly Row[], readonly number[]]>([
    ['as they are', [[1, 2, 0], [3, 4, 0], [5, 6, 0]], [0, 1, 2]],
    ['by their start', [[5, 6, 0], [1, 2, 0], [3, 4, 0]], [1, 2, 0]],
    ['also if only the last one is not in order', [[3, 4, 0], [5, 6, 0], [1, 2, 0]], [2, 0, 1]],
    ['the longer value first', [[1, 2, 0, 0, 3], [1, 2, 0, 0, 9]], [1, 0]],
    ['then the longer place first', [[1, 2, 0, 0, 9], [1, 5, 0, 0, 9]], [1, 0]],
    ['the longer value before the longer place', [[1, 5, 0, 0, 6], [1, 2, 0, 0, 9]], [1, 0]],
    ['the earlier one before the longer one', [[4, 30, 0], [1, 2, 0]], [1, 0]],
    ['equal ones as they were found', [[4, 5, 0], [1, 2, 1], [1, 2, 2], [1, 2, 3]], [1, 2, 3, 0]],
    ['none of no places', [], []],
  ])('orders places: %s', (_what, rows, order) => {
    expect([...listOf(rows).order()]).toEqual(order);
  }); // oxfmt-ignore
});

test('A place moves with its text', () => {
  const place = { start: 4, end: 15, parts: [{ start: 4, end: 9 }, { start: 12, end: 15 }] };
  expect(shiftedPlace(place, 10)).toEqual({ start: 14, end: 25, parts: [{ start: 14, end: 19 }, { start: 22, end: 25 }] });
  expect(shiftedPlace(place, -4)).toEqual({ start: 0, end: 11, parts: [{ start: 0, end: 5 }, { start: 8, end: 11 }] });
  expect(shiftedPlace(place, 0)).toBe(place);
}); // oxfmt-ignore
