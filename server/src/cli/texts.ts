import { createReadStream } from 'node:fs';

/** How much of a file is read at once, in bytes. */
const CHUNK = 1 << 20;

/** The bytes of a file, piece by piece. */
export function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: CHUNK });
}

/** Bytes that come piece by piece as text, decoded as `decode` does for all of them at once. */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head: Uint8Array = new Uint8Array(0);
  for await (const piece of bytes) {
    if (!decoder) {
      head = head.length === 0 ? piece : Buffer.concat([head, piece]);
      // A byte order mark has two bytes.
      if (head.length < 2) continue;
      decoder = decoderFor(head);
      yield decoder.decode(head, { stream: true });
    } else yield decoder.decode(piece, { stream: true });
  }
  yield decoder ? decoder.decode() : new TextDecoder('utf-8').decode(head);
}

/** The decoder for a text that begins with these bytes. */
export function decoderFor([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  return new TextDecoder('utf-8');
}
