import * as vscode from 'vscode';

/** The message of a VS Code error, which names files but contains no text of a capture. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : vscode.l10n.t('unknown error');
}
