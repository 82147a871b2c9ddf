import { isAscii } from 'node:buffer';
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

/** How much of a file is read at once, in bytes. */
const CHUNK = 1 << 17;

/** The bytes of a file, piece by piece; no more than `most`, so that one that grows while it is read has an end. */
export function bytesOf(path: string, most = Infinity): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: Math.min(CHUNK, most + 1), end: Math.max(0, most - 1) });
}

/** After so many pieces, others have their turn: a person may want to stop. */
const TURN = 16;

/** The same bytes for a program that does nothing meanwhile: it stops for each piece, which costs less than to wait for it. */
export async function* bytesAtOnce(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, constants.O_RDONLY | NO_WAIT);
  try {
    const there = fstatSync(file);
    if (!there.isFile()) {
      yield* bytesOf(path);
      return;
    }
    const length = Math.max(1, Math.min(CHUNK, there.size));
    for (let pieces = 1; ; pieces++) {
      if (pieces % TURN === 0) await setImmediate();
      const piece = Buffer.allocUnsafe(length);
      const read = readSync(file, piece);
      if (read === 0) return;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

/** To open a pipe would wait for its writer. Windows has neither. */
export const NO_WAIT = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;

/** The same bytes, up to where the person wants no more. */
export async function* untilStopped(
  bytes: AsyncIterable<Uint8Array>,
  stopped: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (!stopped) {
    yield* bytes;
    return;
  }
  const pieces = bytes[Symbol.asyncIterator]();
  // A pipe may be silent for long: whoever waits for it hears of the wish, too.
  let giveUp = (): void => undefined;
  const listen = (): void => giveUp();
  stopped.addEventListener('abort', listen);
  try {
    while (!stopped.aborted) {
      const next = await new Promise<IteratorResult<Uint8Array> | undefined>((resolve, reject) => {
        giveUp = () => resolve(undefined);
        pieces.next().then(resolve, reject);
      });
      if (next === undefined || next.done === true) break;
      yield next.value;
    }
  } finally {
    stopped.removeEventListener('abort', listen);
    if (stopped.aborted) void pieces.return?.();
  }
}

/** How many bytes tell whether a text without a byte order mark is UTF-16. */
const TELLING = 64;

/**
 * Bytes that come piece by piece as text: UTF-8, or UTF-16, as PuTTY and PowerShell write it, where a byte order mark says so
 * or every other byte is 0; unpacked where they begin as gzip does. Bytes that are no UTF-8 become the replacement character, so that any file at
 * all is read. Throws where gzip is damaged or ends early, and where the encoding
 * changes in the midst.
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const { head, rest } = await headOf(bytes, TELLING);
  if (head[0] === 0x1f && head[1] === 0x8b) {
    const packed = Readable.from(rest);
    const unpacked = createGunzip({ chunkSize: CHUNK });
    packed.on('error', error => unpacked.destroy(error));
    // Whoever reads no further lets go of the file, too.
    unpacked.on('close', () => packed.destroy());
    yield* textOf(packed.pipe(unpacked));
    return;
  }
  yield* decoded(rest, markOf(head));
}

interface Mark {
  readonly encoding: 'utf8' | 'utf16le';
  /** Whether the bytes of each code unit come the other way round. */
  readonly swapped: boolean;
  /** How many bytes the byte order mark has. */
  readonly length: number;
}

function markOf(head: Uint8Array): Mark {
  const [first, second, third] = head;
  if (first === 0xff && second === 0xfe) return { encoding: 'utf16le', swapped: false, length: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf16le', swapped: true, length: 2 };
  const [even, odd] = zerosOf(head.subarray(0, TELLING));
  if (odd > MOSTLY && even < HARDLY) return { encoding: 'utf16le', swapped: false, length: 0 };
  if (even > MOSTLY && odd < HARDLY) return { encoding: 'utf16le', swapped: true, length: 0 };
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  return { encoding: 'utf8', swapped: false, length: marked ? 3 : 0 };
}

/** Of the characters of a capture, hardly one is outside of Latin, whose second byte is 0 in UTF-16. */
const MOSTLY = 0.7;
const HARDLY = 0.1;

/** The share of zeros among the bytes at even places, and at odd ones. */
function zerosOf(bytes: Uint8Array): [even: number, odd: number] {
  const zeros = [0, 0];
  for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  const pairs = Math.max(1, bytes.length >> 1);
  return [(zeros[0] ?? 0) / pairs, (zeros[1] ?? 0) / pairs];
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, mark: Mark): AsyncGenerator<string> {
  const decoder = new StringDecoder(mark.encoding);
  let skip = mark.length;
  let odd = Buffer.alloc(0);
  /** Whether no character goes on from the piece before. */
  let between = mark.encoding === 'utf8';
  for await (const piece of bytes) {
    let buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).subarray(skip);
    skip = 0;
    if (mark.swapped) {
      const whole = Buffer.concat([odd, buffer]);
      const end = whole.length & ~1;
      odd = whole.subarray(end);
      buffer = Buffer.from(whole.subarray(0, end)).swap16();
    }
    // Nearly every capture is ASCII, which need not be decoded.
    const text = between && isAscii(buffer) ? buffer.toString('latin1') : decoder.write(buffer);
    if (isMixed(text, mark.encoding)) throw new MixedEncodings();
    yield text;
    const last = buffer.at(-1);
    if (last !== undefined) between = mark.encoding === 'utf8' && last < 0x80;
  }
  yield decoder.end() + (odd.length > 0 ? '\ufffd' : '');
}

/** Says of a file that a part of it is UTF-8 and a part UTF-16: no decoder reads both. */
export class MixedEncodings extends Error {
  readonly code = 'MIXED_ENCODINGS';
}

/** Letters with zeros between them in UTF-8. */
const WIDE = /(?:[\x20-\x7e]\0){8}/;
/** Pairs of printable ASCII, each read as one character of UTF-16. */
const PAIRS = /[\u2020-\u7e7e\u200a\u0a0d\u0d0a]{16,}/g;
const PAIR_BYTES = /^(?:[\x20-\x7e\r\n\t]{2})+$/;

/** Whether a part of a decoded text was in the other encoding. Characters of Asia are no pairs of ASCII in so long a row. */
function isMixed(text: string, encoding: Mark['encoding']): boolean {
  if (encoding === 'utf8') return text.includes('\0') && WIDE.test(text);
  for (const [run] of text.matchAll(PAIRS))
    if (PAIR_BYTES.test(Buffer.from(run, 'utf16le').toString('latin1'))) return true;
  return false;
}

/** The first bytes, at least so many where there are, and all of them again. */
async function headOf(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const pieces = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let done = false;
  while (head.length < length && !done) {
    const next = await pieces.next();
    if (next.done) done = true;
    else head = Buffer.concat([head, next.value]);
  }
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  };
  return { head, rest: rest() };
}
