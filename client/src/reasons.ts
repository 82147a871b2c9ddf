import * as vscode from 'vscode';

/** Why something failed, in the words of VS Code; these name files and no text of a capture. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : vscode.l10n.t('unknown error');
}
