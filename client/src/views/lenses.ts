import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { countBefore } from '../../../server/src/syntax/search';

/** A document with no more code lenses than this always has all of them. */
const MAX_UNFILTERED = 1000;
/** Number of code lenses above and below the visible lines, for a document with more. */
const MAX_DISTANCE = 250;
/** Distance to the last of them, in lenses, at which more are requested. */
const MARGIN = 50;

interface Lenses {
  readonly version: number;
  /** Sorted by line. */
  readonly all: readonly vscode.CodeLens[];
  /** Half-open ranges of indices in `all`: the lenses that VS Code has. */
  provided: readonly (readonly [from: number, to: number])[];
}

/**
 * The code lenses near the visible lines. VS Code lays out the whole editor for all of its lenses: with those of
 * 10,000 exchanges, each change of its width or cursor takes seconds.
 */
export class VisibleLenses implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #known = new WeakMap<vscode.TextDocument, Lenses>();
  /** Documents whose lenses are requested again only because of scrolling. */
  readonly #scrolled = new WeakSet<vscode.TextDocument>();
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
    ask: () => vscode.ProviderResult<vscode.CodeLens[]>,
  ): Promise<readonly vscode.CodeLens[]> {
    const before = this.#known.get(document);
    const hasMoved = this.#scrolled.delete(document) && before?.version === document.version;
    const all = hasMoved ? before.all : await sortedLenses(ask);
    if (all.length <= MAX_UNFILTERED) {
      this.#known.delete(document);
      return all;
    }
    const provided = editorsOf(document).map(editor => {
      const [from, to] = inView(all, editor);
      return [Math.max(0, from - MAX_DISTANCE), Math.min(all.length, to + MAX_DISTANCE)] as const;
    });
    this.#known.set(document, { version: document.version, all, provided });
    return all.filter((_, index) => provided.some(([from, to]) => from <= index && index < to));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #scroll(editor: vscode.TextEditor): void {
    const { document } = editor;
    const known = this.#known.get(document);
    if (known?.version !== document.version || !this.#client.isRunning()) return;
    const { all, provided } = known;
    const [first, last] = inView(all, editor);
    const [from, to] = [Math.max(0, first - MARGIN), Math.min(all.length, last + MARGIN)];
    if (provided.some(one => one[0] <= from && to <= one[1])) return;
    this.#scrolled.add(document);
    this.#client.getFeature('textDocument/codeLens').getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  }
}

async function sortedLenses(ask: () => vscode.ProviderResult<vscode.CodeLens[]>): Promise<vscode.CodeLens[]> {
  const lenses = (await ask()) ?? [];
  return lenses.sort((a, b) => a.range.start.line - b.range.start.line);
}

function editorsOf(document: vscode.TextDocument): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(editor => editor.document === document);
}

/** The indices `[start, end)` of the visible lenses; empty if none is. */
function inView(all: readonly vscode.CodeLens[], { visibleRanges }: vscode.TextEditor): [number, number] {
  const start = visibleRanges[0]?.start.line ?? 0;
  const end = visibleRanges[visibleRanges.length - 1]?.end.line ?? start;
  return [indexAt(all, start), indexAt(all, end + 1)];
}

/** The index of the first lens on a line or after it. */
function indexAt(all: readonly vscode.CodeLens[], line: number): number {
  return countBefore(all.length, index => (all[index]?.range.start.line ?? line) < line);
}
