/** Minimum size of a file in bytes for which starting a thread pays off. */
export const MIN_SIZE_FOR_THREAD = 1 << 21;

/**
 * Limits the memory for new objects: more of it does not make a thread faster, but two threads would compete for the
 * cache.
 */
export const SMALL_YOUNG_GENERATION = { maxYoungGenerationSizeMb: 12 };

/** The program that runs as a thread, and the number of threads that the machine runs at once. */
export interface Threads {
  readonly program: string;
  readonly count: number;
}
