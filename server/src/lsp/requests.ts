import type { ExecuteCommandParams, TextDocumentIdentifier } from 'vscode-languageserver';
import { codeActionsOf, OPEN_ADDRESS } from '../features/codeActions';
import { hoverAt } from '../features/hover';
import type { Context } from './context';
import type { Opened } from './documents';
import { guarded } from './guarded';

/** Answers the requests of the language server protocol: each is one feature, asked about one open document. */
export function registerRequests(context: Context): void {
  const { connection } = context;

  /** A request about a document: `empty` where it is not open, or where the feature fails. */
  const about = <Params extends { readonly textDocument: TextDocumentIdentifier }, Result>(
    empty: Result,
    answer: (opened: Opened, params: Params) => Result,
  ) =>
    guarded<Params, Result>(connection, empty, params => {
      const opened = context.documents.open(params.textDocument.uri);
      return opened ? answer(opened, params) : empty;
    });

  connection.onHover(
    about(null, ({ analysis, document }, { position }) => {
      const { client, settings, translate } = context;
      const options = { severities: settings.rules, translate, markdown: client.markdown };
      return hoverAt(analysis, document, document.offsetAt(position), options) ?? null;
    }),
  );
  connection.onCodeAction(
    about([], ({ analysis, document }, { context: { diagnostics } }) => {
      const { client, translate } = context;
      const options = { translate, clientCommands: client.commands, showDocument: client.showDocument };
      return codeActionsOf(analysis, document, diagnostics, options);
    }),
  );
  connection.onExecuteCommand(
    guarded<ExecuteCommandParams, null>(connection, null, async ({ command, arguments: given }) => {
      const address: unknown = given?.[0];
      // Only an article's address is opened, whatever is asked for.
      if (command === OPEN_ADDRESS && typeof address === 'string' && address.startsWith('https://')) {
        await connection.window.showDocument({ uri: address, external: true });
      }
      return null;
    }),
  );
}
