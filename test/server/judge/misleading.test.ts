import { expect, test } from 'vitest';
import rows from '../../fixtures/misleading.json';
import { evidenceOn } from '../../support/evidence';
import { every } from '../../support/rows';

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

/** The lines, from 0, that a verdict names and that the capture has once. */
function namedLines(said: string, capture: readonly string[]): number[] {
  const isOnly = (line: number): boolean => {
    const words = (capture[line] ?? '').replace(/^.*# /, '').trim();
    return capture.filter(one => one.endsWith(words)).length === 1;
  };
  return Array.from(said.matchAll(/line (\d+): /g), ([, line]) => Number(line) - 1).filter(isOnly);
}

test('Without a line that a verdict names, the verdict is another', () => {
  const named = ROWS.flatMap(({ name, rule, decides }) => {
    const { capture, verdicts } = decides ?? { capture: [], verdicts: [] };
    const said = decides ? evidenceOn(`${capture.join('\n')}\n`, rule).causes : [];
    return said
      .filter(one => verdicts.includes(one.split(' ', 2).join(' ')))
      .flatMap(one =>
        namedLines(one, capture).map(line => ({
          name: `${name}, line ${line + 1}`,
          rule,
          capture,
          said: one,
          line,
        })),
      );
  });
  every(named, nameOf, ({ rule, capture, said, line }) => {
    const verdict = said.split(' ', 2).join(' ');
    const without = [...capture.slice(0, line), ...capture.slice(line + 1)];
    let left: readonly string[] = [];
    try {
      left = verdictsOn(without, rule);
    } catch {
      // Without its own line there is no problem.
    }
    expect(left).not.toContain(verdict);
  });
});
