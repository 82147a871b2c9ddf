import { describe, expect, test } from 'vitest';
import {
  columnOf,
  keepsTermsIn,
  MASK_STYLES,
  type MaskStyle,
  shapeOf,
  stylesNear,
} from '../../../../server/src/secrets/redaction/maskStyles';

const [PLAIN] = MASK_STYLES;
const withReach = (reach: number): MaskStyle => ({ ...PLAIN, shaped: 'all', reach });

test.each([
  ['Winter-Sun-1', false, 'Xxxxxx-Xxx-0'],
  ['Winter-session-12', false, 'Xxxxxx-xxxxxxx-00'],
  ['Winter-session-12', true, 'Xxxxxx-session-00'],
  ['XxX kelvin', false, 'XxX xxxxxx'],
  ['\u00c4rger_\u00fc7', false, 'Xxxxx_x0'],
  ['[10:20]', true, '[00:00]'],
  ['', true, ''],
])('The shape of %s, with terms kept: %s, is %s', (value, keepsTerms, shape) => {
  expect(shapeOf(value, keepsTerms)).toBe(shape);
});

test('The shape of a value keeps no terms by itself', () => {
  expect(shapeOf('Winter-session')).toBe('Xxxxxx-xxxxxxx');
});

test.each<readonly [MaskStyle['keepsTerms'], boolean, boolean]>([
  ['never', false, false],
  ['in the rest', false, true],
  ['always', true, true],
])('A style that keeps terms %s does in the beginning of a value: %s, in its rest: %s', (keepsTerms, inBeginning, inRest) => {
  const style: MaskStyle = { ...PLAIN, keepsTerms };
  expect([keepsTermsIn(style, false), keepsTermsIn(style, true)]).toEqual([inBeginning, inRest]);
}); // oxfmt-ignore

describe('A style applies', () => {
  /** The letters of a text that get the style, if it is meant for some lines. */
  const lettersIn = (text: string, lines: readonly number[], style: MaskStyle): string => {
    const styleAt = stylesNear(text, new Set(lines), style);
    return Array.from(text.matchAll(/\w/g))
      .filter(({ index }) => styleAt(index, index + 1) === style)
      .join('');
  };

  test.each([
    ['in its line alone', 'a\nb\nc\nd\ne', [2], 0, 'c'],
    ['in the lines above and below', 'a\nb\nc\nd\ne', [2], 1, 'bcd'],
    ['up to the first line', 'a\nb\nc\nd\ne', [1], 3, 'abcde'],
    ['down to the last line', 'a\nb\nc\nd\ne', [4], 1, 'de'],
    ['in the first line', 'a\nb\nc\nd\ne', [0], 1, 'ab'],
    ['near each of two lines', 'a\nb\nc\nd\ne', [0, 4], 0, 'ae'],
    ['near no line', 'a\nb\nc', [], 1, ''],
    ['with other line breaks', 'a\r\nb\rc\n\nd\r\ne', [2], 0, 'c'],
    ['with empty lines', 'a\n\n\nb\n\nc', [3], 1, 'b'],
    ['anywhere', 'a\nb\nc', [1], Infinity, 'abc'],
  ])('%s', (_where, text, lines, reach, letters) => {
    expect(lettersIn(text, lines, withReach(reach))).toBe(letters);
  });

  test('where a value reaches into a line', () => {
    const style = withReach(0);
    const text = 'aa\nbb\ncc';
    const styleAt = stylesNear(text, new Set([1]), style);
    const spans = [[0, 2], [0, 3], [0, 4], [3, 6], [5, 7], [6, 8], [0, 8]] as const;
    expect(spans.map(([start, end]) => styleAt(start, end) === style)).toEqual([false, false, true, true, true, false, true]);
  }); // oxfmt-ignore

  test('and the first one applies elsewhere', () => {
    expect(stylesNear('a\nb\nc', new Set([2]), withReach(0))(0, 1)).toBe(PLAIN);
    expect(stylesNear('a\nb\nc', new Set([2]), PLAIN)(0, 1)).toBe(PLAIN);
  });
});

describe('The text column of a dump row', () => {
  test.each([
    ['«........#+abcdef»', '................'],
    ['«...0..0»', '...0..0'],
    ['«... 0. 0»', '... 0. 0'],
    ['«ab cd»\n[275:root:1f0]x', '.. ..'],
    ['«ab(»[275:root:1f0]SSL state', '..('],
    ['«abc» [275:root:1f0]SSL state', '...'],
    ['«abc»def', '...'],
  ])('in %s', (marked, column) => {
    const [before = '', content = '', after = ''] = marked.split(/[«»]/);
    const start = before.length;
    expect(columnOf(before + content + after, start, start + content.length)).toBe(column);
  });
});
