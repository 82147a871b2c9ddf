import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../captureLanguage';
import { isOurs } from './ownProblems';

/**
 * The problems of files that were analysed from the disk. A file that is open as a document has its own, and is not
 * listed twice.
 */
export class FileProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('fortios-file');
  readonly #subscriptions = vscode.Disposable.from(
    this.#collection,
    vscode.workspace.onDidOpenTextDocument(({ uri, languageId }) => {
      if (languageId === LANGUAGE_ID) this.forget(uri);
    }),
    vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach(uri => this.forget(uri))),
    vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.forget(oldUri))),
  );

  set(uri: vscode.Uri, problems: readonly vscode.Diagnostic[]): void {
    this.#collection.set(uri, problems);
  }

  forget(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }

  /** True if another source, such as an open document, lists problems of this file. */
  areListedElsewhere(uri: vscode.Uri): boolean {
    const all = vscode.languages.getDiagnostics(uri).filter(isOurs);
    return all.length > (this.#collection.get(uri)?.length ?? 0);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
