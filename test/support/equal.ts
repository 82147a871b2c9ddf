import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** Expects large values to be equal: vitest's own comparison, which shows the difference, is slow. */
export function expectEqual(got: unknown, wanted: unknown, message?: string): void {
  expect(isDeepStrictEqual(got, wanted) ? wanted : got, message).toEqual(wanted);
}
