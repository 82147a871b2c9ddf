import { type Disposable, DocumentDiagnosticRequest } from 'vscode-languageserver';
import { diagnosticOptions } from '../capabilities';
import type { Context } from '../context';

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
