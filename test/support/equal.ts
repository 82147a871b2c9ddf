import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** Expects large values to be equal: vitest's own comparison, which shows the difference, is slow. */
export function expectEqual(got: unknown, expected: unknown, message?: string): void {
  expect(isDeepStrictEqual(got, expected) ? expected : got, message).toEqual(expected);
}
