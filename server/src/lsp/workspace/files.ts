import { visibleLabel } from '../../features/shown';
import type { Translate } from '../../knowledge';

/** The state of a file when it was read: if the state is the same, the content almost certainly is. */
export interface FileState {
  /** In bytes. */
  readonly size: number;
  /** Time of last modification, in milliseconds since 1970. */
  readonly changed: number;
}

/** Files that can be read piece by piece: on this machine, or through the client. */
export type ReadableFiles = Pick<Files, 'isCapture' | 'stateOf' | 'textOf' | 'reasonOf'>;

/** The server's access to files; missing in a web worker, which has no disk. */
export interface Files {
  /** Returns the same key for every spelling of a file's URI; undefined if it is not on this machine. */
  keyOf(uri: string): string | undefined;
  /** Returns the files in and below a folder that match the patterns, among its first `limit` files and folders. */
  list(folder: string, patterns: Patterns, limit: number): Promise<Listed>;
  /** True if `list` would return the file if it existed. `folder` and `uri` must be on this machine. */
  isListed(folder: string, uri: string, patterns: Patterns): boolean;
  /** Throws if there is no such file, or if it is a pipe or a device. */
  stateOf(uri: string): Promise<FileState>;
  /** True if the first 64 KB of a file look like a capture. */
  isCapture(uri: string): Promise<boolean>;
  /**
   * Yields a file as unpacked text in pieces, reading up to `size` bytes. `read` receives the number of bytes read so
   * far.
   */
  textOf(uri: string, size: number, read: (bytes: number) => void): AsyncIterable<string>;
  /** Returns the translations for a locale (`translator`); undefined for English and for languages without any. */
  translationsFor(locale: string): readonly string[] | undefined;
  /** Returns why one of these failed, in words for a user. */
  reasonOf(error: unknown, translate: Translate): string;
}

export interface Patterns {
  readonly include: readonly string[];
  readonly ignore: readonly string[];
}

export interface Listed {
  readonly uris: readonly string[];
  /** Entries that could not be examined. */
  readonly faults: readonly { readonly uri: string; readonly error: unknown }[];
  /** True if the folder has more files and folders than were examined. */
  readonly isCut: boolean;
}

/** Returns the last part of a URI, for display. */
export function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return visibleLabel(decodeURIComponent(name));
  } catch {
    return visibleLabel(name);
  }
}
