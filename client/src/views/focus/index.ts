import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../../captureLanguage';
import { type ReadOnlyViews, VIEW_SCHEME } from '../readOnly';
import { FocusAnswers } from './answers';
import { askForWords } from './box';
import { KeptFocuses } from './keptFocuses';
import { FOCUS } from './focusCommand';
import { FocusViews } from './views';
import { shownName } from '../shownName';

export { FOCUS } from './focusCommand';

const SHOW_IN_CAPTURE = 'fortiosDebug.showInCapture';
const KEEP_FOCUS = 'fortiosDebug.keepFocus';
const FORGET_FOCUS = 'fortiosDebug.forgetFocus';

/** Shows only some lines of a capture: a box to choose them, documents that show them, and a tree of saved choices. */
export class Focus implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #kept: KeptFocuses;
  readonly #subscriptions: vscode.Disposable;
  readonly views: FocusViews;
  readonly answers: FocusAnswers;
  readonly #changed = new vscode.EventEmitter<void>();
  /** The capture that was shown last, for clicks outside a capture. */
  #last: vscode.Uri | undefined;

  constructor(client: BaseLanguageClient, views: ReadOnlyViews, state: vscode.Memento) {
    this.#client = client;
    this.#kept = new KeptFocuses(state);
    this.views = new FocusViews(client, views);
    this.answers = new FocusAnswers(client, this.views);
    const remember = (editor: vscode.TextEditor | undefined): void => {
      if (editor && isCapture(editor.document)) this.#last = editor.document.uri;
    };
    remember(vscode.window.activeTextEditor);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#kept,
      this.views.onDidChange(() => this.#changed.fire()),
      this.#kept.onDidChangeTreeData(() => this.#changed.fire()),
      this.views,
      this.answers,
      vscode.window.onDidChangeActiveTextEditor(remember),
      vscode.commands.registerCommand(FOCUS, (uri: unknown, words: unknown, line: unknown, stays: unknown) =>
        this.#focus(uri, words, line, stays === true),
      ),
      vscode.commands.registerCommand(SHOW_IN_CAPTURE, () => this.views.goBack()),
      vscode.commands.registerCommand(KEEP_FOCUS, async () => {
        const words = this.#shown?.words;
        if (words !== undefined) await this.#kept.keep(words);
      }),
      vscode.commands.registerCommand(FORGET_FOCUS, async (words: unknown) => {
        if (typeof words === 'string') await this.#kept.forget(words);
      }),
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
    const { capture, words, count, message, isFile } = shown;
    const lines = count === 1 ? vscode.l10n.t('1 line') : vscode.l10n.t('{0} lines', count);
    const name = shownName(capture);
    const lens = (title: string, command: string): vscode.CodeLens =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command });
    return [
      lens(`$(filter) ${[words, message ?? lines].join(' · ')}`, FOCUS),
      ...(isFile ? [lens(vscode.l10n.t('Secrets are masked'), '')] : []),
      lens(vscode.l10n.t('Back to {0}', name), SHOW_IN_CAPTURE),
      ...(this.#kept.all.includes(words) ? [] : [lens(vscode.l10n.t('Keep this focus'), KEEP_FOCUS)]),
    ];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The focus that the active editor shows, if any. */
  get #shown(): ReturnType<FocusViews['of']> {
    const document = vscode.window.activeTextEditor?.document;
    return document && this.views.of(document);
  }

  async #focus(uri: unknown, given: unknown, line: unknown, preserveFocus: boolean): Promise<void> {
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
    const known = { words: shown?.words ?? '', kept: this.#kept.all };
    const words = typeof given === 'string' ? given : await askForWords(this.#client, capture, known);
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
