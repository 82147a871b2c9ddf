import { describe, expect, test } from 'vitest';
import { every, MAX_MESSAGE, MAX_NAME, MAX_ROWS } from './rows';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The error that `work` throws. */
function thrown(work: () => void): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

function fail(message: string): void {
  throw new Error(message);
}

/** The error of a table whose rows all fail. */
const failing = (rows: readonly number[]): Error =>
  thrown(() => {
    every(rows, String, row => {
      fail(`${row} is wrong`);
    });
  });

describe('A table', () => {
  test('without a failing row passes, and every row is checked in order', () => {
    const checked: number[] = [];
    every(numbers(3), String, row => {
      checked.push(row);
    });
    expect(checked).toEqual([0, 1, 2]);
  });

  test('fails once with the names and the messages of all rows that fail', () => {
    const error = thrown(() => {
      every(
        [1, 2, 3, 4],
        row => `row ${row}`,
        row => {
          if (row % 2 === 0) throw new Error(`${row} is even\nand wrong`);
        },
      );
    });
    expect(error.message).toBe(
      '2 of 4 rows fail:\n  row 2\n    2 is even\n    and wrong\n  row 4\n    4 is even\n    and wrong',
    );
  });

  test('without rows fails', () => {
    const error = thrown(() => {
      every([], String, fail);
    });
    expect(error.message).toBe('The table has no rows');
  });

  test('names the first failing rows and counts the others', () => {
    const { message } = failing(numbers(MAX_ROWS + 3));
    expect(message.match(/is wrong/g)).toHaveLength(MAX_ROWS);
    expect(message.split('\n').at(-1)).toBe('  and 3 more');
    expect(failing(numbers(MAX_ROWS)).message).not.toContain('more');
  });

  test('shows long names and messages in part, and a name on one line', () => {
    const { message } = thrown(() => {
      every(
        ['a\n\u001b'.repeat(MAX_NAME)],
        row => row,
        () => {
          fail('b'.repeat(2 * MAX_MESSAGE));
        },
      );
    });
    const [, name = '', text = ''] = message.split('\n');
    expect(name).toMatch(/^ {2}a\\n\\u001ba\\n.*…/);
    expect(name.trim()).toHaveLength(MAX_NAME + 1);
    expect(text.trim()).toHaveLength(MAX_MESSAGE + 1);
  });

  test('shows the place and the difference of the first failing row', () => {
    const error = thrown(() => {
      every([1, 2, 3], String, function checkRow(row) {
        expect(row).toBe(1);
      });
    });
    expect(error).toMatchObject({ actual: 2, expected: 1 });
    expect(error.stack).toContain('checkRow');
  });

  test('shows what the other rows received if their messages leave it out', () => {
    const error = thrown(() => {
      every([1, 2], String, row => {
        expect({ row, text: 'some words that are long', more: [{ deep: 'value' }] }).toEqual({
          row: 0,
          text: '',
        });
      });
    });
    expect(error.message).toContain(
      "received { row: 2, text: 'some words that are long', more: [ { deep: 'value' } ] }",
    );
  });
});

describe('A table with asynchronous checks', () => {
  test('runs them one after the other and fails once', async () => {
    const steps: string[] = [];
    const run = every([1, 2, 3], String, async row => {
      steps.push(`begin ${row}`);
      await Promise.resolve();
      steps.push(`end ${row}`);
      if (row > 1) throw new Error(`${row} is wrong`);
    });
    await expect(run).rejects.toThrow('2 of 3 rows fail:\n  2\n    2 is wrong\n  3\n    3 is wrong');
    expect(steps).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });

  test('passes without a failing row', async () => {
    await expect(every([1], String, () => Promise.resolve())).resolves.toBeUndefined();
  });

  test('names a row that throws before it waits', async () => {
    const run = every([1, 2], String, row => {
      if (row === 2) throw new Error('at once');
      return Promise.resolve();
    });
    await expect(run).rejects.toThrow('1 of 2 rows fail:\n  2\n    at once');
  });
});
