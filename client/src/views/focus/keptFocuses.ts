import * as vscode from 'vscode';
import { FOCUS } from './focusCommand';

/** Set while a focus is saved; the tree of saved ones is then shown. */
const HAS_KEPT = 'fortiosDebug.hasKeptFocus';
const KEY = 'fortiosDebug.focuses';
const MAX_KEPT = 100;

/** The focuses that the user saved in this workspace. */
export class KeptFocuses implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<string>;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#view = vscode.window.createTreeView('fortiosDebug.focuses', { treeDataProvider: this });
    this.#updateContext();
  }

  /** The words of each, the newest first. */
  get all(): readonly string[] {
    const kept: unknown = this.#state.get(KEY);
    return Array.isArray(kept) ? kept.filter(words => typeof words === 'string') : [];
  }

  async keep(words: string): Promise<void> {
    await this.#set([words, ...this.all.filter(one => one !== words)].slice(0, MAX_KEPT));
  }

  async forget(words: string): Promise<void> {
    await this.#set(this.all.filter(one => one !== words));
  }

  getChildren(words?: string): string[] {
    return words === undefined ? [...this.all] : [];
  }

  getTreeItem(words: string): vscode.TreeItem {
    const item = new vscode.TreeItem(words);
    item.id = words;
    item.iconPath = new vscode.ThemeIcon('filter');
    item.contextValue = 'focus';
    item.command = {
      command: FOCUS,
      title: vscode.l10n.t('Show these lines'),
      arguments: [undefined, words],
    };
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }

  async #set(all: readonly string[]): Promise<void> {
    await this.#state.update(KEY, all);
    this.#updateContext();
    this.#changed.fire(undefined);
  }

  #updateContext(): void {
    void vscode.commands.executeCommand('setContext', HAS_KEPT, this.all.length > 0);
  }
}
