import { max, min } from '../integers';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Span } from '../syntax';
import type { Positions } from './positions';
import { trimTrailingSpace } from '../judge/spans';

export { SymbolKind };

/** An entry of the outline, with offsets. */
export interface Entry extends Span {
  readonly name: string;
  readonly detail?: string | undefined;
  readonly kind: SymbolKind;
  /** The part to select when a user goes there; if absent, all of it. */
  readonly selection?: Span | undefined;
  readonly children?: readonly Entry[];
}

/**
 * Returns entries as symbols of the protocol: in order, each containing its children. Entries without a name are left
 * out.
 */
export function symbolsOf(entries: readonly Entry[], text: string, positions: Positions): DocumentSymbol[] {
  return new Writer(text, positions).write(entries, { start: 0, end: 0 });
}

/** Writes symbols in one pass without intermediate objects: a long capture has tens of thousands. */
class Writer {
  constructor(
    readonly text: string,
    readonly positions: Positions,
  ) {}

  /** Writes `entries` and widens `outer` to contain them: entries of interleaved scenes can overlap. */
  write(entries: readonly Entry[], outer: { start: number; end: number }): DocumentSymbol[] {
    const symbols: DocumentSymbol[] = [];
    for (const entry of inOrder(entries)) {
      if (entry.name.trim() === '') continue;
      const { name, kind, detail, children } = entry;
      const marked = trimTrailingSpace(this.text, entry.selection ?? entry);
      const span = { start: min(entry.start, marked.start), end: marked.end };
      span.end = max(span.end, trimTrailingSpace(this.text, entry).end);
      const inner = children && children.length > 0 ? this.write(children, span) : [];
      const { positions } = this;
      const symbol: DocumentSymbol = {
        name,
        kind,
        range: positions.range(span),
        selectionRange: positions.range(marked),
      };
      if (detail !== undefined && detail !== '') symbol.detail = detail;
      if (inner.length > 0) symbol.children = inner;
      symbols.push(symbol);
      outer.start = min(outer.start, span.start);
      outer.end = max(outer.end, span.end);
    }
    return symbols;
  }
}

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const sorted = entries.every(
    ({ start }, index) => index === 0 || (entries[index - 1]?.start ?? 0) <= start,
  );
  return sorted ? entries : [...entries].sort((a, b) => a.start - b.start);
}
