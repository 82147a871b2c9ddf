/** Gives the words of a language for words in English: the entry of a localisation bundle, or the English itself. */
export type Translate = (english: string) => string;

/** English as it stands. */
export const inEnglish: Translate = english => english;

const PLACEHOLDER = /\{(\w+)\}/g;

/** The placeholders of each template that was asked for: there are as many as the knowledge has. */
const NAMES = new Map<string, readonly string[]>();

function namesIn(template: string): readonly string[] {
  let names = NAMES.get(template);
  if (!names)
    NAMES.set(template, (names = Array.from(template.matchAll(PLACEHOLDER), match => match[1] ?? '')));
  return names;
}

/** Whether every placeholder of `template` has a fact. */
export function isComplete(template: string, facts: Readonly<Record<string, string>>): boolean {
  return namesIn(template).every(name => facts[name] !== undefined);
}

/** Puts facts into the placeholders of `template`; one without a fact stays as it is. */
export function fill(template: string, facts: Readonly<Record<string, string>>): string {
  return fillBy(template, name => facts[name]);
}

/** The same with facts that are worked out when they are asked for. */
export function fillBy(template: string, fact: (name: string) => string | undefined): string {
  if (namesIn(template).length === 0) return template;
  return template.replace(PLACEHOLDER, (whole, name: string) => fact(name) ?? whole);
}
