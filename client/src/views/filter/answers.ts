import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CodeLens, Hover } from 'vscode-languageserver-protocol';
import { SHOW_INCIDENT } from '../incidents/incidentCommands';
import { isOurs, originalOf, repeatedAt } from '../ownProblems';
import type { FilterViews, ShownFilter } from './views';

/** The hovers, code lenses and problems of a capture, moved to the lines of a view. */
export class FilterAnswers implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #views: FilterViews;
  readonly #problems = vscode.languages.createDiagnosticCollection('fortios-filter');
  readonly #subscriptions: vscode.Disposable;

  constructor(client: BaseLanguageClient, views: FilterViews) {
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

  /** The hover of the capture at a position in a view; undefined if the server is to answer for the view itself. */
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

  /** The code lenses of the capture above lines of a view; undefined if the server is to answer for the view itself. */
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

  /** The range of the capture and its problems for code actions; undefined if the server is to answer for the view itself. */
  async actionsAbout(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<
    | readonly [document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext]
    | undefined
  > {
    const [start, end] = [range.start, range.end].map(place => this.#views.originOf(document, place));
    if (!start || !end) return undefined;
    const diagnostics = context.diagnostics.map(originalOf);
    const place = new vscode.Range(start.range.start, end.range.start);
    return [await vscode.workspace.openTextDocument(start.uri), place, { ...context, diagnostics }];
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
    const all = vscode.languages.getDiagnostics(shown.capture).filter(isOurs);
    this.#problems.set(
      view,
      all.flatMap(problem => {
        const range = inView(shown, problem.range, document);
        return range ? repeatedAt(range, problem) : [];
      }),
    );
  }
}

/** True for a code lens about the whole capture, of which the view shows only a part. */
function isAboutCapture({ command }: CodeLens): boolean {
  return command?.command === SHOW_INCIDENT && command.arguments?.length === 1;
}

/** A range of the capture in a view; it ends with its first line if the last one is not shown. */
function inView(
  { index }: ShownFilter,
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
