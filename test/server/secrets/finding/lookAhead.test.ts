import { describe, expect, test } from 'vitest';
import { stopAfter, stopAt } from '../../../../server/src/secrets/finding/lookAhead';
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
});
