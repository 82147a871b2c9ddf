import { describe, expect, test } from 'vitest';
import { Passages } from '../../../../server/src/secrets/finding/passages';

describe('The text between two places is read as one line', () => {
  test.each([
    ['if it is one', 'ab cd\nef', 0, 5, 'ab cd', false],
    ['if it is a part of one', 'ab cd\nef', 1, 4, 'b c', false],
    ['if a terminal wrapped it', 'ab\ncd\nef', 0, 5, 'abcd', true],
    ['if a page wrapped it', 'ab\vcd\nef', 0, 5, 'abcd', true],
    ['if a page wrapped only another one', 'ab\ncd\vef', 0, 2, 'ab', false],
  ])('%s', (_, text, start, end, line, isJoined) => {
    const passage = new Passages(text).of(start, end);
    expect(passage.text.slice(passage.from, passage.to)).toBe(line);
    expect(passage.pieces !== undefined).toBe(isJoined);
  });

  test.each([
    ['if it is one', 'ab cd\nef', 0, 5, 'ab cd', false],
    ['if a page wrapped it', 'ab\vcd\nef', 0, 5, 'abcd', true],
    ['if a page wrapped only another one', 'ab\ncd\vef', 0, 2, 'ab', false],
    ['but its ends are known to be those of one line', 'ab\ncd\nef', 0, 5, 'ab\ncd', false],
  ])('for a record of one line: %s', (_, text, start, end, line, isJoined) => {
    const passage = new Passages(text).ofLine({ start, end });
    expect(passage.text.slice(passage.from, passage.to)).toBe(line);
    expect(passage.pieces !== undefined).toBe(isJoined);
  });
});
