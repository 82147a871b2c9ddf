// The texts that users read, in English, and the ids of the places where each is used: those of package.nls.json, of the
// client's sources and of the knowledge.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { moduleOf, ROOT } from './tools.mjs';

const CLIENT = path.join(ROOT, 'client/src');

const { serverTexts } = await moduleOf('server/src/knowledge/texts.ts');

export { serverTexts };

/**
 * Places with little room, as patterns of ids: buttons, titles of commands and views, rows of trees, the status bar, column
 * headings, code lenses, hints at the ends of lines.
 */
const NARROW = [
  /^manifest\/(?:category|command|editor|view|views)\b/,
  /^client\/views\//,
  /^label\/(?:chip|fact|fix|fold|inlay|lens|outcome|party|proposals|scene|status|symbol|ticket\.ask|verdict)\b/,
  /^label\/(?:hover\.\w+|report\.(?:capture|column|ending|mood|party|severity)\.\w+)$/,
  /^label\/(?:second|minute|hour|day)$/,
  /^cause\/.*\/reason$/,
];

/** @param {string} id */
export const isNarrow = id => NARROW.some(pattern => pattern.test(id));

/**
 * Every text, those that users see first and most often first.
 * @returns {Map<string, string[]>} the ids of each: `manifest/view.steps`, `client/detect`, `label/lens.ticket`,
 * `cause/ID/message`. The texts of a list or of a source file share one.
 */
export function allTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const texts of [manifestTexts(), clientTexts(), serverTexts()])
    for (const [text, ids] of texts) found.set(text, [...(found.get(text) ?? []), ...ids]);
  return found;
}

/** The texts of the client. @returns {Map<string, string[]>} as `allTexts` */
export function clientTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const file of readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(path.join(CLIENT, file), 'utf8');
    for (const [, written = ''] of source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)) {
      const text = written.replace(/\\'/g, "'");
      const id = `client/${file.slice(0, -'.ts'.length).split(path.sep).join('/')}`;
      found.set(text, [...(found.get(text) ?? []), id]);
    }
  }
  return found;
}

/** @returns {[key: string, english: string][]} */
const manifestEntries = () =>
  Object.entries(JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8')));

/**
 * The texts, with the ids of each.
 * @returns {Map<string, string[]>}
 */
export function manifestTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [key, text] of manifestEntries())
    found.set(text, [...(found.get(text) ?? []), `manifest/${key}`]);
  return found;
}

/**
 * The content of package.nls.json in a language. A text without a translation is in English.
 * @param {ReadonlyMap<string, string>} translations by the English
 * @returns {Record<string, string>}
 */
export const manifestIn = translations =>
  Object.fromEntries(manifestEntries().map(([key, english]) => [key, translations.get(english) ?? english]));
