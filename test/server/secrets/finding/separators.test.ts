import { describe, expect, test } from 'vitest';
import { LOOSE_SEPARATORS } from '../../../../server/src/secrets/finding/looseSeparators';
import { SEPARATORS } from '../../../../server/src/secrets/finding/separators';
import { type Separator, SeparatorTable } from '../../../../server/src/secrets/finding/separatorTable';

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
