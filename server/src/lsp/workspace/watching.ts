import { type Disposable, DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import type { Context } from '../context';

export interface Watcher {
  /** Watches the files that the current settings include, or none. */
  update(): Promise<void>;
}

/** Makes the client report created, changed and deleted files while the whole folder is read. */
export function watcherOf(context: Context, changed: (uri: string, isThereStill: boolean) => void): Watcher {
  const { connection } = context;
  let registration: Promise<Disposable> | undefined;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) changed(uri, type !== FileChangeType.Deleted);
  });
  return {
    async update() {
      const { client, settings } = context;
      const before = registration;
      registration = undefined;
      (await before)?.dispose();
      if (settings.diagnostics.scope !== 'workspace' || !client.watchesFiles) return;
      const watchers = settings.diagnostics.include.map(globPattern => ({ globPattern }));
      registration = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      await registration;
    },
  };
}
