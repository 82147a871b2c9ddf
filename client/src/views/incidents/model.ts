import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DocumentParams,
  type PlaceParams,
  SCENE,
  SCENE_AT,
  type SceneDetail,
  type SceneList,
  type SceneParams,
  SCENES,
  SCENES_CHANGED,
  type ScenesChanged,
} from '../../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../../detect';
import { VIEW_SCHEME } from '../readOnly';

/** Set while a capture is open: then the views of incidents are shown. */
const HAS_CAPTURE = 'fortiosDebug.hasCapture';
/** How long the cursor must rest before what it is in is looked up, in milliseconds. */
const REST = 40;
/** How long a cursor that we put somewhere may be told of, in milliseconds. */
const ECHO = 1000;
/** How long after the last edit of a capture what happened in it is asked for again, in milliseconds. */
const PAUSE = 250;

/** An open capture and what happened in it. */
export interface CaptureScenes {
  readonly uri: vscode.Uri;
  readonly list: SceneList;
}

/** What is selected: an incident of a capture, or the capture as a whole. */
export interface Selected {
  readonly uri: vscode.Uri;
  readonly id: string | undefined;
}

/** What happened in the open captures, and which incident is selected: by the cursor, in a tree or in the picture. */
export class IncidentModel implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #scenes = new Map<string, CaptureScenes>();
  readonly #details = new Map<string, Promise<SceneDetail | null>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #selectionChanged = new vscode.EventEmitter<Selected | undefined>();
  readonly #subscriptions: vscode.Disposable;
  #selected: Selected | undefined;
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the cursor was put, until when, to show what was selected elsewhere: that selects nothing anew. */
  readonly #placed = new Map<string, number>();

  /** What happened in some capture is another thing now. */
  readonly onDidChange = this.#changed.event;
  readonly onDidSelect = this.#selectionChanged.event;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#selectionChanged,
      client.onNotification(SCENES_CHANGED, ({ uri }: ScenesChanged) => this.#changedScenes(uri)),
      vscode.workspace.onDidOpenTextDocument(() => this.#tell()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
      vscode.window.onDidChangeActiveTextEditor(editor => this.#follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
    );
    this.#tell();
  }

  /** The open captures that are known, in the order in which they were opened. */
  get captures(): readonly CaptureScenes[] {
    return [...this.#scenes.values()];
  }

  get selected(): Selected | undefined {
    return this.#selected;
  }

  /** What happened in the capture of the selection. */
  get current(): CaptureScenes | undefined {
    return this.#selected && this.#scenes.get(this.#selected.uri.toString());
  }

  scenesOf(uri: vscode.Uri): CaptureScenes | undefined {
    return this.#scenes.get(uri.toString());
  }

  /** All of one incident; null where it is gone. */
  detail(uri: vscode.Uri, id: string): Promise<SceneDetail | null> {
    const key = `${uri.toString()}#${id}`;
    const known = this.#details.get(key);
    if (known) return known;
    const params: SceneParams = { uri: uri.toString(), id };
    const asked = this.ask<SceneDetail | null>(SCENE, params, null);
    this.#details.set(key, asked);
    return asked;
  }

  /** Asks the server; where it gives no answer, for a capture that moved on or was closed, `nothing`. */
  async ask<Answer>(method: string, params: object, nothing: Answer): Promise<Answer> {
    if (!this.#client.isRunning()) return nothing;
    return this.#client.sendRequest<Answer>(method, params).catch(() => nothing);
  }

  range(range: SceneDetail['range']): vscode.Range {
    return this.#client.protocol2CodeConverter.asRange(range);
  }

  /** Selects an incident, or a whole capture. */
  select(uri: vscode.Uri, id: string | undefined): void {
    if (this.#selected?.id === id && this.#selected?.uri.toString() === uri.toString()) return;
    this.#selected = { uri, id };
    this.#selectionChanged.fire(this.#selected);
  }

  /** Shows a place of a capture in its editor: the focus stays where it is. */
  async reveal(uri: vscode.Uri, range: SceneDetail['range']): Promise<void> {
    const place = this.range(range);
    const key = uri.toString();
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
    this.#placed.set(placeKey(key, place.start), Date.now() + ECHO);
    const editor =
      visible ??
      (await vscode.window.showTextDocument(uri, {
        preserveFocus: true,
        preview: false,
        viewColumn: columnOf(uri) ?? vscode.ViewColumn.One,
      }));
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  /** Whether it is we who put the cursor there: VS Code tells of that a moment later, and not always in order. */
  #isPlaced(key: string): boolean {
    const now = Date.now();
    for (const [place, end] of this.#placed) if (end < now) this.#placed.delete(place);
    return this.#placed.has(key);
  }

  #tell(): void {
    const isOpen = vscode.workspace.textDocuments.some(isCapture);
    void vscode.commands.executeCommand('setContext', HAS_CAPTURE, isOpen);
  }

  /** A capture that is edited is asked about when its edits rest: its list is long. */
  #changedScenes(uri: string): void {
    for (const key of this.#details.keys()) if (key.startsWith(`${uri}#`)) this.#details.delete(key);
    clearTimeout(this.#waiting.get(uri));
    const pause = this.#scenes.has(uri) ? PAUSE : 0;
    this.#waiting.set(
      uri,
      setTimeout(() => void this.#refresh(uri), pause),
    );
  }

  async #refresh(uri: string): Promise<void> {
    const document = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri);
    if (!document || !isCapture(document)) return;
    const params: DocumentParams = { uri };
    const list = await this.ask<SceneList | null>(SCENES, params, null);
    if (!list || document.isClosed) return;
    this.#scenes.set(uri, { uri: document.uri, list });
    this.#tell();
    this.#changed.fire();
    const editor = vscode.window.activeTextEditor;
    if (editor?.document === document) this.#follow(editor);
  }

  #closed(uri: vscode.Uri): void {
    this.#tell();
    const key = uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    if (!this.#scenes.delete(key)) return;
    for (const detail of this.#details.keys()) if (detail.startsWith(`${key}#`)) this.#details.delete(detail);
    if (this.#selected?.uri.toString() === key) {
      this.#selected = undefined;
      this.#selectionChanged.fire(undefined);
    }
    this.#changed.fire();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    if (!editor || !isCapture(editor.document)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookUp(editor), REST);
  }

  async #lookUp({ document, selection }: vscode.TextEditor): Promise<void> {
    const uri = document.uri.toString();
    if (this.#isPlaced(placeKey(uri, selection.active))) return;
    const position = this.#client.code2ProtocolConverter.asPosition(selection.active);
    const params: PlaceParams = { uri, position };
    const { version } = document;
    const id = await this.ask<string | null>(SCENE_AT, params, null);
    if (document.isClosed || document.version !== version) return;
    // Between two incidents, the one that was left stays in view.
    if (id !== null) this.select(document.uri, id);
    else if (this.#selected?.uri.toString() !== uri) this.select(document.uri, undefined);
  }
}

/** Whether a document is a capture, and no view that repeats lines of one. */
function isCapture({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === LANGUAGE_ID && uri.scheme !== VIEW_SCHEME;
}

function placeKey(uri: string, { line, character }: vscode.Position): string {
  return `${uri}:${line}:${character}`;
}

/** The column of the tab that has a capture. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const groups = vscode.window.tabGroups.all;
  const has = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return groups.find(({ tabs }) => tabs.some(has))?.viewColumn;
}
