import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type CausesJudged,
  type DocumentParams,
  type FurtherPlaces,
  PLACES,
} from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';
import { appendedFrom } from './appended';
import { OptionalStatus } from './optionalStatus';
import { isOurs, reasonAt } from './ownProblems';
import { VIEW_SCHEME } from './readOnly';
import { shownName } from './shownName';

const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind;
const STOP_FOLLOWING = 'fortiosDebug.stopFollowing';
/** How long a new failure must last before it is announced: later lines may explain it differently. */
const DELAY = 1000;
/** Delays after which to check whether an editor shows the last line, in milliseconds. */
const CHECK_DELAYS = [100, 300, 1000];

/**
 * Follows captures that grow on disk. VS Code reloads them; an editor with its cursor on the last line moves to the
 * new last line until the user scrolls up; a failure in the new lines marks the file and is announced.
 */
export function registerFollow(
  client: BaseLanguageClient,
  onDidJudge: vscode.Event<CausesJudged>,
): vscode.Disposable {
  const followers = new Followers();
  const failures = new NewFailures(client);
  return vscode.Disposable.from(
    followers,
    failures,
    onDidJudge(({ uri, news }) => void failures.judged(vscode.Uri.parse(uri), news)),
    vscode.window.registerFileDecorationProvider(failures),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (document.languageId !== LANGUAGE_ID || contentChanges.length === 0) return;
      // VS Code reloads a document only while it is not dirty; typing makes it dirty, and undo can end that.
      const isReload = !document.isDirty && reason === undefined;
      if (isReload) followers.scrollToEnd(document);
      // A view repeats the problems of its capture.
      if (document.uri.scheme === VIEW_SCHEME) return;
      failures.changed(document, isReload ? appendedFrom(contentChanges, document.lineCount) : undefined);
    }),
  );
}

/** Keeps the last line visible in the editors that follow it, and shows it if the active editor does. */
class Followers implements vscode.Disposable {
  readonly #status = new OptionalStatus('fortiosDebug.follow', vscode.l10n.t('FortiOS Debug: new lines'));
  readonly #following = new WeakSet<vscode.TextEditor>();
  /** Editors that were just moved to the last line, with the first line that they showed before. */
  readonly #sent = new WeakMap<vscode.TextEditor, { from: number | undefined; timer?: NodeJS.Timeout }>();
  /** The first visible line. */
  readonly #top = new WeakMap<vscode.TextEditor, number>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#status,
      vscode.commands.registerCommand(STOP_FOLLOWING, () => this.#set(vscode.window.activeTextEditor, false)),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        // A selection event without a cause comes from reloading the document.
        if (kind !== undefined) this.#set(textEditor, isAtEnd(textEditor));
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) =>
        this.#scrolled(textEditor, visibleRanges),
      ),
    );
    this.#show();
  }

  /** Moves to the last line of a document that has grown. */
  scrollToEnd(document: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document === document && this.#following.has(editor)) this.#toEnd(editor);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #toEnd(editor: vscode.TextEditor | undefined): void {
    if (!editor) return;
    const end = endOf(editor.document);
    editor.selection = new vscode.Selection(end, end);
    clearTimeout(this.#sent.get(editor)?.timer);
    this.#sent.set(editor, { from: this.#top.get(editor) });
    this.#set(editor, true);
    this.#keepAtEnd(editor, CHECK_DELAYS);
  }

  /**
   * Reveals the last line, and reveals it again if it is out of view later: VS Code can restore the old position
   * after it reloads the document, before or after it shows the new lines, with or without an event.
   */
  #keepAtEnd(editor: vscode.TextEditor, [delay, ...later]: readonly number[]): void {
    const sent = this.#sent.get(editor);
    if (!sent || !this.#following.has(editor)) return;
    if (!showsEnd(editor)) reveal(editor);
    if (delay === undefined) this.#sent.delete(editor);
    else sent.timer = setTimeout(() => this.#keepAtEnd(editor, later), delay);
  }

  /** A growing document never moves up by itself. */
  #scrolled(editor: vscode.TextEditor, ranges: readonly vscode.Range[]): void {
    const top = ranges[0]?.start.line ?? 0;
    const isUp = top < (this.#top.get(editor) ?? 0);
    this.#top.set(editor, top);
    if (showsEnd(editor)) return;
    if (this.#sent.get(editor)?.from === top) reveal(editor);
    else if (isUp) this.#set(editor, false);
  }

  #set(editor: vscode.TextEditor | undefined, isFollowing: boolean): void {
    if (editor?.document.languageId !== LANGUAGE_ID) return;
    if (isFollowing) this.#following.add(editor);
    else this.#following.delete(editor);
    this.#show();
  }

  #show(): void {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !this.#following.has(editor)) return this.#status.hide();
    this.#status.show({
      text: vscode.l10n.t('Following'),
      detail: vscode.l10n.t('while the capture grows'),
      severity: vscode.LanguageStatusSeverity.Information,
      command: { command: STOP_FOLLOWING, title: vscode.l10n.t('Stop') },
    });
  }
}

const endOf = (document: vscode.TextDocument): vscode.Position =>
  document.lineAt(document.lineCount - 1).range.end;

const showsEnd = (editor: vscode.TextEditor): boolean =>
  (editor.visibleRanges.at(-1)?.end.line ?? 0) >= editor.document.lineCount - 1;

/** Reveals the last line from its first column, however long it is. */
function reveal(editor: vscode.TextEditor): void {
  const { line } = endOf(editor.document);
  editor.revealRange(new vscode.Range(line, 0, line, 0));
}

function isAtEnd({ document, selection }: vscode.TextEditor): boolean {
  return selection.isEmpty && selection.active.line === document.lineCount - 1;
}

/** The state of a capture that has grown. */
interface Growing {
  /** The first line that was appended since the user looked; undefined if none was. */
  from: number | undefined;
  isMarked: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** A place in which a failure is reported, be it the first one of its cause or a repeat. */
interface FailedPlace {
  readonly line: number;
  readonly reason: string;
}

/**
 * Marks captures with failures in text that was appended, until the user looks at them. Each failure is announced
 * once.
 */
class NewFailures implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #growing = new Map<string, Growing>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(uri => void this.#compare(uri))),
      vscode.window.onDidChangeActiveTextEditor(editor => {
        if (editor) this.#markSeen(editor.document.uri);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        // The cursor of an editor that follows the capture is moved by a command.
        if (kind === Keyboard || kind === Mouse) this.#markSeen(textEditor.document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forgetClosed(uri)),
    );
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (!this.#growing.get(uri.toString())?.isMarked) return undefined;
    const colour = new vscode.ThemeColor('list.errorForeground');
    return new vscode.FileDecoration('!', vscode.l10n.t('New failure'), colour);
  }

  /**
   * Called when a document was changed, before its problems are updated.
   * @param from the first appended line; undefined if the file was not just continued, so that nothing in it is news
   */
  changed({ uri }: vscode.TextDocument, from: number | undefined): void {
    const key = uri.toString();
    if (from === undefined) return this.#forget(uri);
    const growing = this.#growing.get(key) ?? { from, isMarked: false, timer: undefined };
    growing.from ??= from;
    this.#growing.set(key, growing);
  }

  /** Announces what appended text decides about the causes of known failures. */
  async judged(uri: vscode.Uri, news: CausesJudged['news']): Promise<void> {
    const [first, ...others] = news;
    if (!first || this.#growing.get(uri.toString())?.from === undefined) return;
    const name = shownName(uri);
    const message =
      others.length === 0
        ? `${name}: ${first.text}`
        : vscode.l10n.t('{0}: {1} ({2} more)', name, first.text, others.length);
    await offerLine(uri, first.line, vscode.window.showInformationMessage, message);
  }

  dispose(): void {
    for (const { timer } of this.#growing.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  async #compare(uri: vscode.Uri): Promise<void> {
    const growing = this.#growing.get(uri.toString());
    if (!growing) return;
    const found = await this.#newOf(uri, growing);
    // It may have been forgotten in the meantime.
    if (found.length === 0 || growing.isMarked || this.#growing.get(uri.toString()) !== growing) return;
    growing.isMarked = true;
    this.#changed.fire(uri);
    growing.timer = setTimeout(() => void this.#announce(uri, growing), DELAY);
  }

  /** Screen readers read a notification, and it does not take the focus. */
  async #announce(uri: vscode.Uri, growing: Growing): Promise<void> {
    const [first, ...others] = await this.#newOf(uri, growing);
    if (!first) return this.#markSeen(uri);
    const name = shownName(uri);
    const message =
      others.length === 0
        ? vscode.l10n.t('{0}, line {1}: {2}', name, first.line + 1, first.reason)
        : vscode.l10n.t('{0}: {1} new failures, the first in line {2}: {3}', name, others.length + 1, first.line + 1, first.reason); // oxfmt-ignore
    await offerLine(uri, first.line, vscode.window.showWarningMessage, message);
  }

  /** The user has looked at a capture. */
  #markSeen(uri: vscode.Uri): void {
    const growing = this.#growing.get(uri.toString());
    if (!growing?.isMarked) return;
    clearTimeout(growing.timer);
    growing.from = undefined;
    growing.isMarked = false;
    this.#changed.fire(uri);
  }

  /** A document whose language changes is closed and reopened at once. */
  #forgetClosed(uri: vscode.Uri): void {
    const key = uri.toString();
    setTimeout(() => {
      if (!vscode.workspace.textDocuments.some(one => one.uri.toString() === key)) this.#forget(uri);
    }, DELAY);
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#growing.get(key)?.timer);
    if (this.#growing.delete(key)) this.#changed.fire(uri);
  }

  /** The places of failures in appended text, in the order of the text. */
  async #newOf(uri: vscode.Uri, { from }: Growing): Promise<FailedPlace[]> {
    if (from === undefined) return [];
    const failures = vscode.languages
      .getDiagnostics(uri)
      .filter(problem => isOurs(problem) && problem.severity === vscode.DiagnosticSeverity.Error);
    if (failures.length === 0 || !this.#client.isRunning()) return [];
    const params: DocumentParams = { uri: uri.toString() };
    const further = await this.#client
      .sendRequest<readonly FurtherPlaces[] | null>(PLACES, params)
      .catch(() => null);
    const repeats = (further ?? [])
      .filter(({ severity }) => severity === 1)
      .flatMap(({ reason, places }) => linesOf(places).map(line => ({ line, reason })));
    return [...failures.map(one => ({ line: one.range.start.line, reason: reasonAt(one) })), ...repeats]
      .filter(({ line }) => line >= from)
      .sort((a, b) => a.line - b.line);
  }
}

/** Shows a message with a button that goes to a line. */
async function offerLine(
  uri: vscode.Uri,
  line: number,
  showMessage: (message: string, ...buttons: string[]) => Thenable<string | undefined>,
  message: string,
): Promise<void> {
  const show = vscode.l10n.t('Show');
  if ((await showMessage(message, show)) !== show) return;
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0) });
}

/** The first line of each place in a flat list with four numbers each. */
function linesOf(places: readonly number[]): number[] {
  return places.filter((_, index) => index % 4 === 0);
}
