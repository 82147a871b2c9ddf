// Whatever `check` reports, `explain` explains.
import { describe, expect, test } from 'vitest';
import { RULES } from '../../../server/src/knowledge';
import { explain } from '../../../server/src/report/explanation';
import { every, first } from '../../support/rows';

describe('The examples of every rule', () => {
  const examples = RULES.map(({ id, examples: all }) => [id, all?.match ?? []] as const).filter(
    ([, lines]) => lines.length > 0,
  );

  test('are explained by that rule', () => {
    every(examples, first, ([id, lines]) => {
      const { exact, found } = explain(lines.join('\n'));
      expect(exact).toBe(true);
      // By the cause itself, if it has an id of its own.
      expect(found.some(one => one.id === id || one.id.startsWith(`${id}/`))).toBe(true);
    });
  });
});
