import type { Ending } from '../../../../../server/src/lsp/protocol';
import type { Shown, Words } from '../messages';
import { element, withVariables } from './elements';

/** How many bars the strip has at most: ten thousand incidents share them. */
const MAX_BARS = 160;
const ORDER: readonly Ending[] = ['failed', 'open', 'well'];

/**
 * All incidents of a capture over time, the failed ones in red; in order, without a scale, where there are no time stamps or
 * the clock went back. It is for the mouse: the keys go from incident to incident.
 */
export function stripOf(
  scenes: readonly Shown[],
  selected: string | undefined,
  words: Words,
  pick: (id: string) => void,
): HTMLElement {
  const places = placesOf(scenes);
  const bars = Math.min(MAX_BARS, Math.max(1, scenes.length));
  const bins = Array.from({ length: bars }, (): Shown[] => []);
  scenes.forEach((scene, index) => {
    const bin = Math.min(bars - 1, Math.floor((places[index] ?? 0) * bars));
    bins[bin]?.push(scene);
  });
  const highest = Math.max(...bins.map(bin => bin.length), 1);
  const strip = element('div', { className: 'strip', role: 'img', label: labelOf(scenes, words) });
  bins.forEach((bin, index) => {
    const worst = ORDER.find(ending => bin.some(scene => scene.ending === ending));
    if (worst === undefined) return;
    const first = bin.find(scene => scene.ending === worst);
    const has = selected !== undefined && bin.some(({ id }) => id === selected);
    const [only, ...others] = bin;
    const title =
      others.length === 0 && only ? `${only.what}: ${only.outcome}` : `${bin.length} · ${words[worst]}`;
    const bar = element('i', {
      className: has ? `${worst} selected` : worst,
      title,
      onClick: () => first && pick(first.id),
    });
    strip.append(
      withVariables(bar, {
        '--at': index / bars,
        '--width': 1 / bars,
        '--height': Math.max(0.35, bin.length / highest),
      }),
    );
  });
  return strip;
}

/** Where each incident is, from 0 to 1. */
function placesOf(scenes: readonly Shown[]): number[] {
  const times = scenes.map(({ time }) => time);
  const isTimed = times.every((time, index) => time !== undefined && time >= (times[index - 1] ?? -Infinity));
  const [first, last] = [times[0] ?? 0, times[times.length - 1] ?? 0];
  if (!isTimed || last <= first) return scenes.map((_, index) => index / Math.max(1, scenes.length));
  return times.map(time => ((time ?? first) - first) / (last - first));
}

function labelOf(scenes: readonly Shown[], words: Words): string {
  const counts = ORDER.flatMap(ending => {
    const count = scenes.filter(scene => scene.ending === ending).length;
    return count === 0 ? [] : [`${words[ending]}: ${count}`];
  });
  return [words.strip, ...counts].join(', ');
}
