import {
  type Disposable,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver';
import type { Context } from '../context';
import { diagnosticOptions } from '../capabilities';

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

const LANGUAGE = 'fortios-debug';

/**
 * Registers pull diagnostics with clients that support dynamic registration. Those of the workspace are registered
 * only while the settings need them: otherwise the client would poll every two seconds and keep problems of closed
 * documents.
 */
export function pullingOf(context: Context): { update(): Promise<void> } {
  let registration: Promise<Disposable> | undefined;
  let registered: boolean | undefined;
  return {
    async update() {
      const { client, settings, connection, files } = context;
      const workspace = files !== undefined && settings.diagnostics.scope === 'workspace';
      if (!client.registersDiagnostics || registered === workspace) return;
      registered = workspace;
      const before = registration;
      registration = undefined;
      (await before)?.dispose();
      registration = connection.client.register(DocumentDiagnosticRequest.type, {
        documentSelector: [{ language: LANGUAGE }],
        ...diagnosticOptions(workspace),
      });
      await registration;
    },
  };
}
