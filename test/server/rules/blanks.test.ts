import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { CAPTURES } from '../../support/captures';
import { RULE_EXAMPLES } from '../../support/examples';

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
  test.each(RULE_EXAMPLES.map(({ id, examples }) => [id, examples] as const))('%s', (_id, { match, not }) => {
    for (const lines of [match, not]) {
      const text = lines.join('\n') + '\n';
      for (const count of [2, 3]) expect(problems(spread(text, count))).toEqual(problems(text));
    }
  });

  test.each(CAPTURES.map((text, index) => [index, text] as const))('in capture %i', (_index, text) => {
    expect(problems(spread(text, 2))).toEqual(problems(text));
  });
});
