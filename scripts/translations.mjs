// Keeps the translations in l10n/LANGUAGE.json. A row has the id of a text, a hash of its English, and the translation:
// `"label/causes#1a2b3c4d": "Ursachen"`. A translation is used as long as a text has this hash, even if the text moves to
// another id. A row of other English stays for the translator.
//   node scripts/translations.mjs LANGUAGE   prints what is missing, stale (the English has changed) or wrong
//   --missing N    prints the next N texts to translate as a JSON object whose values are to be filled in
//   --take FILE    merges such an object
//   --prune        removes rows of texts that are gone or translated anew, and puts the others under the id of their text
//   --check        checks all languages, for a release
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { allTexts, isNarrow } from './texts.mjs';
import { isMain, main, moduleOf, ROOT, say, Trouble } from './tools.mjs';

/** The languages, as VS Code names them. @type {{ LANGUAGES: readonly string[] }} */
export const { LANGUAGES } = await moduleOf('server/src/knowledge/translate.ts');

/** A row of a file. @typedef {{ readonly id: string, readonly hash: string, readonly translation: string }} Row */

/**
 * A text in English with its ids; `former` are translations that its first id had for other words.
 * @typedef {object} Text
 * @property {string} english
 * @property {readonly string[]} ids
 * @property {string | undefined} translation
 * @property {readonly string[]} former
 */

/**
 * @typedef {object} Language
 * @property {string} name
 * @property {Glossary} glossary
 * @property {readonly Row[]} rows
 */

/** @param {string} name */
const fileOf = name => path.join(ROOT, 'l10n', `${name}.json`);
/** @param {string} name */
const glossaryFile = name => path.join(ROOT, 'l10n', `glossary.${name}.json`);

/** @param {string} english */
export const hashOf = english => createHash('sha256').update(english).digest('hex').slice(0, 8);

/** @param {string} file @param {object} [otherwise] what it holds if it is missing @returns {any} */
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
    glossary: { terms: {}, keep: [], same: [], ...readJson(glossaryFile(name), {}) },
    rows: rowsIn(readJson(fileOf(name), {})),
  };
}

/** @param {Record<string, string>} content of a file @returns {Row[]} */
export const rowsIn = content =>
  Object.entries(content).map(([key, translation]) => {
    const at = key.lastIndexOf('#');
    return { id: key.slice(0, at), hash: key.slice(at + 1), translation };
  });

/** @param {Language} language */
function writeLanguage({ name, rows }) {
  const sorted = rows
    .map(({ id, hash, translation }) => [`${id}#${hash}`, withSpaces(name, translation)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  writeFileSync(fileOf(name), JSON.stringify(Object.fromEntries(sorted), undefined, 2) + '\n');
}

/** A text with the no-break spaces of French, however they were typed. @param {string} name @param {string} text */
const withSpaces = (name, text) =>
  name === 'fr' ? text.replace(/ (?=[;:!?»](?:\s|$|[)\]|]))|(?<=«) /g, '\u00a0') : text;

/**
 * Every text with its translation: that of its id, otherwise that of the same English at another id.
 * @param {readonly Row[]} rows @param {ReadonlyMap<string, readonly string[]>} [texts] the ids of each English text
 * @returns {Text[]}
 */
export function translated(rows, texts = allTexts()) {
  const hashes = new Map([...texts.keys()].map(english => [hashOf(english), english]));
  /** @type {Map<string, Row[]>} */
  const byText = new Map();
  /** @type {Map<string, string[]>} by id */
  const former = new Map();
  for (const row of rows) {
    const { id, hash, translation } = row;
    const english = hashes.get(hash);
    if (english === undefined) former.set(id, [...(former.get(id) ?? []), translation]);
    else byText.set(english, [...(byText.get(english) ?? []), row]);
  }
  return [...texts].map(([english, ids]) => {
    const found = byText.get(english) ?? [];
    const { translation } = found.find(({ id }) => ids.includes(id)) ?? found[0] ?? {};
    return { english, ids, translation, former: former.get(ids[0] ?? '') ?? [] };
  });
}

/** The translations in use, by the English. @param {Language} language @returns {Map<string, string>} */
export const bundleOf = ({ rows }) =>
  new Map(
    translated(rows).flatMap(({ english, translation }) =>
      translation === undefined ? [] : [[english, translation]],
    ),
  );

/** @param {Language} language @returns {Text[]} */
export const missingIn = ({ rows }) =>
  translated(rows).filter(({ translation }) => translation === undefined);

/** @param {Text} text */
const isShort = ({ ids }) => ids.some(isNarrow);

/** @param {string} text */
const quote = text => JSON.stringify(text);

/**
 * Everything that is wrong with the translations in use. @param {Language} language
 * @param {(english: string) => boolean} [isWanted] which texts are looked at @returns {string[]}
 */
export function faultsIn({ name, glossary, rows }, isWanted = () => true) {
  const faults = translated(rows)
    .filter(({ english }) => isWanted(english))
    .flatMap(text => {
      const { english, translation } = text;
      if (translation === undefined) return [];
      const pair = { english, translation, language: name, glossary, narrow: isShort(text) };
      return faultsOf(pair).map(fault => `${quote(english)}: ${quote(translation)}: ${fault}`);
    });
  const terms = TERMS.filter(term => !glossary.terms[term]?.length);
  return [...faults, ...terms.map(term => `l10n/glossary.${name}.json: the term ${quote(term)} is missing`)];
}

/** @param {Language} language @param {string} file @returns {number} the exit code */
function take(language, file) {
  const texts = allTexts();
  const given = Object.entries(readJson(path.resolve(file)));
  /** @type {Map<string, Row>} by the English */
  const taken = new Map();
  for (const [english, translation] of given) {
    const [id] = texts.get(english) ?? [];
    if (typeof translation !== 'string' || (translation === '' && english !== '') || id === undefined)
      continue;
    taken.set(english, { id, hash: hashOf(english), translation });
  }
  const replaced = new Set([...taken.values()].map(({ hash }) => hash));
  const rows = [...language.rows.filter(({ hash }) => !replaced.has(hash)), ...taken.values()];
  const after = { ...language, rows };
  writeLanguage(after);
  const refused = given.map(([english]) => english).filter(english => !taken.has(english));
  const faults = [
    ...refused.map(english => `not taken, because there is no such text or it is empty: ${quote(english)}`),
    ...faultsIn(after, english => taken.has(english)),
  ];
  faults.forEach(say);
  console.error(`${taken.size} taken; ${missingIn(after).length} texts of ${language.name} are missing.`);
  return faults.length > 0 ? 1 : 0;
}

/** @param {Language} language @param {number} count */
function printMissing(language, count) {
  const texts = missingIn(language).slice(0, count);
  say(JSON.stringify(Object.fromEntries(texts.map(({ english }) => [english, ''])), undefined, 2));
  for (const text of texts) {
    const { english, ids, former } = text;
    const room = isShort(text) ? `at most ${roomOf(english)} columns` : '';
    const notes = [room, ...former.map(words => `formerly ${quote(words)}`)].filter(note => note !== '');
    if (notes.length > 0) console.error(`${quote(english)} (${ids[0]}): ${notes.join('; ')}`);
  }
}

/** @param {Language} language */
function prune(language) {
  const texts = translated(language.rows);
  const hashes = new Set(texts.map(({ english }) => hashOf(english)));
  const open = new Set(missingIn(language).map(({ ids }) => ids[0]));
  const used = texts.flatMap(({ english, ids: [id = ''], translation }) =>
    translation === undefined ? [] : [{ id, hash: hashOf(english), translation }],
  );
  const stale = language.rows.filter(({ id, hash }) => !hashes.has(hash) && open.has(id));
  writeLanguage({ ...language, rows: [...used, ...stale] });
}

/** @param {Language} language @returns {number} the exit code */
function check(language) {
  const open = missingIn(language);
  const faults = faultsIn(language);
  faults.forEach(say);
  for (const { english, ids, former } of open)
    say(`${language.name}: ${former.length > 0 ? 'stale' : 'missing'}: ${ids[0]}: ${quote(english)}`);
  const stale = open.filter(({ former }) => former.length > 0).length;
  console.error(
    `${language.name}: ${faults.length} wrong, ${open.length - stale} missing, ${stale} stale (in English until translated).`,
  );
  return faults.length + open.length > 0 ? 1 : 0;
}

/** @returns {number | void} the exit code */
function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      missing: { type: 'string' },
      take: { type: 'string' },
      prune: { type: 'boolean' },
      check: { type: 'boolean' },
    },
  });
  if (values.check) return Math.max(...LANGUAGES.map(name => check(readLanguage(name))));
  const language = readLanguage(positionals[0] ?? '');
  if (values.prune) return prune(language);
  if (values.take !== undefined) return take(language, values.take);
  if (values.missing !== undefined) return printMissing(language, Number(values.missing));
  return check(language);
}

// What must be true of a translated text, whatever the language. Each check gives a sentence for the translator.

/**
 * The words of one language.
 * @typedef {object} Glossary
 * @property {Record<string, string[]>} terms for each English term the translations that are allowed, and their inflected forms
 * @property {string[]} keep words that stay English in this language, besides those for all
 * @property {string[]} same texts that are rightly the same as in English
 */

/** What a check reads. @typedef {{ english: string, translation: string, language: string, glossary: Glossary, narrow: boolean }} Pair */

const shared = JSON.parse(readFileSync(path.join(ROOT, 'l10n', 'glossary.json'), 'utf8'));
/**
 * Terms for which each language has one translation.
 * @type {readonly string[]}
 */
export const TERMS = Object.keys(shared.terms);
/** @type {readonly string[]} */
const KEPT = shared.keep;

/** Languages with Chinese and Japanese punctuation. */
const CJK = new Set(['ja', 'zh-cn']);
/** Number of columns by which a short text may always be longer. */
const MIN_ROOM = 12;

/** Every fault of a translation. @param {Pair} pair @returns {string[]} */
export function faultsOf(pair) {
  if (pair.translation.trim() === '' && pair.english.trim() !== '') return ['it is empty'];
  return [
    ...sameAsEnglish(pair),
    ...placeholders(pair),
    ...blanks(pair),
    ...ending(pair),
    ...codes(pair),
    ...terms(pair),
    ...room(pair),
    ...cjkPunctuation(pair),
    ...frenchPunctuation(pair),
  ];
}

/** @param {Pair} pair */
function sameAsEnglish({ english, translation, glossary }) {
  if (english !== translation || glossary.same.includes(english)) return [];
  const words = withoutCode(english).match(/(?<![\w-])[a-z]{3,}(?![\w-])/g) ?? [];
  return words.length < 3 ? [] : ['it is the same as in English; if that is right, list it in "same"'];
}

/**
 * The placeholders outside optional parts, and those of each optional part.
 * @param {string} text
 */
function shapeOf(text) {
  const named = (/** @type {string} */ part) => [...new Set(part.match(/\{\w+\}/g) ?? [])].sort().join(' ');
  /** @type {string[]} */
  const optional = [];
  const plain = text.replace(/\[([^[\]]*\{\w+\}[^[\]]*)\]/g, (_, part) => {
    optional.push(`[${part.split('|').map(named).join('|')}]`);
    return '';
  });
  return { plain: named(plain), optional: optional.sort().join(' ') };
}

/** @param {Pair} pair */
function placeholders({ english, translation }) {
  const [expected, is] = [shapeOf(english), shapeOf(translation)];
  return [
    ...(expected.plain === is.plain
      ? []
      : [`its placeholders are ${is.plain || 'none'}, not ${expected.plain || 'none'}`]),
    ...(expected.optional === is.optional
      ? []
      : [`its optional parts hold ${is.optional || 'nothing'}, not ${expected.optional || 'nothing'}`]),
  ];
}

/**
 * Leading and trailing spaces join texts. Chinese and Japanese have none after punctuation.
 * @param {Pair} pair
 */
function blanks({ english, translation, language }) {
  const wide = CJK.has(language) && /^[，、；：。]|[，、；：。]$/.test(translation.trim());
  const differs = (/** @type {RegExp} */ end) =>
    (english.match(end)?.[0] ?? '') !== (translation.match(end)?.[0] ?? '');
  if (wide || !(differs(/^\s*/) || differs(/\s*$/))) return [];
  return ['the blanks at its beginning or end are not those of the English'];
}

const ENDS = [/[.。]$/, /[:：]$/, /[?？]$/, /(?:…|\.\.\.)$/];

/** @param {Pair} pair */
function ending({ english, translation }) {
  const ends = (/** @type {string} */ text) => ENDS.map(end => end.test(text.trim())).lastIndexOf(true);
  return ends(english) === ends(translation)
    ? []
    : ['it does not end like the English: full stop, colon, question mark or ellipsis'];
}

/** Spans that are code, or quotations of FortiOS. */
const SPANS = /`[^`]+`|"[^"{}]+"|(?<![\w'}])'(?=\S)[^'{}]+(?:\w'\w[^'{}]*)*'(?!\w)/g;
/** Commands of this program, settings, addresses, rule ids, files. */
const OURS =
  /(?:https?:\/\/|command:)[^\s)]+|\bfortios-?debug[.:]?[\w-]*(?:\.[\w-]+)*|(?<!\S)--?[a-z][\w-]*|\b[a-z]+\/(?:[a-z0-9]+-[a-z0-9-]+|\*)/gi;
/** Words of FortiOS: with digits, underscores or capitals in them. */
const WORDS =
  /(?<![\w{-])(?:\w*[a-z]_\w+|[A-Z0-9]+_\w+|[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*|[A-Z][a-z]+[A-Z]\w*|\w*[a-zA-Z]\w*\d\w*|\d+[a-zA-Z]\w*)(?![\w}])/g;
/** A word in capitals that is not code. */
const EMPHATIC = 'NOT';
/** Lines of a configuration. */
const CONFIG =
  /\b(?:config (?:user|system|vpn|firewall|log|endpoint-control|router|authentication)(?: [a-z][\w-]*-[\w-]+| (?:saml|local|radius|ldap|group|global|ha|peer|setting|interface|admin|fortitoken|policy|ssl|ipsec|phase1-interface|tacacs\+))*|(?:set|unset) [a-z]+(?:-[a-z0-9]+)+)/g;

/** Commands of FortiOS, the longest first. */
const COMMANDS = /** @type {{ keys: string[] }[]} */ (
  JSON.parse(readFileSync(path.join(ROOT, 'server/src/knowledge/data/commands.json'), 'utf8'))
)
  .flatMap(({ keys }) => keys)
  .filter(key => /^(?:diagnose|execute|get|show|config) /.test(key))
  .sort((a, b) => b.length - a.length);

/** Titles of our own buttons and commands: quoted ones are translated. */
const TITLES = new Set(
  [...allTexts()].filter(([, ids]) => ids.some(id => id.startsWith('client/'))).map(([text]) => text),
);

/** @param {string} text */
const withoutCode = text => text.replace(SPANS, ' ').replace(/\{\w+\}/g, ' ');

/**
 * Parts that must be the same in every language.
 * @param {string} english @param {Glossary} glossary @returns {Set<string>}
 */
function codesOf(english, glossary) {
  const quoted = (english.match(SPANS) ?? [])
    .map(span => (span.startsWith('`') ? span : span.slice(1, -1)))
    .filter(span => !TITLES.has(span));
  const plain = english.replace(/\{\w+\}/g, ' ');
  const kept = [...KEPT, ...glossary.keep].filter(word => isWordOf(plain, word));
  const commands = COMMANDS.filter(command => plain.includes(command)).slice(0, 1);
  const words = [OURS, WORDS, CONFIG]
    .flatMap(pattern => withoutCode(english).match(pattern) ?? [])
    .filter(word => word !== EMPHATIC);
  return new Set([
    ...quoted,
    ...kept,
    ...commands,
    ...words.map(word => word.replace(/(?<=[A-Za-z]{2})s$/, whole => (/[A-Z]s$/.test(word) ? '' : whole))),
  ]);
}

/** @param {string} text @param {string} word also in the plural */
function isWordOf(text, word) {
  return new RegExp(`(?<![\\w-])${escaped(word)}s?(?![\\w-])`).test(text);
}

/** @param {string} text */
const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @param {string} text digits alone, since languages group them in their own ways */
const digitsOf = text =>
  new Set(
    (text.replace(/\{\w+\}/g, ' ').match(/\d[\d.,\u00a0\u202f]*\d|\d/g) ?? []).map(number =>
      number.replace(/\D/g, ''),
    ),
  );

/** @param {Pair} pair */
function codes({ english, translation, glossary }) {
  const translated = Object.keys(glossary.terms).map(term => term.toLowerCase());
  const lost = [...codesOf(english, glossary)].filter(
    code => !translation.includes(code) && !translated.includes(code.toLowerCase()),
  );
  const numbers = digitsOf(translation);
  const missing = [...digitsOf(english)].filter(number => !numbers.has(number));
  return [...lost, ...missing].map(code => `${JSON.stringify(code)} must stay as it is`);
}

/** @param {Pair} pair */
function terms({ english, translation, glossary }) {
  let rest = withoutCode(english);
  const lowerCase = translation.toLowerCase();
  const faults = [];
  // Longer terms come first, because they contain shorter ones.
  for (const [term, forms] of Object.entries(glossary.terms).sort(([a], [b]) => b.length - a.length)) {
    const pattern = new RegExp(`(?<![\\w-])${escaped(term)}(?:s|es)?(?![\\w-])`, 'gi');
    if (!pattern.test(rest)) continue;
    rest = rest.replace(pattern, ' ');
    if (!forms.some(form => lowerCase.includes(form.toLowerCase())))
      faults.push(`"${term}" is ${forms.map(form => `"${form}"`).join(' or ')} in the glossary`);
  }
  return faults;
}

/**
 * The width of a text in columns: a full-width character takes two.
 * @param {string} text
 */
const columns = text =>
  [...text].reduce(
    (sum, one) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        one,
      )
        ? 2
        : 1),
    0,
  );

/**
 * Maximum width of the translation of a text with little room, in columns.
 * @param {string} english
 */
export const roomOf = english => Math.max(2 * columns(english), columns(english) + MIN_ROOM);

/** @param {Pair} pair */
function room({ english, translation, narrow }) {
  const [is, limit] = [columns(translation), roomOf(english)];
  return narrow && is > limit ? [`it takes ${is} columns, and there is room for ${limit}`] : [];
}

const HAN = '\\u3040-\\u30ff\\u3400-\\u9fff\\uff66-\\uff9f々';
const NARROW_AFTER_HAN = new RegExp(`[${HAN}][,.;:?!](?=$|[\\s${HAN}])`, 'u');
/** A pair of parentheses of which one is half-width and the other full-width. */
const MIXED = /\([^()（）]*）|（[^()（）]*\)/;

/** @param {Pair} pair */
function cjkPunctuation({ translation, language }) {
  if (!CJK.has(language)) return [];
  const faults = [];
  const found = NARROW_AFTER_HAN.exec(translation.replace(SPANS, ' '));
  if (found) faults.push(`"${found[0].trim()}" needs the punctuation of the language`);
  if (MIXED.test(translation)) faults.push('a narrow and a wide parenthesis belong together');
  if (language === 'ja' && translation.includes('，')) faults.push('the comma is 、');
  return faults;
}

/** French has a no-break space before `; : ! ?` and inside guillemets; a colon after code can be part of it. */
const BREAKING =
  /[ ](?=[;:!?»](?:\s|$|[)\]|]))|(?<=«) |[^\s\u00a0\u202f](?=[;!?»](?:\s|$))|(?<=«)[^\s\u00a0\u202f]/u;

/** @param {Pair} pair */
function frenchPunctuation({ translation, language }) {
  const found = language === 'fr' ? BREAKING.exec(translation.replace(/`[^`]+`/g, '`')) : null;
  return found
    ? [
        `${JSON.stringify(translation.slice(Math.max(0, found.index - 8), found.index + 3))} needs a no-break space`,
      ]
    : [];
}

if (isMain(import.meta.url)) await main(async () => run());
