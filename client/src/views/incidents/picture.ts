import * as vscode from 'vscode';
import type { IncidentAddress, SceneDetail } from '../../../../server/src/lsp/protocol';
import { IncidentPage, type PageOwner } from './incidentPage';
import type { CaptureScenes, IncidentModel, Selected } from './model';
import { shownName } from '../shownName';

const TYPE = 'fortiosDebug.incident';

/** The page of the selected incident: one panel beside the editor, which is reused. */
export class IncidentPicture implements vscode.Disposable {
  readonly #model: IncidentModel;
  readonly #extension: vscode.Uri;
  readonly #registration: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #page: IncidentPage | undefined;

  constructor(model: IncidentModel, extension: vscode.Uri) {
    this.#model = model;
    this.#extension = extension;
    this.#registration = vscode.window.registerWebviewPanelSerializer(TYPE, {
      deserializeWebviewPanel: (panel, state) => {
        this.#restore(panel, state);
        return Promise.resolve();
      },
    });
  }

  /** Shows the selection; the editor keeps the focus. */
  open(): void {
    if (!this.#panel) {
      const panel = vscode.window.createWebviewPanel(
        TYPE,
        vscode.l10n.t('What happened'),
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableFindWidget: true },
      );
      this.#adopt(panel);
      return;
    }
    // If the capture hides the panel, the panel moves beside it.
    const isOver = this.#panel.viewColumn === vscode.window.activeTextEditor?.viewColumn;
    if (!this.#panel.visible) this.#panel.reveal(isOver ? vscode.ViewColumn.Beside : undefined, true);
    void this.#page?.update();
  }

  /** Shows the selection instead of a comparison. @param isUnfolded all steps are to be seen */
  show(isUnfolded = false): void {
    this.#page?.endComparison();
    this.open();
    if (isUnfolded) this.#page?.unfold();
  }

  /** Shows the selected incident beside another one, by default the last successful one of its kind. */
  compare(other?: IncidentAddress): void {
    this.open();
    this.#page?.endComparison();
    this.#page?.compare(other);
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#registration.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const model = this.#model;
    const owner: PageOwner = {
      get selected(): Selected | undefined {
        return model.selected;
      },
      emptyMessage: {
        kind: 'gone',
        text: vscode.l10n.t('The capture is not open. Open it or another capture to see what happened.'),
      },
      shows: (detail, capture) => {
        panel.title = titleOf(detail, capture);
      },
    };
    const page = new IncidentPage(model, panel, this.#extension, owner);
    [this.#panel, this.#page] = [panel, page];
    panel.onDidDispose(() => {
      page.dispose();
      if (this.#panel === panel) this.#panel = this.#page = undefined;
    });
  }

  /** After a reload of the window, the panel is restored before its capture is analysed. */
  #restore(panel: vscode.WebviewPanel, state: unknown): void {
    this.#panel?.dispose();
    const { uri, id } = (state ?? {}) as { uri?: unknown; id?: unknown };
    if (typeof uri === 'string' && !this.#model.selected)
      this.#model.select(vscode.Uri.parse(uri), typeof id === 'string' ? id : undefined);
    this.#adopt(panel);
  }
}

function titleOf(detail: SceneDetail | undefined, { uri }: CaptureScenes): string {
  return detail ? vscode.l10n.t('Incident: {0}', detail.what) : shownName(uri);
}

/**
 * Shows the first failure of a capture beside it when it is opened, if the settings want that. The editor keeps the
 * filter.
 */
export function showOnOpen(model: IncidentModel, picture: IncidentPicture): vscode.Disposable {
  const seen = new Set<string>();
  const showIfEmpty = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const capture = uri && model.scenesOf(uri);
    if (capture?.source !== 'document' || seen.has(capture.uri.toString())) return;
    seen.add(capture.uri.toString());
    const failed = capture.list.scenes.find(({ ending }) => ending === 'failed');
    if (!failed || !isEnabled(capture.uri)) return;
    model.select(capture.uri, failed.id);
    picture.open();
    void vscode.commands.executeCommand('fortiosDebug.incidents.focus', { preserveFocus: true });
  };
  return vscode.Disposable.from(
    // VS Code may keep the document after its tab was closed.
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed)
        if (input instanceof vscode.TabInputText) seen.delete(input.uri.toString());
    }),
    vscode.window.onDidChangeActiveTextEditor(showIfEmpty),
    model.onDidChange(showIfEmpty),
  );
}

function isEnabled(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('fortiosDebug', uri).get<boolean>('showOnOpen') === true;
}
