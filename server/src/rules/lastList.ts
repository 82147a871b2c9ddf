import type { Keep } from './types';

/**
 * Adds the servers of the next part of a text to those of its last list. Only that list counts, since servers can answer
 * later.
 * @param keep copies what must outlive the text
 * @param max the maximum number of servers kept
 */
export function withNext<Server extends { readonly isFirst: boolean }>(
  before: readonly Server[],
  next: readonly Server[],
  keep: Keep,
  max: number,
): readonly Server[] {
  let list = [...before];
  for (const one of next) {
    if (one.isFirst) list = [];
    if (list.length < max) list.push(keep(one));
  }
  return list;
}
