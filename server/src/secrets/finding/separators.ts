import { isBlankUnit, skipBlanks } from './blanks';
import { MAX_OBJECT, OBJECT_OF_VALUE } from './members';
import { isQuote, QUOTE_CHARACTERS, quoteLength } from './quotes';
import { after, from, fromName } from './separatorForms';
import { type Separator, SeparatorTable, type Start } from './separatorTable';

/** The tag of a tunnel between an attribute name and its value: `Tunnel-Password:0 = "value"`. */
const TAG = /^:\d{1,3} ?:?= ?/;
const PAIR_CHARACTERS = ':=\uff1a\uff1d';
/** The second character of `=>`, `::` and `:=`. */
const SECOND = '=>:';
const ENCODED_SEPARATOR = /^%(?:25)?3[AD](?:%20|\+)?/i;
/** Verbs before a value, in the languages of FortiOS mails. */
export const VERBS = [
  'is',
  'was',
  'stays',
  'remains',
  'becomes',
  'equals',
  'reads',
  'ist',
  'war',
  'lautet',
  'heißt',
  'heisst',
  'bleibt',
  'est',
  'reste',
  'es',
  'era',
  'são',
  'é',
  'è',
  'jest',
  'är',
];
/** Participles between a verb and a value. */
export const CHANGES = '(?:set|reset|changed|updated|rotated)';
const BOTH_SIDES =
  '(?:on both (?:ends|sides)|auf beiden Seiten|des deux côtés|en ambos (?:lados|extremos)|nos dois lados)';
const VERB = new RegExp(
  String.raw`^(?:${VERBS.join('|')})(?: (?:now|still|${BOTH_SIDES}|(?:been )?${CHANGES} to)|:)? (?!(?:the same|identical|equal|correct|right)\b)(?:« ?)?(?:<(?:b|i|em|u|code|strong|tt|kbd|span)(?: [^<>]{0,40})?>){0,2}(?=\S)`,
);
/** Words about a secret after a verb, before a colon and its value at the end of the line: `is case sensitive: value`. */
const QUALIFIED = /^(?:[a-z-]{2,16} ){0,3}[a-z-]{2,16}: (?=[^\s:]{4,64}[ \t]{0,8}(?:[\r\n]|$))/;
const MAX_QUALIFIED = 140;
const VERB_IN_URL = new RegExp(String.raw`^\+(?:${VERBS.join('|')})(?:%3A|:)?\+(?=\S)`);
const MAX_VERB = 96;
/** Verbs and particles of languages that write no blanks between words. */
const SPOKEN_AT_ONCE =
  /^(?:(?:已)?改为|改為|變更為|变更为|更改为|是|为|為|は|が|는|은)[、:：]?\s?[「『“]?(?=[!-~])/;
/** A backslash before the separator, as in logs of other systems. */
const ESCAPED_SEPARATOR = /^\\{1,4}[=:] ?/;
/**
 * A YAML tag or anchor, the type of a variable or the string prefix of a programming language, before the quote of a
 * value; or closing emphasis.
 */
const TYPE_OF_VALUE =
  /^(?:&(?:'static )?str ?= ?(?=["'])|!(?:vault|unsafe|secret|encrypted|!str|!binary) |&[\w-]{1,24} (?=[^\s&|])|(?:Some|Just|Ok|String|new \w{1,24})\((?=["'])|set to (?=\S)|(?:[Ss]tring|str|bytes) ?= ?(?=["'`])|[bBuUrRfN](?=["'])|\*\* |«\s?)/;
const MAX_TYPE = 32;
const BEGINS_TYPE = '!&*sSJObBuUrRfnN«';
/** The end of an HTML element around a name, with a separator before or after it, and elements around the value. */
const CLOSED_ELEMENT =
  /^(?=:?\s{0,4}<)(?::\s{0,4}(?:<\/\w{1,8}>\s{0,8})?(?:<br ?\/?>\s{0,4})?(?:<(?:td|dd|b|i|em|span|code|strong|tt|kbd|pre)(?: [^<>]{0,60})?>\s{0,4}){0,3}|<\/(?:b|strong|i|em|span|label|u)>\s?[:=])\s{0,4}(?=[^\s<])/i;
const MAX_CLOSED = 120;
const DEFAULT = /^ ?\[[^\][\r\n]{0,64}\](?:->|: )/;
/** Maximum number of spaces: a page that wraps a line indents the rest. */
export const MAX_SPACES = 16;

/** The separators between any key and its value, in the order in which they are tried. */
export const SEPARATORS: readonly Separator[] = [
  {
    name: 'tag',
    example: [':0 = "Winter-Sun-1"', 'Winter-Sun-1'],
    characters: ':',
    atOnce: true,
    read: from(TAG, 8),
  },
  {
    name: 'object of the value',
    example: ['": {"type": "string", "value": ["Winter-Sun-1"', 'Winter-Sun-1'],
    characters: ':',
    read: (text, separator, _at, to) =>
      text[separator + 1] === '{' || text[separator + 2] === '{'
        ? after(OBJECT_OF_VALUE, text, separator, Math.min(MAX_OBJECT, to - separator))
        : undefined,
  },
  {
    name: 'end of the element around the name',
    example: [':</b> Winter-Sun-1', 'Winter-Sun-1'],
    characters: ':<',
    quoted: false,
    atOnce: true,
    read: (text, separator, _at, to) =>
      isElement(text, separator)
        ? after(CLOSED_ELEMENT, text, separator, Math.min(MAX_CLOSED, to - separator))
        : undefined,
  },
  {
    name: 'colon or equals sign',
    example: [': Winter-Sun-1', 'Winter-Sun-1'],
    characters: PAIR_CHARACTERS,
    read: (text, separator, _at, to) =>
      PAIR_CHARACTERS.includes(text[separator] ?? ' ') ? afterSeparator(text, separator, to) : undefined,
  },
  {
    name: 'encoded separator',
    example: ['%3DWinter-Sun-1%26', 'Winter-Sun-1'],
    characters: '%',
    read: from(ENCODED_SEPARATOR, 9, { ends: 'encoded' }),
  },
  {
    name: 'verb',
    example: [' is set to Winter-Sun-1', 'Winter-Sun-1'],
    characters: VERBS.map(verb => verb.charAt(0)).join(''),
    quoted: false,
    read(text, separator, at, to) {
      const start = separator === at + 1 ? after(VERB, text, separator, MAX_VERB) : undefined;
      const said = start && after(QUALIFIED, text, start.at, Math.min(MAX_QUALIFIED, to - start.at));
      if (said) return { ...said, certainty: 'unlikely', ends: 'word' };
      return start && { at: skipBlanks(text, start.at, to), certainty: 'spoken' };
    },
  },
  {
    name: 'verb without blanks',
    example: ['是Winter-Sun-1', 'Winter-Sun-1'],
    characters: '已改變变更是为為はが는은',
    quoted: false,
    read: from(SPOKEN_AT_ONCE, 5, { certainty: 'spoken' }),
  },
  {
    name: 'verb of an address',
    example: ['+is+Winter-Sun-1', 'Winter-Sun-1'],
    characters: '+',
    quoted: false,
    read: from(VERB_IN_URL, MAX_VERB, { certainty: 'spoken', ends: 'encoded' }),
  },
  {
    name: 'value before',
    example: [' [None]: Winter-Sun-1', 'Winter-Sun-1'],
    characters: '[',
    quoted: false,
    read: fromName(DEFAULT, 72),
  },
  {
    name: 'escaped separator',
    example: ['\\=Winter-Sun-1', 'Winter-Sun-1'],
    characters: '\\',
    read: from(ESCAPED_SEPARATOR, 8),
  },
  {
    name: 'quote',
    example: [" 'Winter-Sun-1'", 'Winter-Sun-1'],
    characters: QUOTE_CHARACTERS,
    quoted: false,
    read: (text, separator, at) =>
      separator - at <= MAX_SPACES && (isQuote(text[separator]) || quoteLength(text, separator) > 0)
        ? { at: separator }
        : undefined,
  },
];

/** True if an element or its end starts at a separator, or after it and blanks. */
function isElement(text: string, separator: number): boolean {
  let at = separator + (text[separator] === ':' ? 1 : 0);
  while (at < separator + MAX_BLANKS && isBlankUnit(text.charCodeAt(at))) at++;
  return text[at] === '<';
}

const MAX_BLANKS = 5;

function afterSeparator(text: string, separator: number, to: number): Start {
  const isArrow = text.startsWith('&gt;', separator + 1);
  const isDouble = SECOND.includes(text[separator + 1] ?? ' ');
  const isLong = text.startsWith('=>', separator + 1);
  const end = separator + (isArrow ? 5 : isLong ? 3 : isDouble ? 2 : 1);
  const first = text.startsWith('** ', end) ? end : skipBlanks(text, end, to);
  const at = BEGINS_TYPE.includes(text[first] ?? ' ')
    ? (after(TYPE_OF_VALUE, text, first, MAX_TYPE)?.at ?? first)
    : first;
  return text[separator] !== '=' && at > end ? { at, isTyped: true } : { at };
}

const EVERY_SEPARATOR = new SeparatorTable(SEPARATORS);

/** The start of the value: after the closing quote of the key, a colon, `=`, `%3D` or `is`, or at a quote or bracket. */
export function valueStart(text: string, at: number, to: number): Start | undefined {
  return EVERY_SEPARATOR.startOf(text, at, to);
}
