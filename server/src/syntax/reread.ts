import { max, min } from '../integers';
import { beginsLine } from './line';
import { Reader, readRecords } from './reader';
import { contextAfter, contextAt, type ReaderContext, contextAtStart } from './readerContext';
import type { CaptureRecord } from './records';
import { countBefore } from './search';
import { shift } from './shift';
import type { Templates } from './templates';
import { copiedSlice, linesBack } from './window';

/** A text and its records. */
export interface ReadText {
  readonly text: string;
  readonly records: readonly CaptureRecord[];
}

/** The result of reading a text again after an edit. */
export interface Reread {
  readonly records: readonly CaptureRecord[];
  /** Number of unchanged records at the beginning. */
  readonly kept: number;
  /** Number of records at the end that were only shifted, by `by` code units. */
  readonly moved: number;
  readonly by: number;
}

/** Reads a new text. */
export function readFromStart(text: string): Reread {
  return { records: readRecords(text), kept: 0, moved: 0, by: 0 };
}

/** How much is read at first after an edit, in UTF-16 code units; doubled each time that it is not enough. */
const WINDOW = 1 << 14;

/**
 * Reads `text`, which differs from `before` in one place, as after an edit. Returns what `readRecords` would return, in time
 * proportional to the edit plus one visit of each record after it. Records after the edit are reused and shifted in place, so
 * do not use `before` afterwards.
 * @param window how much is read after the edit at first, in UTF-16 code units
 */
export function reread(before: ReadText, text: string, window = WINDOW, templates?: Templates): Reread {
  const { records } = before;
  const edit = editOf(before.text, text);
  if (!edit) return { records, kept: records.length, moved: 0, by: 0 };
  const start = contextAtStart(text);
  // A different terminal width can change how every line is read.
  if (start.wrappedFrom !== contextAtStart(before.text).wrappedFrom) return readFromStart(text);
  const first = firstTouched(before, linesBack(text, edit.start));
  const from = first === 0 ? 0 : (records[first - 1]?.end ?? 0);
  const context = contextAt(records, first, start, before.text);
  for (let size = window; ; size *= 2) {
    const to = min(text.length, edit.newEnd + size);
    const read = readWindow(before, first, { from, to, context, edit }, text, templates);
    if (!read) continue;
    const { fresh, firstMoved } = read;
    const moved = records.length - firstMoved;
    return {
      records: replaced(records, first, firstMoved, fresh),
      kept: first,
      moved,
      by: edit.newEnd - edit.oldEnd,
    };
  }
}

/** Maximum number of arguments in one call. */
const MAX_AT_ONCE = 10_000;

/** Replaces `records[first..end]`, in place if there are few, to avoid a second array. */
function replaced(
  records: readonly CaptureRecord[],
  first: number,
  end: number,
  fresh: readonly CaptureRecord[],
): readonly CaptureRecord[] {
  if (fresh.length > MAX_AT_ONCE) return records.slice(0, first).concat(fresh, records.slice(end));
  const used = records as CaptureRecord[];
  used.splice(first, end - first, ...fresh);
  return used;
}

interface Edit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly context: ReaderContext;
  readonly edit: Edit;
}

/**
 * Reads from the first place that the edit can affect until a record begins at an old start with the same reader state: the
 * records from index `firstMoved` on only moved. Undefined if the window ends before that.
 */
function readWindow(
  before: ReadText,
  first: number,
  { from, to, context, edit }: Window,
  text: string,
  templates: Templates | undefined,
): { readonly fresh: CaptureRecord[]; readonly firstMoved: number } | undefined {
  const window = copiedSlice(text, from, to);
  const settled = to === text.length ? window.length : linesBack(window, window.length);
  const reader = new Reader(window, context, templates);
  const fresh: CaptureRecord[] = [];
  const by = edit.newEnd - edit.oldEnd;
  const old = new OldReading(before, first, context);
  for (let record = reader.next(); record && record.end <= settled; record = reader.next()) {
    fresh.push(record);
    const at = from + record.end;
    // The text before a record on its line matters, too: it determines the length of the line.
    if (at < edit.newEnd || !reader.isBetween || !beginsLine(text, at) || !beginsLine(before.text, at - by))
      continue;
    old.advanceTo(at - by);
    if (!old.isAt(at - by, reader.context)) continue;
    shift(fresh, from);
    shift(before.records, by, old.index);
    return { fresh, firstMoved: old.index };
  }
  if (to !== text.length) return undefined;
  shift(fresh, from);
  return { fresh, firstMoved: before.records.length };
}

/** Follows the state of the reader through the records of the old text. */
class OldReading {
  index: number;
  #context: ReaderContext;
  /** The end of the last payload; reading cannot resume before it. A payload can contain another. */
  #payloadEnd = 0;

  constructor(
    readonly before: ReadText,
    first: number,
    context: ReaderContext,
  ) {
    this.index = first;
    this.#context = context;
  }

  /** Follows the records that start before `offset`. */
  advanceTo(offset: number): void {
    const { records, text } = this.before;
    for (let record = records[this.index]; record && record.start < offset; record = records[this.index]) {
      this.#context = contextAfter(this.#context, record, text);
      if (record.kind === 'json') this.#payloadEnd = max(this.#payloadEnd, record.payload.end);
      this.index++;
    }
  }

  /** True if the next record starts at `offset`, outside any payload, with the same context as before the edit. */
  isAt(offset: number, { command, host }: ReaderContext): boolean {
    const { records, text } = this.before;
    const start = records[this.index]?.start ?? text.length;
    const isSame = this.#context.command === command && this.#context.host === host;
    return start === offset && isSame && this.#payloadEnd <= offset;
  }
}

/** The first record that an edit after `offset` can have changed; the reader can start there. */
function firstTouched({ records, text }: ReadText, offset: number): number {
  let low = countBefore(records.length, index => (records[index]?.end ?? 0) <= offset);
  // Do not start inside a payload that continues after other lines, or in the middle of a line.
  for (let index = low - 1; index >= 0; index--) {
    const record = records[index];
    const start = records[low]?.start ?? text.length;
    if (!beginsLine(text, start)) low = index;
    // A payload can end after a shorter one that began later, so every record is checked.
    if (record?.kind === 'json' && record.payload.end > start) low = index;
  }
  return low;
}

/** Number of code units compared at once: JavaScript engines compare slices much faster than single characters. */
const STEP = 1 << 16;

/** The range in which two texts differ; undefined if they are equal. */
function editOf(old: string, now: string): Edit | undefined {
  const shorter = min(old.length, now.length);
  let start = 0;
  for (let step = STEP; step >= 1; step >>= 4)
    while (start + step <= shorter && old.slice(start, start + step) === now.slice(start, start + step))
      start += step;
  if (start === old.length && start === now.length) return undefined;
  let [oldEnd, newEnd] = [old.length, now.length];
  for (let step = STEP; step >= 1; step >>= 4) {
    while (
      min(oldEnd, newEnd) - step >= start &&
      old.slice(oldEnd - step, oldEnd) === now.slice(newEnd - step, newEnd)
    )
      [oldEnd, newEnd] = [oldEnd - step, newEnd - step];
  }
  return { start, oldEnd, newEnd };
}
