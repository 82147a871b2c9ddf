// Helpers for the suites to drive VS Code, in terms of what a user does. They work the same in every host.
import * as vscode from 'vscode';
import { name, publisher } from '../../../package.json';

export const LANGUAGE = 'fortios-debug';
const EXTENSION = `${publisher}.${name}`;
/** Milliseconds after which a wait is taken for a hang: nothing that works takes that long, on however busy a machine. */
const HANG = 120_000;
/** How long something must stay unchanged to count as settled. */
const QUIET = 300;

/** Activates the extension, and returns where it runs. */
export async function activate(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed`);
  await extension.activate();
  return extension;
}

/** The address of a file of test/fixtures; the window has a copy of that folder open. */
export function fixture(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a fixture in an editor; `language` is chosen by hand, as a user does in the status bar. */
export async function open(name: string, language?: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fixture(name));
  await vscode.window.showTextDocument(document);
  return language ? vscode.languages.setTextDocumentLanguage(document, language) : document;
}

/** Opens a fixture and waits until it is recognised as a capture. */
export async function openCapture(name: string): Promise<vscode.TextDocument> {
  await open(name);
  return eventually(`${name} to be recognised`, () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.languageId === LANGUAGE && document.uri.path.endsWith(`/${name}`) && document;
  });
}

/** Opens text without a file, as when a user pastes it into a new editor. */
export async function openText(content: string, language = 'plaintext'): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document);
  return document;
}

/**
 * Closes every text editor and discards changes. While the editor of another group is still opening, none is active: it
 * is closed, too, or the next test would get its changed text.
 */
export async function closeAll(): Promise<void> {
  await eventually('every editor to be closed', async () => {
    if (vscode.window.activeTextEditor) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      return false;
    }
    const [left] = textTabs();
    if (left) await vscode.window.showTextDocument(left.uri, { viewColumn: left.viewColumn });
    return !left;
  });
}

const textTabs = (): { uri: vscode.Uri; viewColumn: vscode.ViewColumn }[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
    tabs.flatMap(({ input }) =>
      input instanceof vscode.TabInputText ? [{ uri: input.uri, viewColumn }] : [],
    ),
  );

/** The problems of a document once there are at least that many and they no longer change. Pass 0 to expect none. */
export async function problems(uri: vscode.Uri, atLeast = 1): Promise<vscode.Diagnostic[]> {
  const end = Date.now() + HANG;
  let before = '';
  let since = Date.now();
  for (;;) {
    const now = vscode.languages.getDiagnostics(uri);
    const text = JSON.stringify(now);
    if (text !== before) [before, since] = [text, Date.now()];
    else if (now.length >= atLeast && Date.now() - since >= QUIET) return inOrder(now);
    if (Date.now() > end) throw new Error(`Expected ${atLeast} problems or more, there are: ${list(now)}`);
    await sleep(30);
  }
}

const inOrder = (all: vscode.Diagnostic[]): vscode.Diagnostic[] =>
  [...all].sort((a, b) => a.range.start.compareTo(b.range.start));

/** A problem in one line, for messages: its line (one-based, as in the editor), rule and text. */
export function line(problem: vscode.Diagnostic): string {
  const severity = vscode.DiagnosticSeverity[problem.severity].toLowerCase();
  return `${problem.range.start.line + 1} ${severity} ${rule(problem)}: ${problem.message}`;
}

export const list = (all: vscode.Diagnostic[]): string => all.map(line).join(' | ') || 'none';

/** The rule's id, with or without an address after it. */
export function rule({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The position of some text in a document. */
export function find(document: vscode.TextDocument, text: string): vscode.Range {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`${document.uri.path} has no ${JSON.stringify(text)}`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

/** The answer of VS Code to one of its `vscode.execute...` commands. */
export const ask = <Answer>(command: string, ...args: unknown[]): Promise<Answer> =>
  Promise.resolve(vscode.commands.executeCommand<Answer>(command, ...args));

/**
 * The lines that are visible between folds, one-based; VS Code does not report a blank last line after a fold. The window
 * has room for every line of the fixtures in use.
 */
export function shownLines(): number[] {
  const ranges = vscode.window.activeTextEditor?.visibleRanges ?? [];
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: end.line - start.line + 1 }, (_, at) => start.line + at + 1),
  );
}

/** The hover at a place, as one text. */
export async function hover(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const all = await ask<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  const parts = all.flatMap(({ contents }) => contents as (string | vscode.MarkdownString)[]);
  return parts.map(part => (typeof part === 'string' ? part : part.value)).join('\n\n');
}

/** The code actions at a place. */
export async function actions(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return ask('vscode.executeCodeActionProvider', uri, range);
}

/** Applies a code action: its edit, then its command, as VS Code does. */
export async function take(action: vscode.CodeAction): Promise<void> {
  if (action.edit) await apply(action.edit);
  if (action.command) await run(action.command);
}

/** Applies an edit; fails if VS Code refuses it, which it does without an exception. */
export async function apply(edit: vscode.WorkspaceEdit): Promise<void> {
  ok(await vscode.workspace.applyEdit(edit), 'VS Code refused the edit');
}

/** Runs the command of a code action or of a lens. */
export async function run(command: vscode.Command | undefined): Promise<void> {
  if (!command) throw new Error('There is no command to run');
  await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

/** Waits until `probe` returns something, however long it takes. */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (const end = Date.now() + HANG; Date.now() < end; await sleep(30)) {
    const found = await probe();
    if (found) return found;
  }
  throw new Error(`Waited ${HANG / 60_000} min for ${what}: it hangs`);
}

/** Waits until `probe` returns the expected value; otherwise fails with the last one. */
export async function becomes(what: string, expected: unknown, probe: () => unknown): Promise<void> {
  const target = JSON.stringify(expected);
  let last = '';
  const same = async (): Promise<boolean> => (last = JSON.stringify(await probe())) === target;
  await eventually(what, same).catch(() => {
    throw new Error(`${what}: expected ${target}, got ${last}`);
  });
}

export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Fails unless both are equal, arrays and objects by content. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}

/** Fails unless `good`. */
export function ok(good: unknown, what: string): asserts good {
  if (!good) throw new Error(what);
}

/** A web worker has no disk. */
export const hasDisk = (): boolean => typeof process === 'object';

/** A test that needs a disk; skipped if there is none. */
export const onDisk = (title: string, run: () => Promise<void>): unknown =>
  (hasDisk() ? test : test.skip)(title, run);

type Asking =
  | 'showSaveDialog'
  | 'showErrorMessage'
  | 'showWarningMessage'
  | 'showInformationMessage'
  | 'showQuickPick'
  | 'showInputBox';

/** The functions that `answering` has replaced, by name. */
const replaced = new Map<Asking, unknown>();

/**
 * Answers a message, dialog or question of the extension in place of the user, until the test ends.
 *
 * @returns the arguments of each call, in order; grows while the test runs
 */
export function answering(name: Asking, answer: (...asked: unknown[]) => unknown): unknown[][] {
  const window = vscode.window as unknown as Record<string, unknown>;
  if (!replaced.has(name)) replaced.set(name, window[name]);
  const asked: unknown[][] = [];
  window[name] = (...args: unknown[]): Promise<unknown> => {
    asked.push(args);
    return Promise.resolve(answer(...args));
  };
  return asked;
}

/** Restores messages and dialogs; runs after every test. */
export function endAnswering(): void {
  const window = vscode.window as unknown as Record<string, unknown>;
  for (const [name, real] of replaced) window[name] = real;
  replaced.clear();
}
