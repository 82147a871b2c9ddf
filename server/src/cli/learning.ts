import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { bytesAtOnce, isBinary, isCut, NoText, textOf } from '../files/texts';
import type { Learned, Lesson, ReadAgain, RedactEdit, Redaction } from '../secrets';
import { readPart, RecordStream, type StreamPart } from '../syntax';
import { Pieces } from './pieces';
import { type ReadEnd, readToEnd } from './readToEnd';
import type { RedactionWorker } from './redactionWorker';
import type { Streams } from './streams';
import { say as word } from './words';

/** How much is learned at once, in UTF-16 code units: a file is gone over twice, and each stretch has its price. */
const WINDOW = 1 << 17;

export interface Source {
  readonly path: string;
  read(): AsyncIterable<Uint8Array>;
}

/** What was learned of a stretch of a file, and how to see that it is the same when it is read again. */
interface Window extends Learned {
  readonly length: number;
  readonly hash: string;
}

export interface LearnedFile extends Source, ReadEnd {
  readonly windows: readonly Window[];
}

/** Standard input and a pipe can be read once, so they are kept; a file is read again. */
export async function sourceOf(file: string, streams: Streams): Promise<Source & { readonly size: number }> {
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
  const stream = new RecordStream(window);
  // Lessons are taken in the order of the text, whichever was found first.
  let taken = Promise.resolve();
  // The lesson of a part whose end may continue in the next one, which has to wait for it.
  let open: Lesson | Promise<Lesson> | undefined;
  const take = async (part: StreamPart | undefined): Promise<void> => {
    if (!part) return;
    const before = open && (await open).after;
    const lesson = worker.lesson(part, before);
    open = part.goesOn ? lesson : undefined;
    const length = part.end - part.start;
    const hash = hashOf(part.text.slice(0, length));
    const { context } = part;
    const again: ReadAgain = copy => readPart(copy, copy.length, context);
    taken = taken.then(
      async () => void windows.push({ ...redaction.take(await lesson, again, before), length, hash }),
    );
    taken.catch(() => undefined);
    if (worker.hasThread) await setImmediate();
  };
  const end = await readToEnd(textOf(source.read()), async text => {
    // In anything but text no secret would be seen.
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

/** A file is not as it was when it was read before. */
export class ChangedError extends Error {
  override readonly message = word('changed');
}

/** The text in the stretches in which it was learned, each with what to change in it. Throws before one that is not as it was. */
export async function* stretches(
  file: LearnedFile,
  redaction: Redaction,
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
      yield { text, edits: redaction.edits(text, window) };
    }
  }
  if (index < file.windows.length || pieces.length > 0) throw new ChangedError();
}

/** The text of a file that was read before, up to where it is cut if it was. */
async function* again(file: LearnedFile): AsyncGenerator<string> {
  try {
    yield* textOf(file.read());
  } catch (error) {
    if (file.cut === undefined || !isCut(error)) throw error;
  }
}
