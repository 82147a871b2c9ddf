import { inUserLanguage, label, userLanguage, type NameAfter } from '../knowledge';

/** Returns a text of the report. */
export function reportText(name: NameAfter<'report.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`report.${name}`, inUserLanguage, facts);
}

/** Returns a text of the output of a check. */
export function checkText(name: NameAfter<'text.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`text.${name}`, inUserLanguage, facts);
}

/** Formats a number of things: `1 login`, `2 logins`. `written` formats the number. */
export function formatCount(
  count: number,
  thing: NameAfter<'report.one.'>,
  written: (count: number) => string = formatNumber,
): string {
  return reportText(count === 1 ? `one.${thing}` : `many.${thing}`, { count: written(count) });
}

/** Formats a number for the user's language: `1,234`. */
function formatNumber(count: number): string {
  return new Intl.NumberFormat(userLanguage()).format(count);
}

/** Joins items as a list: `a, b`. */
export function formatList(parts: readonly string[]): string {
  return parts.join(reportText('comma'));
}
