import { min } from '../integers';
import type { SemanticTokensEdit } from 'vscode-languageserver-types';

/** A token on one line. `modifiers` has one bit for each modifier of the legend. */
export interface PlacedToken {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: number;
  readonly modifiers: number;
}

/** Encodes tokens in text order as the protocol does: five numbers each, positions relative to the previous token. */
export function encodeTokens(tokens: readonly PlacedToken[]): number[] {
  const data: number[] = [];
  let [line, character] = [0, 0];
  for (const token of tokens) {
    const from = token.line === line ? character : 0;
    data.push(token.line - line, token.character - from, token.length, token.type, token.modifiers);
    [line, character] = [token.line, token.character];
  }
  return data;
}

/**
 * Returns the edit that turns `previous` into `next`: one that replaces all between their common start and end, or
 * none.
 */
export function semanticDelta(previous: readonly number[], next: readonly number[]): SemanticTokensEdit[] {
  const shorter = min(previous.length, next.length);
  let start = 0;
  while (start < shorter && previous[start] === next[start]) start++;
  if (start === previous.length && start === next.length) return [];
  let same = 0;
  while (same < shorter - start && previous[previous.length - 1 - same] === next[next.length - 1 - same])
    same++;
  const data = next.slice(start, next.length - same);
  return [{ start, deleteCount: previous.length - same - start, ...(data.length > 0 && { data }) }];
}
