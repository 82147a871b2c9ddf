import labels from './data/labels.json';
import recipes from './data/recipes.json';
import { DOMAINS } from './domains';
import { ENTRY_FILES } from './entryFiles';
import { CONTRIBUTED, RULES } from './rules';
import type { WrittenCause } from './domains/writtenDomain';
import type { Translate } from './translate';
import type { RuleEntry } from './types';

/** Properties of an entry that are texts, and those that are statements, which end with a mark: `Words. [V 308115]`. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'title', 'hint']);
const STATEMENTS: ReadonlySet<string> = new Set(['meaning', 'causes', 'steps', 'secrets', 'statement']);
/** Properties of a cause whose values are all texts. */
const OF_CAUSE = ['when', 'message', 'reason', 'variants', 'related'] as const;

const CONTRIBUTED_IDS: ReadonlySet<string> = new Set(CONTRIBUTED.map(({ id }) => id));

type Add = (text: string, id: string) => void;

/**
 * Every text of the server for users, in English, with the ids of the places where it is used: `label/lens.ticket`,
 * `rule/login/saml/messages/clock`, `entry/error/token-expired/steps`. The items of a list share an id, so that they can be
 * moved. A built translation file has the texts in this order.
 */
export function serverTexts(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add: Add = (text, id) => {
    const ids = found.get(text);
    if (ids) ids.push(id);
    else found.set(text, [id]);
  };
  for (const [name, text] of Object.entries(labels)) add(text, `label/${name}`);
  for (const { causes = [], terms = [], sentences = [] } of DOMAINS) {
    for (const cause of causes) if (!cause.match) addCause(cause, `cause/${cause.id}`, add);
    addTexts(terms, 'entry', '', add);
    for (const { id, says } of sentences) if (says) addTexts(says, `entry/sentence/${id}`, '', add);
  }
  for (const rule of RULES) if (CONTRIBUTED_IDS.has(rule.id)) addContributed(rule, add);
  for (const entries of Object.values(ENTRY_FILES)) addTexts(entries, 'entry', '', add);
  addTexts(recipes, 'recipe', '', add);
  return found;
}

function addCause(cause: WrittenCause, id: string, add: Add): void {
  for (const [name, value] of Object.entries(cause))
    if (OF_CAUSE.some(part => part === name)) visit(value, `${id}/${name}`, name, add);
    else addTexts(value, `${id}/${name}`, name, add);
}

function addContributed(rule: RuleEntry, add: Add): void {
  const id = `cause/${rule.id}`;
  for (const part of ['title', 'when', 'messages'] as const) visit(rule[part], `${id}/${part}`, part, add);
  for (const part of ['meaning', 'causes', 'steps'] as const)
    for (const { text } of rule[part] ?? []) add(text, `${id}/${part}`);
}

function addTexts(value: unknown, id: string, name: string, add: Add): void {
  visit(value, id, name, (text, at, property) => {
    if (STATEMENTS.has(property)) add(text.replace(/ \[[^\]]*\]$/, ''), at);
    else if (TEXTS.has(property)) add(text, at);
  });
}

/** Calls `take` for every string in a value, with its id and the name of its property. */
function visit(
  value: unknown,
  id: string,
  name: string,
  take: (text: string, id: string, name: string) => void,
): void {
  if (typeof value === 'string') take(value, id, name);
  else if (Array.isArray(value))
    for (const one of value as readonly (string | { readonly id?: string })[])
      visit(one, typeof one === 'object' && one.id !== undefined ? `${id}/${one.id}` : id, name, take);
  else if (typeof value === 'object' && value !== null)
    for (const [inner, one] of Object.entries(value)) visit(one, `${id}/${inner}`, inner, take);
}

/**
 * Returns the translation function of a language. `texts` are its translations of `serverTexts`, in that order; if
 * one is empty or missing, the English text is used.
 */
export function translator(texts: readonly string[]): Translate {
  const words = new Map([...serverTexts().keys()].map((english, index) => [english, texts[index] ?? '']));
  return english => words.get(english) || english;
}
