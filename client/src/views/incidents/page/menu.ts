import { button, element } from './elements';

/** An entry of a menu. */
export interface MenuItem {
  readonly text: string;
  readonly act: () => void;
}

/** A button that opens a menu; the arrow keys, Home and End go from entry to entry, Escape closes it. */
export function menuButton(label: string, items: readonly MenuItem[]): HTMLElement {
  const close = (takeFocus: boolean): void => {
    menu.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (takeFocus) opener.focus();
  };
  const open = (): void => {
    menu.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    menu.scrollIntoView({ block: 'nearest' });
    entries[0]?.focus();
  };
  const entries = items.map(({ text, act }) => {
    const entry = button(
      text,
      () => {
        close(true);
        act();
      },
      'entry',
      { role: 'menuitem', tabIndex: -1 },
    );
    return entry;
  });
  const menu = element('div', { className: 'menu', role: 'menu', label }, ...entries);
  const opener = button('…', () => (menu.hidden ? open() : close(true)), 'secondary', {
    label,
    title: label,
  });
  opener.setAttribute('aria-haspopup', 'menu');
  const root = element('div', { className: 'more' }, opener, menu);
  root.addEventListener('keydown', event => {
    if (menu.hidden ? event.key !== 'ArrowDown' : !CLOSES.has(event.key) && !STEPS.has(event.key)) return;
    event.stopPropagation();
    if (event.key === 'Tab') return close(true);
    event.preventDefault();
    if (menu.hidden) open();
    else if (event.key === 'Escape') close(true);
    else {
      const at = entries.findIndex(entry => entry === document.activeElement);
      const to = STEPS.get(event.key)?.(at, entries.length) ?? 0;
      entries[(to + entries.length) % entries.length]?.focus();
    }
  });
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (!menu.hidden && !(relatedTarget instanceof Node && root.contains(relatedTarget))) close(false);
  });
  close(false);
  return root;
}

const CLOSES: ReadonlySet<string> = new Set(['Escape', 'Tab']);
type Step = (at: number, count: number) => number;
/** Where a key leads from an entry. */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['ArrowDown', at => at + 1],
  ['ArrowUp', at => at - 1],
  ['Home', () => 0],
  ['End', (_, count) => count - 1],
]);
