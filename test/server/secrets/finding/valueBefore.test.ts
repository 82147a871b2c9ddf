import { describe, expect, test } from 'vitest';
import { nameKeyAt } from '../../../../server/src/secrets/finding/nameParts';
import { stretch } from '../../../../server/src/secrets/finding/passage';
import {
  type ValueBefore,
  valueBefore,
  wordsBefore,
  VALUES_BEFORE,
} from '../../../../server/src/secrets/finding/valueBefore';

const NAME = 'password';

/** The value before a name, where the name is between two texts. */
function valueIn(before: string, after: string, forms?: readonly ValueBefore[]): string | undefined {
  return valueOf(NAME, before, after, { forms });
}

/** The value before another name, in a passage that may end before the text does. */
function valueOf(
  name: string,
  before: string,
  after: string,
  { beyond = '', forms }: { readonly beyond?: string; readonly forms?: readonly ValueBefore[] | undefined },
): string | undefined {
  const passage = before + name + after;
  const text = passage + beyond;
  const [start, end] = [before.length, before.length + name.length];
  const key = nameKeyAt(text, 0, start, end);
  const span = key && valueBefore(wordsBefore(stretch(text, 0, passage.length), start, end, forms), key);
  return span && text.slice(span.start, span.end);
}

describe('A value before its name', () => {
  test.each(VALUES_BEFORE)('$name', form => {
    const [before, after, value] = form.example;
    expect(valueIn(before, after)).toBe(value);
    expect(valueIn(before, after, [form])).toBe(value);
    expect(
      valueIn(
        before,
        after,
        VALUES_BEFORE.filter(one => one !== form),
      ),
    ).toBeUndefined();
  });

  test.each([
    ['this is the ', ' policy'],
    ['failed as the ', ' differs'],
    ['timeout (', ')'],
    ['user,', '\n'],
    ['patience is the ', ' here'],
    ['"failed" is the ', ' state'],
    ['the “', '”'],
  ])('is not a word of a sentence: %s', (before, after) => expect(valueIn(before, after)).toBeUndefined());

  test.each([
    ['"moribandelu" is the ', 'moribandelu'],
    ["'moribandelu' is the ", 'moribandelu'],
    [`<add value="it's'Winter'" key="`, `it's'Winter'`],
    [`<add value="'Sun'Winter-1" key="`, `'Sun'Winter-1`],
  ])('is without its quotes: %s', (before, value) => expect(valueIn(before, '"/>')).toBe(value));

  test.each([
    ['482913 is your ', '482913'],
    ['G-482913 is your ', '482913'],
    ['"482913" is your ', '482913'],
    ['Winter-Sun-1 is your ', undefined],
    ['4829 is your ', undefined],
  ])('is a number before the name of a code: %s', (before, value) => {
    expect(valueOf('otp', before, ' now', {})).toBe(value);
    expect(valueOf('token', before, ' now', {})).toBe(value);
  });

  test('may be far from the end of the text', () =>
    expect(valueIn('Winter-Sun-1 is the ', ' of the site. '.repeat(30))).toBe('Winter-Sun-1'));

  test('is found where its passage ends, whatever follows', () =>
    expect(valueOf(NAME, 'Winter-Sun-1,', '', { beyond: ' of the site' })).toBe('Winter-Sun-1'));
});
