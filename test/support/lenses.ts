import type { CodeLens } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../server/src/analysis';
import { type CodeLensOptions, codeLensesOf, resolvedLens } from '../../server/src/features/codeLens';

/** The lenses of a document, each with its command. */
export function lensesWithCommands(
  analysis: Analysis,
  document: TextDocument,
  options: CodeLensOptions,
): CodeLens[] {
  return codeLensesOf(analysis, document, options).map(lens =>
    resolvedLens(analysis, document, lens, options),
  );
}
