import type { Ending } from './outcomes';

/** The order of relevance: failures come first. */
export const ENDINGS: readonly Ending[] = ['failed', 'open', 'well'];

/** Returns at most `most` of `items`, in their order; the most relevant endings are preferred. */
export function mostRelevant<Item extends { readonly ending: Ending }>(
  items: readonly Item[],
  most: number,
): readonly Item[] {
  if (items.length <= most) return items;
  const chosen = new Set(
    ENDINGS.flatMap(ending => items.filter(item => item.ending === ending)).slice(0, most),
  );
  return items.filter(item => chosen.has(item));
}
