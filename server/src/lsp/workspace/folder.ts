import { max } from '../../integers';
import { label, type LabelName } from '../../knowledge';
import type { ServerState } from '../state';
import { type Files, type FileState, fileName } from './files';

/** Interval after which folders are listed again, in milliseconds: a client may not report every change. */
const RELIST_INTERVAL = 60_000;
/** The most frequent extensions of captures: these files come first if there are more than the limit. */
const USUAL_EXTENSION = /\.(?:log|txt|out|fgtlog|ftklog|fortilog)(?:\.\d+)?(?:\.gz)?$/i;
const MEGABYTE = 1e6;
/** How many names of a folder are listed per file to read: some belong to folders or do not match. */
const NAMES_PER_FILE = 10;

/** A capture of a folder that is not open in the editor. */
export interface FolderCapture extends FileState {
  readonly uri: string;
  /**
   * Returns whether to read on, given the length of text read so far, in UTF-16 code units: a compressed file can be
   * much longer than its size.
   */
  readonly mayContinue: (length: number) => boolean;
}

export interface SearchOptions {
  readonly cancelled: () => boolean;
  /** Receives the number of files read, and of all files. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** A file to read; its key is the same for every spelling of its URI. */
interface ListedFile {
  readonly uri: string;
  readonly key: string;
}

/** The cached facts of a file. */
interface CachedFile extends FileState {
  readonly isCapture: boolean;
  /** False if the file may have changed since without a notification from the client. */
  fresh: boolean;
}

/** The captures in the open folders of the client. A file is read again only after it has changed. */
export class Folder {
  readonly #context: ServerState;
  readonly #files: Files;
  readonly #cache = new Map<string, CachedFile>();
  readonly #logged = new Set<string>();
  #folders: readonly string[] = [];
  #listed: { readonly files: Promise<readonly ListedFile[]>; readonly at: number } | undefined;
  #faults = 0;

  constructor(context: ServerState, files: Files) {
    this.#context = context;
    this.#files = files;
  }

  /** Sets the folders and applies the current settings: everything is searched again. */
  reset(folders: readonly string[]): void {
    this.#folders = folders;
    this.#logged.clear();
    this.#listed = undefined;
  }

  /**
   * Handles a client's notification that a file or folder was changed, created or deleted. Returns false if it is
   * irrelevant.
   */
  changed(uri: string, isThereStill: boolean): boolean {
    const key = this.keyOf(uri);
    const seen = this.#cache.get(key);
    if (seen) seen.fresh = false;
    else if (!this.#mayContainCaptures(uri)) return false;
    if (!seen || !isThereStill) this.#listed = undefined;
    if (!isThereStill) this.#cache.delete(key);
    return true;
  }

  keyOf(uri: string): string {
    return this.#files.keyOf(uri) ?? uri;
  }

  /**
   * Yields the captures that are not open, recognised by content, within the limits of the settings. Files that are
   * left out or cannot be read are reported once. Ends early when cancelled.
   */
  async *captures({ cancelled, onProgress }: SearchOptions): AsyncGenerator<FolderCapture> {
    const { documents, settings } = this.#context;
    const files = await this.#list();
    const open = new Set(documents.uris().map(uri => this.keyOf(uri)));
    const { maxMegabytes } = settings.diagnostics;
    const budget = { bytes: maxMegabytes * MEGABYTE };
    let left = 0;
    for (const [index, { uri, key }] of files.entries()) {
      if (cancelled()) return;
      onProgress?.(index, files.length);
      if (open.has(key)) continue;
      const seen = this.#freshFacts(key) ?? (await this.#readState(uri, key));
      if (!seen?.isCapture) continue;
      if (seen.size > budget.bytes) left++;
      else yield captureWithin(budget, uri, seen);
    }
    if (left > 0) this.#warnOnce('folder.tooLarge', { count: String(left), limit: String(maxMegabytes) });
    if (this.#faults > 0) this.#warnOnce('folder.faults', { count: String(this.#faults) });
    this.#faults = 0;
  }

  /** Logs once why a file could not be read; at the end of the search the user sees the number of such files. */
  fault(uri: string, reason: string): void {
    const { connection, translate } = this.#context;
    if (this.#logged.has(`${uri} ${reason}`)) return;
    this.#logged.add(`${uri} ${reason}`);
    this.#faults++;
    connection.console.warn(label('folder.fault', translate, { file: fileName(uri), reason }));
  }

  /** True if an unknown path can be a capture, or a folder that contains captures. */
  #mayContainCaptures(uri: string): boolean {
    const { ignore } = this.#context.settings.diagnostics;
    const isHere = (one: string): boolean => this.#files.keyOf(one) !== undefined;
    return (
      isHere(uri) &&
      this.#folders.some(one => isHere(one) && this.#files.isListed(one, uri, { include: [], ignore }))
    );
  }

  /** Returns the files to examine; the list is shared until a file is created or deleted. */
  #list(): Promise<readonly ListedFile[]> {
    const now = performance.now();
    if (this.#listed && this.#context.client.watchesFiles && now - this.#listed.at < RELIST_INTERVAL)
      return this.#listed.files;
    for (const seen of this.#cache.values()) seen.fresh = false;
    this.#listed = { files: this.#findFiles(), at: now };
    return this.#listed.files;
  }

  async #findFiles(): Promise<readonly ListedFile[]> {
    const { translate, settings } = this.#context;
    const { include, ignore, maxFiles } = settings.diagnostics;
    const found = new Set<string>();
    for (const folder of this.#folders) {
      if (this.#files.keyOf(folder) === undefined) {
        this.fault(folder, label('files.notHere', translate));
        continue;
      }
      const patterns = { include, ignore };
      const { uris, faults, isCut } = await this.#files.list(folder, patterns, NAMES_PER_FILE * maxFiles);
      if (isCut)
        this.#warnOnce('folder.tooManyNames', {
          folder: fileName(folder),
          limit: String(NAMES_PER_FILE * maxFiles),
        });
      for (const uri of uris) found.add(uri);
      for (const { uri, error } of faults) this.fault(uri, this.#files.reasonOf(error, translate));
    }
    if (found.size > maxFiles)
      this.#warnOnce('folder.tooMany', { count: String(found.size), limit: String(maxFiles) });
    const all = [...found];
    const likelyFirst = [
      ...all.filter(uri => USUAL_EXTENSION.test(uri)),
      ...all.filter(uri => !USUAL_EXTENSION.test(uri)),
    ];
    return likelyFirst.slice(0, maxFiles).map(uri => ({ uri, key: this.keyOf(uri) }));
  }

  /** Returns the cached facts of a file, if the client would have reported a change since. */
  #freshFacts(key: string): CachedFile | undefined {
    const seen = this.#cache.get(key);
    return seen?.fresh && this.#context.client.watchesFiles ? seen : undefined;
  }

  /** Reads a file if it has changed; undefined if it cannot be read. */
  async #readState(uri: string, key: string): Promise<CachedFile | undefined> {
    const before = this.#cache.get(key);
    try {
      // Changes that are reported from here on make it stale.
      if (before) before.fresh = true;
      const { size, changed } = await this.#files.stateOf(uri);
      if (before?.size === size && before.changed === changed) return before;
      const isCapture = size > 0 && (await this.#files.isCapture(uri));
      const seen = { size, changed, isCapture, fresh: before?.fresh ?? true };
      this.#cache.set(key, seen);
      return seen;
    } catch (error) {
      this.fault(uri, this.#files.reasonOf(error, this.#context.translate));
      return undefined;
    }
  }

  #warnOnce(name: LabelName, facts: Readonly<Record<string, string>>): void {
    const message = label(name, this.#context.translate, facts);
    if (this.#logged.has(message)) return;
    this.#logged.add(message);
    this.#context.warn(message);
  }
}

/** Returns a capture that takes its size out of `budget`, and also the length by which its text exceeds it. */
function captureWithin(budget: { bytes: number }, uri: string, { size, changed }: FileState): FolderCapture {
  budget.bytes -= size;
  let counted = size;
  const mayContinue = (length: number): boolean => {
    budget.bytes -= max(0, length - counted);
    counted = max(counted, length);
    return budget.bytes >= 0;
  };
  return { uri, size, changed, mayContinue };
}
