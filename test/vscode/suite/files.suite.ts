// Captures that are not open: too large for VS Code to pass to extensions, or in the folder and not opened.
import * as vscode from 'vscode';
import {
  activate, answering, ask, becomes, closeAll, equal, eventually, fixture, hasDisk, list, ok, onDisk, openCapture, problems, rule,
} from './helper'; // oxfmt-ignore

const ANALYSE = 'fortiosDebug.analyseFile';
const TOKEN = 'FTKMOB947FDC1754';
/** VS Code passes at most 50 MB to extensions. */
const LARGE = 60 * 1024 * 1024;
interface Analysed {
  readonly lines?: number;
  readonly reason?: string;
}

suite('A capture of 60 MB', () => {
  let uri: vscode.Uri;
  let lines: number;

  suiteSetup(async () => {
    await activate();
    uri = fixture('large.log');
    lines = await writeLarge(uri);
  });
  suiteTeardown(async () => {
    await vscode.workspace.fs.delete(uri);
    await closeAll();
  });

  test('is named in a message when it opens, and analysed by its button', async () => {
    const asked = answering('showInformationMessage', (message, ...buttons) =>
      hasDisk() && /is too large: VS Code does not pass it/.test(String(message))
        ? buttons.at(-1)
        : undefined,
    );
    await vscode.commands.executeCommand('vscode.open', uri);
    const [message] = await eventually('the message', () => asked[0]);
    ok(String(message).startsWith('large.log is too large'), String(message));
    if (hasDisk()) await eventually('its problems', () => vscode.languages.getDiagnostics(uri).length > 0);
    const documents = vscode.workspace.textDocuments.filter(one => one.uri.toString() === uri.toString());
    equal(documents.length, 0, 'documents of it');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test('is analysed piece by piece, in the browser, too', async () => {
    const analysed = await ask<Analysed | undefined>(ANALYSE, uri);
    equal(analysed?.lines, lines);
    const found = vscode.languages.getDiagnostics(uri);
    const last = found.filter(one => rule(one) === 'ftm/token-not-of-product').at(-1);
    equal(last?.range.start, { line: lines - 1, character: 390 }, list(found));
    ok(last?.relatedInformation?.[0]?.location.uri.toString() === uri.toString(), 'a related place');
  });

  test('has each problem once, even if it is analysed twice', async () => {
    await ask(ANALYSE, uri);
    const before = vscode.languages.getDiagnostics(uri).length;
    ok(before > 0, 'it has no problems');
    await ask(ANALYSE, uri);
    equal(vscode.languages.getDiagnostics(uri).length, before);
  });

  test('can be opened at the place of a problem', async () => {
    const place = new vscode.Range(lines - 1, 390, lines - 1, 390);
    await vscode.commands.executeCommand('vscode.open', uri, { selection: place });
    await eventually('its tab', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});

suite('A file that cannot be analysed', () => {
  suiteSetup(activate);

  test('is reported with the reason', async () => {
    const analysed = await ask<Analysed | undefined>(ANALYSE, fixture('no-such.log'));
    ok((analysed?.reason ?? '') !== '', JSON.stringify(analysed));
  });

  test('because it is open is not listed twice', async () => {
    const document = await openCapture('seed.log');
    const before = await problems(document.uri);
    equal(await ask(ANALYSE, document.uri), undefined);
    equal((await problems(document.uri)).length, before.length);
    await closeAll();
  });
});

suite('The whole folder', () => {
  const unopened = 'captures/fnbamd-two-users.log';

  suiteSetup(activate);
  teardown(async () => {
    await setScope(undefined);
    await closeAll();
  });

  test('has its problems listed while the setting asks for them', async () => {
    const uri = fixture(unopened);
    equal(vscode.languages.getDiagnostics(uri), []);
    await setScope('workspace');
    if (!hasDisk()) {
      const document = await openCapture('seed.log');
      await problems(document.uri);
      equal(vscode.languages.getDiagnostics(uri), []);
      return;
    }
    await problems(uri);
    await problems(fixture('seed.log'), 4);
    await setScope(undefined);
    await becomes('the problems', [], () => vscode.languages.getDiagnostics(uri));
  });

  onDisk('has each problem once, while a capture is open and when it was closed', async () => {
    await setScope('workspace');
    const uri = fixture(unopened);
    const before = list(await problems(uri));
    await openCapture(unopened);
    equal(list(await problems(uri)), before);
    await closeAll();
    equal(list(await problems(uri)), before);
  });

  onDisk('has the problems of a capture that comes, until it goes', async () => {
    await setScope('workspace');
    await problems(fixture('seed.log'), 4);
    const uri = fixture('new.log');
    await vscode.workspace.fs.copy(fixture('seed.log'), uri);
    await problems(uri, 4);
    await vscode.workspace.fs.delete(uri);
    await becomes('the problems', [], () => vscode.languages.getDiagnostics(uri));
  });

  onDisk('is told, too: an incident of a capture that is not open is shown and copied', async () => {
    await setScope('workspace');
    const uri = fixture(unopened);
    await problems(uri);
    const labels = (): string[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    // A picture that an earlier test left open would follow the editor instead.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await becomes('the tabs', [], labels);
    await vscode.commands.executeCommand('fortiosDebug.showIncident', uri.toString(), 'login/user06/1');
    // Only the picture: the capture has no tab.
    await becomes('the tabs', ['Incident: login user06'], labels);
    await vscode.env.clipboard.writeText('');
    // Text copied by another test can reach the clipboard late, so it is copied again until it stays. A page without the filter
    // cannot read it.
    await becomes('a ticket with the user', true, async () => {
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
      await vscode.commands.executeCommand('fortiosDebug.copyIncidentTicket');
      return (await vscode.env.clipboard.readText()).includes('user06');
    });
  });

  onDisk('has its symbols found', async () => {
    await setScope('workspace');
    await becomes('the captures with the token', true, async () => {
      const symbols = await ask<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', TOKEN);
      return symbols.some(({ location }) => location.uri.path.endsWith('/seed.log'));
    });
  });
});

suite('With the scope of open files', () => {
  suiteSetup(activate);

  test('a capture whose tab was closed has no problems any more', async () => {
    const document = await openCapture('seed.log');
    await problems(document.uri, 4);
    await closeAll();
    await becomes('the problems', [], () => vscode.languages.getDiagnostics(document.uri));
  });
});

async function setScope(scope: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('fortiosDebug');
  await settings.update('diagnostics.scope', scope, vscode.ConfigurationTarget.Workspace);
}

/** Writes the seed after meaningless lines, and returns the number of lines. */
async function writeLarge(uri: vscode.Uri): Promise<number> {
  const seed = await vscode.workspace.fs.readFile(fixture('seed.log'));
  const line = new TextEncoder().encode('2024-03-30 04:10:03 ftm_timer[17]: nothing happens in this line\n');
  const count = Math.ceil(LARGE / line.length);
  const bytes = new Uint8Array(count * line.length + seed.length);
  for (let at = 0; at < count; at++) bytes.set(line, at * line.length);
  bytes.set(seed, count * line.length);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return count + new TextDecoder().decode(seed).trimEnd().split('\n').length;
}
