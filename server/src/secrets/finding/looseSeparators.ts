import { skipBlanks } from './blanks';
import { isOwnWord } from './looks';
import { FIELD_OF_VALUE, MAX_FIELD, MAX_VALUE_OF, VALUE_OF } from './members';
import { isQuote, OPENING } from './quotes';
import { isRowOfTwo, isTitled } from './rowOfTwo';
import { after, from, fromName, fromNameWithin } from './separatorForms';
import { valueStart, VERBS } from './separators';
import { type Separator, SeparatorTable, type Start } from './separatorTable';

const ARROW = /^(?:-{1,3}(?:>|&gt;)|>{3}|[→⇒➔➜])/;
/** The end of a placeholder with the name of its value, `%{User-Password}`. */
const EXPANDED = /^\}["']? ?(?:->|=>|[:=]) ?/;
/** The encoding of a value, in brackets before it. */
const ENCODING =
  /^ ?\((?:base ?64|base ?32|hex|ascii|text|plain|plain ?text|clear|clear ?text|encoded|encrypted|decrypted|b64|utf-?8)\) ?[:=]? ?(?=\S)/i;
/** A note in brackets before the value, and a separator. */
const NOTE = new RegExp(
  String.raw`^ ?\((?!\d{1,3}\))[^()\r\n]{1,40}\)\s?(?:[:=]|(?<=\s)(?:${VERBS.join('|')}):?(?=\s))\s?(?=\S)`,
);
const MAX_NOTE = 56;
/** The end of bold or italic text, and a separator. */
const EMPHASIS = /^(?:\*{1,3}|_{1,2}|`)\s?[:=–—-]\s?(?=\S)/;
/** The end of an HTML cell or label, and the elements around the value. */
const NEXT_CELL =
  /^<\/(?:td|th|label|dt|b|span|strong|p|li)>\s{0,8}(?:<(?:td|dd|b|i|em|p|span|code|strong|tt|kbd|pre)(?: [^<>]{0,60})?>\s{0,4}){1,3}(?=[^\s<])/i;
const MAX_NEXT_CELL = 160;
/** A field of a form after its label. */
const INPUT_FIELD = /^\s?<input [^<>]{0,80}?value="(?=[^"])/i;
/** PHP dumps of a key's value: `"]=> string(12) "value"`, `";s:12:"value"`. */
const DUMPED = /^(?:\]\s?=>\s{0,8}string\(\d{1,4}\) (?=")|;s:\d{1,4}:(?="))/;
/** The end of an index, and an assignment: `["password"] = `. */
const INDEX = /^\]\s?=\s?(?=["'\w])/;
const VALUE_FIELD = /^(?:--value[= ]|value ?[=:]) ?(?=\S)/i;
const VALUE_ELEMENT =
  /^<\/\w{1,24}>\s{0,4}<(?:\w{1,8}:)?(?:value|val|content|string|data)>(?:<(?:string|s|base64)>)?/i;
const MAX_VALUE_ELEMENT = 72;
const OF_WHAT = new RegExp(
  String.raw`^ (?:for|of|on|at|für|von|vom|de|del|do|da|du|pour|para|di|voor|van|dla|för|til|için) (?:[\w.-]{1,32} ){0,4}["']?[^\s"':=]{1,64}["']?(?: ?[:=]| (?:${VERBS.join('|')})(?= )| ->) ?(?=\S)`,
);
const MAX_OF_WHAT = 160;
/** Words for the user or the administrator after the name, in languages that need no preposition; then who that is. */
const OF_WHOM =
  /^ (?:пользователя|администратора|користувача|адміністратора|на потребителя|użytkownika|administratora|uživatele|správce|používateľa|správcu|korisnika)(?: [\w.@\\-]{1,64})? ?[:=] ?(?=\S)/iu;
/** The entity of a blank, and a separator. */
const BLANK_ENTITY = /^(?:&nbsp;|&#160;|&#xa0;){1,4} ?[:=] ?(?:&nbsp;|&#160;|&#xa0;){0,4}(?=\S)/i;
/** A word for the value, and a separator. */
const WORD_FOR_VALUE =
  /^ (?:attr|attribute|avp|field|string|text|property|param|parameter|entry)\s?[:=]\s?(?=\S)/i;
const MAX_WORD_FOR_VALUE = 24;
const REGISTRY_TYPE = /^(?:\/t )?REG_(?:EXPAND_|MULTI_)?SZ\s{1,8}(?:\/d )?(?=\S)/;
/** A blank and a numeric type. */
const KIND = /^ \d{1,3}(?: ?[:=] ?| )(?=\S)/;
/** Words of other systems for the encoding of the value. */
export const KINDS_OF_VALUE = [
  'cipher',
  'simple',
  'plain',
  'plaintext',
  'cleartext',
  'hash',
  'encrypted',
  'irreversible-cipher',
  'key',
];
const MAX_KIND = 3 + Math.max(...KINDS_OF_VALUE.map(({ length }) => length));
const WORD_FOR_KIND = new RegExp(String.raw`^ (?:${KINDS_OF_VALUE.join('|')}) (?=\S)`);
const WORD_AT_END = /^[a-z]{6,32}(?=[ \t]{0,8}(?:[\r\n]|$))/;
/** A sign or a dash between a title and its value. */
const DASH = /^(?: ?[#~] ?| [-–—] )(?=[^\s-])/;

/** A length and a field name before a value in a dump: ` len=18 val=`, `, length: 18, value: `. */
const MEASURED =
  /^[\])>]?[ ,;]{0,3}(?:(?:length|len|l|size|type|t|vendor|tag|flags|data_len)(?: ?[=:] ?| )[\w()]{1,16}[ ,;]{0,3}){1,3}(?:(?:value|val|data|content|string) ?[=:] ?|: ?|= ?)(?:decrypted: ?)?/i;
const MAX_MEASURED = 96;
const CLOSED = /^[\])>] ?[=:] ?(?=\S)/;
const CLOSED_ARROW = /^[\])>] ?[=-]> ?(?=\S)/;
const ANGLED = /^<[^<>\s]{4,64}>/;
const LEADER = /^\.{3,40}(?: ?:)? {0,4}(?=\S)/;
const COMPARED =
  /^ (?:mismatch|differs|is wrong)[:,]? ?\(?(?:(?:(?:got|expected|local|peer|remote|ours?|theirs?|old|new|entered|received|configured) ?[:=]?|[\w-]{1,16} ?[:=]) ?)?["'([<]?/;
const MAX_COMPARED = 40;
const CHANGED = /^ (?:changed|updated|rotated|replaced|reset)(?: from| to|:) (?=\S)/;
/** The same with what the secret belongs to: ` on both ends from `, ` set on both ends: `. */
const CHANGED_ON =
  /^ (?:(?:was |is |has been )?(?:changed|updated|rotated|replaced|reset|set) )?(?:(?:for|of|on|in|at) (?:[\w.-]{1,32} ){0,4}?[\w.-]{1,32}(?: from| to|:)|to) (?=\S)/;

/** Bars and other characters between cells. */
const CELL_SIGNS = ',|;│┃║';

/** Separators accepted only after names of secrets, in the order in which they are tried. */
export const LOOSE_SEPARATORS: readonly Separator[] = [
  {
    name: 'length before the value',
    example: [' len=18 val=Winter-Sun-1', 'Winter-Sun-1'],
    signs: 'lstvdLSTVD,;)]>',
    read: fromNameWithin(MEASURED, MAX_MEASURED),
  },
  {
    name: 'encoding of the value',
    example: [' (base32) Winter-Sun-1', 'Winter-Sun-1'],
    signs: '(',
    quoted: false,
    read: fromName(ENCODING, 24),
  },
  {
    name: 'note about the name',
    example: [' (8 to 64 characters): Winter-Sun-1', 'Winter-Sun-1'],
    signs: '(',
    quoted: false,
    read: fromName(NOTE, MAX_NOTE, { certainty: 'spoken' }),
  },
  {
    name: 'emphasis of the name',
    example: ['**: Winter-Sun-1', 'Winter-Sun-1'],
    signs: '*_`',
    quoted: false,
    atOnce: true,
    read(text, _sign, at) {
      const start = after(EMPHASIS, text, at, 8);
      return start && { ...start, certainty: /[-–—]/.test(text.slice(at, start.at)) ? 'likely' : 'sure' };
    },
  },
  {
    name: 'end of the braces around the name',
    example: ["}' -> Winter-Sun-1", 'Winter-Sun-1'],
    signs: '}',
    quoted: false,
    atOnce: true,
    read: from(EXPANDED, 8),
  },
  {
    name: 'end of the brackets around the name and an arrow',
    example: ['] => Winter-Sun-1', 'Winter-Sun-1'],
    signs: ')]>',
    quoted: false,
    atOnce: true,
    read: fromName(CLOSED_ARROW, 6),
  },
  {
    name: 'end of the brackets around the name',
    example: ['): Winter-Sun-1', 'Winter-Sun-1'],
    signs: ')]>',
    quoted: false,
    atOnce: true,
    read: fromName(CLOSED, 4, { certainty: 'spoken' }),
  },
  {
    name: 'dots',
    example: [' ...... Winter-Sun-1', 'Winter-Sun-1'],
    signs: '.',
    quoted: false,
    read(text, sign) {
      const start = after(LEADER, text, sign, 48);
      const isSure = start && text.slice(sign, start.at).includes(':');
      return start && { ...start, certainty: isSure ? 'sure' : 'likely' };
    },
  },
  {
    name: 'change',
    example: [' changed from Winter-Sun-1', 'Winter-Sun-1'],
    signs: 'cur',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(CHANGED, MAX_COMPARED, { certainty: 'likely' }),
  },
  {
    name: 'comparison',
    example: [' mismatch: local(Winter-Sun-1)', 'Winter-Sun-1'],
    signs: 'mdi',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(COMPARED, MAX_COMPARED, { certainty: 'likely', ends: 'pair' }),
  },
  {
    name: 'angle bracket',
    example: [' <Winter-Sun-1>', 'Winter-Sun-1'],
    signs: '<',
    quoted: false,
    atOnce: false,
    read(text, sign) {
      const start = after(ANGLED, text, sign, 72);
      return start && { at: sign + 1, certainty: 'likely', ends: 'pair' };
    },
  },
  {
    name: 'arrow',
    example: [' -> Winter-Sun-1', 'Winter-Sun-1'],
    signs: '->→⇒➔➜',
    read(text, sign, _at, to) {
      const start = after(ARROW, text, sign, 7);
      return start && { at: skipBlanks(text, start.at, to) };
    },
  },
  {
    name: 'field of the value',
    example: ['" value="Winter-Sun-1"', 'Winter-Sun-1'],
    quoted: true,
    read: from(VALUE_OF, MAX_VALUE_OF),
  },
  {
    name: 'field of the value without quotes',
    example: [' value=Winter-Sun-1', 'Winter-Sun-1'],
    signs: 'v-',
    quoted: false,
    atOnce: false,
    read: from(VALUE_FIELD, 10),
  },
  {
    name: 'next cell of a page',
    example: ['</td><td><code>Winter-Sun-1', 'Winter-Sun-1'],
    signs: '<',
    quoted: false,
    atOnce: true,
    read: from(NEXT_CELL, MAX_NEXT_CELL),
  },
  {
    name: 'field of a form',
    example: [' <input type="text" value="Winter-Sun-1">', 'Winter-Sun-1'],
    signs: '<',
    quoted: false,
    read: from(INPUT_FIELD, 100),
  },
  {
    name: 'field of the value after a comma',
    example: [', old value: Winter-Sun-1', 'Winter-Sun-1'],
    signs: ',',
    quoted: false,
    atOnce: true,
    read: from(FIELD_OF_VALUE, MAX_FIELD),
  },
  {
    name: 'end of an index',
    example: ['"] = Winter-Sun-1', 'Winter-Sun-1'],
    signs: ']',
    quoted: true,
    read: from(INDEX, 8),
  },
  {
    name: 'dump of PHP',
    example: ['"]=> string(12) "Winter-Sun-1', 'Winter-Sun-1'],
    signs: '];',
    quoted: true,
    read: from(DUMPED, 40),
  },
  {
    name: 'element of the value',
    example: ['</name><value>Winter-Sun-1</value>', 'Winter-Sun-1'],
    signs: '<',
    quoted: false,
    atOnce: true,
    read: from(VALUE_ELEMENT, MAX_VALUE_ELEMENT),
  },
  {
    name: 'end of a cell',
    example: ['|Winter-Sun-1|', 'Winter-Sun-1'],
    signs: CELL_SIGNS,
    read(text, sign, at, to) {
      if (!CELL_SIGNS.includes(text[sign] ?? ' ')) return undefined;
      const start = skipBlanks(text, text.startsWith('||', sign) ? sign + 2 : sign + 1, to);
      return { at: start, certainty: isRowOfTwo(text, at, start, to) ? 'sure' : 'likely' };
    },
  },
  {
    name: 'bracket',
    example: ['(Winter-Sun-1)', 'Winter-Sun-1'],
    signs: Object.keys(OPENING).join(''),
    quoted: false,
    read: (_text, sign) => ({ at: sign, certainty: 'likely' }),
  },
  {
    name: 'what it is for',
    example: [" for 'user01' is Winter-Sun-1", 'Winter-Sun-1'],
    signs: 'foavdpti',
    quoted: false,
    atOnce: false,
    read(text, _sign, at, to) {
      const start = after(OF_WHAT, text, at, Math.min(MAX_OF_WHAT, to - at));
      if (!start || /["']/.test(text[start.at] ?? '')) return start;
      const isGiven = /[:=] ?$/.test(text.slice(start.at - 2, start.at));
      return { ...start, certainty: isGiven ? 'spoken' : 'likely', ends: 'word' };
    },
  },
  {
    name: 'change of what it belongs to',
    example: [' set on both ends: Winter-Sun-1', 'Winter-Sun-1'],
    signs: 'fioatcurswh',
    quoted: false,
    atOnce: false,
    read(text, _sign, at, to) {
      const start = after(CHANGED_ON, text, at, Math.min(MAX_OF_WHAT, to - at));
      return start && { ...start, certainty: isQuote(text[start.at]) ? 'spoken' : 'unlikely', ends: 'word' };
    },
  },
  {
    name: 'whom it belongs to',
    example: [' пользователя user01: Winter-Sun-1', 'Winter-Sun-1'],
    signs: 'пакнuaskn',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(OF_WHOM, MAX_OF_WHAT, { ends: 'word' }),
  },
  {
    name: 'entity of a blank',
    example: ['&nbsp;= Winter-Sun-1', 'Winter-Sun-1'],
    signs: '&',
    quoted: false,
    atOnce: true,
    read: fromNameWithin(BLANK_ENTITY, 48, { ends: 'word' }),
  },
  {
    name: 'word for the value',
    example: [' attr: Winter-Sun-1', 'Winter-Sun-1'],
    signs: 'afstpe',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(WORD_FOR_VALUE, MAX_WORD_FOR_VALUE, { certainty: 'spoken' }),
  },
  {
    name: 'type in a registry',
    example: ['    REG_SZ    Winter-Sun-1', 'Winter-Sun-1'],
    signs: 'R/',
    quoted: false,
    atOnce: false,
    read: from(REGISTRY_TYPE, 32),
  },
  {
    name: 'dash',
    example: [' — Winter-Sun-1', 'Winter-Sun-1'],
    signs: '#~-–',
    quoted: false,
    read(text, _sign, at, to) {
      const start = after(DASH, text, at, 4);
      return (
        start && {
          ...start,
          certainty: isTitled(text, at, start.at, to) ? 'likely' : 'unlikely',
          ends: 'word',
        }
      );
    },
  },
  {
    name: 'word for the kind of the value',
    example: [' cipher Winter-Sun-1', 'Winter-Sun-1'],
    signs: KINDS_OF_VALUE.map(word => word.charAt(0)).join(''),
    quoted: false,
    atOnce: false,
    read(text, _sign, at, to) {
      const start = after(WORD_FOR_KIND, text, at, Math.min(MAX_KIND, to - at));
      const isAlone = start && isOwnWord(WORD_AT_END.exec(text.slice(start.at, to))?.[0] ?? '');
      return start && { ...start, certainty: isAlone ? 'sure' : 'likely', ends: 'word' };
    },
  },
  {
    name: 'end of the scheme of a hash',
    example: ['}Winter0Sun1', 'Winter0Sun1'],
    signs: '}',
    quoted: false,
    atOnce: true,
    read: from(/^\}(?=[\w+/.$])/, 2),
  },
  {
    name: 'kind of the value',
    example: [' 0 Winter-Sun-1', 'Winter-Sun-1'],
    signs: '0123456789',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(KIND, 8, { certainty: 'unlikely' }),
  },
  {
    name: 'blank',
    example: [' Winter-Sun-1', 'Winter-Sun-1'],
    quoted: false,
    atOnce: false,
    read: (text, sign, at) => ({
      at: sign,
      certainty: text.slice(at, sign).includes('\t') ? 'likely' : 'unlikely',
    }),
  },
];

const EVERY_LOOSE_SEPARATOR = new SeparatorTable(LOOSE_SEPARATORS);

/** The start of a value after a separator accepted only after names of secrets: an arrow, a bracket, a cell border. */
export function looseStart(text: string, at: number, to: number): Start | undefined {
  const number = attributeLength(text, at);
  return number > 0 ? numberedStart(text, at + number, to) : EVERY_LOOSE_SEPARATOR.startOf(text, at, to);
}

/** The number of an attribute between its name and its value: `User-Password(2): `. */
const NUMBER = /^(?: attribute)? ?\(\d{1,3}\)/i;
const MAX_NUMBER = 18;

/** The length of an attribute number at `at`, or 0. */
export function attributeLength(text: string, at: number): number {
  const mayBe = text[at] === '(' || (text[at] === ' ' && '(Aa'.includes(text[at + 1] ?? ' '));
  return mayBe ? (NUMBER.exec(text.slice(at, at + MAX_NUMBER))?.[0].length ?? 0) : 0;
}

/** The start of the value after an attribute number. */
function numberedStart(text: string, at: number, to: number): Start | undefined {
  const measured = after(MEASURED, text, at, Math.min(MAX_MEASURED, to - at));
  if (measured) return measured;
  const start = valueStart(text, at, to)?.at ?? skipBlanks(text, at, to);
  const end = after(VALUE_OF, text, start, Math.min(MAX_VALUE_OF, to - start))?.at ?? start;
  return end > at ? { at: end } : undefined;
}

/** True if `for` or `of` starts at `at`, with an owner and a value after it. */
export function mayBeOf(text: string, at: number): boolean {
  return OF_WHAT.test(text.slice(at - 1, at + MAX_OF_WHAT));
}
