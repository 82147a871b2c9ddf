// The texts that users read, in English, and where each is used: of the client's sources and the knowledge
// (l10n/bundle.l10n.json has them), and of package.nls.json.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './tools.mjs';

const DATA = path.join(ROOT, 'server/src/knowledge/data');
const CLIENT = path.join(ROOT, 'client/src');

/** Files of the knowledge with nothing to translate: titles of documents, and words by which secrets are found. */
const WITHOUT_TEXTS = ['secret-words.json', 'sources.json'];
/** Properties of an entry that hold texts, and those that hold statements, which end with a mark: `Words. [V 308115]`. */
const TEXTS = new Set(['text', 'title', 'hint']);
const STATEMENTS = new Set(['meaning', 'causes', 'steps', 'secrets']);
/** Properties of a rule whose values are all texts. */
const OF_RULE = /** @type {const} */ (['when', 'messages', 'reasons', 'related']);

/**
 * Where there is little room, as patterns of places: buttons, titles of commands and views, rows of trees, the status bar, heads
 * of columns, code lenses, hints at the ends of lines.
 */
const NARROW = [
  /^package\.nls\.json#(?:category|command|editor|view|views)\b/,
  /^client\/src\/views\//,
  /^labels\.json#(?:chip|fact|fix|fold|inlay|lens|outcome|party|proposals|scene|status|symbol|ticket\.ask|verdict)\b/,
  /^labels\.json#(?:hover\.\w+|report\.(?:capture|column|ending|mood|party|severity)\.\w+)$/,
  /^labels\.json#(?:second|minute|hour|day)$/,
  /^rules\.json#.*\/reasons$/,
];

/** Whether a text at `place` has little room. @param {string} place */
export const isNarrow = place => NARROW.some(pattern => pattern.test(place));

/** @param {string} name @returns {any} */
const read = name => JSON.parse(readFileSync(path.join(DATA, name), 'utf8'));

/**
 * Every text of the bundle, in an order in which those seen first and most often come first.
 * @returns {Map<string, string[]>} the places of each: `client/src/detect.ts`, `labels.json#lens.ticket`, `rules.json#ID/messages`
 */
export function bundleTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  /** @param {string} text @param {string} place */
  const add = (text, place) => {
    const places = found.get(text);
    if (places) places.push(place);
    else found.set(text, [place]);
  };
  addClient(add);
  for (const [name, text] of Object.entries(read('labels.json'))) add(text, `labels.json#${name}`);
  for (const rule of read('rules.json')) addRule(rule, add);
  for (const name of readdirSync(DATA))
    if (name.endsWith('.json') && !['labels.json', 'rules.json', ...WITHOUT_TEXTS].includes(name))
      addEntry(read(name), name, '', add);
  return found;
}

/** The texts of package.nls.json. @returns {Map<string, string[]>} as `bundleTexts` */
export function manifestTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  const texts = JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8'));
  for (const [key, text] of Object.entries(texts))
    found.set(text, [...(found.get(text) ?? []), `package.nls.json#${key}`]);
  return found;
}

/** @param {(text: string, place: string) => void} add */
function addClient(add) {
  for (const file of readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(path.join(CLIENT, file), 'utf8');
    for (const [, text = ''] of source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g))
      add(text.replace(/\\'/g, "'"), `client/src/${file.split(path.sep).join('/')}`);
  }
}

/** @param {any} rule @param {(text: string, place: string) => void} add */
function addRule(rule, add) {
  const { title, ...rest } = rule;
  const place = `rules.json#${rule.id}`;
  add(title, `${place}/title`);
  for (const part of OF_RULE) {
    for (const text of [rest[part] ?? {}].flatMap(one =>
      typeof one === 'string' ? one : Object.values(one).flat(),
    ))
      add(text, `${place}/${part}`);
    delete rest[part];
  }
  addEntry(rest, place, '', add);
}

/** @param {any} value @param {string} place @param {string} key @param {(text: string, place: string) => void} add */
function addEntry(value, place, key, add) {
  if (Array.isArray(value)) value.forEach(one => addEntry(one, place, key, add));
  else if (typeof value === 'string' && STATEMENTS.has(key)) add(value.replace(/ \[[^\]]*\]$/, ''), place);
  else if (typeof value === 'string' && TEXTS.has(key)) add(value, place);
  else if (value !== null && typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) addEntry(inner, place, name, add);
}
