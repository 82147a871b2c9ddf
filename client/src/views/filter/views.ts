import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  FILTER_LINES as FILTER_REQUEST,
  type FilteredLines,
  type FilterParams,
} from '../../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../../captureLanguage';
import { openFile } from '../incidents/incidentCommands';
import type { ReadOnlyViews } from '../readOnly';
import { LineNumbers } from './lineNumbers';
import { shownName } from '../shownName';

/** Set while the editor shows a filter. */
const SHOWS_FILTER = 'fortiosDebug.showsLines';
/** Delay between the last edit of the capture and the update of its views, in milliseconds. */
const PAUSE = 300;
/** Maximum length of the words in the title of a view, in UTF-16 code units. */
const MAX_TITLE = 60;

/** The content of a view: lines of a capture, in order, with their numbers from 0. */
export interface ShownFilter {
  readonly capture: vscode.Uri;
  readonly words: string;
  /** What it keeps, as people say it: without the id of an incident. */
  readonly title: string;
  /** True for a file that is not open in an editor. */
  readonly isFile: boolean;
  lines: readonly number[];
  /** The line of the view for each line of the capture. */
  index: ReadonlyMap<number, number>;
  /** Number of matching lines without their context, and remarks about them. */
  count: number;
  message: string | undefined;
}

/** The position in a filter to go to. */
export interface ShowOptions {
  readonly line?: number;
  readonly preserveFocus?: boolean;
}

/**
 * Read-only documents of the lines of a capture that match a filter, with the line numbers of the capture. They are
 * updated with the capture.
 */
export class FilterViews implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #views: ReadOnlyViews;
  readonly #shown = new Map<string, ShownFilter>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #numbers: LineNumbers;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  /** The lines of a view have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(client: BaseLanguageClient, views: ReadOnlyViews) {
    this.#client = client;
    this.#views = views;
    this.#numbers = new LineNumbers(document => this.of(document)?.lines);
    this.#subscriptions = vscode.Disposable.from(
      this.#numbers,
      this.#changed,
      vscode.workspace.onDidChangeTextDocument(change => this.#follow(change)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
      vscode.window.onDidChangeActiveTextEditor(editor => this.#updateContext(editor)),
    );
  }

  /** The view of a document; undefined if it is not a filter. */
  of({ uri }: vscode.TextDocument): ShownFilter | undefined {
    return this.#shown.get(uri.toString());
  }

  /** The views of a capture. */
  viewsOf(capture: vscode.Uri): vscode.Uri[] {
    const key = capture.toString();
    return [...this.#shown].flatMap(([view, shown]) =>
      shown.capture.toString() === key ? [vscode.Uri.parse(view)] : [],
    );
  }

  /** The line of the capture for a line of a view; undefined if it is not a line of a view. */
  originOf(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Location | undefined {
    const shown = this.of(document);
    const origin = shown?.lines[line];
    if (!shown || shown.isFile || origin === undefined) return undefined;
    return new vscode.Location(shown.capture, new vscode.Position(origin, character));
  }

  /** Shows the lines of a capture that match a filter, or says why there are none. */
  async show(
    capture: vscode.Uri,
    words: string,
    { line, preserveFocus = false }: ShowOptions = {},
  ): Promise<void> {
    const known = await this.#visibleView(capture, words, preserveFocus);
    const editor = known ?? (await this.#newView(capture, words, preserveFocus));
    const at = line === undefined ? undefined : editor && this.of(editor.document)?.index.get(line);
    if (!editor || at === undefined) return;
    const place = new vscode.Range(at, 0, at, 0);
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Goes from a line of the view to the same line of the capture. */
  async goBack(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const shown = editor && this.of(editor.document);
    if (shown?.isFile === true) return openFile(shown.capture);
    const origin = editor && this.originOf(editor.document, editor.selection.active);
    if (!origin) return;
    const beside = editorOf(origin.uri.toString());
    await vscode.window.showTextDocument(origin.uri, {
      selection: origin.range,
      ...(beside?.viewColumn !== undefined && { viewColumn: beside.viewColumn }),
    });
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  /** The editor that already shows this filter. */
  async #visibleView(
    capture: vscode.Uri,
    words: string,
    preserveFocus: boolean,
  ): Promise<vscode.TextEditor | undefined> {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => {
      const shown = this.of(document);
      return shown?.words === words && shown.capture.toString() === capture.toString();
    });
    if (!editor || preserveFocus) return editor;
    return vscode.window.showTextDocument(editor.document, editor.viewColumn);
  }

  async #newView(
    capture: vscode.Uri,
    words: string,
    preserveFocus: boolean,
  ): Promise<vscode.TextEditor | undefined> {
    const filtered = await this.#ask(capture, words);
    if (!filtered || filtered.lines.length === 0) {
      void vscode.window.showInformationMessage(
        filtered?.message ?? vscode.l10n.t('{0} has changed since it was read.', shownName(capture)),
      );
      return undefined;
    }
    const isFile = filtered.text !== undefined;
    const document = isFile ? undefined : await vscode.workspace.openTextDocument(capture);
    const shown: ShownFilter = {
      capture,
      words,
      title: filtered.title ?? words,
      isFile,
      lines: [],
      index: new Map(),
      count: 0,
      message: undefined,
    };
    applyFilter(shown, filtered, document);
    const text = document ? textOf(document, shown.lines) : (filtered.text ?? '');
    const editor = await this.#views.show(
      tabTitle(capture, shown.title),
      text,
      LANGUAGE_ID,
      preserveFocus,
      view => this.#shown.set(view.toString(), shown),
    );
    this.#numbers.update(editor);
    this.#updateContext(editor);
    this.#changed.fire(editor.document.uri);
    return editor;
  }

  async #ask(capture: vscode.Uri, words: string): Promise<FilteredLines | null> {
    const params: FilterParams = { uri: this.#client.code2ProtocolConverter.asUri(capture), words };
    return this.#client.sendRequest<FilteredLines | null>(FILTER_REQUEST, params).catch(() => null);
  }

  #updateContext(editor: vscode.TextEditor | undefined): void {
    const shows = editor !== undefined && this.of(editor.document) !== undefined;
    void vscode.commands.executeCommand('setContext', SHOWS_FILTER, shows);
  }

  /** A document whose language changes is closed and reopened at once. */
  #closed(uri: vscode.Uri): void {
    const key = uri.toString();
    if (!this.#shown.has(key)) return;
    setTimeout(() => {
      if (vscode.workspace.textDocuments.some(document => document.uri.toString() === key)) return;
      this.#shown.delete(key);
      this.#changed.fire(uri);
    }, 0);
  }

  /** Line numbers move at once with an edit before them; the server then returns the new lines. */
  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const capture = document.uri.toString();
    for (const [view, shown] of this.#shown) {
      if (shown.capture.toString() !== capture) continue;
      for (const change of contentChanges) setLines(shown, linesAfterEdit(shown.lines, change));
      clearTimeout(this.#timers.get(view));
      const refresh = (): void => void this.#refresh(vscode.Uri.parse(view), shown, document);
      this.#timers.set(view, setTimeout(refresh, PAUSE));
    }
  }

  async #refresh(view: vscode.Uri, shown: ShownFilter, document: vscode.TextDocument): Promise<void> {
    const key = view.toString();
    this.#timers.delete(key);
    if (document.isClosed) return;
    const filtered = await this.#ask(shown.capture, shown.words);
    // A newer edit makes its own request.
    if (this.#timers.has(key) || !this.#shown.has(key)) return;
    if (filtered && !filtered.refused) applyFilter(shown, filtered, document);
    else
      setLines(
        shown,
        shown.lines.filter(line => line < document.lineCount),
      );
    this.#views.update(view, textOf(document, shown.lines));
    // The view gets its new text a moment later.
    const notify = (): void => {
      const editor = editorOf(key);
      if (editor) this.#numbers.update(editor);
      this.#changed.fire(view);
    };
    const changed = vscode.workspace.onDidChangeTextDocument(change => {
      if (change.document.uri.toString() !== key) return;
      changed.dispose();
      notify();
    });
    setTimeout(() => {
      changed.dispose();
      notify();
    }, PAUSE);
  }
}

function editorOf(uri: string): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
}

function tabTitle(capture: vscode.Uri, title: string): string {
  const short = title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE)}…` : title;
  return `${short.replace(/[/\\\s]+/g, '-')} · ${capture.path.slice(capture.path.lastIndexOf('/') + 1)}`;
}

function applyFilter(
  shown: ShownFilter,
  { lines, count, message }: FilteredLines,
  document: vscode.TextDocument | undefined,
): void {
  const last = document ? document.lineCount - 1 : Infinity;
  setLines(
    shown,
    lines.flatMap(([from, to]) =>
      Array.from({ length: Math.max(0, Math.min(to, last) - from + 1) }, (_, index) => from + index),
    ),
  );
  shown.count = count;
  shown.message = message;
}

function setLines(shown: ShownFilter, lines: readonly number[]): void {
  shown.lines = lines;
  shown.index = new Map(lines.map((line, index) => [line, index]));
}

function textOf(document: vscode.TextDocument, lines: readonly number[]): string {
  return lines.map(line => document.lineAt(line).text + '\n').join('');
}

/** The line numbers after an edit; replaced lines are moved to its start. */
function linesAfterEdit(
  lines: readonly number[],
  { range, text }: vscode.TextDocumentContentChangeEvent,
): readonly number[] {
  const by = (text.match(/\r\n|\r|\n/g)?.length ?? 0) - (range.end.line - range.start.line);
  if (by === 0) return lines;
  const first = (line: number): number => {
    if (line > range.end.line || (line === range.end.line && range.end.character === 0)) return line + by;
    return Math.min(line, range.start.line);
  };
  return [...new Set(lines.map(line => (line < range.start.line ? line : first(line))))];
}
