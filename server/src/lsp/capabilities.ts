import {
  CodeActionKind,
  type DiagnosticOptions,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { OPEN_ADDRESS } from '../features/codeActions';
import { SOURCE } from '../features/diagnostics';
import { MASK_SECRETS } from '../features/maskActions';
import { SEMANTIC_LEGEND } from '../features/semanticTokens';
import type { Client } from './clientCapabilities';

/**
 * Returns the server's capabilities for this client; `hasFiles` is true if the server can also read files from disk.
 */
export function capabilitiesFor(client: Client, hasFiles: boolean): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, MASK_SECRETS] },
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    selectionRangeProvider: true,
    foldingRangeProvider: true,
    documentLinkProvider: {},
    codeLensProvider: {},
    inlayHintProvider: true,
    semanticTokensProvider: { legend: SEMANTIC_LEGEND, range: true, full: { delta: true } },
    ...(client.pullsDiagnostics &&
      !client.registersDiagnostics && { diagnosticProvider: diagnosticOptions(hasFiles) }),
    ...(hasFiles &&
      client.folderChanges && {
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      }),
    ...(client.showDocument && { executeCommandProvider: { commands: [OPEN_ADDRESS] } }),
  };
}

/** Returns how a client can request problems: of open documents, and with `workspace` of the whole folder. */
export function diagnosticOptions(workspace: boolean): DiagnosticOptions {
  return { identifier: SOURCE, interFileDependencies: true, workspaceDiagnostics: workspace };
}
