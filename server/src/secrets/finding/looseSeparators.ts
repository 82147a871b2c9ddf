import { skipBlanks } from './blanks';
import { isOwnWord } from './looks';
import { FIELD_OF_VALUE, MAX_FIELD, MAX_VALUE_OF, VALUE_OF } from './members';
import { OPENING } from './quotes';
import { isRowOfTwo } from './rowOfTwo';
import { after, from, fromName, fromNameWithin } from './separatorForms';
import { valueStart } from './separators';
import { MARKUP_SEPARATORS } from './markupSeparators';
import { SENTENCE_SEPARATORS } from './sentenceSeparators';
import { type Separator, SeparatorTable, type Start } from './separatorTable';

const ARROW = /^(?:-{1,3}(?:>|&gt;)|>{3}|[→⇒➔➜])/;
/** The end of a placeholder with the name of its value, `%{User-Password}`. */
const EXPANDED = /^\}["']? ?(?:->|=>|[:=]) ?/;
/** The encoding of a value, in brackets before it. */
const ENCODING =
  /^ ?\((?:base ?64|base ?32|hex|ascii|text|plain|plain ?text|clear|clear ?text|encoded|encrypted|decrypted|b64|utf-?8)\) ?[:=]? ?(?=\S)/i;
/** PHP dumps of a key's value: `"]=> string(12) "value"`, `";s:12:"value"`. */
const DUMPED = /^(?:\]\s?=>\s{0,8}string\(\d{1,4}\) (?=")|;s:\d{1,4}:(?="))/;
/** The end of an index, and an assignment: `["password"] = `. */
const INDEX = /^\]\s?=\s?(?=["'\w])/;
const VALUE_FIELD = /^(?:--value[= ]|value ?[=:]) ?(?=\S)/i;
const REGISTRY_TYPE = /^(?:\/t )?REG_(?:EXPAND_|MULTI_)?SZ\s{1,8}(?:\/d )?(?=\S)/;
/** A blank and a numeric type. */
const KIND = /^ \d{1,3}(?: ?[:=] ?| )(?=\S)/;
/** Words of other systems for the encoding of the value, or for the end of the tunnel that has it. */
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
  'ascii',
  'ascii-text',
  'hexadecimal',
  'local',
  'remote',
];
const MAX_KIND = 3 + Math.max(...KINDS_OF_VALUE.map(({ length }) => length));
const WORD_FOR_KIND = new RegExp(String.raw`^ (?:${KINDS_OF_VALUE.join('|')}) (?=\S)`);
const WORD_AT_END = /^[a-z]{6,32}(?=[ \t]{0,8}(?:[\r\n]|$))/;
/** A length and a field name before a value in a dump: ` len=18 val=`, `, length: 18, value: `. */
const MEASURED =
  /^[\])>]?[ ,;]{0,3}(?:(?:length|len|l|size|type|t|vendor|tag|flags|data_len)(?: ?[=:] ?| )[\w()]{1,16}[ ,;]{0,3}){1,3}(?:(?:value|val|data|content|string) ?[=:] ?|: ?|= ?|(?<= )(?=["'])|(?<=len(?:gth)? \d{1,3} )(?=\S))(?:decrypted: ?)?/i;
const MAX_MEASURED = 96;
const CLOSED = /^[\])>] ?[=:] ?(?=\S)/;
const CLOSED_ARROW = /^[\])>] ?[=-]> ?(?=\S)/;
const ANGLED = /^<(?!\/)[^<>\s]{4,64}>/;
/** The head of a dump in one line: ` - hexdump(len=16): `. */
const DUMP_HEAD = /^ ?-? ?hex ?dump ?(?:\(len=\d{1,4}\))?: ?(?=[\da-f]{8})/i;
/** The name of the only argument of a call: `Password(value='...')`. */
const ARGUMENT = /^\((?:value|val|data|text|plain|plaintext)=(?=\S)/;
const LEADER = /^\.{3,40}(?: ?:)? {0,4}(?=\S)/;
/** The next pair of a list, which is no cell: `invalid secret, Step=11001`. */
const PAIR = /^[A-Za-z][A-Za-z_.-]{1,31}=\S/;
const MAX_PAIR = 40;
/** Bars and other characters between cells. */
const CELL_CHARACTERS = ',|;│┃║';

/** Separators accepted only after names of secrets, in the order in which they are tried. */
export const LOOSE_SEPARATORS: readonly Separator[] = [
  {
    name: 'length before the value',
    example: [' len=18 val=Winter-Sun-1', 'Winter-Sun-1'],
    characters: 'lstvdLSTVD,;)]>',
    read: fromNameWithin(MEASURED, MAX_MEASURED),
  },
  {
    name: 'encoding of the value',
    example: [' (base32) Winter-Sun-1', 'Winter-Sun-1'],
    characters: '(',
    quoted: false,
    read: fromName(ENCODING, 24),
  },
  {
    name: 'head of a dump',
    example: [' - hexdump(len=8): 7f1c9a03b5e2d846', '7f1c9a03b5e2d846'],
    characters: '-hH',
    quoted: false,
    read: fromNameWithin(DUMP_HEAD, 32),
  },
  {
    name: 'argument of a call',
    example: ["(value='Winter-Sun-1')", 'Winter-Sun-1'],
    characters: '(',
    quoted: false,
    atOnce: true,
    read: from(ARGUMENT, 16, { ends: 'pair' }),
  },
  ...MARKUP_SEPARATORS,
  {
    name: 'end of the braces around the name',
    example: ["}' -> Winter-Sun-1", 'Winter-Sun-1'],
    characters: '}',
    quoted: false,
    atOnce: true,
    read: from(EXPANDED, 8),
  },
  {
    name: 'end of the brackets around the name and an arrow',
    example: ['] => Winter-Sun-1', 'Winter-Sun-1'],
    characters: ')]>',
    quoted: false,
    atOnce: true,
    read: fromName(CLOSED_ARROW, 6),
  },
  {
    name: 'end of the brackets around the name',
    example: ['): Winter-Sun-1', 'Winter-Sun-1'],
    characters: ')]>',
    quoted: false,
    atOnce: true,
    read: fromName(CLOSED, 4, { certainty: 'spoken' }),
  },
  {
    name: 'dots',
    example: [' ...... Winter-Sun-1', 'Winter-Sun-1'],
    characters: '.',
    quoted: false,
    read(text, separator) {
      const start = after(LEADER, text, separator, 48);
      const isSure = start && text.slice(separator, start.at).includes(':');
      return start && { ...start, certainty: isSure ? 'sure' : 'likely' };
    },
  },
  {
    name: 'angle bracket',
    example: [' <Winter-Sun-1>', 'Winter-Sun-1'],
    characters: '<',
    quoted: false,
    read(text, separator) {
      const start = after(ANGLED, text, separator, 72);
      return start && { at: separator + 1, certainty: 'likely', ends: 'pair' };
    },
  },
  {
    name: 'arrow',
    example: [' -> Winter-Sun-1', 'Winter-Sun-1'],
    characters: '->→⇒➔➜',
    read(text, separator, _at, to) {
      const start = after(ARROW, text, separator, 7);
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
    characters: 'v-',
    quoted: false,
    atOnce: false,
    read: from(VALUE_FIELD, 10),
  },
  {
    name: 'field of the value after a comma',
    example: [', old value: Winter-Sun-1', 'Winter-Sun-1'],
    characters: ',',
    quoted: false,
    atOnce: true,
    read: from(FIELD_OF_VALUE, MAX_FIELD),
  },
  {
    name: 'end of an index',
    example: ['"] = Winter-Sun-1', 'Winter-Sun-1'],
    characters: ']',
    quoted: true,
    read: from(INDEX, 8),
  },
  {
    name: 'dump of PHP',
    example: ['"]=> string(12) "Winter-Sun-1', 'Winter-Sun-1'],
    characters: '];',
    quoted: true,
    read: from(DUMPED, 40),
  },
  ...SENTENCE_SEPARATORS,
  {
    name: 'end of a cell',
    example: ['|Winter-Sun-1|', 'Winter-Sun-1'],
    characters: CELL_CHARACTERS,
    read(text, separator, at, to) {
      if (!CELL_CHARACTERS.includes(text[separator] ?? ' ')) return undefined;
      const start = skipBlanks(text, text.startsWith('||', separator) ? separator + 2 : separator + 1, to);
      if (PAIR.test(text.slice(start, start + MAX_PAIR))) return undefined;
      return { at: start, certainty: isRowOfTwo(text, at, start, to) ? 'sure' : 'likely' };
    },
  },
  {
    name: 'bracket',
    example: ['(Winter-Sun-1)', 'Winter-Sun-1'],
    characters: Object.keys(OPENING).join(''),
    quoted: false,
    read: (_text, separator) => ({ at: separator, certainty: 'likely' }),
  },
  {
    name: 'type in a registry',
    example: ['    REG_SZ    Winter-Sun-1', 'Winter-Sun-1'],
    characters: 'R/',
    quoted: false,
    atOnce: false,
    read: from(REGISTRY_TYPE, 32),
  },
  {
    name: 'word for the kind of the value',
    example: [' cipher Winter-Sun-1', 'Winter-Sun-1'],
    characters: KINDS_OF_VALUE.map(word => word.charAt(0)).join(''),
    quoted: false,
    atOnce: false,
    read(text, _separator, at, to) {
      const start = after(WORD_FOR_KIND, text, at, Math.min(MAX_KIND, to - at));
      const isAlone = start && isOwnWord(WORD_AT_END.exec(text.slice(start.at, to))?.[0] ?? '');
      return start && { ...start, certainty: isAlone ? 'sure' : 'likely', ends: 'word' };
    },
  },
  {
    name: 'end of the scheme of a hash',
    example: ['}Winter0Sun1', 'Winter0Sun1'],
    characters: '}',
    quoted: false,
    atOnce: true,
    read: from(/^\}(?=[\w+/.$])/, 2),
  },
  {
    name: 'kind of the value',
    example: [' 0 Winter-Sun-1', 'Winter-Sun-1'],
    characters: '0123456789',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(KIND, 8, { certainty: 'unlikely' }),
  },
  {
    name: 'blank',
    example: [' Winter-Sun-1', 'Winter-Sun-1'],
    quoted: false,
    atOnce: false,
    read: (text, separator, at) => ({
      at: separator,
      certainty: text.slice(at, separator).includes('\t') ? 'likely' : 'unlikely',
    }),
  },
];

const EVERY_LOOSE_SEPARATOR = new SeparatorTable(LOOSE_SEPARATORS);

/** The start of a value after a separator accepted only after names of secrets: an arrow, a bracket, a cell border. */
export function looseStart(text: string, at: number, to: number): Start | undefined {
  const number = attributeLength(text, at);
  return number > 0 ? numberedStart(text, at + number, to) : EVERY_LOOSE_SEPARATOR.startOf(text, at, to);
}

/** The number of an attribute or of an element between its name and its value: `User-Password(2): `, `passwd[0]: `. */
const NUMBER = /^(?: attribute)? ?(?:\(\d{1,5}\)|\[\d{1,3}\](?=\s?[:=]))/i;
const MAX_NUMBER = 18;

/** The length of an attribute number at `at`, or 0. */
export function attributeLength(text: string, at: number): number {
  const mayBe =
    text[at] === '(' || text[at] === '[' || (text[at] === ' ' && '(Aa'.includes(text[at + 1] ?? ' '));
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
