// Inlay hints, code lenses, and the semantic colours that depend on the whole exchange.
import * as vscode from 'vscode';
import {
  activate, ask, becomes, closeAll, equal, ok, openCapture, openText, run,
} from './helper'; // oxfmt-ignore

const TOKEN = 'FTKMOB947FDC1754';
const SEED = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';

const REASON = '30 ← licence at another serial number (31)';
const HINTS = ['11 +1 s', '26 72 h', '30 no success seen', REASON];

suite('Between the words of a capture', () => {
  suiteSetup(activate);
  teardown(async () => {
    await setHints(undefined);
    await closeAll();
  });

  test('hints show gaps, decoded values, durations, and at the end of the line why it failed', async () => {
    const document = await openCapture('seed.log');
    await becomes('the hints', HINTS, () => hintsOf(document));
  });

  test('hints show the names of results', async () => {
    const document = await openCapture('captures/sslvpn-drift.log');
    const hints = await hintsOf(document);
    ok(hints.includes('7 FNBAM_DENIED') && hints.includes('13 FNBAM_SUCCESS'), hints.join());
  });

  test('hints are hidden if the user turns them off', async () => {
    const document = await openCapture('seed.log');
    await setHints('off');
    await becomes('the hints', [REASON], () => hintsOf(document));
    await setHints(undefined);
    await becomes('the hints', HINTS, () => hintsOf(document));
  });

  test('a lens shows the outcome and offers a ticket without secrets', async () => {
    const document = await openCapture('seed.log');
    const lenses = await lensesOf(document);
    equal(
      lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`),
      [
        `1 ✗ ${TOKEN}: licence registered to another serial number (error 31, token does not belong to product)`,
        '1 at least 1 secret: redacted copy',
        `9 ✗ licence at another serial number (31) · provision ${TOKEN} · 1 s · 4 problems`,
        '9 Copy ticket',
        '9 Show only its lines',
      ],
    );
    const ticket = lenses[3];
    await run(ticket?.command);
    const text = await vscode.env.clipboard.readText();
    ok(text.includes(TOKEN) && !text.includes(SEED), text);
  });

  test('a lens is over each login, and offers a ticket if one has a problem', async () => {
    const document = await openCapture('captures/fnbamd-two-users.log');
    equal(
      (await lensesOf(document)).map(({ range, command }) => `${range.start.line + 1} ${command?.title}`),
      [
        '1 ✗ no group matched · 1 login accepted',
        '1 ✗ no group matched · login user06 · 1 s · 1 problem',
        '1 Copy ticket',
        '1 Compare with the last success',
        '1 Show only its lines',
        '4 ✓ accepted · login user07 · 1 s',
        '4 Show only its lines',
      ],
    );
  });

  test('of thousands of lenses, those near the visible lines are shown', async () => {
    const seed = await openCapture('seed.log');
    const document = await openText(`${seed.getText()}\n`.repeat(400), 'fortios-debug');
    const editor = await vscode.window.showTextDocument(document);
    const hasLensAt = async (line: number): Promise<boolean> => {
      const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 0);
      ok(lenses.length < 1000, `${lenses.length} lenses`);
      return lenses.some(({ range }) => Math.abs(range.start.line - line) < seed.lineCount);
    };
    await becomes('a lens at the beginning', true, () => hasLensAt(0));
    const last = document.lineCount - 1;
    editor.revealRange(new vscode.Range(last, 0, last, 0));
    await becomes('a lens at the end', true, () => hasLensAt(last));
    await becomes('a lens far from what is in view', false, () => hasLensAt(0));
  });

  test('the token that failed is coloured wherever its exchange names it, and so are secrets', async () => {
    const tokens = await coloursOf(await openCapture('seed.log'));
    equal(
      tokens.filter(one => one.endsWith(TOKEN)),
      [9, 10, 26, 30].map(line => `${line} serial.failed ${TOKEN}`),
    );
    ok(tokens.includes(`26 secret ${SEED}`), tokens.join('\n'));
    ok(tokens.includes('26 serial.asking FG140E4Q17000494'), tokens.join('\n'));
  });
});

async function setHints(value: 'off' | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('fortiosDebug');
  await settings.update('inlayHints', value, vscode.ConfigurationTarget.Workspace);
}

/** Hints as their line, from 1, and their text. */
async function hintsOf({ uri, lineCount }: vscode.TextDocument): Promise<string[]> {
  const range = new vscode.Range(0, 0, lineCount, 0);
  const hints = await ask<vscode.InlayHint[]>('vscode.executeInlayHintProvider', uri, range);
  return hints.map(({ position, label }) => {
    const words = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    return `${position.line + 1} ${words}`;
  });
}

/** More lenses than a fixture has, so that all of them are resolved. */
const ALL = 100;

/** The lenses in the order in which a user reads them. VS Code returns those first that need no resolving. */
async function lensesOf({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, ALL);
  return lenses.sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** Semantic tokens as their line, from 1, their type with its modifiers, and their text. */
async function coloursOf(document: vscode.TextDocument): Promise<string[]> {
  const legend = await ask<vscode.SemanticTokensLegend>(
    'vscode.provideDocumentSemanticTokensLegend',
    document.uri,
  );
  const { data } = await ask<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
  const reported: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const named = legend.tokenModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0);
    const text = document.lineAt(line).text.slice(character, character + length);
    reported.push(`${line + 1} ${[legend.tokenTypes[type], ...named].join('.')} ${text}`);
  }
  return reported;
}
