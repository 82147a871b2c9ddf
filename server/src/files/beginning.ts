import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isCapture } from '../analysis';
import { fileBytes, NO_WAIT, decodedText } from './readText';
import { NotPlain } from './walk';

/** Number of bytes that decide whether a file is a capture. */
export const BEGINNING = 1 << 16;

/** True if a file begins like a capture. Throws if it cannot be read. */
export async function isCaptureFile(file: string): Promise<boolean> {
  return isCapture(await beginningOf(file));
}

/** The content of a file is not a capture. */
export class NoCapture extends Error {}

/**
 * Yields the text of a capture in pieces, from its bytes. Throws `NoCapture` if it does not begin like one. For a
 * damaged compressed file, the part that could be unpacked decides, and is yielded before the error.
 */
export async function* textOfCapture(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let beginning: string | undefined = '';
  try {
    for await (const text of decodedText(bytes)) {
      if (beginning === undefined) {
        yield text;
        continue;
      }
      beginning += text;
      if (beginning.length < BEGINNING) continue;
      if (!isCapture(beginning.slice(0, BEGINNING))) throw new NoCapture();
      yield beginning;
      beginning = undefined;
    }
  } catch (error) {
    if (beginning && !isCapture(beginning)) throw new NoCapture();
    if (beginning) yield beginning;
    throw error;
  }
  if (beginning === undefined) return;
  if (!isCapture(beginning)) throw new NoCapture();
  yield beginning;
}

/**
 * Returns the first 64 KB of a file as unpacked text; of a damaged compressed file, what could be unpacked. Throws if
 * nothing can be read.
 */
async function beginningOf(file: string): Promise<string> {
  let text = '';
  try {
    for await (const piece of decodedText(headOf(file))) {
      text += piece;
      if (text.length >= BEGINNING) break;
    }
  } catch (error) {
    if (text === '') throw error;
  }
  return text.slice(0, BEGINNING);
}

async function* headOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | NO_WAIT);
  try {
    if (!(await handle.stat()).isFile()) throw new NotPlain();
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(BEGINNING), 0, BEGINNING, 0);
    // The beginning of a compressed file cannot be unpacked alone, so it is read as a stream.
    if (buffer[0] === 0x1f && buffer[1] === 0x8b) yield* fileBytes(file);
    else yield buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
