import * as vscode from 'vscode';
import {
  COMPARE,
  type Comparison,
  SCENE_LINES,
  type SceneDetail,
  type SceneParams,
} from '../../../../server/src/lsp/protocol';
import { COPY_TEXT } from '../../commands/copyText';
import { SHOW_LINES } from '../../commands/showLines';
import { SHOW_RULE } from '../rulePages';
import { type Action, fromPage, type FromPage, type Shown, type ToPage, type Words } from './messages';
import type { CaptureScenes, IncidentModel } from './model';
import { COPY_INCIDENT, COPY_TICKET, SAVE_INCIDENT } from './names';

const TYPE = 'fortiosDebug.incident';

/** The picture of the incident that is selected: one panel beside the editor, which is used again. */
export class IncidentPicture implements vscode.Disposable {
  readonly #model: IncidentModel;
  readonly #folder: vscode.Uri;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  /** Whether the page listens already. */
  #ready = false;
  #detail: SceneDetail | undefined;
  /** The capture that the page knows. */
  #told: CaptureScenes | undefined;
  /** The id of the incident that is shown beside a good one, and that. */
  #compared: string | undefined;
  #comparison: Comparison | undefined;
  /** Counts what is shown: an answer that comes late is not. */
  #turn = 0;

  constructor(model: IncidentModel, extension: vscode.Uri) {
    this.#model = model;
    this.#folder = vscode.Uri.joinPath(extension, 'client', 'dist');
    this.#subscriptions = vscode.Disposable.from(
      model.onDidChange(() => void this.#update()),
      model.onDidSelect(() => void this.#update()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      vscode.window.registerWebviewPanelSerializer(TYPE, {
        deserializeWebviewPanel: (panel, state) => {
          this.#restore(panel, state);
          return Promise.resolve();
        },
      }),
    );
  }

  /** Shows what is selected; the editor keeps the focus. */
  open(): void {
    if (this.#panel) {
      // Where it is hidden by the capture itself it moves beside it.
      const isOver = this.#panel.viewColumn === vscode.window.activeTextEditor?.viewColumn;
      if (!this.#panel.visible) this.#panel.reveal(isOver ? vscode.ViewColumn.Beside : undefined, true);
      void this.#update();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      TYPE,
      vscode.l10n.t('What happened'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableFindWidget: true },
    );
    this.#adopt(panel);
  }

  /** Shows what is selected beside the last one of its kind that went well. */
  compare(): void {
    this.#compared = this.#model.selected?.id;
    this.open();
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#ready = false;
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#folder] };
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#hear(fromPage(message)));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    // What is hidden forgets its page: it is made again when it comes back, and says that it is ready.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#ready = false;
    });
    panel.webview.html = pageOf(panel.webview, this.#folder);
  }

  /** After a reload of the window: the panel comes before its capture is analysed. */
  #restore(panel: vscode.WebviewPanel, state: unknown): void {
    this.#panel?.dispose();
    const { uri, id } = (state ?? {}) as { uri?: unknown; id?: unknown };
    if (typeof uri === 'string' && !this.#model.selected)
      this.#model.select(vscode.Uri.parse(uri), typeof id === 'string' ? id : undefined);
    this.#adopt(panel);
  }

  async #update(): Promise<void> {
    const panel = this.#panel;
    if (!panel || !this.#ready) return;
    const turn = ++this.#turn;
    const { selected, current } = this.#model;
    if (!selected || !current) {
      this.#detail = this.#told = undefined;
      this.#say(panel, {
        kind: 'gone',
        text: vscode.l10n.t('The capture is not open. Open it or another capture to see what happened.'),
      });
      return;
    }
    const detail = selected.id === undefined ? null : await this.#model.detail(selected.uri, selected.id);
    const comparison =
      detail && this.#compared === detail.id ? await this.#compare(selected.uri, detail.id) : null;
    if (turn !== this.#turn) return;
    this.#detail = detail ?? undefined;
    this.#comparison = comparison ?? undefined;
    panel.title = detail
      ? vscode.l10n.t('Incident: {0}', detail.what)
      : vscode.workspace.asRelativePath(current.uri);
    if (this.#told !== current) this.#say(panel, captureMessage(current));
    this.#told = current;
    this.#say(panel, { kind: 'incident', detail: this.#detail, comparison: this.#comparison });
    const editor = vscode.window.visibleTextEditors.find(
      one => one.document.uri.toString() === current.uri.toString(),
    );
    if (editor) this.#follow(editor);
  }

  #compare(uri: vscode.Uri, id: string): Promise<Comparison | null> {
    const params: SceneParams = { uri: uri.toString(), id };
    return this.#model.ask<Comparison | null>(COMPARE, params, null);
  }

  #say(panel: vscode.WebviewPanel, message: ToPage): void {
    void panel.webview.postMessage(message);
  }

  #follow({ document, selection }: vscode.TextEditor): void {
    const { selected } = this.#model;
    if (!this.#panel || !this.#ready || document.uri.toString() !== selected?.uri.toString()) return;
    this.#say(this.#panel, { kind: 'cursor', line: selection.active.line });
  }

  async #hear(message: FromPage | undefined): Promise<void> {
    const { selected } = this.#model;
    if (message?.kind === 'ready') {
      this.#ready = true;
      this.#told = undefined;
      await this.#update();
    } else if (!selected) return;
    else if (message?.kind === 'select') await this.#select(selected.uri, message.id);
    else if (message?.kind === 'step') await this.#goTo(selected.uri, message);
    else if (message) await this.#act(selected.uri, message.action);
  }

  async #select(uri: vscode.Uri, id: string | undefined): Promise<void> {
    const scene = this.#model.scenesOf(uri)?.list.scenes.find(one => one.id === id);
    if (id !== undefined && !scene) return;
    this.#model.select(uri, id);
    if (scene) await this.#model.reveal(uri, scene.range);
  }

  async #goTo(
    uri: vscode.Uri,
    { index, isOfGood, focus, hover }: FromPage & { kind: 'step' },
  ): Promise<void> {
    const good = isOfGood ? this.#comparison?.good : undefined;
    const step = (isOfGood ? good?.detail : this.#detail)?.steps[index];
    if (!step) return;
    const target = good ? vscode.Uri.parse(good.uri) : uri;
    await this.#model.reveal(target, step.range);
    if (focus) await this.#focusEditor(target);
    if (hover) await vscode.commands.executeCommand('editor.action.showHover');
  }

  async #focusEditor(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
    if (editor) await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    else await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
  }

  async #act(uri: vscode.Uri, action: Action): Promise<void> {
    const detail = this.#detail;
    if (action === 'editor') return this.#focusEditor(uri);
    if (!detail) return;
    if (action === 'compare') return this.compare();
    if (action === 'alone') {
      this.#compared = undefined;
      return this.#update();
    }
    if (action === 'copy') await vscode.commands.executeCommand(COPY_INCIDENT);
    else if (action === 'save') await vscode.commands.executeCommand(SAVE_INCIDENT);
    else if (action === 'ticket') await vscode.commands.executeCommand(COPY_TICKET);
    else if (action === 'commands')
      await vscode.commands.executeCommand(COPY_TEXT, detail.commands.join('\n'));
    else if (action === 'rule') await vscode.commands.executeCommand(SHOW_RULE, detail.rule);
    else {
      const place = detail.steps[0]?.range.start ?? detail.range.start;
      const params = { uri: uri.toString(), position: place };
      const ranges = await this.#model.ask<readonly unknown[] | null>(SCENE_LINES, params, null);
      if (ranges) await vscode.commands.executeCommand(SHOW_LINES, uri.toString(), ranges);
    }
  }
}

function captureMessage({ uri, list }: CaptureScenes): ToPage {
  return {
    kind: 'capture',
    words: wordsOf(),
    uri: uri.toString(),
    name: vscode.workspace.asRelativePath(uri),
    verdict: list.verdict,
    chips: list.chips,
    scenes: list.scenes.map(({ id, ending, what, outcome, stamp, time, range }): Shown => ({
      id,
      ending,
      what,
      outcome,
      stamp,
      time,
      line: range.start.line + 1,
    })),
  };
}

function wordsOf(): Words {
  return {
    failed: vscode.l10n.t('Failed'),
    open: vscode.l10n.t('Unfinished'),
    well: vscode.l10n.t('Succeeded'),
    next: vscode.l10n.t('Next'),
    allSteps: vscode.l10n.t('All {0} steps, causes and sources', '{0}'),
    commands: vscode.l10n.t('Commands'),
    copyCommands: vscode.l10n.t('Copy commands'),
    copyTicket: vscode.l10n.t('Copy ticket'),
    copy: vscode.l10n.t('Copy as…'),
    save: vscode.l10n.t('Save as…'),
    compare: vscode.l10n.t('Compare with the last success'),
    endCompare: vscode.l10n.t('End the comparison'),
    partsHere: vscode.l10n.t('They differ from here'),
    causes: vscode.l10n.t('Causes and sources'),
    showLines: vscode.l10n.t('Show only its lines'),
    wholeCapture: vscode.l10n.t('Whole capture'),
    ladder: vscode.l10n.t('Steps'),
    incidents: vscode.l10n.t('Incidents'),
    strip: vscode.l10n.t('All incidents over time'),
    line: vscode.l10n.t('Line'),
    omitted: vscode.l10n.t('{0} more steps', '{0}'),
    moreIncidents: vscode.l10n.t('{0} more incidents, in the list and below', '{0}'),
    inferred: vscode.l10n.t('(inferred)'),
    actions: vscode.l10n.t('Actions'),
    keys: vscode.l10n.t(
      'Keys: ↑ ↓ step, ← → incident, F next failure, Enter go to line, H hover, C compare, Esc back to editor',
    ),
  };
}

/** The page: nothing runs but its script, nothing is loaded but its style, and nothing is in it before a message comes. */
function pageOf(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(24)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${vscode.l10n.t('What happened')}</title>
<link rel="stylesheet" href="${address('picture.css')}">
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${address('picture.js')}"></script>
</body>
</html>`;
}
