// The texts of package.json: package.nls.json has them in English, and the build makes package.nls.LANGUAGE.json.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './tools.mjs';

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
