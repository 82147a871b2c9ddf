import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CodeLens, Hover } from 'vscode-languageserver-protocol';
import { SHOW_INCIDENT } from '../incidents/names';
import type { FocusViews, ShownFocus } from './views';

/** What the capture says of the lines of a focus: its hovers, its lenses and its problems, at their places in the view. */
export class FocusAnswers implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #views: FocusViews;
  readonly #problems = vscode.languages.createDiagnosticCollection('fortios-focus');
  readonly #subscriptions: vscode.Disposable;

  constructor(client: BaseLanguageClient, views: FocusViews) {
    this.#client = client;
    this.#views = views;
    this.#subscriptions = vscode.Disposable.from(
      this.#problems,
      views.onDidChange(view => this.#update(view)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) for (const view of views.viewsOf(uri)) this.#update(view);
      }),
    );
  }

  /** The hover of the capture at a place of a view; undefined where the view is asked itself. */
  async hover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const [shown, origin] = [this.#views.of(document), this.#views.originOf(document, position)];
    if (!shown || !origin) return undefined;
    const { code2ProtocolConverter: to, protocol2CodeConverter: from } = this.#client;
    const params = {
      textDocument: { uri: to.asUri(origin.uri) },
      position: to.asPosition(origin.range.start),
    };
    const answer = await this.#client
      .sendRequest<Hover | null>('textDocument/hover', params, token)
      .catch(() => null);
    if (!answer) return undefined;
    const hover = from.asHover(answer);
    const range = hover.range && inView(shown, hover.range, document);
    return range ? new vscode.Hover(hover.contents, range) : new vscode.Hover(hover.contents);
  }

  /** The lenses of the capture over lines of a view; undefined where the view is asked itself. */
  async lenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[] | undefined> {
    const shown = this.#views.of(document);
    if (!shown || shown.isFile) return undefined;
    const { code2ProtocolConverter: to, protocol2CodeConverter: from } = this.#client;
    const params = { textDocument: { uri: to.asUri(shown.capture) } };
    const all = await this.#client
      .sendRequest<CodeLens[] | null>('textDocument/codeLens', params, token)
      .catch(() => null);
    const own = (all ?? []).flatMap(lens => {
      const line = shown.index.get(lens.range.start.line);
      if (line === undefined || isAboutCapture(lens)) return [];
      const at = { line, character: 0 };
      return [{ ...lens, range: { start: at, end: at } }];
    });
    return from.asCodeLenses(own);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(view: vscode.Uri): void {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === view.toString());
    const shown = document && this.#views.of(document);
    if (!document || !shown || shown.isFile) {
      this.#problems.delete(view);
      return;
    }
    const all = vscode.languages.getDiagnostics(shown.capture).filter(({ source }) => source === SOURCE);
    this.#problems.set(
      view,
      all.flatMap(problem => problemInView(shown, problem, document) ?? []),
    );
  }
}

const SOURCE = 'fortios';

/** Whether a lens says what came out of the whole capture, of which the view shows a part. */
function isAboutCapture({ command }: CodeLens): boolean {
  return command?.command === SHOW_INCIDENT && command.arguments?.length === 1;
}

function problemInView(
  shown: ShownFocus,
  problem: vscode.Diagnostic,
  document: vscode.TextDocument,
): vscode.Diagnostic | undefined {
  const range = inView(shown, problem.range, document);
  if (!range) return undefined;
  const own = new vscode.Diagnostic(range, problem.message, problem.severity);
  return Object.assign(own, {
    code: problem.code,
    source: problem.source,
    tags: problem.tags,
    relatedInformation: problem.relatedInformation,
  });
}

/** A range of the capture in a view; it ends with its first line if the last one is not shown. */
function inView(
  { index }: ShownFocus,
  { start, end }: vscode.Range,
  document: vscode.TextDocument,
): vscode.Range | undefined {
  const first = index.get(start.line);
  if (first === undefined || first >= document.lineCount) return undefined;
  const last = index.get(end.line);
  return new vscode.Range(
    new vscode.Position(first, start.character),
    last === undefined ? document.lineAt(first).range.end : new vscode.Position(last, end.character),
  );
}
