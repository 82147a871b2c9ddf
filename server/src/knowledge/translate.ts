/** Gives the words of a language for words in English: the entry of a localisation bundle, or the English itself. */
export type Translate = (english: string) => string;

/** English as it stands. */
export const inEnglish: Translate = english => english;

const PLACEHOLDER = /\{(\w+)\}/g;

/** Whether every placeholder of `template` has a fact. */
export function isComplete(template: string, facts: Readonly<Record<string, string>>): boolean {
  return [...template.matchAll(PLACEHOLDER)].every(match => facts[match[1] ?? ''] !== undefined);
}

/** Puts facts into the placeholders of `template`; one without a fact stays as it is. */
export function fill(template: string, facts: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => facts[name] ?? whole);
}
