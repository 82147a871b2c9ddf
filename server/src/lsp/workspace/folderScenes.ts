import { min } from '../../integers';
import type { ServerState } from '../state';
import { CANCELLED } from '../guarded';
import type { Files } from './files';
import type { Folder, SearchOptions } from './folder';
import type { ReadCapture, ReadCaptures } from './readCaptures';

/** Maximum number of listed incidents per capture of a folder, and in total. */
const MAX_OF_CAPTURE = 500;
const MAX_OF_FOLDER = 20_000;

/** The incidents in the captures of the folder that are not open. */
export class FolderScenes {
  readonly #state: ServerState;
  readonly #files: Files;
  readonly #folder: Folder;
  readonly #captures: ReadCaptures;
  /** The URIs of the captures found last time. */
  #last: readonly string[] = [];

  constructor(state: ServerState, files: Files, folder: Folder, captures: ReadCaptures) {
    this.#state = state;
    this.#files = files;
    this.#folder = folder;
    this.#captures = captures;
  }

  /** Reads the captures that have changed. Throws `CANCELLED` if it is cancelled. */
  async read(search: SearchOptions): Promise<readonly ReadCapture[]> {
    const read: ReadCapture[] = [];
    let left = MAX_OF_FOLDER;
    for await (const { uri, mayContinue } of this.#folder.captures(search)) {
      const limit = min(MAX_OF_CAPTURE, left);
      const options = { cancelled: search.cancelled, mayContinue, limit };
      try {
        const capture = await this.#captures.read(this.#files, uri, options);
        if (capture.reason !== undefined) this.#folder.fault(uri, capture.reason);
        left -= capture.scenes.list.scenes.length;
        read.push(capture);
      } catch (error) {
        if (error === CANCELLED) throw error;
        this.#folder.fault(uri, this.#files.reasonOf(error, this.#state.translate));
      }
    }
    if (search.cancelled()) throw CANCELLED;
    const there = new Set(read.map(({ uri }) => uri));
    for (const uri of this.#last) if (!there.has(uri)) this.#captures.forget(uri);
    this.#last = [...there];
    return read;
  }
}
