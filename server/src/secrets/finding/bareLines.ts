import {
  type CaptureRecord,
  CR,
  FILLER,
  type Lines,
  type Message,
  messageIn,
  plainMessage,
  type Span,
} from '../../syntax';
import { unbroken } from './passage';

/** True for the blank line that a CR CR LF line break produces. */
export function isHalfBreak(text: string, { start, end }: Span): boolean {
  return end - start <= 2 && text.charCodeAt(start - 1) === CR;
}

const RULER = /^[\s|+=:-]{3,}$/;
const MAX_RULER = 400;

/** True for a line that only separates a table head from its rows. */
export function isRuler(text: string, { start, end }: Span): boolean {
  return end - start <= MAX_RULER && RULER.test(text.slice(start, end));
}

const TIME = /^[[(]?\d{1,2}:\d\d:\d\d(?:[.,]\d{1,6})?[\])]?:?[ \t]{1,4}(?=\S)/;

/** The start of an unrecognised line, after a time of day added by a terminal. */
export function afterTime(text: string, { start, end }: Span): number {
  let from = start;
  while (text.charCodeAt(from) === FILLER) from++;
  return from + (TIME.exec(text.slice(from, Math.min(end, from + 32)))?.[0].length ?? 0);
}

/** Text before a command in an unrecognised line: prompts, a terminal's time, colours. */
const PROMPTS = /^.{0,200}[#$](?:\s|\x1b\[[\d;]{0,8}[A-Za-z])+(?=[deDE][a-z]{0,8}\s)/;
const MAX_PROMPTS = 400;

/** The command after the prompts of a line, or undefined. */
export function afterPrompts(text: string, { start, end }: Span): Span | undefined {
  const slice = text.slice(start, Math.min(end, start + MAX_PROMPTS));
  const prompts = /[#$]/.test(slice) ? PROMPTS.exec(slice)?.[0] : undefined;
  return prompts === undefined ? undefined : { start: start + prompts.length, end };
}

/** The text of an unrecognised line, after a terminal's time. */
export function bareLine(text: string, record: CaptureRecord): Span | undefined {
  if (record.kind === 'text') return { start: afterTime(text, record), end: record.end };
  if (record.kind === 'sentence') return firstLine(text, record.message);
  return record.kind === 'debug' && record.form === 'stamp'
    ? { start: record.messageStart, end: record.messageEnd }
    : undefined;
}

/** The first line of a message: a long head of a list has its first row as a continuation. */
function firstLine(text: string, { start, end }: Span): Span {
  const length = text.slice(start, end).search(/[\r\n]/);
  return { start, end: length < 0 ? end : start + length };
}

const NO_LINES: readonly Span[] = [];

/** The lines of a record with a message after its first one. They may be separate lines, not a continuation. */
export function furtherLines(text: string, lines: Lines, record: CaptureRecord): readonly Span[] {
  const message = spanOfMessage(record);
  if (!message || lines.endOf(message.start) >= message.end) return NO_LINES;
  return unbroken(text, record.start, record.end).slice(1);
}

function spanOfMessage(record: CaptureRecord): Span | undefined {
  if (record.kind === 'sentence') return record.message;
  return record.kind === 'debug' ? { start: record.messageStart, end: record.messageEnd } : undefined;
}

/** The message of a record, or undefined. */
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
