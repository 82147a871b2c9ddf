/** Words of the capture to be quoted. */
export interface Quote {
  /** Of bounded length. It can contain secrets. */
  readonly text: string;
  /**
   * Where it starts and ends, from the start of its place; between them is more if a terminal wrapped it. Missing if it is not
   * in the capture as it is.
   */
  readonly textAt?: readonly [from: number, to: number] | undefined;
}
