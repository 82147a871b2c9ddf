const GLUED = /ike ((?:V=[\w.-]{1,31}:)?\d{1,9}(?::[^\s:]{0,64}){0,5}):? /g;

/** The names and numbers of a line of ike that was printed after another one, without a line break between them. */
export interface GluedTag {
  /** Where that line begins, where its names do, and where what it says does. */
  readonly start: number;
  readonly tagStart: number;
  readonly end: number;
  readonly tag: string;
}

/** The lines of ike that begin in the middle of a message. */
export function* gluedTags(message: string, from = 0): Generator<GluedTag> {
  if (message.indexOf('ike ', from) < 0) return;
  for (const { index, 0: head, 1: tag = '' } of message.matchAll(GLUED))
    if (index >= from) yield { start: index, tagStart: index + 'ike '.length, end: index + head.length, tag };
}
