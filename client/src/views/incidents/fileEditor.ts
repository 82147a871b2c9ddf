import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WorkDoneProgress } from 'vscode-languageserver-protocol';
import { READ_SCENES, type ReadScenes, type ReadScenesParams } from '../../../../server/src/lsp/protocol';
import { fileLabel } from '../../commands/analyseFile';
import { IncidentPage, type PageOwner } from './incidentPage';
import type { Action } from './pageMessages';
import type { IncidentModel, Selected } from './model';
import { INCIDENT_FILE } from './incidentCommands';

/** Delay between the last change of a file and reading it again, in milliseconds. */
const PAUSE = 1000;

/** Shows what happened in files that VS Code does not show as text, because they are large or compressed: *Open With…*. */
export class IncidentFiles implements vscode.CustomReadonlyEditorProvider<IncidentFile>, vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #model: IncidentModel;
  readonly #extension: vscode.Uri;
  readonly #registration: vscode.Disposable;

  constructor(client: BaseLanguageClient, model: IncidentModel, extension: vscode.Uri) {
    this.#client = client;
    this.#model = model;
    this.#extension = extension;
    this.#registration = vscode.window.registerCustomEditorProvider(INCIDENT_FILE, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  openCustomDocument(uri: vscode.Uri): IncidentFile {
    return new IncidentFile(this.#client, this.#model, uri);
  }

  resolveCustomEditor(file: IncidentFile, panel: vscode.WebviewPanel): void {
    const page = new IncidentPage(this.#model, panel, this.#extension, file);
    const update = file.onDidChange(() => void page.update());
    const activate = panel.onDidChangeViewState(() => {
      if (panel.active) file.select();
    });
    panel.onDidDispose(() => void vscode.Disposable.from(page, update, activate).dispose());
    file.read();
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

/** A file whose text is not shown: the server reads it in parts. */
class IncidentFile implements vscode.CustomDocument, PageOwner {
  readonly #client: BaseLanguageClient;
  readonly #model: IncidentModel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  #reading: vscode.CancellationTokenSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #id: string | undefined;

  readonly onDidChange: vscode.Event<void> = this.#changed.event;
  emptyMessage: PageOwner['emptyMessage'];

  constructor(
    client: BaseLanguageClient,
    model: IncidentModel,
    readonly uri: vscode.Uri,
  ) {
    this.#client = client;
    this.#model = model;
    this.emptyMessage = this.#progress('', 0);
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), escaped(name));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidChange(() => this.#scheduleRead()),
      watcher.onDidCreate(() => this.#scheduleRead()),
      watcher.onDidDelete(() => this.#scheduleRead()),
      // The severities decide the outcome of the capture.
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('fortiosDebug.rules')) this.#scheduleRead();
      }),
      model.onDidSelect(selected => {
        if (selected?.uri.toString() === uri.toString()) this.#id = selected.id;
      }),
    );
  }

  /** The incident that is shown, whichever other capture is selected. */
  get selected(): Selected | undefined {
    return { uri: this.uri, id: this.#id };
  }

  ready(id: string | undefined): void {
    this.#id ??= id;
  }

  /** The trees show this file. */
  select(): void {
    if (this.#model.scenesOf(this.uri)) this.#model.select(this.uri, this.#id);
  }

  act(action: Action): void {
    if (action === 'stop') this.#reading?.cancel();
    else if (action === 'again') this.read();
  }

  /** Reads the file, unless it is being read. */
  read(): void {
    if (!this.#reading && !this.#model.scenesOf(this.uri)) void this.#read();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#reading?.cancel();
    this.#subscriptions.dispose();
    this.#model.file(this.uri, undefined);
  }

  #scheduleRead(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#reading) void this.#read();
    }, PAUSE);
  }

  async #read(): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    this.#reading = source;
    this.#showMessage(this.#progress('', 0));
    const workDoneToken = `incidents-${crypto.randomUUID()}`;
    const progress = this.#client.onProgress(WorkDoneProgress.type, workDoneToken, report => {
      if (report.kind === 'report')
        this.#showMessage(this.#progress(report.message ?? '', (report.percentage ?? 0) / 100));
    });
    try {
      const params: ReadScenesParams = { uri: this.uri.toString(), workDoneToken };
      this.#show(await this.#client.sendRequest<ReadScenes>(READ_SCENES, params, source.token));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#showMessage(
        this.#unavailable(
          source.token.isCancellationRequested
            ? vscode.l10n.t('Reading {0} was stopped.', fileLabel(this.uri))
            : vscode.l10n.t('{0} was not read: {1}', fileLabel(this.uri), reason),
        ),
      );
    } finally {
      progress.dispose();
      source.dispose();
      this.#reading = undefined;
    }
  }

  #show({ list, isCapture, reason }: ReadScenes): void {
    const name = fileLabel(this.uri);
    if (!list) {
      this.#model.file(this.uri, undefined);
      this.#showMessage(this.#unavailable(vscode.l10n.t('{0} was not read: {1}', name, reason ?? '')));
    } else if (isCapture === false && list.scenes.length === 0) {
      this.#model.file(this.uri, undefined);
      this.#showMessage(
        this.#unavailable(vscode.l10n.t('{0} does not look like a FortiOS debug capture.', name)),
      );
    } else {
      this.#model.file(this.uri, list);
      this.#model.select(this.uri, this.#id);
      if (reason !== undefined) void vscode.window.showWarningMessage(`${name}: ${reason}`);
    }
  }

  #showMessage(nothing: PageOwner['emptyMessage']): void {
    this.emptyMessage = nothing;
    this.#changed.fire();
  }

  #progress(how: string, done: number): PageOwner['emptyMessage'] {
    const text = [vscode.l10n.t('Reading {0}', fileLabel(this.uri)), how].filter(Boolean).join(' · ');
    return { kind: 'reading', text, done, button: { text: vscode.l10n.t('Stop'), action: 'stop' } };
  }

  #unavailable(text: string): PageOwner['emptyMessage'] {
    return { kind: 'gone', text, button: { text: vscode.l10n.t('Read again'), action: 'again' } };
  }
}

/** A glob pattern that matches only this name. */
function escaped(name: string): string {
  return name.replace(/[[\]{}*?]/g, '[$&]');
}
