import { max } from '../integers';
import { firstWord } from './forms/console';
import type { CaptureRecord, Span } from './records';
import { wrappedFrom } from './width';

/** The state that the reader carries from record to record. */
export interface ReaderContext {
  /** The first word of the command whose output follows, if known: `get`, `diagnose`. */
  readonly command: string;
  /** The host of the last prompt. */
  readonly host: string;
  /** A terminal may have wrapped lines of at least this many columns. */
  readonly wrappedFrom: number;
}

/** The context at the start of a text; at least its first `BEGINNING` code units are needed. */
export function contextAtStart(text: string): ReaderContext {
  return { command: '', host: '', wrappedFrom: wrappedFrom(text) };
}

/** The context after `record`, given the `context` before it. */
export function contextAfter(context: ReaderContext, record: CaptureRecord, text: string): ReaderContext {
  // Debug output ends the output of the command.
  const { wrappedFrom: columns } = context;
  if (record.kind === 'debug')
    return context.command === '' ? context : { command: '', host: context.host, wrappedFrom: columns };
  if (record.kind !== 'command') return context;
  const { host, command } = record;
  // Most prompts are empty and show the same unit again.
  if (command.end === command.start && (!host || isText(text, host, context.host))) return context;
  return {
    command: command.end > command.start ? firstWord(text, command) : context.command,
    host: host && host.end > host.start ? text.slice(host.start, host.end) : context.host,
    wrappedFrom: columns,
  };
}

/** The context after the first `count` records, given the context `start` before them. */
export function contextAt(
  records: readonly CaptureRecord[],
  count: number,
  start: ReaderContext,
  text: string,
): ReaderContext {
  let from = count;
  while (from > 0 && !replacesContext(records[from - 1])) from--;
  return records
    .slice(max(0, from - 1), count)
    .reduce((known, record) => contextAfter(known, record, text), start);
}

/** True for a command with a host, which replaces the whole context. */
function replacesContext(record: CaptureRecord | undefined): boolean {
  if (record?.kind !== 'command') return false;
  const { host, command } = record;
  return host !== undefined && host.end > host.start && command.end > command.start;
}

function isText(text: string, { start, end }: Span, known: string): boolean {
  return end - start === known.length && text.startsWith(known, start);
}
