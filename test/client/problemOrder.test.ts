import { describe, expect, test } from 'vitest';
import {
  areNeighbours,
  sortedTargets,
  isNextOf,
  nextTarget,
  type Target,
} from '../../client/src/views/problemOrder';

const at = (line: number, severity: number, isListed = true): Target => ({
  line,
  character: 0,
  severity,
  isListed,
});
const cursor = (line: number): { line: number; character: number } => ({ line, character: 0 });
const lines = (targets: readonly Target[]): number[] => targets.map(({ line }) => line);

/** Two warnings, an error and two places where it repeats. */
const ALL = [at(2, 2), at(5, 1), at(7, 1, false), at(9, 1, false), at(8, 2)];

describe('Go to Next Problem visits problems', () => {
  test('by severity, then in the order of the text', () => {
    expect(lines(sortedTargets(ALL, true))).toEqual([5, 7, 9, 2, 8]);
  });

  test('in the order of the text if the user chose that', () => {
    expect(lines(sortedTargets(ALL, false))).toEqual([2, 5, 7, 8, 9]);
  });

  test('once if several are in one place', () => {
    expect(sortedTargets([at(1, 2), at(1, 1)], true)).toEqual([at(1, 1)]);
  });

  test('all of them, and then the first again', () => {
    const ordered = sortedTargets(ALL, true);
    const reached: number[] = [];
    let place = cursor(0);
    for (let press = 0; press < 6; press++) {
      const target = nextTarget(ordered, place, true, true);
      if (target) reached.push((place = target).line);
    }
    expect(reached).toEqual([5, 7, 9, 2, 8, 5]);
  });

  test('backwards, too', () => {
    const ordered = sortedTargets(ALL, true);
    expect(nextTarget(ordered, cursor(5), false, true)?.line).toBe(8);
    expect(nextTarget(ordered, cursor(2), false, true)?.line).toBe(9);
  });

  test('from a place between them, the nearest of the most severe in that direction first', () => {
    const ordered = sortedTargets(ALL, true);
    expect(nextTarget(ordered, cursor(6), true, true)?.line).toBe(7);
    expect(nextTarget(ordered, cursor(6), false, true)?.line).toBe(5);
    expect(nextTarget(ordered, cursor(10), true, true)?.line).toBe(5);
  });

  test('not at all if there are none', () => {
    expect(nextTarget([], cursor(0), true, true)).toBeUndefined();
  });
});

describe("VS Code's own command", () => {
  const ordered = sortedTargets(ALL, true);
  const [error, , , early, late] = ordered as [Target, Target, Target, Target, Target];

  test('leads from the place of a problem to another one that it ranks higher and that comes later', () => {
    expect(isNextOf(ordered, error)).toBe(true);
    expect(isNextOf(ordered, early)).toBe(false);
    expect(isNextOf(ordered, late)).toBe(true);
  });

  test('continues from a listed problem to the next one of the list', () => {
    expect(areNeighbours(ordered, error, early, true)).toBe(true);
    expect(areNeighbours(ordered, error, late, true)).toBe(false);
    expect(areNeighbours(ordered, error, late, false)).toBe(true);
    expect(areNeighbours(ordered, cursor(7), early, true)).toBe(false);
  });
});
