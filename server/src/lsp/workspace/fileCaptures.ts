import type { CancellationToken, ProgressToken } from 'vscode-languageserver';
import type { ComparedCapture } from '../../features/incidents/compare';
import { MAX_SCENES, type SceneOptions } from '../../features/incidents/list';
import type { PlacedIncident } from '../../features/incidents/placed';
import { label } from '../../knowledge';
import { CANCELLED, guarded } from '../guarded';
import {
  type DocumentParams,
  FOLDER_SCENES,
  type FolderScenes,
  FORGET_SCENES,
  READ_SCENES,
  type ReadScenes,
  type ReadScenesParams,
} from '../protocol';
import type { ServerState } from '../state';
import { megabytes } from './fileRequests';
import { readableFiles } from './clientFiles';
import { fileName } from './files';
import { startProgress } from './progress';
import type { ReadCaptures } from './readCaptures';
import type { FileFilter } from './filterFile';
import { isSame, type ReadCapture } from './readCaptures';
import type { Workspace } from './workspace';

const noDocument = (): undefined => undefined;
const NOTHING: FolderScenes = { captures: [] };

/**
 * The incidents of captures that are not open documents: those read on request of the client, and those of the
 * folder.
 */
export class FileCaptures {
  readonly #state: ServerState;
  readonly #captures: ReadCaptures;
  readonly #workspace: Workspace | undefined;
  /** The URIs of files that the client asked to read. */
  readonly #requested = new Set<string>();

  constructor(state: ServerState, captures: ReadCaptures, workspace: Workspace | undefined) {
    this.#state = state;
    this.#captures = captures;
    this.#workspace = workspace;
  }

  register(): void {
    const { connection } = this.#state;
    connection.onRequest(READ_SCENES, (params: ReadScenesParams, token: CancellationToken) => {
      const failed = { reason: label('reason.unknown', this.#state.translate) };
      return guarded<ReadScenesParams, ReadScenes>(
        this.#state,
        failed,
        noDocument,
        ({ uri, workDoneToken }) => this.#read(uri, workDoneToken, () => token.isCancellationRequested),
      )(params, token);
    });
    connection.onNotification(FORGET_SCENES, ({ uri }: DocumentParams) => {
      if (this.#requested.delete(uri)) this.#captures.forget(uri);
    });
    connection.onRequest(
      FOLDER_SCENES,
      (params: { readonly workDoneToken?: ProgressToken }, token: CancellationToken) =>
        guarded<typeof params, FolderScenes>(this.#state, NOTHING, noDocument, ({ workDoneToken }) =>
          this.#readFolder(workDoneToken, () => token.isCancellationRequested),
        )(params, token),
    );
  }

  known(uri: string): ReadCapture | undefined {
    return this.#captures.known(uri);
  }

  /** Returns a full incident; undefined if there is none with this id, or if the file has changed since. */
  async incident(uri: string, id: string): Promise<PlacedIncident | undefined> {
    const files = readableFiles(this.#state, uri);
    return files && this.#captures.incident(files, uri, id);
  }

  /** Returns what a filter keeps of a read file; undefined if it was not read or has changed since. */
  async filter<Answer>(
    kept: FileFilter<Answer>,
    uri: string,
    words: string,
    cancelled: () => boolean,
  ): Promise<Answer | undefined> {
    const [files, capture] = [readableFiles(this.#state, uri), this.known(uri)];
    if (!files || !capture || !isSame(capture.state, await files.stateOf(capture.uri))) return undefined;
    return kept(this.#state, files, capture, words, cancelled);
  }

  /** Returns a file as a capture to compare with. */
  compared(uri: string): ComparedCapture | undefined {
    const [files, capture] = [readableFiles(this.#state, uri), this.known(uri)];
    const { translate, settings } = this.#state;
    const options: SceneOptions = { translate, severities: settings.rules };
    return files && capture && this.#captures.comparedCapture(files, capture, options);
  }

  /** Returns the files read for the client, except `but`. */
  comparedOpen(but: string): ComparedCapture[] {
    return [...this.#requested].filter(uri => uri !== but).flatMap(uri => this.compared(uri) ?? []);
  }

  /** Returns the captures of the folder that are not open, except `but`; undefined if the folder is not searched. */
  async comparedFolder(but: string, cancelled: () => boolean): Promise<ComparedCapture[] | undefined> {
    const captures = await this.#workspace?.scenes({ cancelled });
    return captures?.filter(({ uri }) => uri !== but).flatMap(({ uri }) => this.compared(uri) ?? []);
  }

  async #read(
    uri: string,
    workDoneToken: ProgressToken | undefined,
    cancelled: () => boolean,
  ): Promise<ReadScenes> {
    const { translate } = this.#state;
    const files = readableFiles(this.#state, uri);
    if (!files) return { reason: label('files.notHere', translate) };
    const title = label('files.analysing', translate, { name: fileName(uri) });
    const progress = startProgress(this.#state, title, workDoneToken);
    try {
      const { size } = await files.stateOf(uri);
      const of = megabytes(size);
      const read = (bytes: number): void =>
        progress.at(bytes, size, label('files.megabytes', translate, { done: megabytes(bytes), of }));
      const isCapture = await files.isCapture(uri);
      const options = { cancelled, read, limit: MAX_SCENES };
      const { scenes, reason } = await this.#captures.read(files, uri, options);
      this.#requested.add(uri);
      return { list: scenes.list, isCapture, ...(reason !== undefined && { reason }) };
    } catch (error) {
      if (error === CANCELLED) throw error;
      return { reason: files.reasonOf(error, translate) };
    } finally {
      progress.end();
    }
  }

  async #readFolder(
    workDoneToken: ProgressToken | undefined,
    cancelled: () => boolean,
  ): Promise<FolderScenes> {
    const { translate } = this.#state;
    const progress = startProgress(this.#state, label('folder.title', translate), workDoneToken);
    const onProgress = (done: number, of: number): void =>
      progress.at(done, of, label('folder.progress', translate, { done: String(done), of: String(of) }));
    try {
      const captures = await this.#workspace?.scenes({
        cancelled: () => cancelled() || progress.stopped(),
        onProgress,
      });
      return { captures: (captures ?? []).map(({ uri, scenes: { list } }) => ({ uri, list })) };
    } finally {
      progress.end();
    }
  }
}
