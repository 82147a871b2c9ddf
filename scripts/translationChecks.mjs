// What must be true of a translated text, whatever the language. Each check gives a sentence for the translator.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { allTexts } from './texts.mjs';
import { ROOT } from './tools.mjs';

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
