import { describe, expect, test } from 'vitest';
import { LOOSE_SEPARATORS, looseStart } from '../../../../server/src/secrets/finding/looseSeparators';
import { maySay } from '../../../../server/src/secrets/finding/sentenceSeparators';
import { SEPARATORS, valueStart } from '../../../../server/src/secrets/finding/separators';
import {
  type Separator,
  SeparatorTable,
  type Start,
} from '../../../../server/src/secrets/finding/separatorTable';

const NAME = 'password';

/** The text from the start of the value after a name, without its quote. */
function valueAfter(gap: string, separators: readonly Separator[]): string | undefined {
  const text = NAME + gap;
  const start = new SeparatorTable(separators).startOf(text, NAME.length, text.length);
  return start && text.slice(start.at).replace(/^["'(]/, '');
}

describe.each([
  ['any key', SEPARATORS],
  ['names of secrets', LOOSE_SEPARATORS],
])('What separates %s from a value', (_, separators) => {
  test.each(separators)('$name', separator => {
    const [gap, value] = separator.example;
    const isValue = (output = ''): boolean => output.startsWith(value);
    expect(isValue(valueAfter(gap, separators))).toBe(true);
    expect(
      isValue(
        valueAfter(
          gap,
          separators.filter(one => one !== separator),
        ),
      ),
    ).toBe(false);
  });

  test('is more than the end of the text', () => {
    expect(valueAfter('', separators)).toBeUndefined();
    expect(valueAfter('  ', separators)).toBeUndefined();
  });
});

test('A closing quote is not read as the value', () => {
  expect(valueAfter('": 1', SEPARATORS)).toBe('1');
  expect(valueAfter('" 1', LOOSE_SEPARATORS)).toBeUndefined();
});

test('A letter that is not ASCII is no bracket', () => {
  const text = 'password übung-7-sun';
  const start = new SeparatorTable(LOOSE_SEPARATORS).startOf(text, NAME.length, text.length);
  expect(start).toEqual({ at: 9, certainty: 'unlikely' });
});

test.each([
  ['=&gt; ', '=> '],
  [':&gt;', ':>'],
])('An arrow of a page is read like that of a text: %j', (entity, arrow) => {
  for (const gap of [entity, arrow])
    expect(valueAfter(gap + 'Winter-Sun-1', SEPARATORS)).toBe('Winter-Sun-1');
});

describe('What is after a passage is not read', () => {
  /** Expects no start of a value after the end of the text, wherever that is in front of the value. */
  const expectWithin = (
    gap: string,
    value: string,
    startOf: (text: string, at: number, to: number) => Start | undefined,
  ): void => {
    const text = NAME + gap;
    const from = text.indexOf(value, NAME.length);
    expect(startOf(text, NAME.length, text.length)?.at).toBeGreaterThan(NAME.length);
    for (let to = NAME.length + 1; to <= from; to++)
      expect(startOf(text, NAME.length, to)?.at ?? 0).toBeLessThanOrEqual(to);
  };

  test.each([
    'length before the value',
    'head of a dump',
    'entity of a blank',
    'number of the value',
    'change',
    'change of two values',
    'comparison',
    'agreement',
    'what it is for',
    'change of what it belongs to',
    'whom it belongs to',
    'word for the value',
    'passive',
    'words and a colon',
    'word for the kind of the value',
    'kind of the value',
    'object of the value',
    'end of the element around the name',
  ])('with the separator "%s"', name => {
    const separators = [...SEPARATORS, ...LOOSE_SEPARATORS].filter(one => one.name === name);
    const table = new SeparatorTable(separators);
    for (const { example } of separators)
      expectWithin(...example, (text, at, to) => table.startOf(text, at, to));
  });

  test.each(['(2) len=18 val=Winter-Sun-1', '(2): value=Winter-Sun-1', '(2), value: Winter-Sun-1'])(
    'after a number: %s',
    gap => expectWithin(gap, 'Winter-Sun-1', looseStart),
  );

  test('after a verb', () => {
    const text = `${NAME} is case sensitive: Winter`;
    const last = text.indexOf('Winter');
    expect(valueStart(text, NAME.length, text.length)?.at).toBe(last);
    expect(valueStart(text, NAME.length, last)?.at).toBe(text.indexOf('case'));
  });

  test('after words', () => {
    const said = ' I used: Winter';
    expect(maySay(said, 0, said.length)).toBe(true);
    expect(maySay(said, 0, said.length - 1)).toBe(false);
  });
});
