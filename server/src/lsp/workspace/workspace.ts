import type { WorkspaceSymbol } from 'vscode-languageserver';
import { label } from '../../knowledge';
import type { Context } from '../context';
import type { Problems } from '../problems';
import type { Files } from './files';
import { Folder } from './folder';
import { FolderProblems } from './folderProblems';
import { FolderSymbols } from './folderSymbols';
import { FolderPublisher } from './publishing';
import { type Watcher, watcherOf } from './watching';

/** How long the server waits for the next change before it has the client ask again, in milliseconds. */
const ASK_DELAY = 1000;

/** What the server knows of the folders that the client has open, beside the open documents. */
export class Workspace {
  readonly #context: Context;
  readonly #folder: Folder;
  readonly #publisher: FolderPublisher;
  readonly #symbols: FolderSymbols;
  readonly #watcher: Watcher;
  #folders: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context, files: Files, problems: Problems) {
    this.#context = context;
    this.#folder = new Folder(context, files);
    const folderProblems = new FolderProblems(context, files, this.#folder, problems);
    this.#publisher = new FolderPublisher(context, this.#folder, folderProblems);
    this.#symbols = new FolderSymbols(context, files, this.#folder);
    folderProblems.register();
    this.#watcher = watcherOf(context, (uri, isThereStill) => {
      if (this.#folder.changed(uri, isThereStill)) this.#changed();
    });
  }

  /** The client is ready, and has said which folders it has open. */
  begin(): void {
    const { client, connection } = this.#context;
    this.#folders = client.folders;
    // Before this the server does not know yet that the client tells of them without being asked to.
    if (!client.folderChanges) return;
    connection.workspace.onDidChangeWorkspaceFolders(event => {
      const removed = new Set(event.removed.map(({ uri }) => uri));
      const added = event.added.map(({ uri }) => uri);
      this.#folders = [...this.#folders.filter(uri => !removed.has(uri)), ...added];
      this.#folder.reset(this.#folders);
      this.#changed();
    });
  }

  /** Takes the settings of the moment. */
  async settingsChanged(): Promise<void> {
    this.#folder.reset(this.#folders);
    if (this.#publishes()) this.#publisher.soon();
    await this.#watcher.update();
  }

  opened(uri: string): void {
    if (this.#publishes()) this.#publisher.opened(uri);
  }

  closed(): void {
    if (this.#publishes()) this.#publisher.soon();
  }

  /** The symbols of the captures of the folders that are not open; none where only open files are looked at. */
  async symbols(query: string, cancelled: () => boolean): Promise<WorkspaceSymbol[]> {
    return this.#isLookedAt() ? this.#symbols.matching(query, cancelled) : [];
  }

  #changed(): void {
    if (this.#publishes()) this.#publisher.soon();
    else if (this.#isLookedAt() && this.#context.client.refreshesDiagnostics) this.#askAgain();
  }

  #askAgain(): void {
    clearTimeout(this.#timer);
    const { connection } = this.#context;
    this.#timer = setTimeout(() => {
      connection.languages.diagnostics.refresh().catch(() => undefined);
    }, ASK_DELAY);
  }

  #isLookedAt(): boolean {
    return this.#context.settings.diagnostics.scope === 'workspace';
  }

  #publishes(): boolean {
    return !this.#context.client.pullsWorkspaceDiagnostics;
  }
}

/** Says to the user that there are no files here to look at, where the settings want more than open ones. */
export function missWorkspace(context: Context): void {
  const { settings, translate } = context;
  if (settings.diagnostics.scope === 'workspace') context.warn(label('folder.noDisk', translate));
}
