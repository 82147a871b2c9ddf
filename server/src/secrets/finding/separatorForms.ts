import type { Separator, Start } from './separatorTable';

/** What a separator determines about the value after it, besides its start. */
type About = Omit<Start, 'at'>;

/** The end of a match at `at` within `length` code units. */
export function after(form: RegExp, text: string, at: number, length: number): Start | undefined {
  const match = form.exec(text.slice(at, at + length))?.[0];
  return match === undefined ? undefined : { at: at + match.length };
}

/** Reads a separator that matches `form` at its first character, within `length` code units. */
export function from(form: RegExp, length: number, about?: About): Separator['read'] {
  return (text, separator) => start(after(form, text, separator, length), about);
}

/** The same for a form that starts at the end of the name, including blanks after it. */
export function fromName(form: RegExp, length: number, about?: About): Separator['read'] {
  return (text, _separator, at) => start(after(form, text, at, length), about);
}

/** The same for a form that must not match past the end of the text. */
export function fromNameWithin(form: RegExp, length: number, about?: About): Separator['read'] {
  return (text, _separator, at, to) => start(after(form, text, at, Math.min(length, to - at)), about);
}

function start(found: Start | undefined, about: About | undefined): Start | undefined {
  return found && about ? { ...found, ...about } : found;
}
