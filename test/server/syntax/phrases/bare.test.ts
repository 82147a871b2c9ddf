import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../../server/src/syntax';
import { isCapture } from '../../../../server/src/syntax/isCapture';
import { BARE, PHRASES, type SentenceRow, Phrases } from '../../../../server/src/syntax/phrases';
import { byId, every, firstTwo } from '../../../support/rows';

interface TestedRow extends SentenceRow {
  readonly examples: { readonly match: readonly string[] };
}

const rows = PHRASES.rows as readonly TestedRow[];
const only = (row: SentenceRow): Phrases => new Phrases([row]);

/** The examples of a row that have no prefix and match from their start. */
const bare = rows
  .filter(row => row.bare)
  .flatMap(row =>
    row.examples.match
      .map(text => text.split('\n', 1)[0] ?? '')
      .filter(line =>
        only(row)
          .find(line, 0, '', BARE)
          .some(({ floats }) => !floats),
      )
      .map((line): [string, string] => [row.id, line]),
  );

describe('A sentence that is printed without a prefix', () => {
  test('is read as one', () => {
    every(bare, firstTwo, ([, line]) => {
      // A line with the name of a function is one of its daemon.
      expect(['sentence', 'debug']).toContain(readRecords(line)[0]?.kind);
    });
  });

  test('ends before a line with a tag that was glued to it', () => {
    every(bare, firstTwo, ([, line]) => {
      const [first, second] = readRecords(`${line} [1906] handle_req-Rcvd auth req 1516264661`);
      expect(first).toBeDefined();
      // Some are whole lines: with more text after them they do not match.
      if (first?.kind === 'sentence') expect(second).toMatchObject({ kind: 'debug', start: line.length + 1 });
    });
  });

  const signs = rows.filter(({ sign }) => sign !== undefined);

  test('is a sign of a capture if its row says so', () => {
    every(signs, byId, ({ examples }) => {
      // A second sign of a capture, which is not enough on its own.
      const other = 'config user local\n';
      expect(isCapture(other)).toBe(false);
      expect(isCapture(other + `${examples.match[0]}\n`.repeat(6))).toBe(true);
    });
  });
});
