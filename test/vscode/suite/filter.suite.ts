// Filter: selected lines of a capture, in a separate document that follows the capture.
import * as vscode from 'vscode';
import {
  activate, apply, ask, becomes, closeAll, equal, eventually, LANGUAGE, ok, openCapture, problems, run,
} from './helper'; // oxfmt-ignore

const VIEW = 'fortios-debug-view';
const FILTER_LINES = 'fortiosDebug.filterLines';

suite('A filter on a capture', () => {
  suiteSetup(activate);
  teardown(closeAll);

  const filterOn = async (words: string): Promise<Record<'document' | 'view', vscode.TextDocument>> => {
    const document = await openCapture('captures/fnbamd-two-users.log');
    await problems(document.uri);
    await vscode.commands.executeCommand(FILTER_LINES, document.uri.toString(), words);
    return { document, view: await viewShown() };
  };
  /** The line of the capture, from 0, that a line of the view leads to. */
  const origin = async ({ uri }: vscode.TextDocument, line: number): Promise<number | undefined> => {
    const [place] = await ask<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      uri,
      new vscode.Position(line, 0),
    );
    return place?.range.start.line;
  };
  const texts = (document: vscode.TextDocument): string[] =>
    Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text).filter(Boolean);

  test('shows the lines of one login, from the lens over it', async () => {
    const document = await openCapture('captures/fnbamd-two-users.log');
    await problems(document.uri);
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
    await run(
      lenses.find(({ range, command }) => range.start.line === 0 && /its lines/.test(command?.title ?? ''))
        ?.command,
    );
    const view = await viewShown();
    equal(view.languageId, LANGUAGE);
    const lines = texts(view);
    ok(lines.length > 4 && lines.every(line => document.getText().includes(line)), view.getText());
    ok(!/user07|7500000002/.test(view.getText()), view.getText());
  });

  test('has the problems, the hovers and the lenses of the capture, at their lines', async () => {
    const { document, view } = await filterOn('user:user06 line:"group matching","Rcvd"');
    equal(texts(view).length, 2);
    await becomes('the problems', ['1 login/group-mismatch'], () =>
      vscode.languages
        .getDiagnostics(view.uri)
        .map(
          ({ range, code }) => `${range.start.line} ${String(typeof code === 'object' ? code.value : code)}`,
        ),
    );
    const severities = (uri: vscode.Uri): vscode.DiagnosticSeverity[] =>
      vscode.languages.getDiagnostics(uri).map(({ severity }) => severity);
    // The Problems panel lists no hints: each problem is listed only for the capture.
    equal(severities(view.uri), [vscode.DiagnosticSeverity.Hint]);
    ok(!severities(document.uri).includes(vscode.DiagnosticSeverity.Hint), 'a problem of the capture');
    const hoverAt = (uri: vscode.Uri, line: number): Thenable<vscode.Hover[]> =>
      ask<vscode.Hover[]>('vscode.executeHoverProvider', uri, new vscode.Position(line, 40));
    const hoverText = (hovers: readonly vscode.Hover[]): string =>
      JSON.stringify(hovers.map(({ contents }) => contents));
    const [own, whole] = [await hoverAt(view.uri, 1), await hoverAt(document.uri, 8)];
    ok(own.length > 0, 'no hover');
    equal(hoverText(own), hoverText(whole));
    equal(own[0]?.range?.start.line, 1);
    const actions = await ask<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      view.uri,
      view.lineAt(1).range,
    );
    ok(
      actions.some(({ title }) => title.startsWith('Compare with')),
      actions.map(({ title }) => title).join('\n'),
    );
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', view.uri, 20);
    const titles = lenses.map(({ command }) => command?.title ?? '');
    ok(
      titles.some(title => title.includes('✗ no group matched · login user06')),
      titles.join('\n'),
    );
    ok(
      titles.some(title => title.includes('user:user06 line:"group matching","Rcvd" · 2 lines')),
      titles.join('\n'),
    );
  });

  test('leads back to the capture, also after an edit of it', async () => {
    const { document, view } = await filterOn('user:user06');
    const lines = texts(view);
    const last = lines.length - 1;
    const before = await origin(view, last);
    ok(before !== undefined && document.lineAt(before).text === lines[last], `${before}`);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'one\ntwo\n');
    await apply(edit);
    await becomes('the line of the capture', before + 2, () => origin(view, last));
    await vscode.commands.executeCommand('fortiosDebug.showInCapture');
    await becomes('the active document', document.uri.toString(), () =>
      vscode.window.activeTextEditor?.document.uri.toString(),
    );
    equal(vscode.window.activeTextEditor?.selection.active.line, 2);
  });

  test('follows the capture when it changes and grows', async () => {
    const { document, view } = await filterOn('line:"Rcvd auth"');
    equal(texts(view).length, 2);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(0).range.end, ' changed');
    edit.insert(document.uri, new vscode.Position(document.lineCount, 0), `\n${document.lineAt(3).text}\n`);
    await apply(edit);
    await becomes('the lines', [true, 3], () => [
      view.lineAt(0).text.endsWith(' changed'),
      texts(view).length,
    ]);
  });

  test('opens no document if no line is kept, or words cannot be used', async () => {
    const document = await openCapture('captures/fnbamd-two-users.log');
    await problems(document.uri);
    for (const words of ['user:nobody', 'drift']) {
      await vscode.commands.executeCommand(FILTER_LINES, document.uri.toString(), words);
      equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    }
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  test('is entered in a box that begins with the words of the view', async () => {
    const { view } = await filterOn('user:user06');
    const before = view.uri.toString();
    const asked = vscode.commands.executeCommand(FILTER_LINES);
    // The first item shows the lines of these words.
    await eventually('the same view', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.window.activeTextEditor?.document.uri.toString() === before;
    });
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asked;
  });

  test('is one click away in the lists: an incident, its time, a step, a user', async () => {
    const document = await openCapture('captures/sslvpn-drift.log');
    await problems(document.uri);
    const uri = document.uri;
    const id = 'login/user10/1';
    const step = { time: '08:40:12', range: { start: { line: 2, character: 0 } } };
    for (const [command, argument, second, shown] of [
      ['filterIncident', uri.toString(), id, 8],
      ['filterTime', uri.toString(), id, 8],
      ['filterTime', { step, uri }, undefined, 3],
      ['filterParty', { party: { kind: 'user', name: 'user11' }, uri }, undefined, 5],
    ] as const) {
      // The list of incidents follows the analysis a moment later.
      await becomes(`the lines of ${command}`, shown, async () => {
        await vscode.commands.executeCommand(`fortiosDebug.${command}`, argument, second);
        const view = vscode.window.activeTextEditor?.document;
        return view?.uri.scheme === VIEW ? texts(view).length : 0;
      });
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    }
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});

const viewShown = (): Promise<vscode.TextDocument> =>
  eventually('the view', () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === VIEW && document;
  });
