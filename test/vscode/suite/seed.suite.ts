// The main job in a real VS Code: open the capture that the project started with, see what went wrong.
import * as vscode from 'vscode';
import {
  actions, activate, apply, closeAll, equal, eventually, find, hover, LANGUAGE, list, ok, openCapture, openText, problems, rule, sleep, take,
} from './helper'; // oxfmt-ignore

const SEED = [
  '26 secret/otp-seed',
  '30 ftm/product-not-registered',
  '30 json/damaged',
  '30 ftm/token-not-of-product',
];

suite('seed.log', () => {
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    await activate();
    document = await openCapture('seed.log');
  });
  suiteTeardown(closeAll);

  test('is recognised by its content', () => {
    equal(document.languageId, LANGUAGE);
  });

  test('shows its four problems and no other', async () => {
    const all = await problems(document.uri, SEED.length);
    equal(
      all.map(one => `${one.range.start.line + 1} ${rule(one)}`),
      SEED,
      list(all),
    );
    ok(
      all.every(({ source }) => source === 'fortios'),
      list(all),
    );
  });

  test('shows the cause, the next steps and the source on hover', async () => {
    const text = await hover(document.uri, find(document, '"error_code":31').start);
    ok(
      /1\. Delete nothing yet/.test(text) && /All \d+ steps/.test(text) && text.includes('ta-p/308115'),
      text,
    );
  });

  test('leads from there to the picture, to the lines and to a ticket', async () => {
    const text = await hover(document.uri, find(document, '"error_code":31').start);
    const links = [...text.matchAll(/\(<?command:([\w.]+)\?([^\s>]+)/g)].map(
      ([, id = '', given = '']) =>
        [id, JSON.parse(decodeURIComponent(given.replace(/\\/g, ''))) as unknown[]] as const,
    );
    const follow = async (id: string, place = 0): Promise<void> => {
      const [command, given] = links.filter(([name]) => name === id)[place] ?? [];
      ok(command && given, links.map(([name]) => name).join());
      await vscode.commands.executeCommand(command, ...given);
    };
    // Links come before what they explain.
    await follow('fortiosDebug.followLink', 1);
    equal(vscode.window.activeTextEditor?.selection.active.line, 8, 'its first line');
    await follow('fortiosDebug.followLink');
    ok((await vscode.env.clipboard.readText()).includes('show user fortitoken'), 'the commands are copied');
    await follow('fortiosDebug.showIncident');
    const picture = await eventually('the picture', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label === 'Incident: provision FTKMOB947FDC1754'),
    );
    await vscode.window.tabGroups.close(picture);
    await vscode.window.showTextDocument(document);
  });

  test('leads from the code of a SAML problem to the page of its cause', async () => {
    const capture = await openText('__samld_sp_login_resp [871]: Clock skew issue.\n', LANGUAGE);
    const found = await eventually('the problem', () =>
      vscode.languages.getDiagnostics(capture.uri).find(one => rule(one) === 'login/saml/clock'),
    );
    ok(typeof found.code === 'object', 'its code is a link');
    const page = await vscode.workspace.openTextDocument(found.code.target);
    ok(page.getText().includes('check NTP on the FortiGate'), page.getText());
    await vscode.window.showTextDocument(document);
  });

  test('points from the error to the token in the request, and to error 17', async () => {
    const all = await problems(document.uri, SEED.length);
    const error = all.find(one => rule(one) === 'ftm/token-not-of-product');
    equal(
      error?.relatedInformation?.map(({ location }) => location.range.start.line + 1),
      [26, 30],
    );
  });

  test('offers a ticket that holds no secret', async () => {
    const offered = await actions(document.uri, find(document, '{"error_code":31'));
    const ticket = offered.find(({ title }) => title.includes('ticket'));
    ok(ticket, offered.map(({ title }) => title).join());
    await take(ticket);
    const text = await vscode.env.clipboard.readText();
    ok(text.includes('FTKMOB947FDC1754') && text.includes('FG140E4Q17000494'), text);
    ok(!text.includes('A84E2CAAD3BCEA97'), 'the seed is in the ticket');
  });

  test('turns a rule off and on again, in the open file, at once', async () => {
    const settings = vscode.workspace.getConfiguration('fortiosDebug');
    await settings.update('rules', { 'secret/otp-seed': 'off' }, vscode.ConfigurationTarget.Workspace);
    await eventually(
      'the problem to go',
      () => vscode.languages.getDiagnostics(document.uri).length === SEED.length - 1,
    );
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(
      'the problem to come back',
      () => vscode.languages.getDiagnostics(document.uri).length === SEED.length,
    );
  });

  test('limits the number of problems and says how many are not shown', async () => {
    const settings = vscode.workspace.getConfiguration('fortiosDebug');
    await settings.update('maxProblems', 1, vscode.ConfigurationTarget.Workspace);
    await eventually('the summary', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .some(({ message }) => message.startsWith('3 more problems')),
    );
    await settings.update('maxProblems', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(
      'all problems',
      () => vscode.languages.getDiagnostics(document.uri).length === SEED.length,
    );
  });

  test('masks every secret of the file', async () => {
    const masked = (
      await actions(document.uri, find(document, 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A'))
    ).find(({ title }) => title.startsWith('Mask every secret'));
    ok(masked, 'not offered');
    await take(masked);
    ok(!document.getText().includes('A84E2CAAD3BCEA97'), 'the seed is still there');
    await eventually('the problem to go', () =>
      vscode.languages.getDiagnostics(document.uri).every(one => rule(one) !== 'secret/otp-seed'),
    );
    await vscode.commands.executeCommand('undo');
  });
});

suite('Recognition', () => {
  teardown(closeAll);

  test('takes a capture that is pasted into an untitled document', async () => {
    const document = await openText('');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      document.uri,
      new vscode.Position(0, 0),
      'FGT (root) # diagnose fortitoken debug enable\nDebug messages will be on for 30 minutes.\n2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789\n',
    );
    await apply(edit);
    await eventually('the switch', () => vscode.window.activeTextEditor?.document.languageId === LANGUAGE);
  });

  test('leaves another log alone', async () => {
    const document = await openText(
      '2024-03-30 04:10:03 INFO [main] Server started\n2024-03-30 04:10:04 ERROR connection refused\n',
    );
    await sleep(500);
    equal(document.languageId, 'plaintext');
  });

  test('leaves a file alone after the user switched back', async () => {
    const document = await openCapture('seed.log');
    await vscode.languages.setTextDocumentLanguage(document, 'log');
    await sleep(500);
    equal(vscode.window.activeTextEditor?.document.languageId, 'log');
    await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
  });
});
