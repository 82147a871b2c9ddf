import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Range as ProtocolRange } from 'vscode-languageserver-protocol';
import {
  type PlaceParams,
  SCENE_EXCERPT,
  type SceneExcerpt,
  type SceneExcerptParams,
  SCENE_LINES,
} from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../detect';
import { openFile } from '../views/incidents/names';
import { nameOfView, type ReadOnlyViews, titleOf, VIEW_SCHEME } from '../views/readOnly';

/** A code lens over an exchange or a login uses this command; its arguments are the document and the ranges of its lines. */
export const SHOW_LINES = 'fortiosDebug.showLines';
/**
 * Shows the lines of one incident of a file that no editor shows, and leads to one of them. Its arguments: a URI, the id of the
 * incident, a line of the file from 0, and whether the view gets the focus.
 */
export const SHOW_EXCERPT = 'fortiosDebug.showExcerpt';
/** Leads from a line of such a view to the same line of the capture. */
const SHOW_IN_CAPTURE = 'fortiosDebug.showInCapture';
/** Set while the editor has such a view. */
const HAS_LINES = 'fortiosDebug.showsLines';
/** How long after the last edit of the capture its views follow, in milliseconds. */
const PAUSE = 300;

/** What a view shows: lines of a capture, in order, with their numbers from 0. */
interface Shown {
  readonly capture: vscode.Uri;
  /** The id of the incident whose lines they are, where the capture is a file that no editor shows. */
  readonly incident?: string;
  lines: readonly number[];
}

/** Shows the lines of one exchange or login alone, with their numbers in the capture, and leads back to them. */
export class CaptureLines implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #views: ReadOnlyViews;
  readonly #shown = new Map<string, Shown>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #numbers = vscode.window.createTextEditorDecorationType({
    before: { color: new vscode.ThemeColor('editorLineNumber.foreground'), margin: '0 2ch 0 0' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #subscriptions: vscode.Disposable;

  constructor(client: BaseLanguageClient, views: ReadOnlyViews) {
    this.#client = client;
    this.#views = views;
    this.#subscriptions = vscode.Disposable.from(
      this.#numbers,
      vscode.commands.registerCommand(SHOW_LINES, (uri, ranges) => this.#show(uri, ranges)),
      vscode.commands.registerCommand(SHOW_EXCERPT, (uri, id, line, focus) =>
        this.#showExcerpt(uri, id, line, focus === true),
      ),
      vscode.commands.registerCommand(SHOW_IN_CAPTURE, () => this.#goBack()),
      vscode.languages.registerCodeLensProvider(
        { scheme: VIEW_SCHEME },
        { provideCodeLenses: document => this.#lenses(document) },
      ),
      vscode.workspace.onDidChangeTextDocument(change => this.#follow(change)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#shown.delete(uri.toString())),
      vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(one => this.#number(one))),
      vscode.window.onDidChangeActiveTextEditor(editor => this.#tell(editor)),
    );
  }

  /** The line of the capture that a line of a view shows; undefined if the document is no such view. */
  originOf({ uri }: vscode.TextDocument, { line, character }: vscode.Position): vscode.Location | undefined {
    const shown = this.#shown.get(uri.toString());
    const origin = shown?.lines[line];
    if (!shown || shown.incident !== undefined || origin === undefined) return undefined;
    return new vscode.Location(shown.capture, new vscode.Position(origin, character));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  async #show(uri: unknown, ranges: unknown): Promise<void> {
    if (typeof uri !== 'string' || !Array.isArray(ranges)) return;
    const capture = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const lines = linesOf(capture, ranges as ProtocolRange[]);
    const title = `lines-of-${titleOf(capture)}`;
    const editor = await this.#views.show(title, textOf(capture, lines), LANGUAGE_ID);
    this.#shown.set(editor.document.uri.toString(), { capture: capture.uri, lines });
    this.#number(editor);
    this.#tell(editor);
  }

  async #showExcerpt(uri: unknown, id: unknown, line: unknown, focus: boolean): Promise<void> {
    if (typeof uri !== 'string' || typeof id !== 'string' || !Number.isInteger(line)) return;
    const editor = (await this.#knownExcerpt(uri, id, focus)) ?? (await this.#newExcerpt(uri, id, focus));
    const index = this.#shown.get(editor?.document.uri.toString() ?? '')?.lines.indexOf(line as number) ?? -1;
    if (!editor || index < 0) return;
    const place = new vscode.Range(index, 0, index, 0);
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** The editor that shows these lines already. */
  async #knownExcerpt(uri: string, id: string, focus: boolean): Promise<vscode.TextEditor | undefined> {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => {
      const shown = this.#shown.get(document.uri.toString());
      return shown?.incident === id && shown.capture.toString() === uri;
    });
    if (!editor || !focus) return editor;
    return vscode.window.showTextDocument(editor.document, editor.viewColumn);
  }

  async #newExcerpt(uri: string, id: string, focus: boolean): Promise<vscode.TextEditor | undefined> {
    const params: SceneExcerptParams = { uri, id, keepIdentities: true };
    const excerpt = await this.#client
      .sendRequest<SceneExcerpt | null>(SCENE_EXCERPT, params)
      .catch(() => null);
    const capture = vscode.Uri.parse(uri);
    if (!excerpt) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} has changed since it was read.', vscode.workspace.asRelativePath(capture)),
      );
      return undefined;
    }
    const title = `lines-of-${nameOfView(capture)}`;
    const editor = await this.#views.show(title, excerpt.text, LANGUAGE_ID, !focus);
    this.#shown.set(editor.document.uri.toString(), { capture, incident: id, lines: excerpt.lines });
    this.#number(editor);
    this.#tell(editor);
    return editor;
  }

  /** The numbers of the lines in the capture take the place of those in the view. */
  #number(editor: vscode.TextEditor): void {
    const shown = this.#shown.get(editor.document.uri.toString());
    if (!shown) return;
    editor.options = { ...editor.options, lineNumbers: vscode.TextEditorLineNumbersStyle.Off };
    const width = String((shown.lines[shown.lines.length - 1] ?? 0) + 1).length;
    const numbers = shown.lines.map((origin, line) => ({
      range: new vscode.Range(line, 0, line, 0),
      // Blanks at the start would be lost.
      renderOptions: { before: { contentText: String(origin + 1).padStart(width, '\u2007') } },
    }));
    editor.setDecorations(this.#numbers, numbers);
  }

  #lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const shown = this.#shown.get(document.uri.toString());
    if (!shown) return [];
    const name = vscode.workspace.asRelativePath(shown.capture);
    const title = vscode.l10n.t('Back to {0}', name);
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command: SHOW_IN_CAPTURE })];
  }

  #tell(editor: vscode.TextEditor | undefined): void {
    const shows = editor !== undefined && this.#shown.has(editor.document.uri.toString());
    void vscode.commands.executeCommand('setContext', HAS_LINES, shows);
  }

  async #goBack(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const shown = editor && this.#shown.get(editor.document.uri.toString());
    if (shown?.incident !== undefined) return openFile(shown.capture);
    const origin = editor && this.originOf(editor.document, editor.selection.active);
    if (!origin) return;
    const beside = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === origin.uri.toString(),
    );
    await vscode.window.showTextDocument(origin.uri, {
      selection: origin.range,
      ...(beside?.viewColumn !== undefined && { viewColumn: beside.viewColumn }),
    });
  }

  /** Lines move at once with an edit before them; a moment later the server says which lines there are now. */
  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const capture = document.uri.toString();
    for (const [view, shown] of this.#shown) {
      if (shown.capture.toString() !== capture) continue;
      for (const change of contentChanges) shown.lines = moved(shown.lines, change);
      clearTimeout(this.#timers.get(view));
      const refresh = (): void => void this.#refresh(vscode.Uri.parse(view), shown, document);
      this.#timers.set(view, setTimeout(refresh, PAUSE));
    }
  }

  async #refresh(view: vscode.Uri, shown: Shown, document: vscode.TextDocument): Promise<void> {
    const { code2ProtocolConverter: converter } = this.#client;
    const [line] = shown.lines;
    if (line === undefined || document.isClosed) return;
    const params: PlaceParams = { uri: converter.asUri(document.uri), position: { line, character: 0 } };
    const { version } = document;
    const ranges = await this.#client
      .sendRequest<ProtocolRange[] | null>(SCENE_LINES, params)
      .catch(() => null);
    if (document.version !== version) return;
    if (ranges) shown.lines = linesOf(document, ranges);
    shown.lines = shown.lines.filter(one => one < document.lineCount);
    this.#views.update(view, textOf(document, shown.lines));
    // The view has its new text a moment later.
    const changed = vscode.workspace.onDidChangeTextDocument(change => {
      if (change.document.uri.toString() !== view.toString()) return;
      changed.dispose();
      this.#numberAll(view);
    });
    setTimeout(() => {
      changed.dispose();
      this.#numberAll(view);
    }, PAUSE);
  }

  #numberAll(view: vscode.Uri): void {
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document.uri.toString() === view.toString()) this.#number(editor);
  }
}

function linesOf({ lineCount }: vscode.TextDocument, ranges: readonly ProtocolRange[]): number[] {
  const lines = new Set<number>();
  for (const { start, end } of ranges) {
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    for (let line = start.line; line <= Math.min(last, lineCount - 1); line++) lines.add(line);
  }
  return [...lines].sort((a, b) => a - b);
}

function textOf(document: vscode.TextDocument, lines: readonly number[]): string {
  return lines.map(line => document.lineAt(line).text + '\n').join('');
}

/** Where lines are after an edit; those that it replaced stay where it begins. */
function moved(
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
