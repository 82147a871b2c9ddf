// A team's knowledge of its own messages: from an unexplained problem to an explained one.
import * as vscode from 'vscode';
import { activate, actions, closeAll, equal, eventually, fixture, hover, list, ok, openCapture, problems, rule, take } from './helper'; // oxfmt-ignore

const FOLDER = '.fortios-debug';
const CAPTURE = `FGT # diagnose debug application fnbamd -1
FGT # diagnose debug enable
2024-05-01 10:00:00 [1906] handle_req-Rcvd auth req 7 for alice in group-a opt=00200420 prot=9
2024-05-01 10:00:00 [812] nac_ask-The badge server refused the door of this office
`;
const write = (uri: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

suite("A team's own knowledge", () => {
  const capture = (): vscode.Uri => fixture('nac.log');
  const file = (): vscode.Uri => vscode.Uri.joinPath(fixture(FOLDER), 'team.json');

  suiteSetup(async () => {
    await activate();
    await write(capture(), CAPTURE);
  });
  suiteTeardown(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(capture());
    await vscode.workspace.fs.delete(fixture(FOLDER), { recursive: true });
  });

  test('begins with a quick fix on what the software cannot explain, and explains it at once', async () => {
    await openCapture('nac.log');
    const [output] = await problems(capture());
    equal(output && rule(output), 'daemon/said-failure');
    if (!output) return;
    const fix = (await actions(capture(), output.range)).find(({ title }) =>
      title.startsWith('Explain this for my team'),
    );
    ok(fix, 'the quick fix');
    await take(fix);
    const document = await eventually('the entry in an editor', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.uri.path.endsWith('/team.json') && active.getText().includes('badge server') && active;
    });
    equal(document.languageId, 'jsonc');
    const explained = await eventually('the problem of the team', () =>
      vscode.languages.getDiagnostics(capture()).find(one => rule(one).startsWith('site/')),
    );
    const reported = await hover(capture(), explained.range.start);
    ok(reported.includes('.fortios-debug/team.json'), reported);
    ok(
      vscode.languages.getDiagnostics(capture()).some(one => rule(one) === 'daemon/said-failure'),
      'what the unit says stays',
    );
  });

  test('reports errors in an entry while it is typed', async () => {
    const document = await vscode.workspace.openTextDocument(file());
    const editor = await vscode.window.showTextDocument(document);
    const text = document.getText();
    const at = document.positionAt(text.indexOf('"The badge') + 1);
    await editor.edit(edit => edit.insert(at, '{person} '));
    const found = await eventually('the problem in the file', () =>
      vscode.languages.getDiagnostics(file()).find(({ source }) => source === 'fortios'),
    );
    ok(found.message.includes('person'), list([found]));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('no longer explains anything when its file is gone', async () => {
    await vscode.workspace.fs.delete(file());
    await eventually('the problem of the team to go', () =>
      vscode.languages.getDiagnostics(capture()).every(one => !rule(one).startsWith('site/')),
    );
  });
});
