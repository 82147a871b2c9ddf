import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isCapture } from '../analysis';
import { bytesOf, NO_WAIT, textOf } from './texts';
import { NotPlain } from './walk';

/** How much of a file is read to see whether it is a capture, in bytes. */
const LENGTH = 1 << 16;

/** Reads the beginning of a file only. Throws if it cannot be read. */
export async function isCaptureFile(file: string): Promise<boolean> {
  return isCapture(await beginningOf(file));
}

/** Says of a file that it holds something else than a capture. */
export class NoCapture extends Error {}

/**
 * The text of a capture, piece by piece, from its bytes. Throws `NoCapture` where it does not begin as one does. Where it is
 * packed and damaged, what could be unpacked decides, and is given before the error.
 */
export async function* textOfCapture(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let beginning: string | undefined = '';
  try {
    for await (const text of textOf(bytes)) {
      if (beginning === undefined) {
        yield text;
        continue;
      }
      beginning += text;
      if (beginning.length < LENGTH) continue;
      if (!isCapture(beginning.slice(0, LENGTH))) throw new NoCapture();
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
 * The first 64 KB of a file as text, unpacked where it is packed. Where it is packed and damaged it is what could be
 * unpacked; a file of which nothing can be read is a fault.
 */
async function beginningOf(file: string): Promise<string> {
  let text = '';
  try {
    for await (const piece of textOf(headOf(file))) {
      text += piece;
      if (text.length >= LENGTH) break;
    }
  } catch (error) {
    if (text === '') throw error;
  }
  return text.slice(0, LENGTH);
}

async function* headOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | NO_WAIT);
  try {
    if (!(await handle.stat()).isFile()) throw new NotPlain();
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(LENGTH), 0, LENGTH, 0);
    // The beginning of a packed file cannot be unpacked alone: that one is read from its stream.
    if (buffer[0] === 0x1f && buffer[1] === 0x8b) yield* bytesOf(file);
    else yield buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
