/** For fewer bytes of one file, a thread is not worth its start. */
export const WORTH_THREAD = 1 << 21;

/** More memory for what is new does not make a thread faster: two of them would drive each other from the cache. */
export const YOUNG = { maxYoungGenerationSizeMb: 12 };

/** The program that serves as a thread, and how many the machine runs at once. */
export interface Threads {
  readonly program: string;
  readonly count: number;
}
