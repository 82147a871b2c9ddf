import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../../captureLanguage';
import { type ReadOnlyViews, VIEW_SCHEME } from '../readOnly';
import { FilterAnswers } from './answers';
import { askForWords } from './box';
import { FILTER_LINES } from './filterCommand';
import { FilterViews } from './views';
import { shownName } from '../shownName';

export { FILTER_LINES } from './filterCommand';

const SHOW_IN_CAPTURE = 'fortiosDebug.showInCapture';

/** Shows only some lines of a capture: a box to choose them, and documents that show them. */
export class Filter implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #subscriptions: vscode.Disposable;
  readonly views: FilterViews;
  readonly answers: FilterAnswers;
  readonly #changed = new vscode.EventEmitter<void>();
  /** The capture that was shown last, for clicks outside a capture. */
  #last: vscode.Uri | undefined;

  constructor(client: BaseLanguageClient, views: ReadOnlyViews) {
    this.#client = client;
    this.views = new FilterViews(client, views);
    this.answers = new FilterAnswers(client, this.views);
    const remember = (editor: vscode.TextEditor | undefined): void => {
      if (editor && isCapture(editor.document)) this.#last = editor.document.uri;
    };
    remember(vscode.window.activeTextEditor);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.views.onDidChange(() => this.#changed.fire()),
      this.views,
      this.answers,
      vscode.window.onDidChangeActiveTextEditor(remember),
      vscode.commands.registerCommand(
        FILTER_LINES,
        (uri: unknown, words: unknown, line: unknown, stays: unknown) =>
          this.#filter(uri, words, line, stays === true),
      ),
      vscode.commands.registerCommand(SHOW_IN_CAPTURE, () => this.views.goBack()),
      // It provides no lenses itself; its event makes VS Code request all lenses of a view again.
      vscode.languages.registerCodeLensProvider(
        { scheme: VIEW_SCHEME },
        { onDidChangeCodeLenses: this.#changed.event, provideCodeLenses: () => [] },
      ),
    );
  }

  /** Above the first line: what is shown, and the way back. */
  lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const shown = this.views.of(document);
    if (!shown) return [];
    const { capture, title, count, message, isFile } = shown;
    const lines = count === 1 ? vscode.l10n.t('1 line') : vscode.l10n.t('{0} lines', count);
    const name = shownName(capture);
    const lens = (words: string, command: string): vscode.CodeLens =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title: words, command });
    return [
      lens(`$(filter) ${[title, message ?? lines].join(' · ')}`, FILTER_LINES),
      ...(isFile ? [lens(vscode.l10n.t('Secrets are masked'), '')] : []),
      lens(vscode.l10n.t('Back to {0}', name), SHOW_IN_CAPTURE),
    ];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The filter that the active editor shows, if any. */
  get #shown(): ReturnType<FilterViews['of']> {
    const document = vscode.window.activeTextEditor?.document;
    return document && this.views.of(document);
  }

  async #filter(uri: unknown, given: unknown, line: unknown, preserveFocus: boolean): Promise<void> {
    const shown = this.#shown;
    const active = vscode.window.activeTextEditor?.document;
    const capture =
      typeof uri === 'string'
        ? vscode.Uri.parse(uri)
        : (shown?.capture ?? (active && isCapture(active) ? active.uri : this.#last));
    if (!capture) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a capture first.'));
      return;
    }
    const words =
      typeof given === 'string' ? given : await askForWords(this.#client, capture, shown?.words ?? '');
    if (words === undefined) return;
    await this.views.show(capture, words, {
      preserveFocus,
      ...(typeof line === 'number' && Number.isInteger(line) && { line }),
    });
  }
}

function isCapture({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === LANGUAGE_ID && uri.scheme !== VIEW_SCHEME;
}
