import { max, min } from '../integers';
import { isAscii } from 'node:buffer';
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { StringDecoder } from 'node:string_decoder';
import { isatty, ReadStream } from 'node:tty';
import { createGunzip } from 'node:zlib';

/** Number of bytes read at once. */
const CHUNK = 1 << 17;

/** Yields the bytes of a file in pieces; at most `limit`, so that reading a growing file ends. */
export function fileBytes(path: string, limit = Infinity): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: min(CHUNK, limit + 1), end: max(0, limit - 1) });
}

/** After this many pieces, pending messages are handled, because the user may have cancelled. */
const TURN = 16;

/** Yields the same bytes for a program with nothing else to do: synchronous reads cost less. */
export async function* bytesAtOnce(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, constants.O_RDONLY | NO_WAIT);
  const there = fstatSync(file);
  if (isatty(file) || (there.isFIFO() && isPollable)) {
    yield* bytesOfOpen(file);
    return;
  }
  try {
    if (!there.isFile()) {
      yield* fileBytes(path);
      return;
    }
    const length = max(1, min(CHUNK, there.size));
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

/** Only Linux can poll a pipe; elsewhere, waiting for one needs a thread that cannot be stopped. */
const isPollable = process.platform === 'linux';

/**
 * Yields the bytes of an open file, pipe or terminal by its descriptor, which is closed at the end. Waiting for a pipe
 * does not occupy a thread, so the wait can be cancelled.
 */
export function bytesOfOpen(descriptor: number): AsyncIterable<Uint8Array> {
  if (isatty(descriptor)) return new ReadStream(descriptor);
  const there = fstatSync(descriptor);
  return there.isFIFO() || there.isSocket()
    ? new Socket({ fd: descriptor, readable: true, writable: false })
    : createReadStream('', { fd: descriptor, highWaterMark: CHUNK });
}

/** Opening a pipe would otherwise wait for its writer. Windows lacks both. */
export const NO_WAIT = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;

/** Yields the same bytes until the user stops. */
export async function* untilStopped(
  bytes: AsyncIterable<Uint8Array>,
  stopped: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (!stopped) {
    yield* bytes;
    return;
  }
  const pieces = bytes[Symbol.asyncIterator]();
  // A pipe may be silent for long, so the signal also ends a pending read.
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

/**
 * Number of bytes that decide whether a text without a byte order mark is UTF-16; fewer if they contain a line break.
 */
const DECIDING_BYTES = 64;
const MIN_DECIDING_BYTES = 16;
const LINE_FEED = 10;

/** Maximum levels of compression: one by the sender, one by a log archive. */
const MAX_LEVELS = 2;
/** Limits of an unpacked file: this many bytes, or this many times its packed size if that is more. */
const MAX_UNPACKED = 128 * 1_000_000;
const MAX_RATIO = 250;

/**
 * Decodes bytes to text piece by piece: UTF-8, or UTF-16, as PuTTY and PowerShell write it, if there is a byte order mark
 * or every other byte is 0. gzip is unpacked first. Bytes that are not valid UTF-8 become the replacement character, so
 * that any file can be read. Throws if gzip data is damaged or truncated, after yielding the text up to there; if it is
 * compressed more than twice or unpacks to more than any capture; and if the encoding changes in the middle.
 */
export async function* decodedText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const source = bytes[Symbol.asyncIterator]();
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      packed += next.value.length;
      yield next.value;
    }
  }
  async function* bounded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let unpacked = 0;
    for await (const piece of pieces) {
      unpacked += piece.length;
      if (unpacked > max(MAX_UNPACKED, packed * MAX_RATIO)) throw new PackedTooLarge();
      yield piece;
    }
  }
  try {
    let { head, rest } = await headOf(counted(), DECIDING_BYTES);
    for (let level = 1; isGzip(head); level++) {
      if (level > MAX_LEVELS) throw new PackedTooOften();
      ({ head, rest } = await headOf(rest, MAX_UNPACKED / MAX_RATIO, Infinity));
      await countUnpacked(head);
      ({ head, rest } = await headOf(bounded(unpacked(rest)), DECIDING_BYTES));
    }
    yield* decoded(rest, markOf(head));
  } finally {
    await source.return?.();
  }
}

/** Throws if the start of packed data unpacks to too much, before a part of it is analysed. */
async function countUnpacked(start: Uint8Array): Promise<void> {
  let length = 0;
  try {
    for await (const piece of unpacked(Readable.from([start]))) {
      length += piece.length;
      if (length > MAX_UNPACKED) break;
    }
  } catch {
    // It is cut or damaged, which is said where its text ends.
  }
  if (length > MAX_UNPACKED) throw new PackedTooLarge();
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** A file was compressed too many times. */
export class PackedTooOften extends Error {
  readonly code = 'PACKED_TOO_OFTEN';
}

/** A file unpacks to an excessive size, as files made to fill memory or disk do. */
export class PackedTooLarge extends Error {
  readonly code = 'PACKED_TOO_LARGE';
  readonly facts = { megabytes: String(MAX_UNPACKED / 1_000_000), times: String(MAX_RATIO) };
}

/** Number of packed bytes to unpack at once: they can become a thousand times as many, all lost if one is damaged. */
const SLICE = 1 << 10;

/** Unpacks gzip. If it is damaged or truncated, yields what can be unpacked and then throws. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const pieces: Uint8Array[] = [];
  const drain = (): void => {
    for (let piece = gunzip.read() as Buffer | null; piece; piece = gunzip.read() as Buffer | null)
      pieces.push(piece);
  };
  gunzip.on('readable', drain);
  let fault: Error | undefined;
  // Data after the packed data is skipped: the stream then ends without confirming the write.
  const ended = new Promise<void>(resolve => {
    gunzip.on('end', resolve);
    gunzip.on('error', error => {
      fault = error;
      resolve();
    });
  });
  try {
    for await (const piece of bytes)
      for (let at = 0; at < piece.length; at += SLICE) {
        const written = new Promise<void>(resolve =>
          gunzip.write(piece.subarray(at, at + SLICE), () => resolve()),
        );
        await Promise.race([written, ended]);
        drain();
        yield* pieces.splice(0);
        if (fault) throw fault;
        if (gunzip.readableEnded) return;
      }
    gunzip.end();
    await ended;
    yield* pieces.splice(0);
    if (fault) throw fault;
  } finally {
    gunzip.destroy();
  }
}

/**
 * Number of undecodable or control characters in a piece, or a tenth of it, above which it is binary: consoles print
 * some.
 */
const MIN_ODD = 32;
const MAX_ODD_SHARE = 0.1;
/** Except those that control a terminal: bell, backspace, tab, line and page breaks, escape. */
const ODD = /[\0-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffd]/g;

/** Length of text that decides whether it is binary, in UTF-16 code units. */
const BEGINNING = 1 << 16;

/** Passes the text through. Throws `NoText` if its beginning was decoded from something other than text. */
export async function* rejectBinary(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let length = 0;
  for await (const text of texts) {
    if (length < BEGINNING && isBinary(text)) throw new NoText();
    length += text.length;
    yield text;
  }
}

/** True if the text was decoded from bytes that are not text, or from an encoding that cannot be read. */
export function isBinary(text: string): boolean {
  // Nearly every piece has neither, and is not searched further.
  if (!text.includes('\0') && !text.includes('\ufffd')) return false;
  const odd = text.match(ODD)?.length ?? 0;
  return odd > max(MIN_ODD, text.length * MAX_ODD_SHARE);
}

/** A file is binary, or in an encoding that cannot be read. */
export class NoText extends Error {
  readonly code = 'NO_TEXT';
}

/** True if what was read before this error can be used: only the rest of the file is missing. */
export function isCutOffError(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['Z_BUF_ERROR', 'Z_DATA_ERROR'].includes((error as NodeJS.ErrnoException).code ?? '')
  );
}

interface Mark {
  readonly encoding: 'utf8' | 'utf16le';
  /** The bytes of each code unit are swapped. */
  readonly swapped: boolean;
  /** The length of the byte order mark in bytes. */
  readonly length: number;
}

function markOf(head: Uint8Array): Mark {
  const [first, second, third] = head;
  if (first === 0xff && second === 0xfe) return { encoding: 'utf16le', swapped: false, length: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf16le', swapped: true, length: 2 };
  const [even, odd] = zerosOf(head.subarray(0, DECIDING_BYTES));
  if (odd > MIN_ZEROS_OF_HIGH && even < MAX_ZEROS_OF_LOW)
    return { encoding: 'utf16le', swapped: false, length: 0 };
  if (even > MIN_ZEROS_OF_HIGH && odd < MAX_ZEROS_OF_LOW)
    return { encoding: 'utf16le', swapped: true, length: 0 };
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  return { encoding: 'utf8', swapped: false, length: marked ? 3 : 0 };
}

/** Share of zero bytes that indicates UTF-16: nearly all characters of a capture are Latin. */
const MIN_ZEROS_OF_HIGH = 0.7;
const MAX_ZEROS_OF_LOW = 0.1;

/** Returns the share of zeros among the bytes at even and at odd offsets. */
function zerosOf(bytes: Uint8Array): [even: number, odd: number] {
  const zeros = [0, 0];
  for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  const pairs = max(1, bytes.length >> 1);
  return [(zeros[0] ?? 0) / pairs, (zeros[1] ?? 0) / pairs];
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, mark: Mark): AsyncGenerator<string> {
  const decoder = new StringDecoder(mark.encoding);
  let skip = mark.length;
  let odd = Buffer.alloc(0);
  /** No character is split between the last piece and the next. */
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

/** A file is partly UTF-8 and partly UTF-16, which no decoder can read. */
export class MixedEncodings extends Error {
  readonly code = 'MIXED_ENCODINGS';
}

/** Letters with zeros between them in UTF-8. */
const WIDE = /(?:[\x20-\x7e]\0){8}/;
/** Pairs of printable ASCII, each read as one character of UTF-16. */
const PAIRS = /[\u2020-\u7e7e\u200a\u0a0d\u0d0a]{16,}/g;
const PAIR_BYTES = /^(?:[\x20-\x7e\r\n\t]{2})+$/;

/** True if a part of the text was in the other encoding. A long run of real Asian characters never has only ASCII bytes. */
function isMixed(text: string, encoding: Mark['encoding']): boolean {
  if (encoding === 'utf8') return text.includes('\0') && WIDE.test(text);
  for (const [run] of text.matchAll(PAIRS))
    if (PAIR_BYTES.test(Buffer.from(run, 'utf16le').toString('latin1'))) return true;
  return false;
}

/**
 * Returns the first bytes, and all bytes including these. The first ones are at least `length`, or fewer if they contain
 * a line break or the input ends. An error after the first byte is thrown after these bytes.
 * @param least so many bytes are enough if they contain a line break
 */
async function headOf(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
  least = MIN_DECIDING_BYTES,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const pieces = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let [done, fault]: [boolean, unknown] = [false, undefined];
  // Input that arrives line by line is not held back.
  while (head.length < length && !(head.length >= least && head.includes(LINE_FEED)) && !done) {
    try {
      const next = await pieces.next();
      if (next.done) done = true;
      else head = Buffer.concat([head, next.value]);
    } catch (error) {
      if (head.length === 0) throw error;
      [done, fault] = [true, error];
    }
  }
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      // oxlint-disable-next-line typescript/only-throw-error -- as it was thrown
      if (fault !== undefined) throw fault;
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  };
  return { head, rest: rest() };
}
