import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { bytesAtOnce, isBinary, isCutOffError, NoText, decodedText } from '../files/readText';
import type { CompareCopy, Learned, Lesson, ReadRecords, RedactEdit, Redaction } from '../secrets';
import { pageColumnOf, readPart, RecordStream, type StreamPart } from '../syntax';
import { type ReadEnd, readToEnd } from './readToEnd';
import type { RedactionWorker } from './redactionWorker';
import type { Streams } from './streams';
import { cliText } from './cliText';

/** Length of text to learn at once, in UTF-16 code units: a file is read twice, and each part has overhead. */
const WINDOW = 1 << 17;

export interface Source {
  readonly path: string;
  read(): AsyncIterable<Uint8Array>;
}

/** The identities learned from a part of a file, and a check that it is the same when it is read again. */
interface Window extends Learned {
  readonly length: number;
  readonly hash: string;
}

export interface LearnedFile extends Source, ReadEnd {
  readonly windows: readonly Window[];
}

/** Standard input and pipes can be read only once, so their text is kept; a file is read again. */
export async function openSource(
  file: string,
  streams: Streams,
): Promise<Source & { readonly size: number }> {
  const there = file === '-' ? undefined : await stat(file);
  if (there?.isFile()) return { path: file, size: there.size, read: () => bytesAtOnce(file) };
  const chunks: Uint8Array[] = [];
  const bytes = there ? bytesAtOnce(file) : streams.input;
  for await (const chunk of bytes) chunks.push(chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return { path: file, size, read: () => Readable.from(chunks) };
}

export async function learn(
  source: Source,
  redaction: Redaction,
  worker: RedactionWorker,
  read: (units: number) => void,
  window = WINDOW,
): Promise<LearnedFile> {
  const windows: Window[] = [];
  const { templates } = redaction.site;
  const stream = new RecordStream(window, undefined, templates);
  // Lessons are taken in text order, in whichever order they arrive.
  let taken = Promise.resolve();
  // The lesson of the previous part, which may continue in the next one and has to wait for it.
  let open: Lesson | Promise<Lesson> | undefined;
  let column: number | undefined;
  const take = async (part: StreamPart | undefined): Promise<void> => {
    if (!part) return;
    const before = open && (await open).after;
    column ??= pageColumnOf(part.text);
    const about = { before, column };
    const lesson = worker.lesson(part, before, column);
    open = part.mayContinue ? lesson : undefined;
    const length = part.end - part.start;
    const hash = hashOf(part.text.slice(0, length));
    const { context } = part;
    const again: ReadRecords = copy => readPart(copy, copy.length, context, templates);
    taken = taken.then(
      async () => void windows.push({ ...redaction.addLesson(await lesson, again, about), length, hash }),
    );
    taken.catch(() => undefined);
    if (worker.hasThread) await setImmediate();
  };
  const end = await readToEnd(decodedText(source.read()), async text => {
    // Secrets cannot be found in anything but text.
    if (isBinary(text)) throw new NoText();
    read(text.length);
    await take(stream.push(text));
  });
  await take(stream.finish());
  await taken;
  return { ...source, windows, ...end };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** A file has changed between the two passes. */
export class ChangedError extends Error {
  override readonly message = cliText('changed');
}

/**
 * Yields the text in the parts in which it was learned, each with its edits. Throws before a part that has changed.
 * @param comparing makes a comparison of copies with their text, for a text in one part
 */
export async function* stretches(
  file: LearnedFile,
  redaction: Redaction,
  comparing?: (text: string) => CompareCopy,
): AsyncGenerator<{ readonly text: string; readonly edits: readonly RedactEdit[] }> {
  const pieces = new Pieces();
  let index = 0;
  for await (const piece of again(file)) {
    pieces.push(piece);
    for (
      let window = file.windows[index];
      window && pieces.length >= window.length;
      window = file.windows[++index]
    ) {
      const text = pieces.take(window.length);
      if (hashOf(text) !== window.hash) throw new ChangedError();
      const compare = file.windows.length > 1 ? undefined : comparing?.(text);
      yield { text, edits: redaction.edits(text, window, compare) };
    }
  }
  if (index < file.windows.length || pieces.length > 0) throw new ChangedError();
}

/** Yields the text of a file again, up to where it was cut the first time. */
async function* again(file: LearnedFile): AsyncGenerator<string> {
  try {
    yield* decodedText(file.read());
  } catch (error) {
    if (file.cut === undefined || !isCutOffError(error)) throw error;
  }
}

/**
 * A queue of text from which any length can be taken. Each part is a string of its own and keeps no larger one in
 * memory.
 */
export class Pieces {
  #pieces: string[] = [];
  length = 0;

  push(piece: string): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** Takes the next `length` code units; at least that many must be available. */
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
