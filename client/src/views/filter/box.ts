import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FILTER_HELP, type FilterHelp, type FilterHelpParams } from '../../../../server/src/lsp/protocol';
import { shownName } from '../shownName';

type Item = vscode.QuickPickItem & {
  /** The text of the box if the item is chosen. */
  readonly value?: string;
  readonly isDone?: boolean;
};

/** Keeps VS Code from sorting the items by how well they match the input. */
type Box = vscode.QuickPick<Item> & { sortByLabel?: boolean };

/** Asks for the words of a filter and proposes those of the capture; undefined if the user cancels. */
export async function askForWords(
  client: BaseLanguageClient,
  capture: vscode.Uri,
  words: string,
): Promise<string | undefined> {
  const box: Box = vscode.window.createQuickPick<Item>();
  box.sortByLabel = false;
  box.title = vscode.l10n.t('Filter lines of {0}', shownName(capture));
  box.placeholder = vscode.l10n.t(
    'Words of the lines, or {0}',
    'user:user10 failed >=warning -http 08:40..08:45',
  );
  box.value = words === '' ? '' : `${words} `;
  let turn = 0;
  const update = async (): Promise<void> => {
    const { value } = box;
    const own = ++turn;
    const help = await helpFor(client, capture, value);
    if (own !== turn) return;
    const items = itemsOf(value, help);
    box.items = items;
    // Enter completes an incomplete word.
    const best = help.refused && items.find(item => item.value !== undefined);
    if (best) box.activeItems = [best];
  };
  const chosen = new Promise<string | undefined>(resolve => {
    box.onDidChangeValue(() => void update());
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item?.value === undefined) return;
      if (item.isDone) {
        resolve(item.value.trim());
        return;
      }
      box.value = item.value;
      void update();
    });
    box.onDidHide(() => resolve(undefined));
  });
  box.show();
  void update();
  try {
    return await chosen;
  } finally {
    turn++;
    box.dispose();
  }
}

async function helpFor(client: BaseLanguageClient, capture: vscode.Uri, words: string): Promise<FilterHelp> {
  const uri = client.code2ProtocolConverter.asUri(capture);
  const params: FilterHelpParams = { uri, words, offset: words.length };
  const nothing: FilterHelp = { proposals: [] };
  return client.sendRequest<FilterHelp>(FILTER_HELP, params).catch(() => nothing);
}

function itemsOf(value: string, { proposals, refused }: FilterHelp): Item[] {
  const first: Item = refused
    ? { label: `$(info) ${refused.message}`, alwaysShow: true }
    : {
        label: `$(filter) ${vscode.l10n.t('Show these lines')}`,
        description: value,
        alwaysShow: true,
        value,
        isDone: true,
      };
  return [
    first,
    ...proposals.map(({ start, end, text, detail }) => ({
      label: text,
      description: detail,
      alwaysShow: true,
      value: value.slice(0, start) + text + (/[:"]$/.test(text) ? '' : ' ') + value.slice(end),
    })),
  ];
}
