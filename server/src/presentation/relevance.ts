import type { Ending } from './outcomes';

/** The order of relevance: failures come first. */
export const ENDINGS: readonly Ending[] = ['failed', 'open', 'well'];

/** Returns at most `most` of `items`, in their order; those whose ending comes first in `ENDINGS` are preferred. */
export function mostRelevant<Item extends { readonly ending: Ending }>(
  items: readonly Item[],
  most: number,
): readonly Item[] {
  return preferred(items, most, ENDINGS, ({ ending }) => ending);
}

/**
 * Returns at most `most` of `items`, in their order; those whose key comes first in `order` are preferred, others are
 * left out.
 */
export function preferred<Item, Key>(
  items: readonly Item[],
  most: number,
  order: readonly Key[],
  keyOf: (item: Item) => Key,
): readonly Item[] {
  if (items.length <= most) return items;
  const chosen = new Set(order.flatMap(key => items.filter(item => keyOf(item) === key)).slice(0, most));
  return items.filter(item => chosen.has(item));
}
