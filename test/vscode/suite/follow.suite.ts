// A capture that grows on disk while it is open.
import * as vscode from 'vscode';
import { activate, answering, becomes, closeAll, equal, eventually, fixture, ok, openCapture, problems, rule, sleep } from './helper'; // oxfmt-ignore

const NAME = 'growing.log';
const BEGINNING = `FGT # diagnose debug console timestamp enable
FGT # diagnose debug application fnbamd -1
FGT # diagnose debug enable
${Array.from({ length: 120 }, (_, index) => `2024-05-01 10:00:00 [1906] fnbamd_idle-Waiting ${index}\n`).join('')}`;
const login = (user: string, second: number): string =>
  `2024-05-01 10:00:${String(second).padStart(2, '0')} [1906] handle_req-Rcvd auth req ${second} for ${user} in group-a opt=00200420 prot=9
2024-05-01 10:00:${String(second).padStart(2, '0')} [209] fnbamd_comm_send_result-Sending result 1 (nid 0) for req ${second}, len=2053
`;

suite('A capture that grows', () => {
  const capture = (): vscode.Uri => fixture(NAME);
  let text = '';
  const write = async (content: string): Promise<void> => {
    text = content;
    await vscode.workspace.fs.writeFile(capture(), new TextEncoder().encode(text));
  };
  /** Writes more, and waits until VS Code has loaded it. */
  const grow = async (more: string): Promise<vscode.TextDocument> => {
    await write(text + more);
    return eventually('the new lines', () =>
      vscode.workspace.textDocuments.find(
        one => one.uri.toString() === capture().toString() && one.getText() === text,
      ),
    );
  };
  const editor = (): vscode.TextEditor => {
    const active = vscode.window.activeTextEditor;
    ok(active, 'an editor');
    return active;
  };
  const lastLine = (): number => editor().document.lineCount - 1;
  const bottom = (): number => editor().visibleRanges.at(-1)?.end.line ?? 0;

  suiteSetup(activate);
  setup(async () => {
    await closeAll();
    await write(BEGINNING);
    await openCapture(NAME);
    await problems(capture(), 0);
  });
  suiteTeardown(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(capture());
  });

  test('is followed when the cursor is at its end', async () => {
    await vscode.commands.executeCommand('cursorBottom');
    await eventually('the last line in view', () => bottom() >= lastLine() - 1);
    await grow(login('user01', 1) + login('user02', 2));
    await becomes('the line of the cursor', lastLine(), () => editor().selection.active.line);
    await eventually('the last line in view', () => bottom() >= lastLine() - 1);
    await grow(login('user03', 3).repeat(30));
    await becomes('the line of the cursor', lastLine(), () => editor().selection.active.line);
    await eventually('the last line in view', () => bottom() >= lastLine() - 1);
  });

  test('is not followed when the cursor is elsewhere', async () => {
    await vscode.commands.executeCommand('cursorTop');
    await grow(login('user01', 1));
    await problems(capture());
    equal(editor().selection.active.line, 0);
    ok(bottom() < lastLine(), 'the view stays');
  });

  test('is no longer followed when the user scrolls up', async () => {
    await vscode.commands.executeCommand('cursorBottom');
    await eventually('the last line in view', () => bottom() >= lastLine() - 1);
    await sleep(200);
    await vscode.commands.executeCommand('editorScroll', { to: 'up', by: 'line', value: 60 });
    await eventually('other lines in view', () => bottom() < lastLine() - 10);
    const before = bottom();
    await grow(login('user01', 1).repeat(5));
    await problems(capture());
    equal(bottom(), before, 'the last line in view');
  });

  test('has a new failure announced once', async () => {
    const warnings = answering('showWarningMessage', () => undefined);
    await vscode.commands.executeCommand('cursorBottom');
    await grow(login('user01', 1));
    await eventually('the announcement', () => warnings.length > 0);
    equal(warnings.length, 1);
    ok(String(warnings[0]?.[0]).includes(`${NAME}, line 125: `), String(warnings[0]?.[0]));
    await grow(login('user02', 2));
    const all = await problems(capture(), 2);
    equal(all.map(rule), ['login/denied', 'login/denied']);
    await sleep(1500);
    equal(warnings.map(([message]) => message).slice(1), [], 'announcements until the user has looked');
    await vscode.commands.executeCommand('cursorUp');
    await vscode.commands.executeCommand('cursorBottom');
    await grow(login('user03', 3));
    await eventually('another announcement', () => warnings.length === 2);
  });

  test('has a repeat of a known failure announced at its own line', async () => {
    await grow(login('user01', 1));
    await problems(capture());
    await closeAll();
    const warnings = answering('showWarningMessage', () => undefined);
    await openCapture(NAME);
    await problems(capture());
    await grow(login('user01', 2));
    await eventually('the announcement', () => warnings.length > 0);
    ok(String(warnings[0]?.[0]).includes(`${NAME}, line 127: `), String(warnings[0]?.[0]));
  });

  test('has what its new lines decide about a known failure announced', async () => {
    const notes = answering('showInformationMessage', () => undefined);
    const seed = new TextDecoder().decode(await vscode.workspace.fs.readFile(fixture('seed.log')));
    await grow(seed);
    await problems(capture());
    await grow(
      'config user fortitoken\n    edit "FTKMOB947FDC1754"\n        set license "EFTM0000000001"\n    next\nend\n',
    );
    await eventually('the announcement', () => notes.length > 0);
    const expected = `${NAME}: New: excluded by line ${editor().document.lineCount - 3}: license "`;
    ok(String(notes[0]?.[0]).startsWith(expected), String(notes[0]?.[0]));
    equal(notes.length, 1);
  });

  test('announces nothing when an edit is undone', async () => {
    const warnings = answering('showWarningMessage', () => undefined);
    await grow(login('user01', 1));
    await eventually('the announcement', () => warnings.length === 1);
    const document = editor().document;
    await vscode.commands.executeCommand('cursorUp');
    await editor().edit(edit => edit.replace(new vscode.Range(124, 0, 124, 4), '****'));
    await vscode.commands.executeCommand('undo');
    await becomes('the text', text, () => document.getText());
    await sleep(1500);
    equal(warnings.length, 1);
  });

  test('announces no failure that was there before', async () => {
    await grow(login('user01', 1));
    await problems(capture());
    await closeAll();
    const warnings = answering('showWarningMessage', () => undefined);
    await openCapture(NAME);
    await problems(capture());
    await grow('2024-05-01 10:00:09 [1906] fnbamd_idle-Waiting\n');
    await sleep(1500);
    equal(warnings, []);
  });
});
