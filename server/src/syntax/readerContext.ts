import { firstWord } from './forms/console';
import type { CaptureRecord } from './records';
import { wrappedFrom } from './width';

/** What the reader keeps in mind from record to record. */
export interface ReaderContext {
  /** The first word of the command whose output comes, as far as it is known: `get`, `diagnose`. */
  readonly command: string;
  /** The host of the last prompt. */
  readonly host: string;
  /** The terminal may have wrapped lines of this many columns. */
  readonly wrappedFrom: number;
}

/** The context at the start of a text; `text` must have at least its beginning. */
export function startOf(text: string): ReaderContext {
  return { command: '', host: '', wrappedFrom: wrappedFrom(text) };
}

/** What the reader knows after `record`, when it knew `context` before it. */
export function contextAfter(context: ReaderContext, record: CaptureRecord, text: string): ReaderContext {
  // Debug output between them: what comes now is not the output of the command any more.
  const { wrappedFrom: columns } = context;
  if (record.kind === 'debug')
    return context.command === '' ? context : { command: '', host: context.host, wrappedFrom: columns };
  if (record.kind !== 'command') return context;
  const { host, command } = record;
  return {
    command: command.end > command.start ? firstWord(text, command) : context.command,
    host: host && host.end > host.start ? text.slice(host.start, host.end) : context.host,
    wrappedFrom: columns,
  };
}

/** What is known after the first `count` records, where `start` was known before them. */
export function contextAt(
  records: readonly CaptureRecord[],
  count: number,
  start: ReaderContext,
  text: string,
): ReaderContext {
  let from = count;
  while (from > 0 && !replacesContext(records[from - 1])) from--;
  return records
    .slice(Math.max(0, from - 1), count)
    .reduce((known, record) => contextAfter(known, record, text), start);
}

/** A command with a host replaces all that was known before it. */
function replacesContext(record: CaptureRecord | undefined): boolean {
  if (record?.kind !== 'command') return false;
  const { host, command } = record;
  return host !== undefined && host.end > host.start && command.end > command.start;
}
