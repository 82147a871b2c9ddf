import { Readable } from 'node:stream';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import {
  MixedEncodings,
  PackedTooLarge,
  PackedTooOften,
  decodedText,
  untilStopped,
} from '../../../server/src/files/readText';

/** Pieces of bytes, and whether the reader has released the source. */
function source(
  bytes: Uint8Array,
  length: number,
): { pieces: AsyncIterable<Uint8Array>; done: () => boolean } {
  let done = false;
  // oxlint-disable-next-line typescript/require-await
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
    } finally {
      done = true;
    }
  }
  return { pieces: pieces(), done: () => done };
}

const noise = Array.from({ length: 400_000 }, (_, index) => Math.sin(index)).join('\n');

describe('The beginning of a text, read alone', () => {
  test.each([
    ['plain', Buffer.from(noise)],
    ['packed', gzipSync(noise)],
    ['UTF-16', Buffer.from('\ufeff' + noise, 'utf16le')],
  ])('releases the bytes: %s', async (_, bytes) => {
    const { pieces, done } = source(bytes, 1 << 16);
    for await (const text of decodedText(pieces)) {
      expect(noise.startsWith(text)).toBe(true);
      expect(done()).toBe(false);
      break;
    }
    await vi.waitFor(() => expect(done()).toBe(true), { timeout: 300_000 });
  });

  test('destroys a stream', async () => {
    const stream = Readable.from(source(Buffer.from(noise), 1 << 16).pieces);
    // oxlint-disable-next-line typescript/no-unused-vars
    for await (const _ of decodedText(stream)) break;
    expect(stream.destroyed).toBe(true);
  });
});

test('Text that is read to its end is complete, however the bytes are cut', async () => {
  for (const bytes of [Buffer.from('é😀\n'), gzipSync('é😀\n'), Buffer.from('\ufeffé😀\n', 'utf16le')])
    for (let length = 1; length <= bytes.length; length++) {
      let whole = '';
      for await (const text of decodedText(source(bytes, length).pieces)) whole += text;
      expect(whole).toBe('é😀\n');
    }
});

describe('Text in two encodings is refused', () => {
  const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const line = 'FGT # diagnose debug application fnbamd -1\n';
  const textFrom = async (bytes: Uint8Array): Promise<string> => {
    let all = '';
    for await (const text of decodedText(source(bytes, 1 << 16).pieces)) all += text;
    return all;
  };

  test.each([
    ['UTF-8 behind UTF-16', Buffer.concat([wide('\ufeff' + line), Buffer.from(line)])],
    ['UTF-16 behind UTF-8', Buffer.concat([Buffer.from(line), wide(line)])],
  ])('%s', async (_, bytes) => {
    await expect(textFrom(bytes)).rejects.toThrow(MixedEncodings);
  });

  test('but not text in Asian scripts', async () => {
    const text = `${line}${'認証に失敗しました。管理者に連絡してください。'.repeat(20)}\n`;
    expect(await textFrom(wide('\ufeff' + text))).toBe(text);
    expect(await textFrom(Buffer.from(text))).toBe(text);
  });
});

test('Waiting for a silent pipe ends when the user cancels', async () => {
  const wish = new AbortController();
  const silent: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
  };
  setTimeout(() => wish.abort(), 10);
  expect((await untilStopped(silent, wish.signal).next()).done).toBe(true);
});

describe('A compressed file', () => {
  const capture = Array.from({ length: 9000 }, (_, index) => `line ${index} ${(index * 7919) % 1009}`).join(
    '\n',
  );
  const packed = gzipSync(capture);
  const readUntilError = async (bytes: Uint8Array): Promise<[text: string, error: unknown]> => {
    let text = '';
    try {
      for await (const piece of decodedText(source(bytes, 1 << 15).pieces)) text += piece;
      return [text, undefined];
    } catch (error) {
      return [text, error];
    }
  };

  test.each([30, 1000, packed.length >> 1, packed.length - 9, packed.length - 1])(
    'that is cut after %i bytes gives all its text before the error',
    async length => {
      const cut = packed.subarray(0, length);
      const [text, error] = await readUntilError(cut);
      expect(text).toBe(String(gunzipSync(cut, { finishFlush: constants.Z_SYNC_FLUSH })));
      expect(error).toMatchObject({ code: 'Z_BUF_ERROR' });
    },
  );

  test('that is damaged gives the text before the damage, then the error', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, packed.length >> 1, (packed.length >> 1) + 64);
    const [text, error] = await readUntilError(damaged);
    expect(error).toMatchObject({ code: 'Z_DATA_ERROR' });
    expect(text.length).toBeGreaterThan(0);
    expect(capture.startsWith(text.slice(0, 1000))).toBe(true);
  });

  test('is unpacked twice, but not a third time', async () => {
    expect(await readUntilError(gzipSync(packed))).toEqual([capture, undefined]);
    expect(await readUntilError(gzipSync(gzipSync(packed)))).toEqual(['', expect.any(PackedTooOften)]);
  });

  test('that unpacks to far more than a capture does is not read beyond that', async () => {
    const bomb = Buffer.concat(new Array<Uint8Array>(40).fill(gzipSync(Buffer.alloc(1 << 22, 'bomb\n'))));
    let length = 0;
    const read = async (): Promise<void> => {
      for await (const text of decodedText(source(bomb, 1 << 15).pieces)) length += text.length;
    };
    await expect(read()).rejects.toThrow(PackedTooLarge);
    expect(length).toBeLessThanOrEqual(128_000_000);
  });
});
