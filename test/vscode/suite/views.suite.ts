// Our own commands: the payload and the lines of an exchange beside the log, and everything except problems folded.
import * as vscode from 'vscode';
import {
  activate, becomes, closeAll, equal, eventually, find, ok, openCapture, problems, shownLines,
} from './helper'; // oxfmt-ignore

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

  test('show nothing if there is no payload', async () => {
    const document = await openCapture('seed.log');
    put(document, 'Debug messages');
    let done = false;
    const asked = vscode.commands.executeCommand('fortiosDebug.showPayload').then(() => (done = true));
    // The command ends when its message is closed.
    await eventually('the message', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      return done;
    });
    await asked;
    equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
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

  test('stays folded around the cursor, and when it is folded twice', async () => {
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

/** Moves the cursor to some text. */
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
