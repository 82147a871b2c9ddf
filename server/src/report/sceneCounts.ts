import { ENDINGS } from '../presentation/relevance';
import type { Ending } from '../presentation/outcomes';
import { SCENE_KINDS } from '../judge/scenes';
import type { SceneCounts } from './story';

type Counts = { -readonly [About in keyof SceneCounts]: Record<Ending, number> };

/** Returns counts of zero. */
export function noScenes(): Counts {
  const none = (): Record<Ending, number> => ({ well: 0, failed: 0, open: 0 });
  return { exchange: none(), login: none(), negotiation: none() };
}

/** Sums the counts of all files. */
export function sumOfScenes(all: readonly SceneCounts[]): SceneCounts {
  const sum = noScenes();
  for (const counts of all)
    for (const about of SCENE_KINDS)
      for (const ending of ENDINGS) sum[about][ending] += counts[about][ending];
  return sum;
}
