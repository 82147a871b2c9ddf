import { type CaptureRecord, readRecords } from '../syntax';

/** A stretch of a text with its records, whose offsets count in it. */
export interface TextWindow {
  readonly text: string;
  readonly records: readonly CaptureRecord[];
}

/** How much of a text is read at once, in UTF-16 code units. */
const WINDOW = 1 << 22;
/** A record that begins so far before the end of what is there is whole: a payload is no longer than a quarter of it. */
const MARGIN = 1 << 17;
/** What has no end within so many windows is cut. */
const MOST_WINDOWS = 4;

/**
 * A text that comes in pieces, window by window, end to end: in memory that does not grow with its length. A window ends
 * between two debug lines, with no payload or dump open.
 */
export async function* windowsOf(pieces: AsyncIterable<string>, size = WINDOW): AsyncGenerator<TextWindow> {
  const margin = Math.min(MARGIN, size >> 2);
  let [gathered, length, wanted]: [string[], number, number] = [[], 0, size];
  for await (const piece of pieces) {
    gathered.push(piece);
    length += piece.length;
    if (length < wanted) continue;
    const text = gathered.join('');
    const records = readRecords(text);
    const forced = length >= size * MOST_WINDOWS;
    const count = cutAt(text, records, text.length - margin) || (forced ? records.length : 0);
    if (count === 0) {
      [gathered, wanted] = [[text], length + size];
      continue;
    }
    const end = records[count]?.start ?? text.length;
    yield { text: text.slice(0, end), records: records.slice(0, count) };
    [gathered, length, wanted] = [[text.slice(end)], text.length - end, size + text.length - end];
  }
  const text = gathered.join('');
  yield { text, records: readRecords(text) };
}

/** How many records, of those that begin before `limit`, can be read without what follows; 0 for none. */
function cutAt(text: string, records: readonly CaptureRecord[], limit: number): number {
  // A payload that goes on behind other lines must not be parted from its beginning.
  let earliest = Infinity;
  for (let index = records.length - 1; index > 0; index--) {
    const record = records[index];
    if (record?.kind === 'json' && !record.first) earliest = Math.min(earliest, record.payload.start);
    if (!record || record.start > limit || record.start > earliest) continue;
    if (isLine(text, record) && isLine(text, records[index - 1])) return index;
  }
  return 0;
}

function isLine(text: string, record: CaptureRecord | undefined): boolean {
  if (record?.kind !== 'debug' || record.form === 'dump') return false;
  return record.start === 0 || text[record.start - 1] === '\n';
}
