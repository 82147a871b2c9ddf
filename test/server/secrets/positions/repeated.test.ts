import { expect, test } from 'vitest';
import { DOMAINS } from '../../../../server/src/knowledge/domains';
import { RecordFinder } from '../../../../server/src/secrets/positions/finder';
import { readRecords } from '../../../../server/src/syntax';
import { CAPTURES } from '../../../support/captures';

/** The examples of all sentences, and the lines of the fixtures. */
const LINES = new Set([
  ...DOMAINS.flatMap(({ sentences = [] }) =>
    sentences.flatMap(({ examples: { match = [], not = [] } = {} }) => [...match, ...not]),
  ),
  ...CAPTURES.flatMap(text => text.split(/\r?\n/)),
]);

/** What is found in each line of a text: kind and columns. */
function foundIn(text: string): string[][] {
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const found = starts.map((): string[] => []);
  const finder = new RecordFinder(true, ({ kind, place: { start, end } }) => {
    const line = starts.findLastIndex(at => at <= start);
    found[line]?.push(`${kind} ${start - (starts[line] ?? 0)}-${end - (starts[line] ?? 0)}`);
  });
  finder.read(text, readRecords(text));
  return found.map(all => all.sort());
}

test('A line that was read before holds the same secrets and names when it is repeated', () => {
  for (const line of LINES) {
    if (line === '' || line.includes('\n')) continue;
    const [, second, , fourth] = foundIn(`${line}\n`.repeat(4));
    expect(fourth, line).toEqual(second);
  }
});
