import type { Ending } from './outcomes';

/** What went wrong comes first. */
export const ENDINGS: readonly Ending[] = ['failed', 'open', 'well'];

/** The most relevant of `items`, with those that failed preferred, in their order. */
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
