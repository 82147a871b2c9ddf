// The main job in a real VS Code: open the capture that the project started from, see what went wrong.
import * as vscode from 'vscode';
import {
  actions,
  activate,
  closeAll,
  equal,
  find,
  hover,
  LANGUAGE,
  list,
  ok,
  open,
  problems,
} from './helper';

suite('seed.log', () => {
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    await activate();
    document = await open('seed.log', LANGUAGE);
  });
  suiteTeardown(closeAll);

  test('has the language of FortiOS debug captures', () => {
    equal(document.languageId, LANGUAGE);
  });

  test('shows an error on the line of the answer', async () => {
    const all = await problems(document.uri);
    ok(
      all.every(({ source }) => source === 'fortios'),
      list(all),
    );
    const errors = all.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    equal(
      errors.map(({ range }) => range.start.line + 1),
      [30],
      list(all),
    );
  });

  test('explains the error under the mouse', async () => {
    const text = await hover(document.uri, find(document, '"error_code":31').start);
    ok(text.length > 0, 'the hover is empty');
  });

  test('answers when it is asked for quick fixes', async () => {
    ok(Array.isArray(await actions(document.uri, find(document, '"error_code":31'))), 'no answer');
  });
});
