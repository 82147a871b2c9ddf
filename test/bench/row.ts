// The rows of the table that the benchmarks print.

import { computingTime } from '../support/time';

/** In bytes. */
export const MB = 1e6;

/** A measured value and its limit. */
export interface Row {
  readonly measure: string;
  readonly ours: string;
  readonly peer?: string;
  /** The value that is compared with the limit. */
  readonly figure: number;
  readonly bar: string;
  readonly met: boolean;
}

type Run = () => unknown;

/**
 * The shortest of several times of each run in milliseconds; the runs alternate, so that a busy machine slows all of them.
 */
export const race = (rounds: number, ...runs: readonly Run[]): number[] => bestOf(rounds, durationOf, runs);

/** The same in CPU time, for differences smaller than the noise of a busy machine. */
export const raceOfWork = (rounds: number, ...runs: readonly Run[]): number[] =>
  bestOf(rounds, computingTime, runs);

function bestOf(rounds: number, timeOf: (run: Run) => number, runs: readonly Run[]): number[] {
  const best = runs.map(() => Infinity);
  for (let round = 0; round < rounds; round++)
    for (const [index, run] of runs.entries()) best[index] = Math.min(best[index] ?? Infinity, timeOf(run));
  return best;
}

function durationOf(run: Run): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export const ms = (time: number): string => `${time < 10 ? time.toFixed(1) : time.toFixed(0)} ms`;
export const atMost = (measure: string, ours: string, figure: number, limit: number, peer?: string): Row => ({
  measure, ours, figure, bar: `at most ${limit}`, met: figure <= limit, ...(peer !== undefined && { peer }),
}); // oxfmt-ignore
export const atLeast = (measure: string, ours: string, figure: number, limit: number, peer?: string): Row => ({
  measure, ours, figure, bar: `at least ${limit}`, met: figure >= limit, ...(peer !== undefined && { peer }),
}); // oxfmt-ignore
