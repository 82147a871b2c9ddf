// Our own commands: the payload and the lines of an exchange beside the log, and everything folded but problems.
import * as vscode from 'vscode';
import {
  activate, ask, becomes, closeAll, equal, eventually, find, LANGUAGE, ok, openCapture, problems, run, shownLines,
} from './helper'; // prettier-ignore

const SEED = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';
const VIEW = 'fortios-debug-view';

suite('Views beside the log', () => {
  suiteSetup(activate);
  teardown(closeAll);

  test('show the payload at the cursor, laid out and with its secrets masked', async () => {
    const view = await payloadAt('"code_expire"');
    equal(view.languageId, 'json');
    ok(view.uri.path.endsWith('/seed.log-line-26.json'), view.uri.path);
    ok(!view.getText().includes(SEED), 'the seed is shown');
    const shown = JSON.parse(view.getText()) as { d: { tokens: { token: string; code_expire: number }[] } };
    equal(shown.d.tokens[0]?.token, 'FTKMOB947FDC1754');
    equal(shown.d.tokens[0]?.code_expire, 4320);
    ok(view.lineCount > 10, 'it is not laid out');
  });

  test('show a damaged payload repaired', async () => {
    const view = await payloadAt('"error_code":31');
    const shown = JSON.parse(view.getText()) as { d: { tokens: { license: null; error: object }[] } };
    equal(shown.d.tokens[0]?.license, null);
    equal(shown.d.tokens[0]?.error, {
      error_code: 31,
      error_message: 'token does not belong to product',
    });
  });

  test('show nothing where there is no payload', async () => {
    const document = await openCapture('seed.log');
    put(document, 'Debug messages');
    let done = false;
    const asked = vscode.commands.executeCommand('fortiosDebug.showPayload').then(() => (done = true));
    // It ends when its message is closed.
    await eventually('the message', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      return done;
    });
    await asked;
    equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
  });

  test('show the lines of one login alone, in colour, without listing its problems once more', async () => {
    const document = await openCapture('captures/fnbamd-two-users.log');
    await problems(document.uri);
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
    const lens = lenses.find(
      ({ range, command }) => range.start.line === 0 && /its lines/.test(command?.title ?? ''),
    );
    await run(lens?.command);
    const view = await viewShown();
    equal(view.languageId, LANGUAGE);
    const lines = view.getText().trimEnd().split('\n');
    ok(lines.length > 4 && lines.every(line => document.getText().includes(line)), view.getText());
    ok(!/user07|7500000002/.test(view.getText()), view.getText());
    // The login has a problem here, too: the lens over it tells. Problems are asked for before that.
    const told = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', view.uri, 10);
    ok(
      told.some(({ command }) => command?.title.includes('1 problem')),
      JSON.stringify(told),
    );
    equal(await problems(view.uri, 0), []);
  });
});

suite('The lines of one login alone', () => {
  suiteSetup(activate);
  teardown(closeAll);

  /** A capture, and the view of the lines of its first login that a lens opens. */
  const firstLoginShown = async (): Promise<Record<'document' | 'view', vscode.TextDocument>> => {
    const document = await openCapture('captures/fnbamd-two-users.log');
    await problems(document.uri);
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
    await run(
      lenses.find(({ range, command }) => range.start.line === 0 && /its lines/.test(command?.title ?? ''))
        ?.command,
    );
    const view = await viewShown();
    return { document, view };
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

  test('lead back to the capture, also after an edit of it', async () => {
    const { document, view } = await firstLoginShown();
    const lines = texts(view);
    const last = lines.length - 1;
    const before = await origin(view, last);
    ok(before !== undefined && document.lineAt(before).text === lines[last], `${before}`);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'one\ntwo\n');
    await vscode.workspace.applyEdit(edit);
    await becomes('the line of the capture', before + 2, () => origin(view, last));
    await vscode.commands.executeCommand('fortiosDebug.showInCapture');
    await becomes('the active document', document.uri.toString(), () =>
      vscode.window.activeTextEditor?.document.uri.toString(),
    );
    equal(vscode.window.activeTextEditor?.selection.active.line, 2);
  });

  test('follow the capture when one of them changes', async () => {
    const { document, view } = await firstLoginShown();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(0).range.end, ' changed');
    await vscode.workspace.applyEdit(edit);
    await becomes('the first line', true, () => view.lineAt(0).text.endsWith(' changed'));
  });
});

suite('Everything but problems', () => {
  setup(activate);
  teardown(closeAll);

  test('is folded, blank lines too', async () => {
    const document = await openCapture('seed.log');
    await problems(document.uri);
    await vscode.commands.executeCommand('fortiosDebug.foldNoise');
    await becomes('the lines that are left', [1, 9, 11, 12, 14, 26, 28, 30, 31], shownLines);
  });

  test('stays folded where the cursor is in it, and when it is folded twice', async () => {
    const document = await openCapture('captures/fnbamd-two-users.log');
    await problems(document.uri);
    put(document, '__rad_rxtx-fd 13');
    for (let i = 0; i < 2; i++) {
      await vscode.commands.executeCommand('fortiosDebug.foldNoise');
      await becomes('the lines that are left', [1, 9, 10], shownLines);
      equal(vscode.window.activeTextEditor?.selection.active.line, 9, 'line of the cursor');
    }
  });
});

async function payloadAt(text: string): Promise<vscode.TextDocument> {
  put(await openCapture('seed.log'), text);
  await vscode.commands.executeCommand('fortiosDebug.showPayload');
  return viewShown();
}

/** Puts the cursor to some text. */
function put(document: vscode.TextDocument, text: string): void {
  const editor = vscode.window.activeTextEditor;
  ok(editor?.document === document, 'the document is not in the editor');
  const { start } = find(document, text);
  editor.selection = new vscode.Selection(start, start);
}

const viewShown = (): Promise<vscode.TextDocument> =>
  eventually('the view', () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === VIEW && document;
  });
