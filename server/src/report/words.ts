import { inEnglish, label, type NameAfter } from '../knowledge';

/** Words of a report. */
export function say(name: NameAfter<'report.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`report.${name}`, inEnglish, facts);
}

/** A number of things: `1 login`, `2 logins`. */
export function countOf(count: number, thing: NameAfter<'report.one.'>): string {
  return say(count === 1 ? `one.${thing}` : `many.${thing}`, { count: String(count) });
}

/** Parts of a sentence as one list: `a, b`. */
export function listOf(parts: readonly string[]): string {
  return parts.join(say('comma'));
}
