import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composed, type RedactEdit, withEdits } from '../../../../server/src/secrets/copy/edit';

const TEXT = 'user=kelvin77 from 192.0.2.7, passwd=Winter-Sun-1';

/** Edits in order and without overlaps; each has its distance to the one before, its length and its text. */
const edits = fc
  .array(fc.tuple(fc.nat(4), fc.nat(3), fc.stringMatching(/^[a-z]{0,4}$/)), { maxLength: 5 })
  .map(rows => {
    let at = 0;
    return rows.map(([gap, length, text]): RedactEdit => {
      const start = at + gap;
      at = start + length;
      return { start, end: at, text };
    });
  });

test('Edits of a text and edits of its copy make the same text together', () => {
  fc.assert(
    fc.property(edits, edits, (first, second) => {
      const copy = withEdits(TEXT, first);
      const both = composed(copy, first, second);
      expect(withEdits(TEXT, both)).toBe(withEdits(copy, second));
      for (const [index, { start, end }] of both.entries()) {
        expect(start).toBeGreaterThanOrEqual(both[index - 1]?.end ?? 0);
        expect(end).toBeGreaterThanOrEqual(start);
      }
    }),
    { numRuns: 300 },
  );
});

/** The edits of a text, those of its copy, and what both are together. */
test.each<readonly [string, RedactEdit[], RedactEdit[], RedactEdit[]]>([
  ['only one of the text', [{ start: 5, end: 8, text: 'x' }], [], [{ start: 5, end: 8, text: 'x' }]],
  ['only one of the copy', [], [{ start: 5, end: 8, text: 'x' }], [{ start: 5, end: 8, text: 'x' }]],
  ['one behind a shorter one', [{ start: 0, end: 4, text: 'u' }], [{ start: 3, end: 5, text: 'xy' }], [{ start: 0, end: 4, text: 'u' }, { start: 6, end: 8, text: 'xy' }]],
  ['one before a longer one', [{ start: 5, end: 8, text: 'xuser' }], [{ start: 0, end: 4, text: 'u' }], [{ start: 0, end: 4, text: 'u' }, { start: 5, end: 8, text: 'xuser' }]],
  ['one inside another', [{ start: 5, end: 13, text: 'xuser001' }], [{ start: 6, end: 8, text: '00' }], [{ start: 5, end: 13, text: 'x00er001' }]],
  ['one over the end of another', [{ start: 5, end: 13, text: 'xuser001' }], [{ start: 11, end: 15, text: '-' }], [{ start: 5, end: 15, text: 'xuser0-' }]],
  ['one over the beginning of another', [{ start: 5, end: 13, text: 'xuser001' }], [{ start: 4, end: 6, text: ':' }], [{ start: 4, end: 13, text: ':user001' }]],
  ['one over two others', [{ start: 0, end: 4, text: 'u' }, { start: 5, end: 13, text: 'x1' }], [{ start: 0, end: 3, text: 'z' }], [{ start: 0, end: 13, text: 'z1' }]],
  ['two inside another', [{ start: 5, end: 13, text: 'xuser001' }], [{ start: 5, end: 6, text: 'y' }, { start: 10, end: 11, text: '77' }], [{ start: 5, end: 13, text: 'yuser7701' }]],
])('Edits are put together: %s', (_what, first, second, both) => {
  expect(composed(withEdits(TEXT, first), first, second)).toEqual(both);
}); // oxfmt-ignore
