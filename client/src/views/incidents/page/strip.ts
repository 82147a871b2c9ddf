import type { Strip } from '../pageMessages';
import { element, withVariables } from './elements';

/**
 * All incidents of a capture over time, the failed ones in red. It is for the mouse; keys go from incident to
 * incident.
 * @param selected the index of the bar with the shown incident
 */
export function stripOf(
  { label, count, bars }: Strip,
  selected: number | undefined,
  pick: (id: string) => void,
): HTMLElement {
  const strip = element('div', { className: 'strip', role: 'img', label });
  for (const { index, ending, id, title, height } of bars) {
    const className = index === selected ? `${ending} selected` : ending;
    const bar = element('i', { className, title, onClick: () => pick(id) });
    strip.append(
      withVariables(bar, { '--at': index / count, '--width': 1 / count, '--height': Math.max(0.35, height) }),
    );
  }
  return strip;
}
