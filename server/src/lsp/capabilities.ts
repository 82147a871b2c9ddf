import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { OPEN_ADDRESS } from '../features/codeActions';
import { SOURCE } from '../features/diagnostics';
import { MASK_SECRETS } from '../features/maskActions';
import { SEMANTIC_LEGEND } from '../features/semanticTokens';
import type { Client } from './client';

/** What the server offers to this client. */
export function capabilitiesFor(client: Client): ServerCapabilities {
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
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: true,
    semanticTokensProvider: { legend: SEMANTIC_LEGEND, range: true, full: { delta: true } },
    ...(client.pullsDiagnostics && {
      diagnosticProvider: { identifier: SOURCE, interFileDependencies: false, workspaceDiagnostics: false },
    }),
    ...(client.showDocument && { executeCommandProvider: { commands: [OPEN_ADDRESS] } }),
  };
}
