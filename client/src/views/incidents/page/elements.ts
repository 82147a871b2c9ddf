/** Attributes and listeners of an element. */
export interface Options {
  readonly className?: string;
  readonly id?: string;
  readonly role?: string;
  readonly label?: string;
  readonly hidden?: boolean;
  readonly tabIndex?: number;
  readonly title?: string;
  readonly onClick?: () => void;
}

/** The signs of outcomes, so that colour is not the only one. */
export const SIGNS = { failed: '✗ ', open: '? ', well: '✓ ' } as const;

/** Creates an element. Its content is text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  options: Options = {},
  ...children: readonly (HTMLElement | string | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  const { className, id, role, label, hidden, tabIndex, title, onClick } = options;
  if (className !== undefined) made.className = className;
  if (id !== undefined) made.id = id;
  if (role !== undefined) made.setAttribute('role', role);
  if (label !== undefined) made.setAttribute('aria-label', label);
  if (hidden === true) made.setAttribute('aria-hidden', 'true');
  if (tabIndex !== undefined) made.tabIndex = tabIndex;
  if (title !== undefined) made.title = title;
  if (onClick) made.addEventListener('click', onClick);
  for (const child of children) {
    if (child === undefined || child === '') continue;
    made.append(typeof child === 'string' ? document.createTextNode(child) : child);
  }
  return made;
}

/** Text in which what is between backticks is code. */
export function textWithCode(text: string): (HTMLElement | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}

export function button(
  text: string,
  onClick: () => void,
  className = 'secondary',
  options: Options = {},
): HTMLButtonElement {
  const made = element('button', { ...options, className, onClick }, text);
  made.type = 'button';
  return made;
}

/** Sets CSS variables of an element; the page has no other inline styles. */
export function withVariables<Made extends HTMLElement>(
  made: Made,
  variables: Readonly<Record<`--${string}`, string | number>>,
): Made {
  for (const [name, value] of Object.entries(variables)) made.style.setProperty(name, String(value));
  return made;
}
