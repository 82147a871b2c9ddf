import * as vscode from 'vscode';
import { isCapture, WINDOW_LINES } from '../../server/src/syntax/isCapture';
import { VIEW_SCHEME } from './views/readOnly';
import { shownName } from './views/shownName';

export const LANGUAGE_ID = 'fortios-debug';

/** The languages of a file before it is recognised. Any other language was chosen by the user. */
const UNDECIDED: ReadonlySet<string> = new Set(['log', 'plaintext']);
const REMEMBERED = 'leftAlone';
const MAX_REMEMBERED = 500;

/** Recognises captures by their content and sets their language, unless the user chose another one. */
export function registerDetection(memory: vscode.Memento): vscode.Disposable {
  const detection = new Detection(memory);
  const subscriptions = [
    vscode.workspace.onDidOpenTextDocument(document => void detection.opened(document)),
    vscode.workspace.onDidCloseTextDocument(document => detection.closed(document)),
    vscode.workspace.onDidChangeTextDocument(change => void detection.changed(change)),
  ];
  for (const document of vscode.workspace.textDocuments) void detection.opened(document);
  return vscode.Disposable.from(...subscriptions);
}

class Detection {
  readonly #memory: vscode.Memento;
  /**
   * Documents in our language that were closed. A document whose language changes is closed and opened again as the
   * same object; a file that is reopened is a different one.
   */
  readonly #closed = new WeakSet<vscode.TextDocument>();
  /** Documents that the user was asked about since the window was opened. */
  readonly #asked = new Set<string>();

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  async opened(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const isSwitched = this.#closed.delete(document);
    if (document.languageId === LANGUAGE_ID) return this.#remember(key, false);
    if (isSwitched) return this.#remember(key, true);
    await this.#detect(document);
  }

  closed(document: vscode.TextDocument): void {
    if (document.languageId === LANGUAGE_ID) this.#closed.add(document);
  }

  /** Pasted text can turn an untitled document into a capture. */
  async changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): Promise<void> {
    if (document.isUntitled && contentChanges.some(({ text }) => text.includes('\n') || text.length > 200))
      await this.#detect(document);
  }

  async #detect(document: vscode.TextDocument): Promise<void> {
    const mode = vscode.workspace.getConfiguration('fortiosDebug', document).get<string>('detect', 'auto');
    if (mode === 'off' || !mayBeCapture(document) || this.#isDeclined(document.uri.toString())) return;
    if (!isCapture(firstLines(document))) return;
    if (mode !== 'prompt' || (await this.#ask(document)))
      await vscode.languages.setTextDocumentLanguage(document, LANGUAGE_ID);
  }

  async #ask(document: vscode.TextDocument): Promise<boolean> {
    const key = document.uri.toString();
    if (this.#asked.has(key)) return false;
    this.#asked.add(key);
    const yes = vscode.l10n.t('Read as FortiOS debug');
    const no = vscode.l10n.t('Leave this file alone');
    const name = shownName(document.uri);
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} looks like a FortiOS debug capture.', name),
      yes,
      no,
    );
    if (answer === no) await this.#remember(key, true);
    return answer === yes && !document.isClosed;
  }

  #isDeclined(key: string): boolean {
    return this.#memory.get<string[]>(REMEMBERED, []).includes(key);
  }

  async #remember(key: string, isDeclined: boolean): Promise<void> {
    const known = this.#memory.get<string[]>(REMEMBERED, []);
    if (known.includes(key) === isDeclined) return;
    const others = known.filter(one => one !== key);
    await this.#memory.update(REMEMBERED, isDeclined ? [...others, key].slice(-MAX_REMEMBERED) : others);
  }
}

/** VS Code's own documents: output channels, settings and so on. */
const OWN_SCHEMES: ReadonlySet<string> = new Set([
  'output',
  'vscode',
  'vscode-settings',
  'debug',
  VIEW_SCHEME,
]);

function mayBeCapture({ languageId, uri }: vscode.TextDocument): boolean {
  return UNDECIDED.has(languageId) && !OWN_SCHEMES.has(uri.scheme);
}

function firstLines(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(0, 0, Math.min(document.lineCount, WINDOW_LINES), 0));
}

/** Sets the language of the file in the editor to FortiOS debug log, whatever its content. */
export function registerSetLanguage(): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.setLanguage', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor) await vscode.languages.setTextDocumentLanguage(editor.document, LANGUAGE_ID);
    else await vscode.window.showInformationMessage(vscode.l10n.t('Open the capture in an editor first.'));
  });
}
