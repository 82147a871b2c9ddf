import { label, type LabelName } from '../../knowledge';
import type { ServerState } from '../state';
import { type Files, type FileState, nameOf } from './files';

/** Time after which folders are listed again, in milliseconds: a client may not report changes, or miss one. */
const LIST_AGAIN = 60_000;
/** The most frequent extensions of captures: they come first if there are more files than the limit. */
const LIKELY = /\.(?:log|txt|out|fgtlog|ftklog|fortilog)(?:\.\d+)?(?:\.gz)?$/i;
const MEGABYTE = 1e6;
/** Of a folder so many times as many names are listed as files are read: some belong to folders, or are not wanted. */
const LISTED = 10;

/** A capture of a folder that is not open in the editor. */
export interface FolderCapture extends FileState {
  readonly uri: string;
  /** Asked how much of its text was read, in UTF-16 code units: whether it may be read further. A packed file is short. */
  readonly mayGoOn: (length: number) => boolean;
}

export interface Follower {
  readonly cancelled: () => boolean;
  /** Receives the number of files that were read. */
  readonly at?: (done: number, of: number) => void;
}

/** A file that is read; its key is the same however its address is spelled. */
interface ListedFile {
  readonly uri: string;
  readonly key: string;
}

/** What was seen of a file. */
interface Seen extends FileState {
  readonly isCapture: boolean;
  /** False if the file may have changed since without a notification from the client. */
  fresh: boolean;
}

/** The captures in the folders that the client has open. A file is read again only after it has changed. */
export class Folder {
  readonly #context: ServerState;
  readonly #files: Files;
  readonly #seen = new Map<string, Seen>();
  readonly #said = new Set<string>();
  #folders: readonly string[] = [];
  #listed: { readonly files: Promise<readonly ListedFile[]>; readonly at: number } | undefined;
  #faults = 0;

  constructor(context: ServerState, files: Files) {
    this.#context = context;
    this.#files = files;
  }

  /** Takes the folders, and settings that may be others: everything is looked for again. */
  reset(folders: readonly string[]): void {
    this.#folders = folders;
    this.#said.clear();
    this.#listed = undefined;
  }

  /** The client says that a file or a folder changed, came or went. Returns whether that changes anything. */
  changed(uri: string, isThereStill: boolean): boolean {
    const key = this.keyOf(uri);
    const seen = this.#seen.get(key);
    if (seen) seen.fresh = false;
    else if (!this.#mayHold(uri)) return false;
    if (!seen || !isThereStill) this.#listed = undefined;
    if (!isThereStill) this.#seen.delete(key);
    return true;
  }

  keyOf(uri: string): string {
    return this.#files.keyOf(uri) ?? uri;
  }

  /**
   * The captures that are not open, known by their content, within the limits of the settings. What is left out, and what
   * cannot be read, is said once. Ends early when it is cancelled.
   */
  async *captures({ cancelled, at }: Follower): AsyncGenerator<FolderCapture> {
    const { documents, settings } = this.#context;
    const files = await this.#list();
    const open = new Set(documents.uris().map(uri => this.keyOf(uri)));
    const { maxMegabytes } = settings.diagnostics;
    const budget = { bytes: maxMegabytes * MEGABYTE };
    let left = 0;
    for (const [index, { uri, key }] of files.entries()) {
      if (cancelled()) return;
      at?.(index, files.length);
      if (open.has(key)) continue;
      const seen = this.#known(key) ?? (await this.#look(uri, key));
      if (!seen?.isCapture) continue;
      if (seen.size > budget.bytes) left++;
      else yield captureWithin(budget, uri, seen);
    }
    if (left > 0) this.#sayOnce('folder.tooLarge', { count: String(left), limit: String(maxMegabytes) });
    if (this.#faults > 0) this.#sayOnce('folder.faults', { count: String(this.#faults) });
    this.#faults = 0;
  }

  /** Logs once why a file could not be read; at the end of the search the user sees how many there are. */
  fault(uri: string, reason: string): void {
    const { connection, translate } = this.#context;
    if (this.#said.has(`${uri} ${reason}`)) return;
    this.#said.add(`${uri} ${reason}`);
    this.#faults++;
    connection.console.warn(label('folder.fault', translate, { file: nameOf(uri), reason }));
  }

  /** True if an unknown path can be a wanted file, or a folder that contains one. */
  #mayHold(uri: string): boolean {
    const { ignore } = this.#context.settings.diagnostics;
    const isHere = (one: string): boolean => this.#files.keyOf(one) !== undefined;
    return (
      isHere(uri) &&
      this.#folders.some(one => isHere(one) && this.#files.isListed(one, uri, { include: [], ignore }))
    );
  }

  /** The files to look at, listed once for all who ask until one comes or goes. */
  #list(): Promise<readonly ListedFile[]> {
    const now = performance.now();
    if (this.#listed && this.#context.client.watchesFiles && now - this.#listed.at < LIST_AGAIN)
      return this.#listed.files;
    for (const seen of this.#seen.values()) seen.fresh = false;
    this.#listed = { files: this.#listAnew(), at: now };
    return this.#listed.files;
  }

  async #listAnew(): Promise<readonly ListedFile[]> {
    const { translate, settings } = this.#context;
    const { include, ignore, maxFiles } = settings.diagnostics;
    const found = new Set<string>();
    for (const folder of this.#folders) {
      if (this.#files.keyOf(folder) === undefined) {
        this.fault(folder, label('files.notHere', translate));
        continue;
      }
      const patterns = { include, ignore };
      const { uris, faults, isCut } = await this.#files.list(folder, patterns, LISTED * maxFiles);
      if (isCut)
        this.#sayOnce('folder.tooManyNames', { folder: nameOf(folder), limit: String(LISTED * maxFiles) });
      for (const uri of uris) found.add(uri);
      for (const { uri, error } of faults) this.fault(uri, this.#files.reasonOf(error, translate));
    }
    if (found.size > maxFiles)
      this.#sayOnce('folder.tooMany', { count: String(found.size), limit: String(maxFiles) });
    const all = [...found];
    const likelyFirst = [...all.filter(uri => LIKELY.test(uri)), ...all.filter(uri => !LIKELY.test(uri))];
    return likelyFirst.slice(0, maxFiles).map(uri => ({ uri, key: this.keyOf(uri) }));
  }

  /** What is known of a file, if the client would have reported a change since. */
  #known(key: string): Seen | undefined {
    const seen = this.#seen.get(key);
    return seen?.fresh && this.#context.client.watchesFiles ? seen : undefined;
  }

  /** Reads a file if it has changed; undefined if it cannot be read. */
  async #look(uri: string, key: string): Promise<Seen | undefined> {
    const before = this.#seen.get(key);
    try {
      // A change that is reported from here on makes it stale.
      if (before) before.fresh = true;
      const { size, changed } = await this.#files.stateOf(uri);
      if (before?.size === size && before.changed === changed) return before;
      const isCapture = size > 0 && (await this.#files.isCapture(uri));
      const seen = { size, changed, isCapture, fresh: before?.fresh ?? true };
      this.#seen.set(key, seen);
      return seen;
    } catch (error) {
      this.fault(uri, this.#files.reasonOf(error, this.#context.translate));
      return undefined;
    }
  }

  #sayOnce(name: LabelName, facts: Readonly<Record<string, string>>): void {
    const message = label(name, this.#context.translate, facts);
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.#context.warn(message);
  }
}

/** A capture that takes its bytes out of `budget`, and what its text has more than those. */
function captureWithin(budget: { bytes: number }, uri: string, { size, changed }: FileState): FolderCapture {
  budget.bytes -= size;
  let counted = size;
  const mayGoOn = (length: number): boolean => {
    budget.bytes -= Math.max(0, length - counted);
    counted = Math.max(counted, length);
    return budget.bytes >= 0;
  };
  return { uri, size, changed, mayGoOn };
}
