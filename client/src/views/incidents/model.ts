import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type CausesJudged,
  type DocumentParams,
  FOLDER_SCENES,
  FOLDER_SCENES_CHANGED,
  type FolderScenes,
  FORGET_SCENES,
  SCENE,
  SCENE_AT,
  type SceneAt,
  type SceneAtParams,
  type SceneDetail,
  type SceneList,
  type SceneParams,
  SCENES,
  type SceneSummary,
  SCENES_CHANGED,
  type ScenesChanged,
} from '../../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../../captureLanguage';
import { filterWord } from '../../../../server/src/filter/query';
import { FILTER_LINES } from '../filter/filterCommand';
import { VIEW_SCHEME } from '../readOnly';
import { viewColumnOf } from '../tabs';
import { Comparable } from './comparable';
import { isPacked, openFile } from './incidentCommands';

/** Set while a capture is open; the views of incidents are then shown. */
const HAS_CAPTURE = 'fortiosDebug.hasCapture';
/** Set while the selected incident can be compared with a success, or with the other end of its tunnel. */
const HAS_SUCCESS = 'fortiosDebug.hasSuccess';
const HAS_OTHER_END = 'fortiosDebug.hasOtherEnd';
/** A cursor that moved less than this many milliseconds ago is still moving: it is looked up where it stops. */
const CURSOR_DELAY = 40;
/** How long VS Code may take to report a cursor that the model moved, in milliseconds. */
const REVEAL_TIMEOUT = 1000;
/** Delay between the last edit of a capture and the next request, in milliseconds. */
const PAUSE = 250;

/** A capture and what happened in it. */
export interface CaptureScenes {
  readonly uri: vscode.Uri;
  readonly list: SceneList;
  /** An open document, a file that VS Code does not show as text, or a capture of the folder that is not open. */
  readonly source: 'document' | 'file' | 'folder';
}

/** What is selected: an incident of a capture, or the capture as a whole. */
export interface Selected {
  readonly uri: vscode.Uri;
  readonly id: string | undefined;
}

/** The incidents of the open captures, and the one that is selected: by the cursor, in a tree or on the page. */
export class IncidentModel implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #scenes = new Map<string, CaptureScenes>();
  readonly #files = new Map<string, CaptureScenes>();
  #folder: ReadonlyMap<string, CaptureScenes> = new Map<string, CaptureScenes>();
  readonly #details = new Map<string, Promise<SceneDetail | null>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #selectionChanged = new vscode.EventEmitter<Selected | undefined>();
  readonly #subscriptions: vscode.Disposable;
  #selected: Selected | undefined;
  /** The last selected incident of each capture, which is shown when the user returns to the capture. */
  readonly #lastOf = new Map<string, string>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the cursor moved last, and the number of lookups: a late answer selects nothing. */
  #moved = 0;
  #lookUps = 0;
  #folderTurn = 0;
  #comparable: Comparable | undefined;
  /** Where the model moved the cursor, and until when its event is ignored. */
  readonly #placed = new Map<string, number>();

  /** The incidents of a capture have changed. */
  readonly onDidChange = this.#changed.event;
  readonly onDidSelect = this.#selectionChanged.event;

  /** @param onDidJudge fires when appended text decides about the causes of problems */
  constructor(
    client: BaseLanguageClient,
    readonly onDidJudge: vscode.Event<CausesJudged>,
  ) {
    this.#client = client;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#selectionChanged,
      this.onDidChange(() => {
        this.#comparable = undefined;
        this.#updateOffers();
      }),
      this.onDidSelect(() => this.#updateOffers()),
      client.onNotification(SCENES_CHANGED, ({ uri }: ScenesChanged) => this.#changedScenes(uri)),
      client.onNotification(FOLDER_SCENES_CHANGED, () => void this.#readFolder()),
      vscode.workspace.onDidOpenTextDocument(() => this.#updateContext()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
      vscode.window.onDidChangeActiveTextEditor(editor => this.#follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
    );
    this.#updateContext();
  }

  /** The known captures: the open ones in the order in which they were opened, then the others of the folder. */
  get captures(): readonly CaptureScenes[] {
    return [...new Map([...this.#folder, ...this.#files, ...this.#scenes]).values()].sort(
      (a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source),
    );
  }

  get selected(): Selected | undefined {
    return this.#selected;
  }

  /** The incidents of the selected capture. */
  get current(): CaptureScenes | undefined {
    return this.#selected && this.scenesOf(this.#selected.uri);
  }

  scenesOf(uri: vscode.Uri): CaptureScenes | undefined {
    const key = uri.toString();
    return this.#scenes.get(key) ?? this.#files.get(key) ?? this.#folder.get(key);
  }

  /** Sets the incidents of a file that was read, or removes them. */
  file(uri: vscode.Uri, list: SceneList | undefined): void {
    const key = uri.toString();
    this.#forgetDetails(key);
    if (list) this.#files.set(key, { uri, list, source: 'file' });
    else if (!this.#files.delete(key)) return;
    if (!list) void this.#client.sendNotification(FORGET_SCENES, { uri: uri.toString() });
    this.#changed.fire();
    this.#dropSelection(key);
    this.#updateContext();
  }

  /** The whole incident; null if it no longer exists. */
  detail(uri: vscode.Uri, id: string): Promise<SceneDetail | null> {
    const key = detailKey(uri.toString(), id);
    const known = this.#details.get(key);
    if (known) return known;
    const params: SceneParams = { uri: uri.toString(), id };
    const asked = this.ask<SceneDetail | null>(SCENE, params, null);
    this.#details.set(key, asked);
    return asked;
  }

  /** What the known incidents can be compared with. */
  get comparable(): Comparable {
    return (this.#comparable ??= new Comparable(this.captures));
  }

  /** The incident of the list; undefined if the capture no longer has it. */
  sceneOf({ uri, id }: Selected): SceneSummary | undefined {
    return this.scenesOf(uri)?.list.scenes.find(scene => scene.id === id);
  }

  /** Sends a request; returns `nothing` if there is no answer, as for a capture that was changed or closed. */
  async ask<Answer>(
    method: string,
    params: object,
    nothing: Answer,
    token?: vscode.CancellationToken,
  ): Promise<Answer> {
    if (!this.#client.isRunning()) return nothing;
    // An undefined token would be sent as a parameter.
    const answer = token
      ? this.#client.sendRequest<Answer>(method, params, token)
      : this.#client.sendRequest<Answer>(method, params);
    return answer.catch(() => nothing);
  }

  range(range: SceneDetail['range']): vscode.Range {
    return this.#client.protocol2CodeConverter.asRange(range);
  }

  /** Selects an incident, or a whole capture. */
  select(uri: vscode.Uri, id: string | undefined): void {
    if (id === undefined) this.#lastOf.delete(uri.toString());
    else this.#lastOf.set(uri.toString(), id);
    if (this.#selected?.id === id && this.#selected?.uri.toString() === uri.toString()) return;
    this.#selected = { uri, id };
    this.#selectionChanged.fire(this.#selected);
  }

  /** Shows a range of a capture in its editor, and preserves the focus. */
  async reveal(uri: vscode.Uri, range: SceneDetail['range']): Promise<void> {
    const place = this.range(range);
    const key = uri.toString();
    const { source } = this.scenesOf(uri) ?? {};
    if (source === 'file') {
      const id = this.#selected?.id;
      if (id !== undefined)
        await vscode.commands.executeCommand(
          FILTER_LINES,
          key,
          filterWord('incident', id),
          range.start.line,
          true,
        );
      return;
    }
    if (source === 'folder' && isPacked(uri)) {
      await openFile(uri, vscode.ViewColumn.One);
      return;
    }
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
    this.#placed.set(placeKey(key, place.start), Date.now() + REVEAL_TIMEOUT);
    const editor =
      visible ??
      (await vscode.window.showTextDocument(uri, {
        preserveFocus: true,
        preview: false,
        viewColumn: viewColumnOf(uri) ?? vscode.ViewColumn.One,
      }));
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  /** True if the model moved the cursor there. VS Code reports that a moment later, and not always in order. */
  #isPlaced(key: string): boolean {
    const now = Date.now();
    for (const [place, end] of this.#placed) if (end < now) this.#placed.delete(place);
    return this.#placed.has(key);
  }

  #updateContext(): void {
    const isOpen = vscode.workspace.textDocuments.some(isCapture) || this.#files.size + this.#folder.size > 0;
    void vscode.commands.executeCommand('setContext', HAS_CAPTURE, isOpen);
  }

  /** What the commands that compare need is known of the selected incident. */
  #updateOffers(): void {
    const selected = this.#selected;
    const scene = selected && this.sceneOf(selected);
    const offers = {
      [HAS_SUCCESS]: scene !== undefined && this.comparable.hasSuccess(scene),
      [HAS_OTHER_END]: selected && scene && this.comparable.otherEnd(selected.uri, scene) !== undefined,
    };
    for (const [key, value] of Object.entries(offers))
      void vscode.commands.executeCommand('setContext', key, value);
  }

  /** After an edit, the request waits until edits stop, because the list is long. */
  #changedScenes(uri: string): void {
    this.#forgetDetails(uri);
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
    this.#scenes.set(uri, { uri: document.uri, list, source: 'document' });
    this.#updateContext();
    this.#changed.fire();
    const editor = vscode.window.activeTextEditor;
    if (editor?.document === document) this.#follow(editor);
  }

  #closed(uri: vscode.Uri): void {
    this.#updateContext();
    const key = uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    this.#lastOf.delete(key);
    if (!this.#scenes.delete(key)) return;
    this.#forgetDetails(key);
    this.#dropSelection(key);
    this.#changed.fire();
  }

  /** Reads the incidents of captures in the folder that are not open, if the whole folder is read. */
  async #readFolder(): Promise<void> {
    const turn = ++this.#folderTurn;
    const { captures } = await this.ask<FolderScenes>(FOLDER_SCENES, {}, { captures: [] });
    if (turn !== this.#folderTurn) return;
    const known = captures.map(({ uri, list }): CaptureScenes => {
      const address = this.#client.protocol2CodeConverter.asUri(uri);
      return { uri: address, list, source: 'folder' };
    });
    if (known.length + this.#folder.size === 0) return;
    const before = [...this.#folder.keys()];
    for (const key of before) this.#forgetDetails(key);
    this.#folder = new Map(known.map(capture => [capture.uri.toString(), capture]));
    this.#changed.fire();
    // While the folder is read, an unknown selected capture may still be found.
    for (const key of before) this.#dropSelection(key);
    this.#updateContext();
  }

  #forgetDetails(key: string): void {
    for (const detail of this.#details.keys()) if (detail.startsWith(`${key}#`)) this.#details.delete(detail);
  }

  /** Clears the selection if its capture is no longer known. */
  #dropSelection(key: string): void {
    if (this.#selected?.uri.toString() !== key || this.scenesOf(this.#selected.uri)) return;
    this.#selected = undefined;
    this.#selectionChanged.fire(undefined);
  }

  /** The first of several quick cursor moves is looked up at once, then the last one. */
  #follow(editor: vscode.TextEditor | undefined): void {
    if (!editor || !isCapture(editor.document)) return;
    clearTimeout(this.#timer);
    const now = Date.now();
    const isOnItsWay = now - this.#moved < CURSOR_DELAY;
    this.#moved = now;
    if (isOnItsWay) this.#timer = setTimeout(() => void this.#lookUp(editor), CURSOR_DELAY);
    else void this.#lookUp(editor);
  }

  async #lookUp({ document, selection }: vscode.TextEditor): Promise<void> {
    const uri = document.uri.toString();
    if (this.#isPlaced(placeKey(uri, selection.active))) return;
    const turn = ++this.#lookUps;
    const { version } = document;
    const position = this.#client.code2ProtocolConverter.asPosition(selection.active);
    const known = this.#selected?.uri.toString() === uri ? this.#selected.id : undefined;
    const params: SceneAtParams = { uri, position, ...(known !== undefined && { known }) };
    const found = await this.ask<SceneAt | null>(SCENE_AT, params, null);
    if (turn !== this.#lookUps || document.isClosed || document.version !== version) return;
    // Between two incidents, the previous one stays selected.
    if (!found) {
      if (this.#selected?.uri.toString() !== uri) this.select(document.uri, this.#lastIn(uri));
      return;
    }
    if (found.detail) this.#details.set(detailKey(uri, found.id), Promise.resolve(found.detail));
    this.select(document.uri, found.id);
  }

  /** The last selected incident of a capture, if it still exists. */
  #lastIn(key: string): string | undefined {
    const last = this.#lastOf.get(key);
    return this.#scenes.get(key)?.list.scenes.find(({ id }) => id === last)?.id;
  }
}

const SOURCES: readonly CaptureScenes['source'][] = ['document', 'file', 'folder'];

/** False for views, which repeat lines of a capture. */
function isCapture({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === LANGUAGE_ID && uri.scheme !== VIEW_SCHEME;
}

function detailKey(uri: string, id: string): string {
  return `${uri}#${id}`;
}

function placeKey(uri: string, { line, character }: vscode.Position): string {
  return `${uri}:${line}:${character}`;
}
