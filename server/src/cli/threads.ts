/** The program that serves as a thread, and how many the machine runs at once. */
export interface Threads {
  readonly program: string;
  readonly count: number;
}
