import type { CancellationToken } from 'vscode-languageserver';
import { type Focused, focusHelpOf, focusOf, type FocusHelp } from '../features/focus';
import type { Context } from './context';
import { guarded } from './guarded';
import { FOCUS, FOCUS_HELP, type FocusHelpParams, type FocusParams } from './protocol';
import type { FileCaptures } from './workspace/fileCaptures';

const NO_HELP: FocusHelp = { proposals: [] };
const aboutDocument = ({ uri }: FocusParams): string => uri;

/** Registers the requests for lines that match a focus. */
export function registerFocus(context: Context, files: FileCaptures): void {
  const { connection, translate } = context;
  connection.onRequest(FOCUS, (params: FocusParams, token: CancellationToken) =>
    guarded<FocusParams, Focused | null>(context, null, aboutDocument, async ({ uri, words }, opened) =>
      opened
        ? focusOf(opened.analysis, opened.document, words, { translate, severities: context.settings.rules })
        : ((await files.focus(uri, words, () => token.isCancellationRequested)) ?? null),
    )(params, token),
  );
  connection.onRequest(
    FOCUS_HELP,
    guarded<FocusHelpParams, FocusHelp>(context, NO_HELP, aboutDocument, ({ words, offset }, opened) =>
      focusHelpOf(opened?.analysis, words, offset, translate),
    ),
  );
}
