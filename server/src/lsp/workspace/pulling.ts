import { type Disposable, DocumentDiagnosticRequest } from 'vscode-languageserver';
import { diagnosticOptions } from '../capabilities';
import type { Context } from '../context';

const LANGUAGE = 'fortios-debug';

/**
 * Has a client that wants it so ask for problems, and for those of the folder only as long as the settings want them: it
 * would ask every two seconds, and keep the problems of documents that were closed.
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
