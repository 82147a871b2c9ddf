import * as vscode from 'vscode';
import {
  type CausesJudged,
  COMPARE,
  type Comparison,
  type SceneDetail,
  type SceneParams,
} from '../../../../server/src/lsp/protocol';
import { COPY_TEXT } from '../../commands/linkCommands';
import { RECORD_CAPTURE } from '../../commands/recordCapture';
import { filterWord } from '../../../../server/src/filter/query';
import { FILTER_LINES } from '../filter/filterCommand';
import { SHOW_RULE } from '../rulePages';
import { shownName } from '../shownName';
import { barOf, captureMessage, turnFrom } from './captureMessage';
import {
  type Action,
  fromPage,
  type FromPage,
  type IncidentMessage,
  type ToPage,
  type Turn,
  type Words,
} from './pageMessages';
import type { CaptureScenes, IncidentModel, Selected } from './model';
import { COPY_INCIDENT, COPY_TICKET, SAVE_INCIDENT } from './incidentCommands';

/** The container of a page: a panel that shows the selection, or an editor of one file. */
export interface PageOwner {
  /** What the page is to show. */
  readonly selected: Selected | undefined;
  /** The message if there is nothing to show. */
  readonly emptyMessage: Extract<ToPage, { kind: 'gone' | 'reading' }>;
  /** Called when the page was reloaded, with the incident that it showed before. */
  ready?(id: string | undefined): void;
  shows?(detail: SceneDetail | undefined, capture: CaptureScenes): void;
  act?(action: Action): void;
}

/** A page that shows what happened: an incident, two of them side by side, or a whole capture. */
export class IncidentPage implements vscode.Disposable {
  readonly #model: IncidentModel;
  readonly #panel: vscode.WebviewPanel;
  readonly #owner: PageOwner;
  readonly #subscriptions: vscode.Disposable;
  /** The page is loaded and visible. */
  #ready = false;
  #wasReady = false;
  #detail: SceneDetail | undefined;
  /** The capture that was sent to the page. */
  #sent: CaptureScenes | undefined;
  /** The incident that is shown beside a successful one, and that one. */
  #compared: Selected | undefined;
  #comparison: Comparison | undefined;
  /** Counts updates, so that a late answer is not shown. */
  #turn = 0;

  constructor(model: IncidentModel, panel: vscode.WebviewPanel, extension: vscode.Uri, owner: PageOwner) {
    this.#model = model;
    this.#panel = panel;
    this.#owner = owner;
    const folder = vscode.Uri.joinPath(extension, 'client', 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.#subscriptions = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(fromPage(message))),
      panel.onDidChangeViewState(() => this.#onVisibilityChange(panel.visible)),
      model.onDidChange(() => void this.update()),
      model.onDidJudge(judged => this.#tell(judged)),
      model.onDidSelect(() => {
        if (!this.#frozen) void this.update();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
    );
    panel.webview.html = pageOf(panel.webview, folder);
  }

  /** Shows the selected incident beside the last successful one of its kind. */
  compare(): void {
    this.#compared = this.#shown;
    void this.update();
  }

  /** Shows the selection again. */
  endComparison(): void {
    this.#compared = this.#comparison = undefined;
  }

  async update(): Promise<void> {
    if (!this.#ready) return;
    const turn = ++this.#turn;
    const selected = this.#shown;
    const current = selected && this.#model.scenesOf(selected.uri);
    if (!selected || !current) {
      if (this.#frozen) {
        this.endComparison();
        return this.update();
      }
      this.#detail = this.#sent = undefined;
      this.#post(this.#owner.emptyMessage);
      return;
    }
    const detail = selected.id === undefined ? null : await this.#model.detail(selected.uri, selected.id);
    const comparison = detail && (await this.#comparisonOf(selected, detail.id));
    if (turn !== this.#turn) return;
    this.#detail = detail ?? undefined;
    this.#comparison = comparison ?? undefined;
    this.#owner.shows?.(this.#detail, current);
    if (this.#sent !== current) this.#post(captureMessage(namesOf(current.uri), current.list, wordsOf()));
    this.#sent = current;
    const bar = barOf(current.list.scenes, this.#detail?.id);
    const files = filesOf(current.uri, this.#comparison);
    this.#post({ kind: 'incident', detail: this.#detail, bar, comparison: this.#comparison, files });
    for (const editor of vscode.window.visibleTextEditors) this.#follow(editor);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /**
   * VS Code reloads a hidden page when it becomes visible, and the page then sends `ready`. A page that was hidden
   * only for a moment, as when the group beside it is closed, may not be reloaded, so it gets the messages, too.
   */
  #onVisibilityChange(isVisible: boolean): void {
    const wasReady = this.#ready;
    this.#ready = isVisible && this.#wasReady;
    if (!this.#ready || wasReady) return;
    this.#sent = undefined;
    void this.update();
  }

  async #comparisonOf(selected: Selected, id: string): Promise<Comparison | null> {
    const { uri } = selected;
    if (!isSame(this.#compared, selected)) return null;
    const params: SceneParams = { uri: uri.toString(), id };
    return this.#model.ask<Comparison | null>(COMPARE, params, null);
  }

  /** Says what appended text decides about the problems of the capture that is shown. */
  #tell({ uri, news }: CausesJudged): void {
    if (!this.#ready || this.#shown?.uri.toString() !== vscode.Uri.parse(uri).toString()) return;
    this.#post({ kind: 'news', text: news.map(({ text }) => text).join('\n') });
  }

  #post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }

  /** What is shown. A comparison stays while its steps lead to other lines and files. */
  get #shown(): Selected | undefined {
    return this.#frozen ?? this.#owner.selected;
  }

  get #frozen(): Selected | undefined {
    return this.#comparison?.good && this.#compared;
  }

  #follow({ document, selection }: vscode.TextEditor): void {
    const own = this.#shown;
    if (!this.#ready || !own) return;
    const { line } = selection.active;
    const good = this.#comparison?.good;
    const isOwn = isSameUri(document.uri, own.uri);
    const isOfGood = good !== undefined && isSameUri(document.uri, vscode.Uri.parse(good.uri));
    if (!isOwn && !isOfGood) return;
    // Both can be in one file.
    const isItsStep = isOfGood && hasStep(good.detail, line) && !hasStep(this.#detail, line);
    this.#post({ kind: 'cursor', line, isOfGood: !isOwn || isItsStep });
  }

  async #receive(message: FromPage | undefined): Promise<void> {
    if (message?.kind === 'ready') {
      this.#ready = this.#wasReady = true;
      this.#sent = undefined;
      this.#owner.ready?.(message.id);
      await this.update();
      return;
    }
    if (message?.kind === 'do') this.#owner.act?.(message.action);
    const selected = this.#shown;
    if (message && selected) await this.#execute(selected, message);
  }

  async #execute(selected: Selected, message: Exclude<FromPage, { kind: 'ready' }>): Promise<void> {
    switch (message.kind) {
      case 'select':
        return this.#select(selected.uri, message.id);
      case 'turn':
        return this.#turnTo(selected, message.to);
      case 'problem':
        return this.#goToProblem(selected.uri, message.index);
      case 'cause':
        return this.#goToCause(selected.uri, message.index);
      case 'step':
        return this.#goTo(selected, message);
      case 'do':
        return this.#act(selected.uri, message.action);
    }
  }

  async #select(uri: vscode.Uri, id: string | undefined): Promise<void> {
    const capture = this.#model.scenesOf(uri);
    const scene = capture?.list.scenes.find(one => one.id === id);
    if (id !== undefined && !scene) return;
    this.endComparison();
    this.#model.select(uri, id);
    // It may be selected already.
    void this.update();
    if (scene && capture?.source !== 'file') await this.#model.reveal(uri, scene.range);
  }

  async #turnTo({ uri, id }: Selected, to: Turn): Promise<void> {
    const scene = turnFrom(this.#model.scenesOf(uri)?.list.scenes ?? [], id, to);
    if (scene) await this.#select(uri, scene.id);
  }

  async #goToProblem(uri: vscode.Uri, index: number): Promise<void> {
    const problem = this.#model.scenesOf(uri)?.list.problems[index];
    if (problem) await this.#model.reveal(uri, problem.range);
  }

  /** Goes to the line that confirms or excludes a possible cause. */
  async #goToCause(uri: vscode.Uri, index: number): Promise<void> {
    const line = this.#detail?.causes?.[index]?.line;
    if (line !== undefined) await this.#model.reveal(uri, rangeOfLine(line));
  }

  async #goTo(
    { uri, id }: Selected,
    { index, isOfGood, focus, hover }: FromPage & { kind: 'step' },
  ): Promise<void> {
    const good = isOfGood ? this.#comparison?.good : undefined;
    const step = (isOfGood ? good?.detail : this.#detail)?.steps[index];
    if (!step) return;
    const target = good ? vscode.Uri.parse(good.uri) : uri;
    if (this.#model.scenesOf(target)?.source === 'file') {
      const { line } = step.range.start;
      const incident = good ? good.detail.id : id;
      if (incident === undefined) return;
      const words = filterWord('incident', incident);
      await vscode.commands.executeCommand(FILTER_LINES, target.toString(), words, line, !focus);
    } else {
      await this.#model.reveal(target, step.range);
      if (focus) await this.#focusEditor(target);
    }
    if (hover) await vscode.commands.executeCommand('editor.action.showHover');
  }

  async #focusEditor(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
    if (editor) await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    else if (this.#model.scenesOf(uri)?.source !== 'file')
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
  }

  async #act(uri: vscode.Uri, action: Action): Promise<void> {
    const detail = this.#detail;
    if (action === 'record') {
      await vscode.commands.executeCommand(RECORD_CAPTURE);
      return;
    }
    if (action === 'editor') return this.#focusEditor(uri);
    if (!detail) return;
    switch (action) {
      case 'compare':
        return this.compare();
      case 'alone':
        this.endComparison();
        return this.update();
      case 'copy':
      case 'save':
      case 'ticket': {
        const command = { copy: COPY_INCIDENT, save: SAVE_INCIDENT, ticket: COPY_TICKET }[action];
        await vscode.commands.executeCommand(command, uri.toString(), detail.id);
        return;
      }
      case 'commands':
        await vscode.commands.executeCommand(COPY_TEXT, detail.commands.join('\n'));
        return;
      case 'rule':
        await vscode.commands.executeCommand(SHOW_RULE, detail.rule);
        return;
      case 'lines':
        await vscode.commands.executeCommand(FILTER_LINES, uri.toString(), filterWord('incident', detail.id));
        return;
      default:
    }
  }
}

/** The names of the files of a comparison, if they are two. */
function filesOf(uri: vscode.Uri, comparison: Comparison | undefined): IncidentMessage['files'] {
  const good = comparison?.good && vscode.Uri.parse(comparison.good.uri);
  return good && !isSameUri(good, uri) ? { own: shownName(uri), good: shownName(good) } : undefined;
}

function isSameUri(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}

function isSame(one: Selected | undefined, other: Selected): boolean {
  return one?.id === other.id && one !== undefined && isSameUri(one.uri, other.uri);
}

function hasStep(detail: SceneDetail | undefined, line: number): boolean {
  return detail?.steps.some(({ range }) => range.start.line === line) === true;
}

function namesOf(uri: vscode.Uri): { readonly uri: string; readonly name: string } {
  return { uri: uri.toString(), name: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
}

function rangeOfLine(line: number): SceneDetail['range'] {
  const start = { line, character: 0 };
  return { start, end: start };
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
    possibleCauses: vscode.l10n.t('Possible causes'),
    moreCauses: vscode.l10n.t('{0} more', '{0}'),
    showLines: vscode.l10n.t('Show only its lines'),
    wholeCapture: vscode.l10n.t('Whole capture'),
    ladder: vscode.l10n.t('Steps'),
    incidents: vscode.l10n.t('Incidents'),
    strip: vscode.l10n.t('All incidents over time'),
    line: vscode.l10n.t('Line'),
    omitted: vscode.l10n.t('{0} more steps', '{0}'),
    moreIncidents: vscode.l10n.t('{0} more incidents, in the list and below', '{0}'),
    otherProblem: vscode.l10n.t('Problem outside any incident'),
    inferred: vscode.l10n.t('(inferred)'),
    actions: vscode.l10n.t('Actions'),
    comparisonKeys: vscode.l10n.t(
      'Keys: ↑ ↓ step, ← → the other list, Enter go to line, H hover, C end the comparison, Esc back to editor',
    ),
    keys: vscode.l10n.t(
      'Keys: ↑ ↓ step, ← → incident, F next failure, Enter go to line, H hover, C compare, Esc back to editor',
    ),
    record: vscode.l10n.t('Record a Capture'),
  };
}

/** The page runs only its own script, loads only its own style sheet, and is empty until the first message. */
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
<p id="news" role="status"></p>
<main id="page"></main>
<script nonce="${nonce}" src="${address('picture.js')}"></script>
</body>
</html>`;
}
