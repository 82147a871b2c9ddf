// Keeps the translations in l10n/bundle.l10n.LANGUAGE.json, and package.nls.LANGUAGE.json, which follows from them.
// `node scripts/translations.mjs LANGUAGE` prints what is missing or wrong, a line each;
// `--missing N` prints the next N texts to translate as a JSON object whose values are to be filled in, and
// `--take FILE` merges such an object. `--prune` removes texts that are no longer used.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { manifestIn, writtenTexts } from './manifestTexts.mjs';
import { moduleOf } from './serverModule.mjs';
import { bundleTexts, isNarrow, RULES } from './texts.mjs';
import { explain, isMain, ROOT, say, Trouble } from './tools.mjs';
import { faultsOf, roomOf, TERMS } from './translationChecks.mjs';

/** @typedef {import('./translationChecks.mjs').Glossary} Glossary */

/** The languages, as VS Code names them. @type {{ LANGUAGES: readonly string[] }} */
export const { LANGUAGES } = await moduleOf('server/src/knowledge/translate.ts');

/** What is known of one language. @typedef {object} Language @property {string} name @property {Glossary} glossary
 * @property {Map<string, string>} bundle by the English */

/**
 * The data of one language.
 * @param {string} name
 */
const bundleFile = name => path.join(ROOT, 'l10n', `bundle.l10n.${name}.json`);
/** @param {string} name */
const manifestFile = name => path.join(ROOT, `package.nls.${name}.json`);
/** @param {string} name */
const glossaryFile = name => path.join(ROOT, 'l10n', `glossary.${name}.json`);

/** The languages with a translation, complete or not. */
export const startedLanguages = () => LANGUAGES.filter(name => existsSync(bundleFile(name)));

/**
 * The languages that have a translation.
 * @param {string} file @param {object} [otherwise] what it holds if it is missing @returns {any}
 */
function readJson(file, otherwise) {
  if (otherwise !== undefined && !existsSync(file)) return otherwise;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Trouble(`${path.relative(ROOT, file)}: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} name @returns {Language} */
export function readLanguage(name) {
  if (!LANGUAGES.includes(name)) throw new Trouble(`The language must be one of ${LANGUAGES.join(', ')}.`);
  return {
    name,
    glossary: { complete: false, terms: {}, keep: [], same: [], ...readJson(glossaryFile(name), {}) },
    bundle: new Map(Object.entries(readJson(bundleFile(name), {}))),
  };
}

/** One text in English, where it is used, and its translation. @typedef {object} Row @property {string} english
 * @property {string[]} places @property {string | undefined} translation */

/** All texts. @param {Language} language @returns {Row[]} */
const rowsOf = ({ bundle }) =>
  [...bundleTexts()].map(([english, places]) => ({ english, places, translation: bundle.get(english) }));

/**
 * All texts with their translations.
 * @param {Row} row
 */
const isShort = ({ places }) => places.some(isNarrow);

/**
 * Everything that is wrong with the translations of a language. @param {Language} language
 * @param {(english: string) => boolean} [isWanted] which texts are looked at @returns {string[]}
 */
export function faultsIn(language, isWanted = () => true) {
  const { name, glossary, bundle } = language;
  const rows = rowsOf(language);
  const quote = (/** @type {string} */ text) => JSON.stringify(text);
  /** @type {string[]} */
  const faults = [];
  for (const row of rows.filter(({ english }) => isWanted(english)))
    if (row.translation !== undefined) {
      const pair = { ...row, translation: row.translation, language: name, glossary, narrow: isShort(row) };
      faults.push(
        ...faultsOf(pair).map(fault => `${quote(row.english)}: ${quote(row.translation ?? '')}: ${fault}`),
      );
    }
  const english = bundleTexts();
  const extra = [...bundle.keys()].filter(text => !english.has(text));
  faults.push(...extra.map(text => `superfluous: ${quote(text)}`));
  faults.push(
    ...TERMS.filter(term => !glossary.terms[term]?.length).map(
      term => `l10n/glossary.${name}.json: the term ${quote(term)} is missing`,
    ),
  );
  return faults;
}

/** The texts that are not translated yet. @param {Language} language @returns {Row[]} */
export const missingIn = language => rowsOf(language).filter(({ translation }) => translation === undefined);

/**
 * The texts that are not translated yet.
 * @param {string} file @param {Record<string, string>} texts
 */
const write = (file, texts) => writeFileSync(file, JSON.stringify(texts, undefined, 2) + '\n');

/** A text with the spaces that do not break in French, however they were typed. @param {string} name @param {string} text */
const withSpaces = (name, text) =>
  name === 'fr' ? text.replace(/ (?=[;:!?»](?:\s|$|[)\]|]))|(?<=«) /g, '\u00a0') : text;

/**
 * A text with the no-break spaces of French, however they were typed.
 * @param {Language} language
 */
function writeLanguage({ name, bundle }) {
  const typeset = [...bundle].map(
    ([english, text]) => /** @type {const} */ ([english, withSpaces(name, text)]),
  );
  write(bundleFile(name), Object.fromEntries(typeset.sort(([a], [b]) => (a < b ? -1 : 1))));
  write(manifestFile(name), manifestIn(writtenTexts(), RULES, new Map(typeset)));
}

/** @param {Language} language @param {string} file @returns {number} the exit code */
function take(language, file) {
  const texts = bundleTexts();
  const given = Object.entries(readJson(path.resolve(file)));
  const taken = new Set();
  for (const [english, translation] of given) {
    if (typeof translation !== 'string' || (translation === '' && english !== '')) continue;
    if (!texts.has(english)) continue;
    language.bundle.set(english, translation);
    taken.add(english);
  }
  writeLanguage(language);
  const refused = given.map(([english]) => english).filter(english => !taken.has(english));
  const faults = [
    ...refused.map(
      english => `not taken, because there is no such text or it is empty: ${JSON.stringify(english)}`,
    ),
    ...faultsIn(language, english => taken.has(english)),
  ];
  faults.forEach(say);
  console.error(`${taken.size} taken; ${missingIn(language).length} texts of ${language.name} are missing.`);
  return faults.length > 0 ? 1 : 0;
}

/** @param {Language} language @param {number} count */
function printMissing(language, count) {
  const rows = missingIn(language).slice(0, count);
  say(JSON.stringify(Object.fromEntries(rows.map(({ english }) => [english, ''])), undefined, 2));
  for (const row of rows.filter(isShort))
    console.error(
      `at most ${roomOf(row.english)} columns: ${JSON.stringify(row.english)} (${row.places[0]})`,
    );
}

/** @param {Language} language */
function prune(language) {
  const english = bundleTexts();
  for (const text of language.bundle.keys()) if (!english.has(text)) language.bundle.delete(text);
  writeLanguage(language);
}

/** @param {Language} language @returns {number} the exit code */
function check(language) {
  const missing = missingIn(language).map(({ english }) => `missing: ${JSON.stringify(english)}`);
  const faults = [...faultsIn(language), ...missing];
  faults.forEach(say);
  console.error(
    `${language.name}: ${faults.length - missing.length} faults, ${missing.length} texts missing.`,
  );
  return faults.length > 0 ? 1 : 0;
}

/** @returns {number | void} the exit code */
function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { missing: { type: 'string' }, take: { type: 'string' }, prune: { type: 'boolean' } },
  });
  const language = readLanguage(positionals[0] ?? '');
  if (values.prune) prune(language);
  if (values.take !== undefined) return take(language, values.take);
  if (values.missing !== undefined) return printMissing(language, Number(values.missing));
  return check(language);
}

if (isMain(import.meta.url)) {
  try {
    // The process ends by itself, once a pipe has taken all that is printed.
    process.exitCode = run() ?? 0;
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
