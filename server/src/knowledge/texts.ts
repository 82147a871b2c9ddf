import labels from './data/labels.json';
import recipes from './data/recipes.json';
import rules from './data/rules.json';
import { CONTRIBUTED_RULES } from './contributed';
import { ENTRY_FILES } from './entryFiles';
import type { RuleEntry } from './types';

/** Properties of an entry that are texts, and those that are statements, which end with a mark: `Words. [V 308115]`. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'title', 'hint']);
const STATEMENTS: ReadonlySet<string> = new Set(['meaning', 'causes', 'steps', 'secrets']);
/** Properties of a rule whose values are all texts. */
const OF_RULE = ['when', 'messages', 'reasons', 'related'] as const;

type Add = (text: string, place: string) => void;
type Written = Readonly<Record<string, unknown>>;

/**
 * Every text of the server for users, in English, with the places where it is used: `labels.json#lens.ticket`,
 * `rules.json#ID/messages`, `errors.json`. A translation file has them in this order.
 */
export function serverTexts(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add: Add = (text, place) => {
    const places = found.get(text);
    if (places) places.push(place);
    else found.set(text, [place]);
  };
  for (const [name, text] of Object.entries(labels)) add(text, `labels.json#${name}`);
  for (const rule of rules) addRule(rule, `rules.json#${rule.id}`, add);
  for (const rule of CONTRIBUTED_RULES) addContributed(rule, add);
  for (const [name, entries] of Object.entries({ ...ENTRY_FILES, 'recipes.json': recipes }))
    addTexts(entries, name, '', add);
  return found;
}

function addRule(rule: Written, place: string, add: Add): void {
  for (const part of OF_RULE)
    for (const text of textsIn(rule[part])) add(text, part === 'when' ? place : `${place}/${part}`);
  addTexts(Object.fromEntries(Object.entries(rule).filter(([name]) => !isOfRule(name))), place, '', add);
}

function addContributed({ id, title, messages, when, meaning, causes, steps }: RuleEntry, add: Add): void {
  const place = `entries#${id}`;
  for (const text of [title, when]) add(text, place);
  for (const text of textsIn(messages)) add(text, `${place}/messages`);
  for (const { text } of [meaning, causes, steps].flatMap(all => all ?? [])) add(text, place);
}

const isOfRule = (name: string): boolean => OF_RULE.some(part => part === name);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function addTexts(value: unknown, place: string, key: string, add: Add): void {
  if (Array.isArray(value)) for (const one of value as readonly unknown[]) addTexts(one, place, key, add);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) addTexts(inner, place, name, add);
  else if (typeof value !== 'string') return;
  else if (STATEMENTS.has(key)) add(value.replace(/ \[[^\]]*\]$/, ''), place);
  else if (TEXTS.has(key)) add(value, place);
}
