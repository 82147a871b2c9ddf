import type { Ending } from '../telling/outcomes';
import { COUNTED, type SceneCounts } from './story';

const ORDER: readonly Ending[] = ['failed', 'open', 'well'];

/** The most telling of `items`, those that failed first, in the order in which they came. */
export function kept<Item extends { readonly ending: Ending }>(
  items: readonly Item[],
  most: number,
): readonly Item[] {
  if (items.length <= most) return items;
  const chosen = new Set(
    ORDER.flatMap(ending => items.filter(item => item.ending === ending)).slice(0, most),
  );
  return items.filter(item => chosen.has(item));
}

type Counts = { -readonly [About in keyof SceneCounts]: Record<Ending, number> };

/** Counts of scenes, none yet. */
export function noScenes(): Counts {
  const none = (): Record<Ending, number> => ({ well: 0, failed: 0, open: 0 });
  return { exchange: none(), login: none(), negotiation: none() };
}

/** Scenes of all files. */
export function sumOf(all: readonly SceneCounts[]): SceneCounts {
  const sum = noScenes();
  for (const counts of all)
    for (const about of COUNTED) for (const ending of ORDER) sum[about][ending] += counts[about][ending];
  return sum;
}
