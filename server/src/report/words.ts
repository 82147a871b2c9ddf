import { inUserLanguage, label, userLanguage, type NameAfter } from '../knowledge';

/** Words of a report. */
export function say(name: NameAfter<'report.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`report.${name}`, inUserLanguage, facts);
}

/** Words of what the command line prints of a check. */
export function text(name: NameAfter<'text.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`text.${name}`, inUserLanguage, facts);
}

/** A number of things: `1 login`, `2 logins`. `written` writes the number. */
export function countOf(
  count: number,
  thing: NameAfter<'report.one.'>,
  written: (count: number) => string = numberOf,
): string {
  return say(count === 1 ? `one.${thing}` : `many.${thing}`, { count: written(count) });
}

/** A number as people write it: `1,234`. */
export function numberOf(count: number): string {
  return new Intl.NumberFormat(userLanguage()).format(count);
}

/** Parts of a sentence as one list: `a, b`. */
export function listOf(parts: readonly string[]): string {
  return parts.join(say('comma'));
}
