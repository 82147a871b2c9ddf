import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type PlaceParams, SHOW_PAYLOAD, type ShownPayload } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';
import { type ReadOnlyViews, viewTitle } from '../views/readOnly';

/** Shows the payload under the cursor, repaired and formatted, or the decoded dump. */
export function registerShowPayload(client: BaseLanguageClient, views: ReadOnlyViews): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.showPayload', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE_ID) return;
    // A VS Code position cannot be sent to a server in a worker: its line is a getter, not a property.
    const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
    const params: PlaceParams = { uri: editor.document.uri.toString(), position };
    const shown = await client.sendRequest<ShownPayload | null>(SHOW_PAYLOAD, params);
    if (!shown) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('Place the cursor in a JSON payload or a hex dump first.'),
      );
      return;
    }
    const ending = shown.language === 'json' ? 'json' : 'txt';
    const line = editor.selection.active.line + 1;
    await views.show(`${viewTitle(editor.document)}-line-${line}.${ending}`, shown.text, shown.language);
  });
}
