import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { inEnglish, type Translate } from '../knowledge';
import type { Span } from '../syntax';
import { rangeOf } from './diagnostics';
import { firstPart, lineSpan } from '../judge/exchangeIndex';
import { overlapsSecret, displayName, oneLine } from '../presentation/displayNames';
import { firstNames } from './occurrences';
import { sceneTitle } from '../presentation/outcomes';
import { linesOfScene, ownStepsOf, type Scene, scenesOf } from '../judge/scenes';
import { Places } from '../judge/spans';

/** Maximum number of symbols in an answer; a longer query narrows them down. */
const MAX_SYMBOLS = 1000;

/** A symbol with offsets, and its name in the form that is searched. */
interface Item extends Span {
  readonly name: string;
  readonly searched: string;
  readonly kind: SymbolKind;
}

const known = new WeakMap<Analysis, { readonly translate: Translate; readonly items: readonly Item[] }>();

/**
 * Returns the tokens, users, exchanges and logins whose names contain the letters of `query` in this order, ignoring
 * case. Names that contain the query as a whole come first, so the limit never drops them.
 */
export function workspaceSymbolsOf(
  analysis: Analysis,
  document: TextDocument,
  query: string,
  translate: Translate = inEnglish,
): WorkspaceSymbol[] {
  return matching(itemsOf(analysis, translate), query).map(symbolMaker(analysis, document));
}

/** Returns all symbols, for a text that is dropped afterwards; `matchingSymbols` searches them. */
export function symbolsIn(
  analysis: Analysis,
  document: TextDocument,
  translate: Translate = inEnglish,
): WorkspaceSymbol[] {
  return itemsOf(analysis, translate).map(symbolMaker(analysis, document));
}

/** Returns those of `symbols` whose names match, with the same order and limit as `workspaceSymbolsOf`. */
export function matchingSymbols(symbols: readonly WorkspaceSymbol[], query: string): WorkspaceSymbol[] {
  const items = symbols.map(symbol => ({ symbol, searched: searchedOf(symbol.name) }));
  return matching(items, query).map(({ symbol }) => symbol);
}

function matching<One extends { readonly searched: string }>(items: readonly One[], query: string): One[] {
  const sought = searchedOf(query);
  const whole: One[] = [];
  const scattered: One[] = [];
  for (const item of items) {
    if (item.searched.includes(sought)) whole.push(item);
    else if (isSubsequence(sought, item.searched)) scattered.push(item);
  }
  return [...whole, ...scattered].slice(0, MAX_SYMBOLS);
}

function symbolMaker(analysis: Analysis, document: TextDocument): (item: Item) => WorkspaceSymbol {
  const captures = new Places(analysis.trace.captures);
  return item => {
    const host = displayName(analysis, captures.at(item.start)?.host);
    const location = { uri: document.uri, range: rangeOf(document, item) };
    return {
      name: item.name,
      kind: item.kind,
      location,
      ...(host !== undefined && { containerName: host }),
    };
  };
}

const searchedOf = (name: string): string => name.replace(/\s+/g, '').toLowerCase();

/** True if `text` contains the characters of `sought` in this order. */
export function isSubsequence(sought: string, text: string): boolean {
  let at = 0;
  for (const character of sought) {
    const found = text.indexOf(character, at);
    if (found < 0) return false;
    at = found + character.length;
  }
  return true;
}

function itemsOf(analysis: Analysis, translate: Translate): readonly Item[] {
  const found = known.get(analysis);
  if (found?.translate === translate) return found.items;
  const items = [
    ...nameItems(analysis),
    ...scenesOf(analysis).map(scene => sceneItem(analysis, scene, translate)),
  ];
  const named = items.filter(({ searched }) => searched !== '').sort((a, b) => a.start - b.start);
  known.set(analysis, { translate, items: named });
  return named;
}

/** Returns each token and user at its first place. */
function nameItems(analysis: Analysis): Item[] {
  return firstNames(analysis).flatMap(({ kind, text, start, end }) => {
    if ((kind !== 'token' && kind !== 'user') || overlapsSecret(analysis, { start, end })) return [];
    return [itemOf(oneLine(text), kind === 'token' ? SymbolKind.Key : SymbolKind.Variable, { start, end })];
  });
}

function sceneItem(analysis: Analysis, scene: Scene, translate: Translate): Item {
  return itemOf(sceneTitle(analysis, scene, translate), SymbolKind.Event, headOf(scene));
}

function headOf(scene: Scene): Span {
  if (scene.about === 'exchange') return firstPart(scene.exchange);
  const [line] = linesOfScene(scene);
  const { start: from, end } = line
    ? lineSpan(line)
    : (ownStepsOf(scene)[0] ?? { start: scene.start, end: scene.start });
  return { start: from, end };
}

function itemOf(name: string, kind: SymbolKind, { start, end }: Span): Item {
  return { name, searched: searchedOf(name), kind, start, end };
}
