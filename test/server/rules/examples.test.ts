import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { RULE_EXAMPLES } from '../../support/examples';

/** The rules that report a problem in a capture of these lines. */
function rulesOf(lines: readonly string[]): string[] {
  return analyze(lines.join('\n') + '\n').findings.map(({ rule }) => rule);
}

describe('The examples in the row of a rule', () => {
  test.each(RULE_EXAMPLES.map(({ id, examples }) => [id, examples] as const))('%s', (id, { match, not }) => {
    expect(rulesOf(match)).toContain(id);
    expect(not.join('')).not.toBe('');
    expect(rulesOf(not)).not.toContain(id);
  });
});
