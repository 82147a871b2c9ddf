/**
 * A message without the line breaks of a terminal that wrapped it, and with the quotes that the unit printed, ready to be
 * compared with sentences.
 */
export interface Message {
  readonly text: string;
  /** Where the sentence starts in `text`. */
  readonly from: number;
  /** Where `text` starts in the capture. */
  readonly start: number;
  /** The message as the capture has it, if that is longer: then offsets of `text` are not those of the capture. */
  readonly wrapped: string | undefined;
  /** The function that prints it; empty if the line names none. */
  readonly name: string;
  /** The daemon that prints it; `BARE` if no prefix names it. */
  readonly daemon: string;
  /** The title of an event, in lower case: what it is about, where another field says what happened. */
  readonly about?: string;
  /** Another field of the event says that it failed; this one says why. */
  readonly failed?: true;
}
