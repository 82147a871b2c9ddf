// The texts of package.json: package.nls.json has them in English. The settings of the rules follow from the rules. The build
// makes package.nls.LANGUAGE.json.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './tools.mjs';

/** Prefix of the keys of rules: their texts are generated, the others are written by hand. */
const RULE = 'rule.';
/** The key of the template for the texts of rules. */
const EACH_RULE = 'setting.rule';

/** @typedef {{ readonly id: string, readonly title: string, readonly severity: string }} Rule */

/**
 * The key of the text of a rule's setting.
 * @param {string} id
 */
export const ruleKey = id => RULE + id.replace('/', '.');

/**
 * The texts that are written by hand, by key.
 * @returns {Record<string, string>}
 */
export function writtenTexts() {
  const texts = JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8'));
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !key.startsWith(RULE)));
}

/**
 * Those texts, with the ids of each.
 * @returns {Map<string, string[]>}
 */
export function manifestTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [key, text] of Object.entries(writtenTexts()))
    found.set(text, [...(found.get(text) ?? []), `manifest/${key}`]);
  return found;
}

/**
 * The content of package.nls.json in a language. A text without a translation is in English.
 * @param {Record<string, string>} texts those that are written by hand, in English
 * @param {readonly Rule[]} rules
 * @param {ReadonlyMap<string, string>} translations by the English
 * @returns {Record<string, string>}
 */
export function manifestIn(texts, rules, translations) {
  const translate = (/** @type {string} */ english) => translations.get(english) ?? english;
  const each = translate(texts[EACH_RULE] ?? '');
  return Object.fromEntries([
    ...Object.entries(texts).map(([key, english]) => [key, translate(english)]),
    ...rules.map(({ id, title, severity }) => [
      ruleKey(id),
      each.replace('{title}', () => translate(title)).replace('{severity}', severity),
    ]),
  ]);
}
