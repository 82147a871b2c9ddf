import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { CAPTURES } from '../../support/captures';
import { RULE_EXAMPLES } from '../../support/examples';
import { byId, every, itself } from '../../support/rows';

/** A text with `count` blanks for each single one between two words, but not in quotes, JSON and columns. */
function spread(text: string, count: number): string {
  return text.replace(/^.*$/gm, line =>
    /[{}]/.test(line)
      ? line
      : line.replace(/"[^"]*"|(?<=\S) (?=\S)/g, part => (part === ' ' ? ' '.repeat(count) : part)),
  );
}

/** The problems of a text: rule, line, and the words with which their places begin. */
const problems = (text: string): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => !rule.startsWith('secret/'))
    .map(({ rule, variant, start, end }) => {
      const line = text.slice(0, start).split('\n').length;
      return `${line} ${rule} ${variant ?? ''}: ${text.slice(start, end).replace(/ +/g, ' ')}`;
    });

describe('Runs of blanks between words change no problem', () => {
  test('in the examples of a rule', () => {
    every(RULE_EXAMPLES, byId, ({ examples: { match, not } }) => {
      for (const lines of [match, not]) {
        const text = lines.join('\n') + '\n';
        for (const count of [2, 3]) expect(problems(spread(text, count))).toEqual(problems(text));
      }
    });
  });

  test('in a capture', () => {
    every(CAPTURES, itself, text => {
      expect(problems(spread(text, 2))).toEqual(problems(text));
    });
  });
});
