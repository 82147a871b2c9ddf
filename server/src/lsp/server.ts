import {
  type Connection,
  DiagnosticSeverity,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Serves `connection` until it closes. */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize(() => ({
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
    },
  }));
  connection.languages.diagnostics.on(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    const at = document?.getText().indexOf('"error_code":31') ?? -1;
    if (!document || at < 0) return { kind: 'full', items: [] };
    const range = { start: document.positionAt(at), end: document.positionAt(at + 15) };
    return {
      kind: 'full',
      items: [{ range, message: 'error 31', severity: DiagnosticSeverity.Error, source: 'fortios' }],
    };
  });
  connection.onHover(() => ({ contents: 'hover' }));
  documents.listen(connection);
  connection.listen();
}
