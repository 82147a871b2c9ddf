import type { WorkspaceSymbol } from 'vscode-languageserver';
import { label } from '../../knowledge';
import type { Context } from '../context';
import type { Problems } from '../problems';
import type { Files } from './files';
import { Folder, type SearchOptions } from './folder';
import { FOLDER_SCENES_CHANGED } from '../protocol';
import { FolderProblems } from './folderProblems';
import { FolderScenes } from './folderScenes';
import { FolderSymbols } from './folderSymbols';
import { FolderPublisher } from './publishing';
import type { ReadCapture, ReadCaptures } from './readCaptures';
import { type Watcher, watcherOf } from './registrations';

/** Delay after a change before the client is asked to refresh, in milliseconds. */
const ASK_DELAY = 1000;

/** The state of the folders that the client has open, besides open documents. */
export class Workspace {
  readonly #context: Context;
  readonly #folder: Folder;
  readonly #publisher: FolderPublisher;
  readonly #symbols: FolderSymbols;
  readonly #scenes: FolderScenes;
  readonly #watcher: Watcher;
  #folders: readonly string[] = [];
  readonly #open = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #notifying: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context, files: Files, problems: Problems, captures: ReadCaptures) {
    this.#context = context;
    this.#folder = new Folder(context, files);
    const folderProblems = new FolderProblems(context, files, this.#folder, problems);
    this.#publisher = new FolderPublisher(context, this.#folder, folderProblems);
    this.#symbols = new FolderSymbols(context, files, this.#folder);
    this.#scenes = new FolderScenes(context, files, this.#folder, captures);
    folderProblems.register();
    this.#watcher = watcherOf(context, (uri, isThereStill) => {
      if (this.#folder.changed(uri, isThereStill)) this.#changed();
    });
  }

  /** Starts once the client is initialized and has sent its folders. */
  begin(): void {
    const { client, connection } = this.#context;
    this.#folders = client.folders;
    // The capability is not known before `initialize`, so this cannot be registered earlier.
    if (!client.folderChanges) return;
    connection.workspace.onDidChangeWorkspaceFolders(event => {
      const removed = new Set(event.removed.map(({ uri }) => uri));
      const added = event.added.map(({ uri }) => uri);
      this.#folders = [...this.#folders.filter(uri => !removed.has(uri)), ...added];
      this.#folder.reset(this.#folders);
      this.#changed();
    });
  }

  /** Applies the current settings. */
  async settingsChanged(): Promise<void> {
    this.#folder.reset(this.#folders);
    if (this.#publishes()) this.#publisher.schedule();
    this.#notifyScenes();
    await this.#watcher.update();
  }

  opened(uri: string): void {
    if (this.#publishes()) this.#publisher.opened(uri);
    if (this.#open.has(uri)) return;
    this.#open.add(uri);
    this.#notifyScenes();
  }

  closed(uri: string): void {
    if (this.#publishes()) this.#publisher.schedule();
    this.#open.delete(uri);
    this.#notifyScenes();
  }

  /** Returns the symbols of the captures in the folders that are not open; empty if only open files are read. */
  async symbols(query: string, cancelled: () => boolean): Promise<WorkspaceSymbol[]> {
    return this.#isFolderRead() ? this.#symbols.matching(query, cancelled) : [];
  }

  /** Returns the incidents of the captures in the folders that are not open; undefined if only open files are read. */
  async scenes(search: SearchOptions): Promise<readonly ReadCapture[] | undefined> {
    return this.#isFolderRead() ? this.#scenes.read(search) : undefined;
  }

  /** Notifies a client that follows scenes that the captures of the folder may have changed. */
  #notifyScenes(): void {
    const { client, connection } = this.#context;
    if (!client.followsScenes) return;
    clearTimeout(this.#notifying);
    this.#notifying = setTimeout(() => void connection.sendNotification(FOLDER_SCENES_CHANGED), ASK_DELAY);
  }

  #changed(): void {
    this.#notifyScenes();
    if (this.#publishes()) this.#publisher.schedule();
    else if (this.#isFolderRead() && this.#context.client.refreshesDiagnostics) this.#scheduleRefresh();
  }

  #scheduleRefresh(): void {
    clearTimeout(this.#timer);
    const { connection } = this.#context;
    this.#timer = setTimeout(() => {
      connection.languages.diagnostics.refresh().catch(() => undefined);
    }, ASK_DELAY);
  }

  #isFolderRead(): boolean {
    return this.#context.settings.diagnostics.scope === 'workspace';
  }

  #publishes(): boolean {
    return !this.#context.client.pullsWorkspaceDiagnostics;
  }
}

/** Warns that there are no files to read here, if the settings ask for more than open ones. */
export function warnWithoutWorkspace(context: Context): void {
  const { settings, translate } = context;
  if (settings.diagnostics.scope === 'workspace') context.warn(label('folder.noDisk', translate));
}
