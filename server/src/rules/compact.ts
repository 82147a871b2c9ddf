import type { Facts } from './types';

/** Removes unknown facts. */
export function compact(facts: Readonly<Record<string, string | number | undefined>>): Facts {
  const result: Record<string, string> = {};
  for (const name in facts) {
    const value = facts[name];
    if (value !== undefined && value !== '') result[name] = String(value);
  }
  return result;
}
