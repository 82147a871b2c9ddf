import * as vscode from 'vscode';
import {
  type CausesJudged,
  COMPARE,
  type CompareParams,
  type Comparison,
  FILTER_SCENES,
  type FilteredScenes,
  type FilterParams,
  type IncidentAddress,
  type SceneDetail,
} from '../../../../server/src/lsp/protocol';
import { COPY_TEXT } from '../../commands/linkCommands';
import { RECORD_CAPTURE } from '../../commands/recordCapture';
import { OPEN_REDACTED } from '../../commands/redacted';
import { filterWord } from '../../../../server/src/filter/query';
import { FILTER_LINES } from '../filter/filterCommand';
import { shownName } from '../shownName';
import { barOf, captureMessage, overviewOf, turnFrom } from './captureMessage';
import {
  type Action,
  fromPage,
  type FromPage,
  type IncidentMessage,
  type Overview,
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
  /** The incident that is shown beside another one, and that one once it is known. */
  #compared: Selected | undefined;
  #other: IncidentAddress | undefined;
  #comparison: Comparison | undefined;
  /** All steps are to be unfolded in the next message. */
  #isUnfolded = false;
  /** What happened to the file of the other incident since then. */
  #note: string | undefined;
  /** The filter of the whole capture, and what it keeps of which version of the capture. */
  #words = '';
  #filtered: (FilteredScenes & { readonly capture: CaptureScenes; readonly words: string }) | undefined;
  #filtering: vscode.CancellationTokenSource | undefined;
  /** The chosen numbers of incidents by group. */
  readonly #rows = new Map<string, number>();
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

  /** Shows the selected incident beside another one, by default the last successful one of its kind. */
  compare(other?: IncidentAddress): void {
    const selected = this.#shown;
    this.endComparison();
    [this.#compared, this.#other] = [selected, other];
    void this.update();
  }

  /** Unfolds all steps. */
  unfold(): void {
    this.#isUnfolded = true;
    void this.update();
  }

  /** Shows the selection again. */
  endComparison(): void {
    this.#compared = this.#comparison = this.#other = this.#note = undefined;
  }

  async update(): Promise<void> {
    if (!this.#ready) return;
    const turn = ++this.#turn;
    const selected = this.#shown;
    const current = selected && this.#model.scenesOf(selected.uri);
    if (!selected || !current) return this.#showNothing();
    if (this.#sent && !isSameUri(this.#sent.uri, current.uri)) this.#clearFilter();
    const detail = selected.id === undefined ? null : await this.#model.detail(selected.uri, selected.id);
    const comparison = detail ? await this.#comparisonOf(selected, detail.id) : undefined;
    const overview = detail ? undefined : await this.#overviewOf(current);
    if (turn !== this.#turn) return;
    this.#detail = detail ?? undefined;
    this.#compareWith(comparison);
    this.#owner.shows?.(this.#detail, current);
    if (this.#sent !== current) this.#post(captureMessage(namesOf(current.uri), current.list, wordsOf()));
    this.#sent = current;
    this.#post(this.#message(current, overview));
    this.#isUnfolded = false;
    for (const editor of vscode.window.visibleTextEditors) this.#follow(editor);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The capture is gone; if it was compared, the selection is shown again. */
  #showNothing(): Promise<void> | undefined {
    if (this.#frozen) {
      this.endComparison();
      return this.update();
    }
    this.#detail = this.#sent = undefined;
    this.#post(this.#owner.emptyMessage);
    return undefined;
  }

  #message({ uri, list }: CaptureScenes, overview: Overview | undefined): IncidentMessage {
    const detail = this.#detail;
    const { comparable } = this.#model;
    return {
      kind: 'incident',
      detail,
      overview,
      hasSuccess: detail !== undefined && comparable.hasSuccess(detail),
      hasOtherEnd: detail !== undefined && comparable.otherEnd(uri, detail) !== undefined,
      bar: barOf(list.scenes, detail?.id),
      comparison: this.#comparison,
      note: this.#note,
      isUnfolded: this.#isUnfolded,
      files: filesOf(uri, this.#comparison),
    };
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

  async #comparisonOf(selected: Selected, id: string): Promise<Comparison | undefined> {
    if (!isSame(this.#compared, selected)) return undefined;
    const other = this.#other;
    const params: CompareParams = { uri: selected.uri.toString(), id, ...(other && { other }) };
    return (await this.#model.ask<Comparison | null>(COMPARE, params, null)) ?? undefined;
  }

  /** Takes a comparison. What is shown beside an incident stays, and a sentence says what happened to its file. */
  #compareWith(comparison: Comparison | undefined): void {
    const [before, good] = [this.#comparison?.good, comparison?.good];
    if (before && this.#detail) {
      const name = shownName(vscode.Uri.parse(before.uri));
      const gone = vscode.l10n.t('{0} is no longer open: its steps are as they were.', name);
      if (!good) {
        this.#note = gone;
        return;
      }
      if (this.#note === gone) this.#note = undefined;
      const isChanged = JSON.stringify(before.detail) !== JSON.stringify(good.detail);
      if (isChanged && good.uri !== this.#compared?.uri.toString())
        this.#note = vscode.l10n.t('{0} has changed since it was compared.', name);
    }
    this.#comparison = comparison;
    if (good) this.#other = { uri: good.uri, id: good.detail.id };
  }

  /** The incidents of a capture by cause, as far as the filter keeps them. */
  async #overviewOf(capture: CaptureScenes): Promise<Overview> {
    const words = this.#words;
    const isKnown = this.#filtered?.words === words && this.#filtered.capture === capture;
    if (words.trim() === '') this.#filtered = undefined;
    else if (!isKnown) await this.#filter(capture, words);
    const { ids, refused } = this.#filtered ?? {};
    const state = { words, kept: ids && new Set(ids), refused, rows: this.#rows };
    return overviewOf(capture.list.scenes, state, (count, of) =>
      vscode.l10n.t('{0} of {1} incidents', count, of),
    );
  }

  #clearFilter(): void {
    this.#words = '';
    this.#rows.clear();
  }

  async #filter(capture: CaptureScenes, words: string): Promise<void> {
    this.#filtering?.cancel();
    const source = (this.#filtering = new vscode.CancellationTokenSource());
    const params: FilterParams = { uri: capture.uri.toString(), words };
    const answer = await this.#model.ask<FilteredScenes | null>(FILTER_SCENES, params, null, source.token);
    if (!answer || source.token.isCancellationRequested) return;
    // While a word is being typed, the incidents are those of the last filter.
    const ids = answer.refused === undefined ? answer.ids : (this.#filtered?.ids ?? idsOf(capture));
    this.#filtered = { ...answer, ids, capture, words };
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
      case 'filter':
        this.#words = message.words;
        this.#rows.clear();
        return this.update();
      case 'group':
        this.#rows.set(message.key, message.rows);
        return this.update();
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
    if (action === 'redacted') {
      await vscode.commands.executeCommand(OPEN_REDACTED, uri);
      return;
    }
    if (!detail) return;
    switch (action) {
      case 'compare':
        return this.compare();
      case 'otherEnd':
        return this.compare(this.#model.comparable.otherEnd(uri, detail));
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
      case 'lines':
        await vscode.commands.executeCommand(FILTER_LINES, uri.toString(), filterWord('incident', detail.id));
        return;
      default:
    }
  }
}

function idsOf({ list }: CaptureScenes): readonly string[] {
  return list.scenes.map(({ id }) => id);
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
    unsafeCommands: vscode.l10n.t('Commands that can change the unit'),
    copyCommands: vscode.l10n.t('Copy commands'),
    copyTicket: vscode.l10n.t('Copy ticket'),
    copy: vscode.l10n.t('Copy as…'),
    save: vscode.l10n.t('Save as…'),
    redacted: vscode.l10n.t('Show redacted copy to share'),
    moreActions: vscode.l10n.t('More actions'),
    compare: vscode.l10n.t('Compare'),
    compareTitle: vscode.l10n.t('Compare with the last success'),
    otherEnd: vscode.l10n.t('Compare with the other end'),
    endCompare: vscode.l10n.t('End the comparison'),
    partsHere: vscode.l10n.t('They differ from here'),
    causes: vscode.l10n.t('Causes and sources'),
    sources: vscode.l10n.t('Sources'),
    background: vscode.l10n.t('Background'),
    filter: vscode.l10n.t('Filter incidents, as in {0}', 'user:user10 failed 08:40..08:45'),
    possibleCauses: vscode.l10n.t('Possible causes'),
    moreRows: vscode.l10n.t('{0} more', '{0}'),
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
    keysAlone: vscode.l10n.t(
      'Keys: ↑ ↓ step, ← → incident, F next failure, Enter go to line, H hover, Esc back to editor',
    ),
    overviewKeys: vscode.l10n.t(
      'Keys: ↑ ↓ row, ← → fold and unfold, Enter open, F next failure, Esc back to editor',
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
<p id="said" role="status"></p>
<script nonce="${nonce}" src="${address('picture.js')}"></script>
</body>
</html>`;
}
