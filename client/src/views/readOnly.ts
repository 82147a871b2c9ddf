import * as vscode from 'vscode';
import { shownName } from './shownName';

export const VIEW_SCHEME = 'fortios-debug-view';
/** Maximum number of views kept; an older one is empty if the user returns to it. */
const MAX_KEPT = 50;

/** Shows text that was made of a log and has no file: a payload, the lines of one login. */
export class ReadOnlyViews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(VIEW_SCHEME, this);
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ??
      vscode.l10n.t('This view is no longer available. Open it again from the log.')
    );
  }

  /**
   * Shows `text` beside the active editor under a title such as `payload.json`; `opening` is called with its URI
   * before that.
   */
  async show(
    title: string,
    text: string,
    language: string,
    preserveFocus = false,
    opening?: (uri: vscode.Uri) => void,
  ): Promise<vscode.TextEditor> {
    const document = await this.open(title, text, language, opening);
    const viewColumn = vscode.ViewColumn.Beside;
    return vscode.window.showTextDocument(document, { viewColumn, preview: true, preserveFocus });
  }

  /** Replaces the text of a view. */
  update(uri: vscode.Uri, text: string): void {
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
  }

  /** A document of `text`, without an editor. */
  async open(
    title: string,
    text: string,
    language: string,
    opening?: (uri: vscode.Uri) => void,
  ): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({ scheme: VIEW_SCHEME, path: `/${++this.#count}/${title}` });
    this.#texts.set(uri.toString(), text);
    opening?.(uri);
    for (const key of [...this.#texts.keys()].slice(0, -MAX_KEPT)) this.#texts.delete(key);
    const document = await vscode.workspace.openTextDocument(uri);
    return document.languageId === language
      ? document
      : vscode.languages.setTextDocumentLanguage(document, language);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#registration.dispose();
  }
}

/** The name of a log in the title of a view, as one segment of a path. */
export function viewTitle({ uri }: Pick<vscode.TextDocument, 'uri'>): string {
  return shownName(uri).replaceAll('/', '-');
}
