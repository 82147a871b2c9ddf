import {
  type CaptureRecord,
  CR,
  FILLER,
  type Message,
  messageIn,
  plainMessage,
  type Span,
} from '../../syntax';

/** True for the blank line that a line break written as CR CR LF leaves. */
export function isHalfBreak(text: string, { start, end }: Span): boolean {
  return end - start <= 2 && text.charCodeAt(start - 1) === CR;
}

const RULER = /^[\s|+=:-]{3,}$/;
const MAX_RULER = 400;

/** True for a line that only separates the head of a table from its rows. */
export function isRuler(text: string, { start, end }: Span): boolean {
  return end - start <= MAX_RULER && RULER.test(text.slice(start, end));
}

const TIME = /^[[(]?\d{1,2}:\d\d:\d\d(?:[.,]\d{1,6})?[\])]?:?[ \t]{1,4}(?=\S)/;

/** The start of a line without a form, after a time of day that a terminal put before it. */
export function afterTime(text: string, { start, end }: Span): number {
  let from = start;
  while (text.charCodeAt(from) === FILLER) from++;
  return from + (TIME.exec(text.slice(from, Math.min(end, from + 32)))?.[0].length ?? 0);
}

/** The words of a line that no form knows, after the time of a terminal. */
export function bareLine(text: string, record: CaptureRecord): Span | undefined {
  if (record.kind === 'text') return { start: afterTime(text, record), end: record.end };
  if (record.kind === 'sentence') return record.message;
  return record.kind === 'debug' && record.form === 'stamp'
    ? { start: record.messageStart, end: record.messageEnd }
    : undefined;
}

/** The message of a record; undefined for one that says none. */
export function messageOf(text: string, record: CaptureRecord): Message | undefined {
  switch (record.kind) {
    case 'debug':
      return messageIn(text, record);
    case 'sentence':
    case 'cli-error':
      return plainMessage(text, record.message);
    case 'text':
      return plainMessage(text, record);
    default:
      return undefined;
  }
}
