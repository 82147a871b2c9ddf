import * as vscode from 'vscode';
import { type DocumentParams, type SecretGroup, SECRETS } from '../../../../server/src/lsp/protocol';
import type { IncidentModel } from './model';
import { revealCommand } from './incidentCommands';

type Row =
  | { readonly group: SecretGroup; readonly uri: vscode.Uri }
  | {
      readonly place: SecretGroup['places'][number];
      readonly kind: string;
      readonly uri: vscode.Uri;
      readonly index: number;
    };

/** The secrets and identities of the selected capture, by kind. */
export class SecretTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #model: IncidentModel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Row>;
  readonly #subscriptions: vscode.Disposable;
  #shown = '';

  constructor(model: IncidentModel) {
    this.#model = model;
    this.#view = vscode.window.createTreeView('fortiosDebug.secrets', { treeDataProvider: this });
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#view,
      model.onDidChange(() => this.#changed.fire(undefined)),
      model.onDidSelect(selected => {
        if (selected?.uri.toString() !== this.#shown) this.#changed.fire(undefined);
      }),
    );
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) {
      if (!('group' in row)) return [];
      const { group, uri } = row;
      return group.places.map((place, index) => ({ place, kind: group.kind, uri, index }));
    }
    const uri = this.#model.selected?.uri;
    this.#shown = uri?.toString() ?? '';
    if (!uri) return [];
    const params: DocumentParams = { uri: uri.toString() };
    const groups = await this.#model.ask<readonly SecretGroup[]>(SECRETS, params, []);
    const count = groups.reduce((sum, group) => sum + group.count, 0);
    this.#view.description =
      count === 0 ? '' : count === 1 ? vscode.l10n.t('1 secret') : vscode.l10n.t('{0} secrets', count);
    return groups.map(group => ({ group, uri }));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if ('group' in row) {
      const { group, uri } = row;
      const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
      const item = new vscode.TreeItem(
        group.title,
        group.places.length > MAX_EXPANDED ? Collapsed : Expanded,
      );
      item.id = `${uri.toString()}#secret/${group.kind}`;
      item.description = String(group.count);
      item.iconPath = new vscode.ThemeIcon('key', new vscode.ThemeColor('list.warningForeground'));
      item.accessibilityInformation = { label: `${group.title}: ${group.count}` };
      return item;
    }
    const { place, kind, uri, index } = row;
    const line = vscode.l10n.t('Line {0}', place.range.start.line + 1);
    const item = new vscode.TreeItem(line);
    item.id = `${uri.toString()}#secret/${kind}/${index}`;
    item.description = place.token ?? '';
    item.accessibilityInformation = { label: [line, place.token].filter(Boolean).join(', ') };
    item.command = revealCommand(uri, place.range);
    return item;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

/** Maximum number of rows in a group that is expanded at first. */
const MAX_EXPANDED = 12;
