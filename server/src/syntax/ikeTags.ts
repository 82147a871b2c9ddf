const GLUED = /ike ((?:V=[\w.-]{1,31}:)?\d{1,9}(?::[^\s:]{0,64}){0,5}):? /g;

/** The tag of an ike line that was printed after another line without a line break. */
export interface GluedTag {
  /** Where the line, its tag and its message begin. */
  readonly start: number;
  readonly tagStart: number;
  readonly end: number;
  readonly tag: string;
}

/** The ike lines that begin in the middle of a message. */
export function* gluedTags(message: string, from = 0): Generator<GluedTag> {
  if (message.indexOf('ike ', from) < 0) return;
  for (const { index, 0: head, 1: tag = '' } of message.matchAll(GLUED))
    if (index >= from) yield { start: index, tagStart: index + 'ike '.length, end: index + head.length, tag };
}
