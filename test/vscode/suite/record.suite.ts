// How to record a capture: the questions, and the document with the commands.
import * as vscode from 'vscode';
import { activate, answering, ask, closeAll, equal, eventually, ok, run } from './helper';

const RECORD = 'fortiosDebug.recordCapture';

suite('A recipe for a capture', () => {
  suiteSetup(activate);
  teardown(closeAll);

  test('is chosen, asks for its parameters, and opens as a document', async () => {
    answering('showQuickPick', items =>
      (items as { description: string }[]).find(({ description }) => description === 'ipsec-eap'),
    );
    const answers = ['7.2.12', 'root', '192.0.2.44', ''];
    const asked = answering('showInputBox', () => answers[asked.length - 1]);
    await vscode.commands.executeCommand(RECORD);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    equal(asked.length, 4);
    ok(text.includes('\ndiagnose vpn ike log-filter dst-addr4 192.0.2.44\n'), text);
    equal(vscode.window.activeTextEditor?.document.languageId, 'plaintext');
  });

  test('refuses an answer that could become a command, while it is typed', async () => {
    const asked = answering('showInputBox', () => '');
    await vscode.commands.executeCommand(RECORD, 'sslvpn');
    const options = asked[0]?.[0] as vscode.InputBoxOptions;
    const check = (value: string): unknown => options.validateInput?.(value);
    equal(
      await check('root\nexecute reboot'),
      'A VDOM name can contain only letters, digits, - and _, at most 31 characters.',
    );
    equal(await check('root'), undefined);
    equal(await check(''), undefined);
  });

  test('copies its commands to start, and those to stop', async () => {
    answering('showInputBox', () => '');
    await vscode.commands.executeCommand(RECORD, 'activation');
    const document = vscode.window.activeTextEditor?.document;
    ok(document, 'no document');
    const lenses = await eventually('the lenses', async () => {
      const all = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      return all.length === 2 && all;
    });
    for (const [index, last] of ['diagnose debug enable', 'diagnose fortitoken info'].entries()) {
      await run(lenses[index]?.command);
      const lines = (await vscode.env.clipboard.readText()).trimEnd().split('\n');
      equal([lines[0], lines.at(-1)], ['diagnose debug disable', last]);
      ok(!lines.some(line => line.startsWith('#') || line === ''), lines.join('\n'));
    }
  });

  test('opens nothing if the user cancels', async () => {
    answering('showInputBox', () => undefined);
    await vscode.commands.executeCommand(RECORD, 'sslvpn');
    equal(vscode.window.activeTextEditor?.document.uri.toString(), undefined);
  });
});
