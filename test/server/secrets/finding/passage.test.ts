import { describe, expect, test } from 'vitest';
import {
  joined,
  type PassagePiece,
  pieceAt,
  placeOf,
  placesOf,
  stretch,
  unbroken,
  unwrapped,
  withName,
} from '../../../../server/src/secrets/finding/passage';
import { type Span, textOf } from '../../../../server/src/syntax';

test.each([
  ['ab\ncd', 0, 5, ['ab', 'cd']],
  ['ab\r\ncd\r\n', 0, 8, ['ab', 'cd']],
  ['\n\nab\n\n', 0, 6, ['ab']],
  ['ab', 0, 2, ['ab']],
  ['ab\ncd\nef', 1, 4, ['b', 'c']],
  ['ab\ncd\nef', 3, 3, []],
  ['ab\n\nef', 2, 4, []],
  ['ab\n\uFEFF\uFEFFcd', 0, 7, ['ab', 'cd']],
  ['ab\n\uFEFFcd', 3, 6, ['cd']],
  ['ab\uFEFFcd', 0, 5, ['ab\uFEFFcd']],
  ['ab\uFEFFcd', 2, 5, ['\uFEFFcd']],
  ['ab\uFEFF\ncd', 2, 6, ['\uFEFF', 'cd']],
  ['\uFEFF\nab', 0, 4, ['\uFEFF', 'ab']],
])('The lines of %j from %i to %i are %j', (text, start, end, lines) => {
  expect(unbroken(text, start, end).map(span => textOf(text, span))).toEqual(lines);
});

test.each([
  ['ab\ncd', 0, 2, 'ab\ncd', 0, 2],
  ['ab\ncd', 0, 4, 'abc', 0, 3],
  ['ab\rcd', 1, 5, 'bcd', 0, 3],
])('%j from %i to %i is read as one line', (text, start, end, whole, from, to) => {
  expect(unwrapped(text, start, end)).toMatchObject({ text: whole, from, to });
});

describe('A passage of several lines', () => {
  const text = '0123\n4567\n89';
  const lines: Span[] = [
    { start: 1, end: 4 },
    { start: 5, end: 9 },
    { start: 10, end: 12 },
  ];
  const passage = joined(text, lines);

  test('has their text', () => {
    expect(passage).toMatchObject({ text: '123456789', from: 0, to: 9 });
    expect(passage.pieces?.map(({ at }) => at)).toEqual([0, 3, 7]);
  });

  test.each([
    [0, 1, ['1']],
    [0, 3, ['123']],
    [2, 4, ['3', '4']],
    [3, 7, ['4567']],
    [6, 8, ['7', '8']],
    [0, 9, ['123', '4567', '89']],
    [8, 20, ['9']],
  ])('has at %i to %i what is in the document: %j', (start, end, parts) => {
    const place = placeOf(passage, start, end);
    expect(place.parts.map(part => textOf(text, part))).toEqual(parts);
    expect([place.start, place.end]).toEqual([place.parts.at(0)?.start, place.parts.at(-1)?.end]);
  });

  test.each([
    [-1, 0],
    [0, 0],
    [2, 0],
    [3, 1],
    [6, 1],
    [7, 2],
    [100, 2],
  ])('has at %i its piece %i', (at, piece) => {
    expect(pieceAt(passage.pieces ?? [], at)).toBe(piece);
  });

  test('has places with several parts, each of them mapped', () => {
    const parts = [
      { start: 2, end: 4 },
      { start: 6, end: 7 },
    ];
    const place = placesOf(passage, { start: 2, end: 7, parts });
    expect(place.parts.map(part => textOf(text, part))).toEqual(['3', '4', '7']);
    expect([place.start, place.end]).toEqual([3, 9]);
  });

  test('can begin with a name that is nowhere in the document', () => {
    const named = withName('psk=', passage);
    expect(named).toMatchObject({ text: 'psk=123456789', from: 0, to: 13 });
    expect(placeOf(named, 4, 8).parts.map(part => textOf(text, part))).toEqual(['123', '4']);
    expect(placeOf(named, 0, 5).parts.map(part => textOf(text, part))).toEqual(['1']);
    expect(placeOf(named, 0, 4)).toEqual({ start: 0, end: 0, parts: [] });
  });
});

test('A place in the document itself is that place', () => {
  const place = { start: 3, end: 5, parts: [{ start: 3, end: 5 }] };
  expect(placeOf(stretch('0123456', 2, 6), 3, 5)).toEqual(place);
  expect(placesOf(stretch('0123456', 2, 6), place)).toEqual(place);
});

test('Without a place nothing is mapped', () => {
  expect(placesOf(stretch('0123', 0, 4), { start: 1, end: 1, parts: [] })).toEqual({
    start: 0,
    end: 0,
    parts: [],
  });
  expect(withName('psk=', stretch('0123', 0, 4))).toMatchObject({ text: 'psk=0123', pieces: [] });
});

describe('An escape is one character, which is not split', () => {
  // In the document `ab\u0063d`, and lines that meet.
  const pieces: readonly PassagePiece[] = [
    { start: 0, end: 2, at: 0, length: 2 },
    { start: 2, end: 8, at: 2, length: 1 },
    { start: 8, end: 9, at: 3, length: 1 },
  ];
  const passage = { text: 'abcd', from: 0, to: 4, pieces };

  test.each([
    [0, 2, 0, 2],
    [1, 3, 1, 8],
    [2, 3, 2, 8],
    [2, 4, 2, 9],
    [3, 4, 8, 9],
  ])('%i to %i is %i to %i of the document', (start, end, from, to) => {
    expect(placeOf(passage, start, end)).toEqual({ start: from, end: to, parts: [{ start: from, end: to }] });
  });

  test('and without a length, lines that meet stay apart', () => {
    const lines = [
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ];
    expect(placeOf(joined('abcd', lines), 1, 3).parts).toEqual([
      { start: 1, end: 2 },
      { start: 2, end: 3 },
    ]);
  });

  test('and characters that the passage leaves out are in no place', () => {
    const without = [
      { start: 0, end: 2, at: 0, length: 2 },
      { start: 2, end: 3, at: 2, length: 0 },
      { start: 3, end: 5, at: 2, length: 2 },
    ];
    expect(placeOf({ ...passage, pieces: without }, 1, 3).parts).toEqual([
      { start: 1, end: 2 },
      { start: 3, end: 4 },
    ]);
  });

  test('and one that has no text in the document has no place', () => {
    const empty = [
      { start: 0, end: 2, at: 0, length: 2 },
      { start: 3, end: 3, at: 2, length: 1 },
      { start: 4, end: 5, at: 3, length: 1 },
    ];
    expect(placeOf({ ...passage, pieces: empty }, 1, 4).parts).toEqual([
      { start: 1, end: 2 },
      { start: 4, end: 5 },
    ]);
  });
});
