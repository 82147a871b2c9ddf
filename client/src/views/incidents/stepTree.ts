import * as vscode from 'vscode';
import type { SceneDetail, SceneStep } from '../../../../server/src/lsp/protocol';
import type { IncidentModel } from './model';
import { revealCommand } from './incidentCommands';

/** A step of an incident, or the number of steps that are left out before the next one. */
type Row =
  | { readonly step: SceneStep; readonly uri: vscode.Uri; readonly id: string }
  | { readonly omitted: number; readonly id: string };

/** The steps of the selected incident. */
export class StepTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #model: IncidentModel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Row>;
  readonly #subscriptions: vscode.Disposable;

  constructor(model: IncidentModel) {
    this.#model = model;
    this.#view = vscode.window.createTreeView('fortiosDebug.steps', { treeDataProvider: this });
    const refresh = (): void => this.#changed.fire(undefined);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#view,
      model.onDidChange(refresh),
      model.onDidSelect(refresh),
    );
  }

  async getChildren(row?: Row): Promise<Row[]> {
    const { selected } = this.#model;
    if (row) return [];
    if (selected?.id === undefined) {
      this.#view.description = '';
      return [];
    }
    const detail = await this.#model.detail(selected.uri, selected.id);
    this.#view.description = detail?.what ?? '';
    return detail ? rowsOf(detail, selected.uri) : [];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if ('omitted' in row) {
      const item = new vscode.TreeItem(vscode.l10n.t('{0} more steps', row.omitted));
      item.id = row.id;
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      return item;
    }
    const { step, uri, id } = row;
    const { direction, text, more, since, range, failed, sentence } = step;
    const item = new vscode.TreeItem(failed ? `✗ ${text}` : text);
    item.id = id;
    item.description = [...more, since, vscode.l10n.t('Line {0}', range.start.line + 1)]
      .filter(Boolean)
      .join(' · ');
    item.tooltip = sentence;
    const colour = failed ? new vscode.ThemeColor('list.errorForeground') : undefined;
    item.iconPath = new vscode.ThemeIcon(ICONS[direction], colour);
    item.accessibilityInformation = { label: sentence };
    item.command = revealCommand(uri, range);
    if (timeOfStep(row) !== undefined) item.contextValue = 'step.timed';
    return item;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

/** The second and the line of a step, for a row with a time. */
export function timeOfStep(
  row: unknown,
): { readonly uri: vscode.Uri; readonly time: string; readonly line: number } | undefined {
  const { step, uri } = (row ?? {}) as { step?: Partial<SceneStep>; uri?: unknown };
  const time = /^\d{2}:\d{2}:\d{2}/.exec(step?.time ?? '')?.[0];
  if (time === undefined || !step?.range || !(uri instanceof vscode.Uri)) return undefined;
  return { uri, time, line: step.range.start.line };
}

const ICONS: Readonly<Record<SceneStep['direction'], string>> = {
  right: 'arrow-right',
  left: 'arrow-left',
  note: 'circle-small',
};

function rowsOf({ id, steps, omittedSteps, omittedBefore }: SceneDetail, uri: vscode.Uri): Row[] {
  const key = (part: string | number): string => `${uri.toString()}#${id}#${part}`;
  const rows: Row[] = steps.map((step, index) => ({ step, uri, id: key(index) }));
  if (omittedSteps > 0) rows.splice(omittedBefore, 0, { omitted: omittedSteps, id: key('omitted') });
  return rows;
}
