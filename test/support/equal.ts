import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** Expects large values to be equal: the comparison of vitest, which shows the difference, takes long. */
export function expectEqual(got: unknown, wanted: unknown, message?: string): void {
  expect(isDeepStrictEqual(got, wanted) ? wanted : got, message).toEqual(wanted);
}
