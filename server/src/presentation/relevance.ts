import type { Ending } from './outcomes';

/** The order of relevance: failures come first. */
export const ENDINGS: readonly Ending[] = ['failed', 'open', 'well'];

/** Returns at most `limit` of `items`, in their order; those whose ending comes first in `ENDINGS` are preferred. */
export function mostRelevant<Item extends { readonly ending: Ending }>(
  items: readonly Item[],
  limit: number,
): readonly Item[] {
  return preferred(items, limit, ENDINGS, ({ ending }) => ending);
}

/**
 * Returns at most `limit` of `items`, in their order; those whose key comes first in `order` are preferred, others are
 * left out.
 */
export function preferred<Item, Key>(
  items: readonly Item[],
  limit: number,
  order: readonly Key[],
  keyOf: (item: Item) => Key,
): readonly Item[] {
  if (items.length <= limit) return items;
  const chosen = new Set(order.flatMap(key => items.filter(item => keyOf(item) === key)).slice(0, limit));
  return items.filter(item => chosen.has(item));
}
