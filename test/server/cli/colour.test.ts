import { describe, expect, test } from 'vitest';
import { colourIn, hasColour } from '../../../server/src/cli/colour';
import { SEED } from '../../support/reading';
import { runHere } from '../../support/terminal';

describe('The environment', () => {
  test.each([
    ['a terminal', {}, true, true],
    ['a pipe', {}, false, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['NO_COLOR, whatever its value', { NO_COLOR: '0' }, true, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
    ['an empty FORCE_COLOR', { FORCE_COLOR: '' }, false, false],
    ['both', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['a dumb terminal', { TERM: 'dumb' }, true, false],
    ['FORCE_COLOR on a dumb terminal', { TERM: 'dumb', FORCE_COLOR: '1' }, true, true],
  ])('decides: %s', (_what, environment, isTerminal, expected) => {
    expect(hasColour(environment, isTerminal)).toBe(expected);
  });
});

test.each([
  ['--color', 'always'],
  ['--color=always', 'always'],
  ['--color=never', 'never'],
  ['--color=auto', 'auto'],
  ['--no-color', 'never'],
  ['--no-colour', 'never'],
])('%s is an option of every command', (option, when) => {
  expect(colourIn(['check', option, 'a.log'])).toEqual({
    when,
    invalid: undefined,
    rest: ['check', 'a.log'],
  });
});

test('The last option counts, and what follows -- is no option', () => {
  expect(colourIn(['--color', '--no-color', '--', '--color'])).toMatchObject({
    when: 'never',
    rest: ['--', '--color'],
  });
});

test('The words are the same in colour', async () => {
  const plain = await runHere(['check', '-'], SEED);
  const coloured = await runHere(['check', '--color', '-'], SEED);
  expect(coloured.out).toContain('\u001b[31merror\u001b[0m');
  expect(coloured.out.replace(/\u001b\[\d*m/g, '')).toBe(plain.out);
});

test('Another value is refused', async () => {
  const { code, err } = await runHere(['check', '--color=blue', '-'], SEED);
  expect([code, err]).toEqual([
    2,
    "fortios-debug: option '--color': 'blue' is not valid. The choices are auto, always, never.\n",
  ]);
});
