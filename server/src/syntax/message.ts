/**
 * A message to be matched against sentences: without line breaks from terminal wrapping, and with the quotes that the unit
 * printed.
 */
export interface Message {
  readonly text: string;
  /** Where the sentence starts in `text`. */
  readonly from: number;
  /** Where `text` starts in the capture. */
  readonly start: number;
  /** The message as in the capture, if that is longer: then offsets in `text` differ from those in the capture. */
  readonly wrapped: string | undefined;
  /** The function that prints it; empty if the line does not name it. */
  readonly name: string;
  /** The daemon that prints it; `BARE` if no prefix names it. */
  readonly daemon: string;
  /** The title of an event in lower case: its subject, if another field says what happened. */
  readonly about?: string;
  /** Another field of the event reports the failure; this one states the reason. */
  readonly failed?: true;
}
