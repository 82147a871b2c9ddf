import * as vscode from 'vscode';
import type { Ending, OtherProblem, SceneList, SceneSummary } from '../../../../server/src/lsp/protocol';
import type { Comparable } from './comparable';
import type { CaptureScenes, IncidentModel } from './model';
import { revealCommand } from './incidentCommands';
import { shownName } from '../shownName';

/** A row of the tree: a capture, an outcome, a reason, or an incident. */
export type Node = CaptureNode | EndingNode | CauseNode | PartNode | IncidentNode | OthersNode | ProblemNode;

interface CaptureNode {
  readonly about: 'capture';
  readonly capture: CaptureScenes;
  readonly parent: undefined;
  readonly children: readonly Node[];
}

interface EndingNode {
  readonly about: 'ending';
  readonly capture: CaptureScenes;
  readonly ending: Ending;
  readonly count: number;
  readonly parent: CaptureNode | undefined;
  readonly children: readonly Node[];
}

interface CauseNode {
  readonly about: 'cause';
  readonly capture: CaptureScenes;
  readonly cause: string;
  readonly isError: boolean;
  readonly count: number;
  readonly parent: CaptureNode | EndingNode | undefined;
  readonly children: readonly Node[];
}

/** A part of a long list of incidents, because VS Code requests all children of a row at once. */
interface PartNode {
  readonly about: 'part';
  readonly capture: CaptureScenes;
  readonly scenes: readonly SceneSummary[];
  readonly parent: CaptureNode | EndingNode | CauseNode | undefined;
  readonly children: readonly Node[];
}

export interface IncidentNode {
  readonly about: 'incident';
  readonly capture: CaptureScenes;
  readonly scene: SceneSummary;
  readonly parent: CaptureNode | EndingNode | CauseNode | PartNode | undefined;
  /** Shown with it if no row above it has the cause. */
  readonly cause: string | undefined;
  readonly children: readonly Node[];
}

/** The problems that belong to no incident. */
interface OthersNode {
  readonly about: 'others';
  readonly capture: CaptureScenes;
  readonly count: number;
  readonly parent: CaptureNode | undefined;
  readonly children: readonly Node[];
}

interface ProblemNode {
  readonly about: 'problem';
  readonly capture: CaptureScenes;
  readonly problem: OtherProblem;
  readonly index: number;
  readonly parent: OthersNode;
  readonly children: readonly Node[];
}

/** Maximum number of incidents under one row; more of them are split into parts. */
const MAX_ROWS = 200;
const ENDINGS = ['failed', 'open', 'well'] as const;

/** The icon of an incident shows its outcome; a failure that is no error has that of a warning. */
export function iconOf(ending: Ending, isError = ending === 'failed'): vscode.ThemeIcon {
  const [icon, colour] = {
    warning: ['warning', 'list.warningForeground'],
    failed: ['error', 'list.errorForeground'],
    open: ['question', 'list.warningForeground'],
    well: ['pass', 'testing.iconPassed'],
  }[ending === 'failed' && !isError ? 'warning' : ending] as [string, string];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

function endingName(ending: Ending): string {
  return {
    failed: vscode.l10n.t('Failed'),
    open: vscode.l10n.t('Unfinished'),
    well: vscode.l10n.t('Succeeded'),
  }[ending];
}

/** The incidents of the open captures, grouped by outcome; failed ones are grouped by cause. */
export class IncidentTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #model: IncidentModel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable;
  #roots: readonly Node[] = [];
  #incidents = new Map<string, IncidentNode>();

  constructor(model: IncidentModel) {
    this.#model = model;
    this.#view = vscode.window.createTreeView('fortiosDebug.incidents', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#view,
      model.onDidChange(() => this.#rebuild()),
      model.onDidSelect(() => void this.#revealSelected()),
      this.#view.onDidChangeVisibility(() => void this.#revealSelected()),
      this.#view.onDidChangeSelection(({ selection: [node] }) => void this.#picked(node)),
    );
    this.#rebuild();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.about === 'problem') return problemItem(node);
    return node.about === 'incident' ? incidentItem(node, this.#model.comparable) : groupItem(node);
  }

  getChildren(node?: Node): Node[] {
    return [...(node ? node.children : this.#roots)];
  }

  getParent({ parent }: Node): Node | undefined {
    return parent;
  }

  /** The row of an incident. */
  nodeOf(uri: vscode.Uri, id: string): IncidentNode | undefined {
    return this.#incidents.get(keyOf(uri, id));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #rebuild(): void {
    const { captures } = this.#model;
    this.#incidents = new Map();
    this.#roots =
      captures.length > 1 || captures[0]?.source === 'folder'
        ? captures.map(capture => this.#captureNode(capture))
        : captures.flatMap(capture => this.#groups(capture, undefined));
    const failed = captures.reduce((sum, { list }) => sum + failuresOf(list), 0);
    this.#view.badge =
      failed === 0
        ? undefined
        : {
            value: failed,
            tooltip: failed === 1 ? vscode.l10n.t('1 failure') : vscode.l10n.t('{0} failures', failed),
          };
    const omitted = captures.reduce((sum, { list }) => sum + list.omitted, 0);
    this.#view.message = omitted === 0 ? '' : vscode.l10n.t('{0} more incidents are not listed.', omitted);
    this.#changed.fire(undefined);
    void this.#revealSelected();
  }

  #captureNode(capture: CaptureScenes): CaptureNode {
    const node: CaptureNode & { children: readonly Node[] } = {
      about: 'capture',
      capture,
      parent: undefined,
      children: [],
    };
    return Object.assign(node, { children: this.#groups(capture, node) });
  }

  #groups(capture: CaptureScenes, parent: CaptureNode | undefined): Node[] {
    return [...this.#endingNodes(capture, parent), ...othersNode(capture, parent)];
  }

  /** The outcomes, those that occur; a level with one row is left out, because the row says as much. */
  #endingNodes(capture: CaptureScenes, parent: CaptureNode | undefined): Node[] {
    const { scenes, counts } = capture.list;
    const endings = ENDINGS.filter(ending => scenes.some(scene => scene.ending === ending));
    return endings.flatMap(ending => {
      const own = scenes.filter(scene => scene.ending === ending);
      const childrenOf = (above: CaptureNode | EndingNode | undefined): Node[] =>
        ending === 'failed'
          ? this.#causeNodes(capture, own, above)
          : this.#incidentNodes(capture, own, above);
      const alone = childrenOf(parent);
      if (alone.length === 1 || endings.length === 1) return alone;
      const count = counts[ending];
      const node: EndingNode = { about: 'ending', capture, ending, count, parent, children: [] };
      return [Object.assign(node, { children: childrenOf(node) })];
    });
  }

  #causeNodes(
    capture: CaptureScenes,
    scenes: readonly SceneSummary[],
    parent: CaptureNode | EndingNode | undefined,
  ): Node[] {
    const causes = new Map<string, SceneSummary[]>();
    for (const scene of scenes) {
      const known = causes.get(scene.cause);
      if (known) known.push(scene);
      else causes.set(scene.cause, [scene]);
    }
    return [...causes]
      .sort(([, a], [, b]) => b.length - a.length)
      .flatMap(([cause, own]): Node[] => {
        if (own.length === 1) return this.#rows(capture, own, parent, cause);
        const [isError, count] = [own.some(scene => scene.isError), own.length];
        const node: CauseNode = { about: 'cause', capture, cause, isError, count, parent, children: [] };
        return [Object.assign(node, { children: this.#incidentNodes(capture, own, node) })];
      });
  }

  #incidentNodes(
    capture: CaptureScenes,
    scenes: readonly SceneSummary[],
    parent: PartNode['parent'],
  ): Node[] {
    if (scenes.length <= MAX_ROWS) return this.#rows(capture, scenes, parent);
    return Array.from({ length: Math.ceil(scenes.length / MAX_ROWS) }, (_, index) => {
      const own = scenes.slice(index * MAX_ROWS, (index + 1) * MAX_ROWS);
      const node: PartNode = { about: 'part', capture, scenes: own, parent, children: [] };
      return Object.assign(node, { children: this.#rows(capture, own, node) });
    });
  }

  #rows(
    capture: CaptureScenes,
    scenes: readonly SceneSummary[],
    parent: IncidentNode['parent'],
    cause?: string,
  ): IncidentNode[] {
    return scenes.map(scene => {
      const node: IncidentNode = { about: 'incident', capture, scene, parent, cause, children: [] };
      this.#incidents.set(keyOf(capture.uri, scene.id), node);
      return node;
    });
  }

  /** Selects the row of the selected incident if the tree is visible; it is never brought to the front for that. */
  async #revealSelected(): Promise<void> {
    const { selected } = this.#model;
    const node = selected?.id === undefined ? undefined : this.nodeOf(selected.uri, selected.id);
    if (!node || !this.#view.visible || this.#view.selection[0] === node) return;
    // The tree may have been rebuilt in the meantime.
    await Promise.resolve(this.#view.reveal(node, { select: true, focus: false })).catch(() => undefined);
  }

  async #picked(node: Node | undefined): Promise<void> {
    if (node?.about !== 'incident') return;
    const { capture, scene } = node;
    const { selected } = this.#model;
    if (selected?.id === scene.id && selected.uri.toString() === capture.uri.toString()) return;
    this.#model.select(capture.uri, scene.id);
    await this.#model.reveal(capture.uri, scene.range);
  }
}

function keyOf(uri: vscode.Uri, id: string): string {
  return `${uri.toString()}#${id}`;
}

/** Number of incidents that failed with an error, as the list of problems has them, and of errors that belong to none. */
function failuresOf({ scenes, counts, problems }: SceneList): number {
  const milder = scenes.filter(({ ending, isError }) => ending === 'failed' && !isError).length;
  return counts.failed - milder + problems.filter(({ severity }) => severity === 'error').length;
}

function othersNode(capture: CaptureScenes, parent: CaptureNode | undefined): OthersNode[] {
  const { problems } = capture.list;
  if (problems.length === 0) return [];
  const node: OthersNode = { about: 'others', capture, count: problems.length, parent, children: [] };
  const children = problems.map((problem, index): ProblemNode => ({
    about: 'problem',
    capture,
    problem,
    index,
    parent: node,
    children: [],
  }));
  return [Object.assign(node, { children })];
}

function problemItem({ capture, problem, index }: ProblemNode): vscode.TreeItem {
  const { message, severity, range } = problem;
  const item = new vscode.TreeItem(message);
  const line = vscode.l10n.t('Line {0}', range.start.line + 1);
  item.id = `${capture.uri.toString()}#problem/${index}`;
  item.description = line;
  item.tooltip = `${message}\n${line}`;
  item.iconPath = iconOf(severity === 'error' ? 'failed' : 'open');
  item.accessibilityInformation = { label: `${message}, ${line}` };
  item.command = revealCommand(capture.uri, range);
  return item;
}

function groupItem(node: Exclude<Node, IncidentNode | ProblemNode>): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const key = node.capture.uri.toString();
  if (node.about === 'capture') {
    const { uri, list, source } = node.capture;
    const isOpen = source !== 'folder';
    const item = new vscode.TreeItem(shownName(uri), isOpen ? Expanded : Collapsed);
    item.id = key;
    // A new failure of a growing capture marks its file.
    item.resourceUri = uri;
    item.description = list.verdict;
    item.tooltip = `${uri.scheme === 'file' ? uri.fsPath : shownName(uri)}\n${list.verdict}`;
    item.iconPath = new vscode.ThemeIcon(isOpen ? 'output' : 'file');
    item.contextValue = 'capture';
    return item;
  }
  if (node.about === 'ending') {
    const item = new vscode.TreeItem(endingName(node.ending), node.ending === 'well' ? Collapsed : Expanded);
    item.id = `${key}#${node.ending}`;
    item.description = String(node.count);
    item.iconPath = iconOf(node.ending);
    item.accessibilityInformation = { label: `${endingName(node.ending)}: ${node.count}` };
    return item;
  }
  if (node.about === 'others') {
    const label = vscode.l10n.t('Problems outside any incident');
    const item = new vscode.TreeItem(label, Expanded);
    item.id = `${key}#others`;
    item.description = String(node.count);
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.accessibilityInformation = { label: `${label}: ${node.count}` };
    return item;
  }
  if (node.about === 'part') {
    const [first] = node.scenes;
    const last = node.scenes[node.scenes.length - 1];
    const item = new vscode.TreeItem([first, last].map(whenOf).join(' – '), Collapsed);
    item.id = `${key}#part/${first?.id ?? ''}`;
    item.description = String(node.scenes.length);
    return item;
  }
  return causeItem(node);
}

function causeItem({ capture, cause, isError, count }: CauseNode): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(cause, count > MAX_ROWS ? Collapsed : Expanded);
  item.id = `${capture.uri.toString()}#cause/${cause}`;
  item.description = String(count);
  item.tooltip = cause;
  item.iconPath = iconOf('failed', isError);
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} incidents', cause, count) };
  return item;
}

function incidentItem({ capture, scene, cause }: IncidentNode, comparable: Comparable): vscode.TreeItem {
  const { what, outcome, ending, isError, stamp, took, range } = scene;
  const item = new vscode.TreeItem(what);
  item.id = keyOf(capture.uri, scene.id);
  const line = vscode.l10n.t('Line {0}', range.start.line + 1);
  item.description = [cause, whenOf(scene), took].filter(Boolean).join(' · ');
  item.tooltip = [`${what}: ${outcome}`, stamp, took, line].filter(Boolean).join('\n');
  item.iconPath = iconOf(ending, isError);
  item.contextValue = [
    'incident',
    ...(ending === 'well' ? [] : ['failed']),
    ...(comparable.hasSuccess(scene) ? ['comparable'] : []),
    ...(comparable.otherEnd(capture.uri, scene) ? ['end'] : []),
  ].join('.');
  item.accessibilityInformation = {
    label: [endingName(ending), what, outcome, stamp, took, line].filter(Boolean).join(', '),
  };
  return item;
}

/** The time of day when an incident began, or its line. */
function whenOf(scene: SceneSummary | undefined): string {
  const line = (scene?.range.start.line ?? 0) + 1;
  return scene?.stamp?.slice(TIME, SECONDS) ?? vscode.l10n.t('Line {0}', line);
}

/** The offset of the time of day in a time stamp. */
const TIME = 11;
const SECONDS = 19;
