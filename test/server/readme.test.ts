import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { inEnglish, wordsOf } from '../../server/src/knowledge';
import { guidanceOf, findingMessage } from '../../server/src/rules';

const README = readFileSync('README.md', 'utf8');

test('README.md quotes what the software says about its example', () => {
  const [, lines = ''] = /```fortios-debug\n([\s\S]*?)```/.exec(README) ?? [];
  const [finding, ...others] = analyze(lines).findings;
  expect(others).toEqual([]);
  if (!finding) throw new Error('nothing is found in the example');
  const steps = guidanceOf(finding).guidance.steps ?? [];
  const said = README.split('\n').flatMap(line => (line.startsWith('> ') ? [line.slice(2)] : []));
  expect(said).toEqual([
    `**${findingMessage(finding, inEnglish)}**`,
    ...steps.slice(0, 3).map((step, index) => `${index + 1}. ${wordsOf(step, inEnglish)}`),
  ]);
});
