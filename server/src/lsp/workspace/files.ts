import { visibleLabel } from '../../features/shown';
import type { Translate } from '../../knowledge';

/** The state of a file when it was read: if two are the same, so is the content in all likelihood. */
export interface FileState {
  /** In bytes. */
  readonly size: number;
  /** When it was written last, in milliseconds since 1970. */
  readonly changed: number;
}

/** Files that can be read piece by piece: those of this machine, or those that the client reads for the server. */
export type ReadableFiles = Pick<Files, 'isCapture' | 'stateOf' | 'textOf' | 'reasonOf'>;

/** What the server can do with files; missing in a web worker, which has no disk. */
export interface Files {
  /** The same for each way to spell the address of a file; undefined if it is not one on this machine. */
  keyOf(uri: string): string | undefined;
  /** The files in a folder and below it that patterns want, among its first `most` files and folders. */
  list(folder: string, patterns: Patterns, most: number): Promise<Listed>;
  /** True if `list` would return the file if it existed. `folder` and `uri` must be on this machine. */
  isListed(folder: string, uri: string, patterns: Patterns): boolean;
  /** Throws if there is no such file, or if it is a pipe or a device. */
  stateOf(uri: string): Promise<FileState>;
  /** Looks at the first 64 KB of a file only. */
  isCapture(uri: string): Promise<boolean>;
  /** A file as text, piece by piece, unpacked, up to `size` bytes. `read` receives the number of bytes that were read. */
  textOf(uri: string, size: number, read: (bytes: number) => void): AsyncIterable<string>;
  /** The translations for a locale (`translator`); undefined for English, and for a language without any. */
  translationsFor(locale: string): readonly string[] | undefined;
  /** Why one of these failed, in words for a user. */
  reasonOf(error: unknown, translate: Translate): string;
}

export interface Patterns {
  readonly include: readonly string[];
  readonly ignore: readonly string[];
}

export interface Listed {
  readonly uris: readonly string[];
  /** What could not be looked at. */
  readonly faults: readonly { readonly uri: string; readonly error: unknown }[];
  /** The folder has more files and folders than were looked at. */
  readonly isCut: boolean;
}

/** The last part of an address, as it may be shown to a user. */
export function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return visibleLabel(decodeURIComponent(name));
  } catch {
    return visibleLabel(name);
  }
}
