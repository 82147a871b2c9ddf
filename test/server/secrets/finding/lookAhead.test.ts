import { describe, expect, test } from 'vitest';
import { NextOf, stopAfter, stopAt, WHITE } from '../../../../server/src/secrets/finding/lookAhead';
import { stretch } from '../../../../server/src/secrets/finding/passage';

describe('The end of a value', () => {
  test('is its terminator, however far', () => {
    const text = `key=${'a'.repeat(1000)};rest`;
    expect(stopAfter(stretch(text, 0, text.length), 4, text.length, stopAt(';'))).toBe(1004);
    expect(stopAfter(stretch(text, 0, text.length), 4, 500, stopAt(';'))).toBe(500);
  });

  test('is searched for once, however many values end there', () => {
    const text = 'key='.repeat(20_000) + '\n';
    let looks = 0;
    const counting = stopAt('\nkey=', (output, at) => {
      looks++;
      return output[at] === '\n';
    });
    const passage = stretch(text, 0, text.length);
    for (let at = 4; at < text.length; at += 4) stopAfter(passage, at, text.length, counting);
    // 64 code units for each value, and the text once.
    expect(looks).toBeLessThan(20_000 * 65 + text.length);
  });

  test('is found again for a value that begins after the searched text', () => {
    const text = `${'a'.repeat(200)};${'b'.repeat(200)};`;
    const passage = stretch(text, 0, text.length);
    const stop = stopAt(';');
    expect([0, 100, 201, 300].map(start => stopAfter(passage, start, text.length, stop))).toEqual([
      200, 200, 401, 401,
    ]);
  });

  test.each([
    ['aa;a', 0, 4, 2],
    ['aa;a', 3, 4, 4],
    ['aa;a', 0, 2, 2],
    [';', 0, 1, 0],
    ['aé;', 0, 3, 2],
    ['a\u0080;', 0, 3, 2],
    ['aa;a', 0, 1, 1],
    [`${'a'.repeat(63)};;`, 0, 65, 63],
    [`${'a'.repeat(64)};;`, 0, 66, 64],
    [`${'a'.repeat(64)};;`, 0, 64, 64],
    [`${'a'.repeat(65)};;`, 0, 65, 65],
    [`${'a'.repeat(65)};;`, 0, 67, 65],
    [`${'a'.repeat(80)};;`, 5, 80, 80],
    [`${'a'.repeat(80)};;`, 9, 82, 80],
  ])('is at one of its characters: %s from %i to %i', (text, start, limit, end) => {
    expect(stopAfter(stretch(text, 0, text.length), start, limit, stopAt(';'))).toBe(end);
  });

  test('can be at any other character of another language', () => {
    const text = 'aéa»a';
    const stop = stopAt('', (output, at, to) => output[at] === '»' && at < to);
    expect(stopAfter(stretch(text, 0, 5), 0, 5, stop)).toBe(3);
    expect(stopAfter(stretch(text, 0, 3), 0, 5, stop)).toBe(5);
    expect(
      stopAfter(
        stretch('a\u0080', 0, 2),
        0,
        2,
        stopAt('', () => true),
      ),
    ).toBe(1);
  });

  test('is searched for once for each end and each passage', () => {
    const text = `${'a'.repeat(100)};${'a'.repeat(100)},`;
    const passage = stretch(text, 0, text.length);
    const looks: number[] = [];
    const counting = stopAt('a;', (output, at) => {
      looks.push(at);
      return output[at] === ';';
    });
    expect(stopAfter(passage, 0, 90, counting)).toBe(90);
    expect(stopAfter(passage, 0, text.length, stopAt(','))).toBe(201);
    looks.length = 0;
    // From 64 to 89 nothing ends it, which is known.
    expect(stopAfter(passage, 6, text.length, counting)).toBe(100);
    expect(looks.filter(at => at >= 70)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
    looks.length = 0;
    expect(stopAfter(passage, 36, text.length, counting)).toBe(100);
    expect(looks).not.toContain(100);
    looks.length = 0;
    // That begins before what is known.
    expect(stopAfter(passage, 0, text.length, counting)).toBe(100);
    expect(stopAfter(stretch(text, 0, text.length), 6, text.length, counting)).toBe(100);
  });

  test('is found for a value that begins before the searched text', () => {
    const text = `${'a'.repeat(80)};${'b'.repeat(200)};`;
    const passage = stretch(text, 0, text.length);
    const stop = stopAt(';');
    expect([100, 0].map(start => stopAfter(passage, start, text.length, stop))).toEqual([281, 80]);
  });

  test('is at control characters and blanks', () => {
    expect([WHITE.length, WHITE[0], WHITE[32]]).toEqual([33, '\0', ' ']);
  });
});

test('The next occurrence of a string is at its end, or none', () => {
  const next = new NextOf('a--b--', '--');
  expect([0, 1, 2, 4, 5, 6].map(from => next.find(from))).toEqual([1, 1, 4, 4, 6, 6]);
  const first = new NextOf('--a', '--');
  expect([first.find(0), first.find(1)]).toEqual([0, 3]);
});

test('The next occurrence of a string is searched for once', () => {
  let searches = 0;
  const text = 'a--b';
  const counting = { length: 4, indexOf: (...args: [string, number]) => (searches++, text.indexOf(...args)) };
  const next = new NextOf(counting as unknown as string, '--');
  expect([0, 1, 2, 3].map(from => next.find(from))).toEqual([1, 1, 4, 4]);
  expect(searches).toBe(2);
});
