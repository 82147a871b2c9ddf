import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { bytesAtOnce, NO_WAIT, untilStopped } from './readText';

/** Interval between two checks of a file, in milliseconds: networks do not report growth. */
const INTERVAL = 50;
const MAX_SILENCE = 5000;
/** Number of bytes read at once. */
const CHUNK = 1 << 17;
/** Number of last bytes that are compared to detect that a file was rewritten. */
const TAIL = 256;

/** Events of a followed file other than growing. */
export type FileEvent = 'cut' | 'replaced' | 'gone' | 'silent' | 'answers' | { readonly error: unknown };

export interface GrowingOptions {
  /** Ends the wait for more. */
  readonly stopped?: AbortSignal | undefined;
  /** Called once for each event. */
  readonly note: (event: FileEvent) => void;
  /** The functions that open files and find them. */
  readonly files?: {
    readonly open: typeof open;
    readonly stat: (path: string, how: { bigint: true }) => Promise<BigIntStats>;
  };
  /** How long a file system may take to answer before `silent` is noted, in milliseconds. */
  readonly maxSilence?: number;
}

const FILES = { open, stat } satisfies GrowingOptions['files'];

/**
 * Yields the content of a file, including everything written to it later, until `stopped`. Each value is the content of
 * one file: a new value starts when the file is truncated or replaced, as by log rotation. A pipe or a device has one
 * value, which ends when its writer closes it. Throws if there is no such file.
 */
export async function* growing(
  path: string,
  options: GrowingOptions,
): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const { open: opener, stat: find } = options.files ?? FILES;
  const there = await find(path, { bigint: true });
  if (there.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  if (!there.isFile()) {
    yield untilStopped(bytesAtOnce(path), options.stopped);
    return;
  }
  const file = new GrowingFile(path, await opened(path, opener), options);
  try {
    while (!options.stopped?.aborted) yield file.content();
  } finally {
    await file.close();
  }
}

class GrowingFile {
  #handle: FileHandle;
  /** After an error the file is opened again. */
  #isBroken = false;
  /** The number of bytes read, and the last of them. */
  #position = 0;
  #tail = Buffer.alloc(0);
  /** The time of the last modification, and the last reported condition that still holds. */
  #changed = 0n;
  #noted = new Set<string>();

  constructor(
    readonly path: string,
    handle: FileHandle,
    readonly options: GrowingOptions,
  ) {
    this.#handle = handle;
  }

  close(): Promise<void> {
    return closed(this.#handle);
  }

  /** Yields the bytes of the file until it is truncated or replaced. */
  async *content(): AsyncGenerator<Uint8Array> {
    const { stopped } = this.options;
    while (!stopped?.aborted) {
      try {
        const piece = await this.#answered(this.#next());
        if (piece === 'over') return;
        this.#noted.delete('error');
        if (piece) yield piece;
        else await pause(INTERVAL, stopped);
      } catch (error) {
        if (stopped?.aborted) return;
        this.#isBroken = true;
        this.#note('error', { error });
        await pause(10 * INTERVAL, stopped);
      }
    }
  }

  /** Returns the next bytes, if there are any yet, and `over` if this file has no more. */
  async #next(): Promise<Uint8Array | 'over' | undefined> {
    if (this.#isBroken) await this.#open();
    const now = await this.#handle.stat({ bigint: true });
    if (now.size === BigInt(this.#position) && now.mtimeNs === this.#changed) return this.#isReplaced(now);
    // The last known bytes are read in the same call: the file can be rewritten after each check.
    const before = this.#tail.length;
    const read = await this.#read(this.#position - before, before + CHUNK);
    if (now.size < this.#position || !read.subarray(0, before).equals(this.#tail)) return this.#begin('cut');
    const piece = read.subarray(before);
    if (piece.length > 0) {
      this.#position += piece.length;
      this.#tail = Buffer.from(Buffer.concat([this.#tail, piece.subarray(-TAIL)]).subarray(-TAIL));
      return piece;
    }
    this.#changed = now.mtimeNs;
    return this.#isReplaced(now);
  }

  async #read(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#handle.read(buffer, 0, length, position);
    return buffer.subarray(0, bytesRead);
  }

  /** Continues with the file that has the name now, if it is another one. */
  async #isReplaced({ dev, ino }: BigIntStats): Promise<'over' | undefined> {
    const { stat: find } = this.options.files ?? FILES;
    const named = await find(this.path, { bigint: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
    if (!named) this.#note('gone');
    if (!named?.isFile() || (named.dev === dev && named.ino === ino)) return undefined;
    await this.#open();
    return this.#begin('replaced');
  }

  async #open(): Promise<void> {
    const before = this.#handle;
    this.#handle = await opened(this.path, this.options.files?.open);
    this.#isBroken = false;
    // An unreachable network would block this.
    void closed(before);
  }

  #begin(event: 'cut' | 'replaced'): 'over' {
    [this.#position, this.#tail, this.#changed] = [0, Buffer.alloc(0), 0n];
    this.#noted.clear();
    this.options.note(event);
    return 'over';
  }

  /** Reports once that the file system does not answer, and once that it answers again. */
  async #answered<Value>(value: Promise<Value>): Promise<Value> {
    const timer = setTimeout(() => this.#note('silent'), this.options.maxSilence ?? MAX_SILENCE);
    try {
      return await orStopped(value, this.options.stopped);
    } finally {
      clearTimeout(timer);
      if (this.#noted.delete('silent')) this.options.note('answers');
    }
  }

  #note(name: string, event: FileEvent = name as 'gone' | 'silent'): void {
    if (this.#noted.has(name)) return;
    this.#noted.add(name);
    this.options.note(event);
  }
}

/** Opens without blocking: a pipe may have taken the place of a file. */
function opened(path: string, opener = open): Promise<FileHandle> {
  return opener(path, constants.O_RDONLY | NO_WAIT);
}

function closed(handle: FileHandle): Promise<void> {
  return handle.close().catch(() => undefined);
}

/** Waits for a number of milliseconds, or until `stopped`. */
function pause(time: number, stopped: AbortSignal | undefined): Promise<void> {
  return wait(time, undefined, stopped && { signal: stopped }).catch(() => undefined);
}

/** Returns the value, or throws as soon as the user stops waiting. */
async function orStopped<Value>(value: Promise<Value>, stopped: AbortSignal | undefined): Promise<Value> {
  if (!stopped) return value;
  stopped.throwIfAborted();
  let refuse = (): void => undefined;
  const abort = new Promise<never>((_, reject) => {
    refuse = () => reject(new Error('stopped'));
    stopped.addEventListener('abort', refuse);
  });
  try {
    return await Promise.race([value, abort]);
  } finally {
    stopped.removeEventListener('abort', refuse);
  }
}
