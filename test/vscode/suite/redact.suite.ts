// Redaction in the editor: masks in place, a copy beside the capture, a copy in a file, a copy on the clipboard.
import * as vscode from 'vscode';
import {
  actions, activate, apply, answering, closeAll, equal, eventually, find, fixture, hover, LANGUAGE, ok, openCapture, openText, problems, rule, take,
} from './helper'; // oxfmt-ignore

const VALUE = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';
const UNIT = 'FG140E4Q17000494';
const TOKEN = 'FTKMOB947FDC1754';
/** The rules of seed.log's problems, except that of the secret. */
const OTHERS = ['ftm/product-not-registered', 'json/damaged', 'ftm/token-not-of-product'];

suite('A secret in the editor', () => {
  suiteSetup(activate);
  teardown(closeAll);

  test('is masked everywhere at once, also where it has no problem of its own, and undo restores it', async () => {
    // VS Code reuses the name of a closed untitled document, and its language client then requests no problems.
    const uri = vscode.Uri.from({ scheme: 'untitled', path: 'masked.log' });
    const document = await vscode.languages.setTextDocumentLanguage(
      await vscode.workspace.openTextDocument(uri),
      LANGUAGE,
    );
    await vscode.window.showTextDocument(document);
    const text = `    set seed ${VALUE}\n    set seed ${VALUE}\n`;
    const insertion = new vscode.WorkspaceEdit();
    insertion.insert(uri, new vscode.Position(0, 0), text);
    await apply(insertion);
    await eventually('the problem of the secret', () =>
      vscode.languages.getDiagnostics(document.uri).some(one => rule(one) === 'secret/otp-seed'),
    );
    const before = document.getText();
    const second = new vscode.Position(1, 20);
    const offered = await actions(document.uri, new vscode.Range(second, second));
    const mask = offered.find(({ title }) => title === 'Mask all 2 occurrences of this secret');
    ok(mask, offered.map(({ title }) => title).join());
    await take(mask);
    equal(document.getText(), before.replaceAll(VALUE, '*'.repeat(40)));
    await eventually('the problem to go', () =>
      vscode.languages.getDiagnostics(document.uri).every(one => !rule(one).startsWith('secret/')),
    );
    await vscode.commands.executeCommand('undo');
    await eventually('the text to come back', () => document.getText() === before);
  });

  test('is masked with every other by a source action, and never by fixing all', async () => {
    const document = await openCapture('seed.log');
    await problems(document.uri, OTHERS.length + 1);
    const asked = async (kind: vscode.CodeActionKind): Promise<string[]> =>
      (
        await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider', document.uri, new vscode.Range(0, 0, 0, 0), kind.value,
        )
      ).map(({ title }) => title); // oxfmt-ignore
    equal(await asked(vscode.CodeActionKind.Source), ['Mask every secret in this file (1)']);
    equal(await asked(vscode.CodeActionKind.SourceFixAll), []);
  });

  test('has a hover that says how to mask it, without its value', async () => {
    const document = await openCapture('seed.log');
    await problems(document.uri);
    const output = await hover(document.uri, find(document, VALUE).start);
    ok(/can generate this token's codes/.test(output) && /quick fix masks it/.test(output), output);
    ok(!output.includes(VALUE.slice(0, 8)), 'the hover shows the seed');
  });
});

suite('A redacted copy', () => {
  suiteSetup(activate);
  teardown(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeAll();
  });

  const textOf = async (uri: vscode.Uri): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

  /** The redacted side of the open comparison. */
  function copyInDiff(): vscode.TextDocument {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    ok(input instanceof vscode.TabInputTextDiff, 'no comparison is open');
    const copy = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === input.modified.toString());
    ok(copy, 'the copy is no document');
    return copy;
  }

  test('is shown beside the capture as a diff, with the number of replacements', async () => {
    const original = await openCapture('seed.log');
    const before = original.getText();
    const output = answering('showInformationMessage', () => undefined);
    await vscode.commands.executeCommand('fortiosDebug.openRedacted');
    const copy = copyInDiff();
    equal(copy.languageId, LANGUAGE);
    for (const value of [VALUE.slice(0, 8), UNIT, TOKEN]) ok(!copy.getText().includes(value), `${value} is in it`);
    equal(copy.lineCount, original.lineCount);
    equal((await problems(copy.uri, 0)).length, 0, 'problems of the copy are listed, too');
    ok(/^Replaced: 1 secret, \d+ serial numbers/.test(String(output[0]?.[0])), String(output[0]?.[0]));
    equal(original.getText(), before);
  });

  test('has a report beside it that is saved as a page without anything that could run', async () => {
    const original = await openCapture('seed.log');
    await vscode.commands.executeCommand('fortiosDebug.openReport');
    await eventually('the tab of the report', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Report on seed.log')),
    );
    await vscode.window.showTextDocument(original);
    const target = fixture('seed.report.html');
    answering('showQuickPick', choices => (choices as readonly unknown[]).at(-1));
    answering('showSaveDialog', () => target);
    answering('showInformationMessage', () => undefined);
    await vscode.commands.executeCommand('fortiosDebug.saveReport');
    const page = await textOf(target);
    await vscode.workspace.fs.delete(target);
    ok(page.includes('token does not belong') && !page.includes('<script'), page.slice(0, 200));
    ok(!page.includes(VALUE.slice(0, 8)), 'the report shows the seed');
    ok(!page.includes(UNIT) && !page.includes(TOKEN), 'the page for the customer has a name');
  });

  test('is saved under a new name beside the capture, which stays unchanged', async () => {
    const original = await openCapture('seed.log');
    const before = await textOf(original.uri);
    let target: vscode.Uri | undefined;
    answering('showSaveDialog', options => (target = (options as vscode.SaveDialogOptions).defaultUri));
    const output = answering('showInformationMessage', () => undefined);
    await vscode.commands.executeCommand('fortiosDebug.saveRedacted');
    equal(target?.toString(), fixture('seed.redacted.log').toString());
    const copy = await textOf(fixture('seed.redacted.log'));
    ok(!copy.includes(VALUE.slice(0, 8)) && !copy.includes(UNIT), 'something is left');
    equal(copy.split('\n').length, before.split('\n').length);
    equal(await textOf(original.uri), before);
    ok(String(output[0]?.[0]).startsWith('seed.redacted.log was saved'), JSON.stringify(output));
  });

  test('is never saved over the capture', async () => {
    const original = await openCapture('seed.log');
    const before = await textOf(original.uri);
    answering('showSaveDialog', () => original.uri);
    const asked = answering('showErrorMessage', () => undefined);
    await vscode.commands.executeCommand('fortiosDebug.saveRedacted');
    ok(/never overwrites the capture/.test(String(asked[0]?.[0])), JSON.stringify(asked));
    equal(await textOf(original.uri), before);
  });

  test('that cannot be written is reported', async () => {
    await openCapture('seed.log');
    answering('showSaveDialog', () => fixture('captures'));
    const asked = answering('showErrorMessage', () => undefined);
    await vscode.commands.executeCommand('fortiosDebug.saveRedacted');
    ok(/^captures could not be written: ./.test(String(asked[0]?.[0])), JSON.stringify(asked));
  });

  test('is not made if the dialog is cancelled', async () => {
    await openCapture('seed.log');
    answering('showSaveDialog', () => undefined);
    const asked = ['showErrorMessage', 'showInformationMessage'].map(name => answering(name as 'showErrorMessage', () => undefined));
    await vscode.commands.executeCommand('fortiosDebug.saveRedacted');
    equal(asked, [[], []]);
  });

  test('of what is selected goes to the clipboard', async () => {
    const document = await openCapture('seed.log');
    const editor = vscode.window.activeTextEditor;
    ok(editor, 'no editor');
    const { range } = document.lineAt(find(document, VALUE).start.line);
    editor.selections = [new vscode.Selection(0, 0, 0, 10), new vscode.Selection(range.start, range.end)];
    await vscode.commands.executeCommand('fortiosDebug.copyRedacted');
    const [first, second, ...others] = (await vscode.env.clipboard.readText()).split('\n');
    equal(others, []);
    equal(first?.length, 10);
    equal(second?.length, range.end.character, 'length of the line');
    ok(second?.includes('"seed"') && !second.includes(VALUE.slice(0, 8)) && !second.includes(TOKEN), second ?? '');
  });

  test('of everything goes to the clipboard if nothing is selected', async () => {
    const document = await openCapture('seed.log');
    const editor = vscode.window.activeTextEditor;
    ok(editor, 'no editor');
    // VS Code remembers the selection in a file.
    editor.selection = new vscode.Selection(3, 2, 3, 2);
    await vscode.commands.executeCommand('fortiosDebug.copyRedacted');
    const copied = await vscode.env.clipboard.readText();
    equal(copied.split('\n').length, document.lineCount);
    ok(!copied.includes(VALUE.slice(0, 8)) && !copied.includes(UNIT), 'something is left');
  });

  test('is made of captures only', async () => {
    const document = await openText('some notes\n');
    const asked = answering('showInformationMessage', () => undefined);
    await vscode.commands.executeCommand('fortiosDebug.openRedacted', document.uri);
    ok(/capture in an editor first/.test(String(asked[0]?.[0])), JSON.stringify(asked));
    equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
  });
}); // oxfmt-ignore
