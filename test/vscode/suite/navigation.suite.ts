// Navigation: the answers to VS Code's requests for an outline, folds, references and symbols.
import * as vscode from 'vscode';
import {
  activate, ask, becomes, closeAll, equal, eventually, find, ok, openCapture, openText, problems, rule, shownLines,
} from './helper'; // oxfmt-ignore

const TOKEN = 'FTKMOB947FDC1754';

suite('Finding the way through an activation', () => {
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    await activate();
    document = await openCapture('seed.log');
  });
  suiteTeardown(closeAll);

  test('the outline has the capture, the exchange, its messages and what is in them', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    equal(outlineOf(symbols), [
      '1 FGT (root), 2024-03-30 04:10:03 – 04:10:04',
      `9   ✗ licence at another serial number (31) · provision ${TOKEN}, 1 s`,
      '11     connected',
      '12     request sent',
      '26     request, FG140E4Q17000494',
      '26       FG140E4Q17000494',
      '26       FG140E4Q17000407',
      `26       ${TOKEN}`,
      '28     answer received',
      '30     answer, no token accepted (17)',
      '30       FG140E4Q17000407, cluster member not registered',
      '30       FG140E4Q17000494',
      `30       ${TOKEN}, licence at another serial number (31)`,
    ]);
  });

  test('the capture, the exchange and the headers can be folded, and all of it at once', async () => {
    const folds = await ask<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    equal(
      folds.map(({ start, end }) => [start + 1, end + 1]),
      [
        [1, 30],
        [9, 30],
        [14, 24],
      ],
    );
    await vscode.commands.executeCommand('editor.foldAll');
    await becomes('the lines that are left', [1], shownLines);
    await vscode.commands.executeCommand('editor.unfoldAll');
    // Long lines are wrapped, so the last ones may be below the window.
    await becomes('a line within both folds', true, () => shownLines().includes(15));
  });

  test('the code of a problem leads to the page on its rule', async () => {
    const [first] = (await problems(document.uri)).filter(one => rule(one) === 'ftm/token-not-of-product');
    const code = first?.code;
    ok(typeof code === 'object', 'the code leads nowhere');
    const page = await vscode.workspace.openTextDocument(code.target);
    equal([page.languageId, page.lineAt(0).text.split(':')[0]], ['markdown', '# `ftm/token-not-of-product`']);
    await ask('vscode.open', code.target);
    await becomes('the page', 'vscode.markdown.preview.editor', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.viewType;
    });
    await ask('workbench.action.closeActiveEditor');
  });

  test('the references of a token are its places in the debug lines and in both payloads', async () => {
    const places = await ask<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      find(document, TOKEN).start,
    );
    equal(linesOf(places), [9, 10, 26, 30]);
    ok(
      places.every(({ range }) => document.getText(range) === TOKEN),
      'a place is not the token',
    );
  });

  test('the definition of an error is the token that was asked for, and the line that began it', async () => {
    const places = await ask<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      find(document, '"error_code":31').start,
    );
    equal(linesOf(places), [9, 26]);
  });

  test('under the cursor every place of the token is marked', async () => {
    const marked = await ask<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      find(document, TOKEN).start,
    );
    equal(linesOf(marked), [9, 10, 26, 30]);
  });

  test('a selection grows from a value to its object, its payload and its exchange', async () => {
    const { start } = find(document, '"error_code":31');
    const [range] = await ask<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', document.uri, [
      start.translate(0, 1),
    ]);
    const grown: string[] = [];
    for (let at = range; at; at = at.parent) grown.push(document.getText(at.range));
    ok(
      grown.includes('{"error_code":31,"error_message":"token does not belong to product"}'),
      grown.join('\n'),
    );
    ok(
      grown.some(text => text.startsWith('{"d":') && !text.includes('\n')),
      'no payload',
    );
    ok(grown.at(-1) === document.getText(), 'not the document in the end');
  });

  test('a stamp is one word, which a double click selects', () => {
    const word = document.getWordRangeAtPosition(find(document, '04:10:04').start);
    equal(word && document.getText(word), '2024-03-30 04:10:04');
  });
});

suite('Finding the way through logins', () => {
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    await activate();
    document = await openCapture('captures/sslvpn-drift.log');
  });
  suiteTeardown(closeAll);

  test('the outline has each login with its outcome and its steps', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    equal(outlineOf(symbols).slice(0, 4), [
      '1 Capture, 2025-03-01 08:40:00 – 08:43:10',
      '1   ✗ second code refused too · login user10 (SSL VPN), 30 s',
      '1     the login began',
      '3     a code was entered',
    ]);
    ok(
      outlineOf(symbols).includes('9   ✓ accepted after the next code · login user11 (SSL VPN), 1 min 10 s'),
      outlineOf(symbols).join('\n'),
    );
  });

  test('the references of a request are the lines of its login alone', async () => {
    const places = await ask<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      find(document, '7700000002').start,
    );
    equal(linesOf(places), [10, 11, 12, 13]);
  });

  test('users and logins are found by their names', async () => {
    const symbols = await ask<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'user11');
    const own = symbols.filter(({ location }) => location.uri.toString() === document.uri.toString());
    equal(own.map(({ name, location }) => `${location.range.start.line + 1} ${name}`).sort(), [
      '9 login user11 (SSL VPN): accepted after the next code',
      '9 user11',
    ]);
  });
});

suite('Links', () => {
  teardown(closeAll);

  test('lead to public articles only', async () => {
    const public1 = 'https://community.fortinet.com/t5/FortiGate/ta-p/308115';
    const { uri } = await openText(
      `FGT # diagnose fortitoken info\nsee ${public1}\nhttps://192.0.2.1/remote/login https://vpn.example.com/\n`,
      'fortios-debug',
    );
    const links = await ask<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    equal(
      links.filter(({ range }) => range.start.line === 1).map(({ target }) => target?.toString(true)),
      [public1],
    );
  });

  test('files that a log names are links if the workspace has them', async () => {
    const { uri } = await openText(
      'FGT # diagnose fortitoken info\nsaved as seed.log, captures\\sslvpn-drift.log and missing.log\nsee /data2/tmp/seed.log ../elsewhere.log\n',
      'fortios-debug',
    );
    const links = await eventually('links to files', async () => {
      const found = await ask<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
      return found.length > 0 && found;
    });
    equal(
      links.map(({ range, target }) => [
        range.start.line,
        range.start.character,
        target?.path.split('/').pop(),
      ]),
      [
        [1, 9, 'seed.log'],
        [1, 19, 'sslvpn-drift.log'],
        [2, 4, 'seed.log'],
      ],
    );
  });
});

/** An outline as text: lines from 1, indented by depth. */
function outlineOf(symbols: readonly vscode.DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, detail, selectionRange, children }) => [
    `${selectionRange.start.line + 1} ${'  '.repeat(depth)}${name}${detail ? `, ${detail}` : ''}`,
    ...outlineOf(children, depth + 1),
  ]);
}

const linesOf = (places: readonly { readonly range: vscode.Range }[]): number[] =>
  places.map(({ range }) => range.start.line + 1).sort((a, b) => a - b);
