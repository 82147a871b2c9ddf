import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../captureLanguage';

/** A language status item that is there only while it has something to say: VS Code puts a tick before each. */
export class OptionalStatus implements vscode.Disposable {
  #item: vscode.LanguageStatusItem | undefined;

  /** @param name the words by which it can be pinned */
  constructor(
    readonly id: string,
    readonly name: string,
  ) {}

  show(shown: Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity' | 'command'>): void {
    this.#item ??= vscode.languages.createLanguageStatusItem(this.id, { language: LANGUAGE_ID });
    Object.assign(this.#item, { name: this.name, ...shown });
  }

  hide(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }

  dispose(): void {
    this.hide();
  }
}
