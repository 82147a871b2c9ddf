import * as vscode from 'vscode';
import { type BaseLanguageClient, type CodeLens, CodeLensRequest } from 'vscode-languageclient';
import type { NearbyLensesParams } from '../../../server/src/lsp/protocol';

/** A document with no more lines than this always has all of its code lenses. */
const MAX_LINES = 5000;
/** Number of lines above and below the visible ones whose code lenses are requested, for a longer document. */
const MAX_DISTANCE = 1000;
/** Distance to the last of them, in lines, at which more are requested. */
const MARGIN = 200;

interface Provided {
  readonly version: number;
  readonly ranges: readonly vscode.Range[];
}

/**
 * The code lenses near the visible lines. VS Code lays out the whole editor for all of its lenses: with those of
 * 10,000 exchanges, each change of its width or cursor takes seconds.
 */
export class VisibleLenses implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #provided = new WeakMap<vscode.TextDocument, Provided>();
  readonly #subscription: vscode.Disposable;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#subscription = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#scroll(textEditor)),
      vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(editor => this.#scroll(editor))),
    );
  }

  /** The lenses for a document now; `ask` returns all of them. */
  async lensesNear(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
    ask: () => vscode.ProviderResult<vscode.CodeLens[]>,
  ): Promise<readonly vscode.CodeLens[]> {
    this.#provided.delete(document);
    if (document.lineCount <= MAX_LINES) return (await ask()) ?? [];
    const ranges = vscode.window.visibleTextEditors
      .filter(editor => editor.document === document)
      .map(editor => around(editor, MAX_DISTANCE));
    this.#provided.set(document, { version: document.version, ranges });
    const { code2ProtocolConverter: sent, protocol2CodeConverter: received } = this.#client;
    const params: NearbyLensesParams = {
      textDocument: sent.asTextDocumentIdentifier(document),
      ranges: ranges.map(range => sent.asRange(range)),
    };
    const lenses: CodeLens[] | null = await this.#client.sendRequest(CodeLensRequest.type, params, token);
    return (await received.asCodeLenses(lenses, token)) ?? [];
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #scroll(editor: vscode.TextEditor): void {
    const { document } = editor;
    const provided = this.#provided.get(document);
    if (provided?.version !== document.version || !this.#client.isRunning()) return;
    const needed = around(editor, MARGIN);
    if (provided.ranges.some(range => range.contains(needed))) return;
    this.#client.getFeature('textDocument/codeLens').getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  }
}

/** The visible lines of an editor, and so many above and below them. */
function around({ document, visibleRanges }: vscode.TextEditor, distance: number): vscode.Range {
  const start = visibleRanges[0]?.start.line ?? 0;
  const end = visibleRanges[visibleRanges.length - 1]?.end.line ?? start;
  return new vscode.Range(
    Math.max(0, start - distance),
    0,
    Math.min(document.lineCount, end + 1 + distance),
    0,
  );
}
