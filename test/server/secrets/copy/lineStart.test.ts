import { describe, expect, test } from 'vitest';
import { belowLine } from '../../../../server/src/secrets/copy/edit';
import { every, first } from '../../../support/rows';

/** The stand-in of what is marked in a text. */
function standInIn(marked: string, standIn: string): string {
  const [before = '', value = '', after = ''] = marked.split(/[«»]/);
  const text = before + value + after;
  return belowLine(text, { start: before.length, end: before.length + value.length }, standIn);
}

describe('A mask of stars begins with a letter where a line begins', () => {
  const CASES = [
    ['at the start of a text', '«kelu77» came'],
    ['behind blanks there', '  \t «kelu77» came'],
    ['below a line', 'set passwd\n«kelu77» came'],
    ['below an empty line', 'set passwd\r\n\r\n«kelu77» came'],
    ['behind a carriage return', 'set passwd\r«kelu77» came'],
    ['behind blanks', 'set passwd\n   «kelu77» came'],
    ['behind tabs', 'set passwd\n\t\t«kelu77» came'],
    ['behind blanks and tabs', 'set passwd\n \t \t«kelu77» came'],
    ['behind many blanks', `set passwd\n${' '.repeat(80)}«kelu77» came`],
    ['behind the mark of a mail', 'set passwd\n> «kelu77» came'],
    ['behind the marks of two mails', 'set passwd\n> > «kelu77» came'],
    ['behind a payload', '{"d":{}}«kelu77» came'],
    ['behind a time', '2025-01-15 09:12:32 «kelu77» came'],
    ['behind a time in brackets', '[09:12:32]   «kelu77» came'],
    ['behind a time with a zone', '2025-01-15T09:12:32.123456+01:00 «kelu77» came'],
    ['behind a long time and the mark of a mail', '> 2025-01-15T09:12:32.123456789+01:00 > «kelu77» came'],
  ] as const;

  test('wherever the line begins', () => {
    every(CASES, first, ([, marked]) => {
      expect(standInIn(marked, '***111')).toBe('x**111');
    });
  });

  test.each([
    ['behind a word', 'passwd «kelu77» came'],
    ['behind a letter', 'x«kelu77» came'],
    ['behind a word and tabs', 'passwd\t\t«kelu77» came'],
    ['behind a number in a line', 'set passwd\n12 «kelu77» came'],
    ['behind a time that is no time', 'at 9:1:32 «kelu77» came'],
  ])('but not %s', (_where, marked) => {
    expect(standInIn(marked, '***111')).toBe('***111');
  });
});

test.each([
  ['****', 'x***'],
  ['****', 'x***'],
  ['**', 'x*'],
  ['*', 'x'],
  ['xuser01g', 'xuser01g'],
  ['000', '000'],
])('Below a line, %s becomes %s', (standIn, written) => {
  expect(standInIn('set passwd\n«kelu» came', standIn)).toBe(written);
});

describe('Two hex digits below a line', () => {
  test.each([
    ['begin with a letter, because a row of a dump does with two digits', 'name\n«ku» came', 'x0'],
    ['do at the end of the text', 'name\n«ku»', 'x0'],
    ['do in a word that has a sign', 'name\n«ku»-1 came', 'x0'],
    ['do not within a line', 'name «ku» came', '00'],
    ['do not for two hex digits', 'name\n«1f» came', '00'],
    ['do not before a letter', 'name\n«ku»x came', '00'],
    ['do not before a digit', 'name\n«ku»1 came', '00'],
  ])('%s', (_what, marked, written) => {
    expect(standInIn(marked, '00')).toBe(written);
  });
});
