import { expect, test } from 'vitest';
import rows from '../../../fixtures/misleading.json';
import { evidenceOn } from '../../../support/evidence';
import { every } from '../../../support/rows';

/** A capture with a fact that decides nothing, and the same one where it belongs to the problem. */
interface Row {
  readonly name: string;
  readonly rule: string;
  readonly capture?: readonly string[];
  /** The causes that nothing decides there. */
  readonly open?: readonly string[];
  readonly decides?: { readonly capture: readonly string[]; readonly verdicts: readonly string[] };
}
const ROWS: readonly Row[] = rows;

const nameOf = ({ name }: Row): string => name;
const verdictsOn = (lines: readonly string[], rule: string): readonly string[] =>
  evidenceOn(`${lines.join('\n')}\n`, rule).causes.map(one => one.split(' ', 2).join(' '));

test('A fact of another VDOM, attempt or time, or of one of several, decides nothing', () => {
  every(
    ROWS.filter(({ capture }) => capture),
    nameOf,
    ({ capture = [], rule, open = [] }) => {
      const verdicts = verdictsOn(capture, rule);
      expect(verdicts).toEqual(expect.arrayContaining(open.map(id => `? ${id}`)));
    },
  );
});

test('The same fact decides where it belongs to the problem', () => {
  every(
    ROWS.filter(({ decides }) => decides),
    nameOf,
    ({ decides: { capture, verdicts } = { capture: [], verdicts: [] }, rule }) => {
      expect(verdictsOn(capture, rule)).toEqual(expect.arrayContaining([...verdicts]));
    },
  );
});
