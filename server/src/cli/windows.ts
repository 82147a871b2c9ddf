import { type CaptureRecord, readRecords } from '../syntax';

/** A stretch of a text with its records, whose offsets count in it. */
export interface TextWindow {
  /** The stretch, and perhaps more behind it: one that is cut off would be slower to read. */
  readonly text: string;
  /** How long the stretch is. */
  readonly length: number;
  readonly records: readonly CaptureRecord[];
}

/** How much of a text is read at once, in UTF-16 code units. */
const WINDOW = 1 << 20;
/** A record that begins so far before the end of what is there is whole: a line is no longer, and a payload that is open there is seen to be. */
const MARGIN = 1 << 15;
/** What has no end within so many windows is cut. */
const MOST_WINDOWS = 16;

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
    yield { text, length: end, records: records.slice(0, count) };
    [gathered, length, wanted] = [[text.slice(end)], text.length - end, size + text.length - end];
  }
  const text = gathered.join('');
  yield { text, length: text.length, records: readRecords(text) };
}

/** Text that comes in pieces, to be taken in stretches of any length. A stretch is a string of its own, no part of one. */
export class Pieces {
  #pieces: string[] = [];
  length = 0;

  push(piece: string): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** Takes the next `length` code units, of which there must be so many. */
  take(length: number): string {
    const taken: string[] = [];
    let missing = length;
    let index = 0;
    for (; missing > 0; index++) {
      const piece = this.#pieces[index] ?? '';
      if (piece.length > missing) {
        taken.push(piece.slice(0, missing));
        this.#pieces[index] = piece.slice(missing);
        break;
      }
      taken.push(piece);
      missing -= piece.length;
    }
    this.#pieces = this.#pieces.slice(index);
    this.length -= length;
    return taken.join('');
  }
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
