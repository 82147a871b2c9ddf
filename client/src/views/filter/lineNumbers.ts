import * as vscode from 'vscode';

/** Number of lines above and below the visible ones whose numbers are set in advance. */
const AHEAD = 100;

/** Shows the line numbers of the capture instead of those of the view. */
export class LineNumbers implements vscode.Disposable {
  readonly #lines: (document: vscode.TextDocument) => readonly number[] | undefined;
  readonly #numbers = vscode.window.createTextEditorDecorationType({
    before: { color: new vscode.ThemeColor('editorLineNumber.foreground'), margin: '0 2ch 0 0' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #subscriptions: vscode.Disposable;

  /** @param lines returns the numbers of a view's lines, from 0; undefined for other documents */
  constructor(lines: (document: vscode.TextDocument) => readonly number[] | undefined) {
    this.#lines = lines;
    this.#subscriptions = vscode.Disposable.from(
      this.#numbers,
      vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(one => this.update(one))),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.update(textEditor)),
    );
  }

  update(editor: vscode.TextEditor): void {
    const lines = this.#lines(editor.document);
    if (!lines) return;
    if (editor.options.lineNumbers !== vscode.TextEditorLineNumbersStyle.Off)
      editor.options = { ...editor.options, lineNumbers: vscode.TextEditorLineNumbersStyle.Off };
    const width = String((lines[lines.length - 1] ?? 0) + 1).length;
    const [first] = editor.visibleRanges;
    const last = editor.visibleRanges[editor.visibleRanges.length - 1];
    const from = Math.max(0, (first?.start.line ?? 0) - AHEAD);
    const to = Math.min(lines.length, (last?.end.line ?? 0) + AHEAD);
    const numbers = lines.slice(from, to).map((origin, index) => ({
      range: new vscode.Range(from + index, 0, from + index, 0),
      // Leading spaces would be lost.
      renderOptions: { before: { contentText: String(origin + 1).padStart(width, '\u2007') } },
    }));
    editor.setDecorations(this.#numbers, numbers);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
