import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  RECIPE,
  type RecipeAnswers,
  type RecipeChoice,
  type RecipeParams,
  type RecipeQuestion,
  RECIPES,
  type WrittenRecipe,
} from '../../../server/src/lsp/protocol';

/** A command whose argument is the id of a recipe; without one, the user chooses. Also used by hovers and quick fixes. */
export const RECORD_CAPTURE = 'fortiosDebug.recordCapture';
/** A command whose argument is a text, for our code lenses. */
const COPY_COMMANDS = 'fortiosDebug.copyCommands';
const SHOWN = 4000; // milliseconds

/** Asks what to capture, and opens a document with the commands to start and to stop, which code lenses copy. */
export function registerRecordCapture(client: BaseLanguageClient): vscode.Disposable {
  const lenses = new CommandLenses();
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider({ scheme: 'untitled', language: 'plaintext' }, lenses),
    vscode.commands.registerCommand(COPY_COMMANDS, copy),
    vscode.commands.registerCommand(RECORD_CAPTURE, async (named: unknown) => {
      const text = await recipeText(client, named).catch(showNoAnswer);
      if (text === undefined) return;
      const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
      lenses.add(document);
      await vscode.window.showTextDocument(document, { preview: false });
    }),
  );
}

/** The recipe that the user chose, with the user's answers; undefined if the user cancelled. */
async function recipeText(client: BaseLanguageClient, named: unknown): Promise<string | undefined> {
  const recipe = await chosen(client, named);
  const answers = recipe && (await answersTo(client, recipe));
  const written = answers && (await write(client, { id: recipe.id, answers }));
  return written && 'text' in written ? written.text : undefined;
}

async function showNoAnswer(): Promise<undefined> {
  await vscode.window.showErrorMessage(
    vscode.l10n.t('No recipe was written: the language server did not return one. Try again.'),
  );
}

async function chosen(client: BaseLanguageClient, named: unknown): Promise<RecipeChoice | undefined> {
  const recipes = await client.sendRequest<readonly RecipeChoice[]>(RECIPES, {});
  const found = recipes.find(({ id }) => id === named);
  if (found) return found;
  const picked = await vscode.window.showQuickPick(
    recipes.map(recipe => ({ label: recipe.title, description: recipe.id, recipe })),
    {
      title: vscode.l10n.t('Record a Capture'),
      placeHolder: vscode.l10n.t('What went wrong?'),
      matchOnDescription: true,
    },
  );
  return picked?.recipe;
}

/** The user's answers; undefined if the user cancels. Each answer may be empty. */
async function answersTo(
  client: BaseLanguageClient,
  { id, title, asks }: RecipeChoice,
): Promise<RecipeAnswers | undefined> {
  let answers: RecipeAnswers = {};
  for (const [index, question] of asks.entries()) {
    const answer = await vscode.window.showInputBox({
      title: `${title} (${index + 1}/${asks.length})`,
      ...wordsOf(question),
      ignoreFocusOut: true,
      validateInput: async value => {
        if (value.trim() === '') return undefined;
        const written = await write(client, { id, answers: { [question]: value.trim() } });
        return written && 'refused' in written ? written.refused : undefined;
      },
    });
    if (answer === undefined) return undefined;
    answers = { ...answers, [question]: answer.trim() };
  }
  return answers;
}

function wordsOf(question: RecipeQuestion): { prompt: string; placeHolder: string } {
  const unknown = (example: string): string => vscode.l10n.t('{0} (may be empty)', example);
  const words: Readonly<Record<RecipeQuestion, { prompt: string; placeHolder: string }>> = {
    release: {
      prompt: vscode.l10n.t('FortiOS release: some commands differ between releases'),
      placeHolder: unknown('7.4.9'),
    },
    vdom: { prompt: vscode.l10n.t('VDOM in which it happens'), placeHolder: unknown('root') },
    address: {
      prompt: vscode.l10n.t('Public address of the client or peer, to filter out all others'),
      placeHolder: unknown('192.0.2.44'),
    },
    user: { prompt: vscode.l10n.t('User who logs in'), placeHolder: unknown('user01') },
  };
  return words[question];
}

function write(client: BaseLanguageClient, params: RecipeParams): Promise<WrittenRecipe | null> {
  return client.sendRequest<WrittenRecipe | null>(RECIPE, params);
}

async function copy(text: unknown): Promise<void> {
  if (typeof text !== 'string') return;
  await vscode.env.clipboard.writeText(text);
  const lines = text.trimEnd().split('\n').length;
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0} commands to the clipboard', lines), SHOWN);
}

/** A code lens above each block of commands, which copies it. */
class CommandLenses implements vscode.CodeLensProvider {
  readonly #documents = new WeakSet<vscode.TextDocument>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  add(document: vscode.TextDocument): void {
    this.#documents.add(document);
    this.#changed.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!this.#documents.has(document)) return [];
    return blocksOf(document.getText().split(/\r?\n/)).map(({ line, commands }) => {
      const title = vscode.l10n.t('Copy these {0} commands', commands.length);
      const range = new vscode.Range(line, 0, line, 0);
      return new vscode.CodeLens(range, {
        title,
        command: COPY_COMMANDS,
        arguments: [commands.join('\n') + '\n'],
      });
    });
  }
}

/** Consecutive lines that are neither empty nor comments. */
function blocksOf(lines: readonly string[]): { line: number; commands: string[] }[] {
  const blocks: { line: number; commands: string[] }[] = [];
  let open: string[] | undefined;
  for (const [line, text] of lines.entries()) {
    if (text.trim() === '' || text.startsWith('#')) open = undefined;
    else if (open) open.push(text);
    else blocks.push({ line, commands: (open = [text]) });
  }
  return blocks;
}
