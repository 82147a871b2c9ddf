// Texts about an incident, and incidents in files that VS Code does not show as text.
import * as vscode from 'vscode';
import {
  activate,
  answering,
  becomes,
  closeAll,
  equal,
  eventually,
  fixture,
  ok,
  onDisk,
  openCapture,
  problems,
} from './helper';

const ID = 'provision/FTKMOB947FDC1754/1';
const SERIAL = 'FTKMOB947FDC1754';
const OTHER = 'FTKMOB0123456789';
const SEED = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';
const EDITOR = 'fortiosDebug.incidentFile';
/** VS Code passes at most 50 MB to extensions. */
const LARGE = 51 * 1024 * 1024;

const { fs } = vscode.workspace;

async function copied(format: string, uri: vscode.Uri, id = ID): Promise<string> {
  await vscode.env.clipboard.writeText('');
  answering('showQuickPick', choices =>
    (choices as readonly { format: string }[]).find(choice => choice.format === format),
  );
  await vscode.commands.executeCommand('fortiosDebug.copyIncident', uri.toString(), id);
  return vscode.env.clipboard.readText();
}

async function saved(format: string, uri: vscode.Uri): Promise<string> {
  const target = fixture(`saved.${format}`);
  answering('showQuickPick', choices =>
    (choices as readonly { format: string }[]).find(choice => choice.format === format),
  );
  answering('showSaveDialog', () => target);
  answering('showInformationMessage', () => undefined);
  await vscode.commands.executeCommand('fortiosDebug.saveIncident', uri.toString(), ID);
  const text = new TextDecoder().decode(await fs.readFile(target));
  await fs.delete(target);
  return text;
}

/** Fails unless a text contains all parts and not the secret. */
function has(text: string, ...parts: readonly string[]): void {
  for (const part of parts) ok(text.includes(part), `no ${part} in ${text.slice(0, 200)}`);
  ok(!text.includes(SEED), 'the seed is in it');
}

suite('What is exported from an incident', () => {
  suiteSetup(activate);
  teardown(closeAll);

  test('is a report on it as Markdown', async () => {
    const { uri } = await openCapture('seed.log');
    await problems(uri);
    has(await copied('markdown', uri), SERIAL, 'licence registered to another serial number', '## ');
  });

  test('is the text of a Mermaid diagram', async () => {
    const { uri } = await openCapture('seed.log');
    await problems(uri);
    const text = await copied('mermaid', uri);
    ok(text.startsWith('sequenceDiagram'), text);
    has(text, 'connected', 'request sent');
  });

  test('is its lines without names and secrets', async () => {
    const { uri } = await openCapture('seed.log');
    await problems(uri);
    const text = await copied('lines', uri);
    has(text, 'error_code');
    ok(!text.includes(SERIAL), text);
  });

  test('is a ticket', async () => {
    const { uri } = await openCapture('seed.log');
    await problems(uri);
    has(await copied('ticket', uri), SERIAL, 'error 31');
  });

  test('is a self-contained picture, and a page', async () => {
    const { uri } = await openCapture('seed.log');
    await problems(uri);
    const picture = await saved('svg', uri);
    ok(picture.startsWith('<svg') && picture.includes('xmlns="http://www.w3.org/2000/svg"'), picture);
    has(picture, 'connected');
    has(await saved('html', uri), '</html>', SERIAL);
  });

  test('is nothing if the incident is gone', async () => {
    const { uri } = await openCapture('seed.log');
    await problems(uri);
    const output = answering('showInformationMessage', () => undefined);
    equal(await copied('markdown', uri, 'login/nobody/1'), '');
    equal(output[0], ['Nothing was copied: the incident is no longer in the capture.']);
  });
});

/** The tabs that show what happened in a file. */
const editors = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === EDITOR);

function isInFront(uri: vscode.Uri): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
}

async function write(name: string, bytes: Uint8Array): Promise<vscode.Uri> {
  const uri = fixture(name);
  await fs.writeFile(uri, bytes);
  return uri;
}

async function packed(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The ticket about an incident in a file, once the file was read. */
function ticketOf(uri: vscode.Uri): Promise<string> {
  answering('showInformationMessage', () => undefined);
  return eventually('the file to be read', async () => (await copied('ticket', uri)) || undefined);
}

suite('A file that VS Code cannot show as text', () => {
  suiteSetup(activate);
  teardown(async () => {
    await vscode.window.tabGroups.close(editors());
    await closeAll();
  });

  test('is shown by Open With if it is compressed, with its lines beside it', async () => {
    const seed = await fs.readFile(fixture('seed.log'));
    const uri = await write('packed.log.gz', await packed(seed));
    await vscode.commands.executeCommand('vscode.openWith', uri, EDITOR);
    has(await ticketOf(uri), SERIAL, 'error 31');
    equal(editors().length, 1, 'editors');
    has(await copied('markdown', uri), SERIAL);
    await vscode.commands.executeCommand('fortiosDebug.filterLines', uri.toString(), `incident:${ID}`, 29);
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    ok(document && selection, 'no lines');
    has(document.getText(), 'error_code');
    ok(document.lineAt(selection.active.line).text.includes('error_code'), 'the cursor is elsewhere');
    ok(
      !vscode.workspace.textDocuments.some(one => one.uri.toString() === uri.toString()),
      'it is open as text',
    );
    await vscode.window.tabGroups.close(editors());
    await fs.delete(uri);
  });

  test('is what is shown while it is in front, not the capture before it', async () => {
    await problems((await openCapture('seed.log')).uri);
    const uri = await write('front.log.gz', await packed(await fs.readFile(fixture('seed.log'))));
    await vscode.commands.executeCommand('vscode.open', uri);
    await becomes('the tab', true, () => isInFront(uri));
    await vscode.commands.executeCommand('fortiosDebug.showIncident');
    await becomes('its editor', 1, () => editors().length);
    has(await ticketOf(uri), SERIAL, 'error 31');
    const tabs = vscode.window.tabGroups.activeTabGroup.tabs.filter(({ label }) => label === 'front.log.gz');
    await vscode.window.tabGroups.close(tabs);
    await fs.delete(uri);
  });

  onDisk('is read again when it changes, and forgotten when its editor is closed', async () => {
    const seed = await fs.readFile(fixture('seed.log'));
    const uri = await write('changing.log', seed);
    await vscode.commands.executeCommand('vscode.openWith', uri, EDITOR);
    await ticketOf(uri);
    const text = new TextDecoder().decode(seed).replaceAll(SERIAL, OTHER);
    await write('changing.log', new TextEncoder().encode(text));
    const other = ID.replace(SERIAL, OTHER);
    has(
      await eventually('the new content', async () => (await copied('ticket', uri, other)) || undefined),
      OTHER,
    );
    await vscode.window.tabGroups.close(editors());
    await becomes('the ticket of a closed file', '', () => copied('ticket', uri, other));
    await fs.delete(uri);
  });

  test('that is not a capture says so, and has no incidents', async () => {
    const uri = await write('notes.txt', new TextEncoder().encode('Lorem ipsum\n'));
    await vscode.commands.executeCommand('vscode.openWith', uri, EDITOR);
    await becomes('an editor', 1, () => editors().length);
    answering('showInformationMessage', () => undefined);
    equal(await copied('ticket', uri), '');
    await vscode.window.tabGroups.close(editors());
    await fs.delete(uri);
  });

  onDisk('is shown where it is over 50 MB', async () => {
    const line = '2024-03-30 04:10:03 [1234] fnbamd_timer-line without a meaning of its own\n';
    const seed = new TextDecoder().decode(await fs.readFile(fixture('seed.log')));
    const text = line.repeat(Math.ceil(LARGE / line.length)) + seed;
    const uri = await write('larger.log', new TextEncoder().encode(text));
    await vscode.commands.executeCommand('fortiosDebug.showIncident', uri);
    has(await eventually('the large file', () => ticketOf(uri).catch(() => undefined)), SERIAL);
    await vscode.window.tabGroups.close(editors());
    await fs.delete(uri);
  });
});
