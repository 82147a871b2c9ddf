import type { Ending } from './outcomes';

/** What went wrong comes first. */
export const ENDINGS: readonly Ending[] = ['failed', 'open', 'well'];

/** The most telling of `items`, those that failed first, in the order in which they came. */
export function kept<Item extends { readonly ending: Ending }>(
  items: readonly Item[],
  most: number,
): readonly Item[] {
  if (items.length <= most) return items;
  const chosen = new Set(
    ENDINGS.flatMap(ending => items.filter(item => item.ending === ending)).slice(0, most),
  );
  return items.filter(item => chosen.has(item));
}
