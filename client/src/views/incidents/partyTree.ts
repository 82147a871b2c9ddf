import * as vscode from 'vscode';
import { type DocumentParams, PARTIES, type PartyState } from '../../../../server/src/lsp/protocol';
import { iconOf } from './incidentTree';
import type { IncidentModel } from './model';
import { revealCommand } from './incidentCommands';

type Kind = PartyState['kind'];
type Row =
  | { readonly kind: Kind; readonly uri: vscode.Uri; readonly parties: readonly PartyState[] }
  | { readonly party: PartyState; readonly uri: vscode.Uri };

/** Checks the argument of a command, because anything can call it. */
export function isPartyRow(value: unknown): value is Extract<Row, { readonly party: PartyState }> {
  const { party, uri } = (value ?? {}) as { party?: Partial<PartyState>; uri?: unknown };
  return uri instanceof vscode.Uri && typeof party?.name === 'string' && typeof party.kind === 'string';
}

const KINDS: readonly Kind[] = ['unit', 'token', 'user', 'server'];
const ICONS: Readonly<Record<Kind, string>> = {
  unit: 'circuit-board',
  token: 'device-mobile',
  user: 'person',
  server: 'server',
};

function kindName(kind: Kind): string {
  return {
    unit: vscode.l10n.t('Units'),
    token: vscode.l10n.t('Tokens'),
    user: vscode.l10n.t('Users'),
    server: vscode.l10n.t('Servers'),
  }[kind];
}

/** The units, tokens, users and servers of the selected capture, with what is known of each. */
export class PartyTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #model: IncidentModel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  #shown = '';

  constructor(model: IncidentModel) {
    this.#model = model;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.window.createTreeView('fortiosDebug.parties', { treeDataProvider: this, showCollapseAll: true }),
      model.onDidChange(() => this.#changed.fire(undefined)),
      model.onDidSelect(selected => {
        if (selected?.uri.toString() !== this.#shown) this.#changed.fire(undefined);
      }),
    );
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) return 'kind' in row ? row.parties.map(party => ({ party, uri: row.uri })) : [];
    const uri = this.#model.selected?.uri;
    this.#shown = uri?.toString() ?? '';
    if (!uri) return [];
    const params: DocumentParams = { uri: uri.toString() };
    const all = await this.#model.ask<readonly PartyState[]>(PARTIES, params, []);
    return KINDS.map(kind => ({ kind, uri, parties: all.filter(party => party.kind === kind) })).filter(
      ({ parties }) => parties.length > 0,
    );
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    if ('kind' in row) {
      const { kind, uri, parties } = row;
      const item = new vscode.TreeItem(kindName(kind), parties.length > MAX_EXPANDED ? Collapsed : Expanded);
      item.id = `${uri.toString()}#${kind}`;
      item.description = String(parties.length);
      item.iconPath = new vscode.ThemeIcon(ICONS[kind]);
      item.accessibilityInformation = { label: `${kindName(kind)}: ${parties.length}` };
      return item;
    }
    const { party, uri } = row;
    const { kind, name, model, states, ending, range, count } = party;
    const item = new vscode.TreeItem(name, None);
    item.id = `${uri.toString()}#${kind}/${name}`;
    const incidents = count > 1 ? vscode.l10n.t('{0} incidents', count) : undefined;
    item.description = [...states, model, incidents].filter(Boolean).join(' · ');
    item.tooltip = `${name}: ${item.description}`;
    if (ending !== 'well') item.iconPath = iconOf(ending);
    item.accessibilityInformation = { label: `${name}, ${item.description}` };
    item.contextValue = 'party';
    item.command = revealCommand(uri, range);
    return item;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

/** Maximum number of rows in a group that is expanded at first. */
const MAX_EXPANDED = 12;
