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
  const text = before + NAME + after;
  const [start, end] = [before.length, before.length + NAME.length];
  const key = nameKeyAt(text, 0, start, end);
  const span = key && valueBefore(wordsBefore(stretch(text, 0, text.length), start, end, forms), key);
  return span && text.slice(span.start, span.end);
}

describe('A value before its name', () => {
  test.each(VALUES_BEFORE)('$name', form => {
    const [before, after, value] = form.example;
    expect(valueIn(before, after)).toBe(value);
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
  ])('is not a word of a sentence: %s', (before, after) => expect(valueIn(before, after)).toBeUndefined());
});
