import { max, min } from '../../integers';
import type { Connection } from 'vscode-languageserver';
import { isCapture } from '../../analysis';
import { label, type Translate } from '../../knowledge';
import { FILE_BYTES, type FileBytesParams, FILE_STATE, type DocumentParams } from '../protocol';
import type { ServerState } from '../state';
import type { FileState, ReadableFiles } from './files';

/** Number of bytes requested at once. */
const CHUNK = 1 << 18;
/** Length of text that decides whether it is a capture, in UTF-16 code units. */
const BEGINNING = 1 << 16;
/** Maximum levels of compression, and maximum unpacked size: in bytes, and as a multiple of the file's size. */
const MAX_LEVELS = 2;
const MAX_UNPACKED = 128 * 1_000_000;
const MAX_RATIO = 250;

/** Returns a reader for a file: the server itself, or the client on its behalf; undefined if neither can read it. */
export function readableFiles(
  { files, client, connection }: Pick<ServerState, 'client' | 'connection' | 'files'>,
  uri: string,
): ReadableFiles | undefined {
  if (files?.keyOf(uri) !== undefined) return files;
  return client.readsFiles ? clientFiles(connection) : undefined;
}

/**
 * Files that only the client can read: those of a virtual workspace, and all files if the server runs in a web
 * worker. The client sends their bytes in chunks.
 */
function clientFiles(connection: Connection): ReadableFiles {
  const files: ReadableFiles = {
    async stateOf(uri) {
      const params: DocumentParams = { uri };
      return connection.sendRequest<FileState>(FILE_STATE, params);
    },
    async isCapture(uri) {
      let beginning = '';
      const { size } = await files.stateOf(uri);
      for await (const text of files.textOf(uri, size, () => undefined)) {
        beginning += text;
        if (beginning.length >= BEGINNING) break;
      }
      return isCapture(beginning.slice(0, BEGINNING));
    },
    textOf: (uri, size, read) => textOf(bytesOf(connection, uri, size, read), size),
    reasonOf,
  };
  return files;
}

/** An error whose message is meant for users. */
class Unreadable extends Error {
  constructor(readonly reason: (translate: Translate) => string) {
    super();
  }
}

function reasonOf(error: unknown, translate: Translate): string {
  const reason =
    error instanceof Unreadable
      ? error.reason(translate)
      : error instanceof Error && error.message !== ''
        ? error.message
        : label('reason.unknown', translate);
  return label('reason.read', translate, { reason });
}

async function* bytesOf(
  connection: Connection,
  uri: string,
  size: number,
  read: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < size;) {
    const params: FileBytesParams = { uri, start, length: min(CHUNK, size - start) };
    const coded = await connection.sendRequest<string>(FILE_BYTES, params);
    const bytes = Uint8Array.from(atob(coded), character => character.charCodeAt(0));
    if (bytes.length === 0) return;
    start += bytes.length;
    read(bytes.length);
    yield bytes;
  }
}

/** Decodes bytes as UTF-8, or as UTF-16 if there is a byte order mark; gzip is unpacked first. */
async function* textOf(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<string> {
  let source = bytes;
  for (let level = 1; ; level++) {
    const { head, all } = await headOf(source);
    if (!(head[0] === 0x1f && head[1] === 0x8b)) {
      yield* decoded(all, head);
      return;
    }
    if (level > MAX_LEVELS) throw new Unreadable(translate => label('reason.packedTooOften', translate));
    source = unpacked(all, max(MAX_UNPACKED, size * MAX_RATIO));
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, head: Uint8Array): AsyncGenerator<string> {
  const decoder = new TextDecoder(
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : 'utf-8',
    { ignoreBOM: true },
  );
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  const gunzip = new DecompressionStream('gzip');
  const writer = gunzip.writable.getWriter();
  const reader = gunzip.readable.getReader();
  const written = (async () => {
    for await (const piece of bytes) await writer.write(piece as BufferSource);
    await writer.close();
  })();
  // The same error also comes out of the reader.
  written.catch(() => undefined);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Unreadable(translate => label('reason.packedDamaged', translate));
    });
    if (done) return;
    length += value.length;
    if (length > limit) throw tooLarge();
    yield value;
  }
}

function tooLarge(): Unreadable {
  const facts = { megabytes: String(MAX_UNPACKED / 1_000_000), times: String(MAX_RATIO) };
  return new Unreadable(translate => label('reason.packedTooLarge', translate, facts));
}

/** Returns the first bytes, and an iterator over all bytes including these. */
async function headOf(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first = await pieces.next();
  const head = first.done ? new Uint8Array() : first.value;
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  return { head, all: all() };
}
