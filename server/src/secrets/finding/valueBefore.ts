import { type Span } from '../../syntax';
import { isLikePassword, isNoAnswer } from './looks';
import type { NameKey } from './nameParts';
import type { Passage } from './passage';
import { nameStart } from './settings';
import { MEMBERS, NAME_FIELDS, QUOTE, VALUE_FIELDS } from './members';
import { isOrdinary } from '../vocabulary';

/** A form in which a value precedes its name. */
export interface ValueBefore {
  readonly name: string;
  /** Text before a name, text after it, and the value. */
  readonly example: readonly [before: string, after: string, value: string];
  /** Matches the text before the name. */
  readonly form: RegExp;
  /** The last characters that that text can have: the forms are looked up by it. */
  readonly last: string;
  /** Matches the last code units of that text; checked first, because it is cheaper. */
  readonly ends?: RegExp;
  /** One of these is between the value and the name; checked first, because it is cheaper. */
  readonly between?: readonly string[];
  /** Must match after the name. */
  readonly after?: RegExp;
  /** Only values have this form. Otherwise, ordinary words are rejected. */
  readonly isSure?: true;
}

const ARTICLE = String.raw`(?:the|your|my|our|his|her|their|its|an?|this|that|which)`;
/** Words between an article and the last word of a name: `the old radius secret`. */
const QUALIFIERS = String.raw`(?:[\w-]{1,24} ){0,3}`;
const VALUE = String.raw`(?<value>"[^"\r\n]{4,64}"|'[^'\r\n]{4,64}'|[^\s"'<>]{4,64})`;

/** The forms, in the order in which they are tried. */
export const VALUES_BEFORE: readonly ValueBefore[] = [
  {
    name: 'member of JSON',
    example: ['{"value":"Winter-Sun-1","id":7,"name":"', '"}', 'Winter-Sun-1'],
    last: `"'`,
    ends: /:\s?\\{0,3}["']$/,
    form: new RegExp(
      String.raw`${QUOTE}(?:${VALUE_FIELDS})${QUOTE}\s?:\s?\[?${QUOTE}(?<value>[^"'\\]{4,200})${QUOTE}\]?\s?,\s?${MEMBERS}${QUOTE}(?:${NAME_FIELDS})${QUOTE}\s?:\s?${QUOTE}$`,
      'di',
    ),
    isSure: true,
  },
  {
    name: 'member of YAML',
    example: ['- {value: Winter-Sun-1, name: ', '}', 'Winter-Sun-1'],
    last: `: "'`,
    ends: /, ?(?:name|key): ?["']?$/i,
    form: /\{ ?(?:value|val|default): ?["']?(?<value>[^\s,{}"']{4,200})["']?, ?(?:name|key): ?["']?$/di,
    isSure: true,
  },
  {
    name: 'attribute of XML',
    example: ['<add value="Winter-Sun-1" key="', '"/>', 'Winter-Sun-1'],
    last: '"',
    ends: /=\s?"$/,
    form: /\b(?:value|val|content|default)\s?=\s?"(?<value>[^"<>]{4,200})"(?:\s[\w:-]{1,24}="[^"<>]{0,60}"){0,4}\s(?:name|key|id|field)\s?=\s?"$/di,
    isSure: true,
  },
  {
    name: 'element of XML',
    example: ['<value>Winter-Sun-1</value><name>', '</name>', 'Winter-Sun-1'],
    last: '>',
    ends: /[:<](?:name|key)>$/i,
    form: /<(?:\w{1,8}:)?(?:value|val|content)>(?:<string>)?(?<value>[^<>]{4,200})(?:<\/string>)?<\/(?:\w{1,8}:)?(?:value|val|content)>\s{0,8}<(?:\w{1,8}:)?(?:name|key)>$/di,
    isSure: true,
  },
  {
    name: 'row of a table',
    example: ['Winter-Sun-1,', '\n', 'Winter-Sun-1'],
    last: ',;\t "',
    ends: /[,;\t] ?"?$/,
    form: /(?:^|[\r\n])"?(?<value>(?!\w{0,24}\[|[A-Z][a-z]*[",;\t])[^\s",;|]{4,128})"?[,;\t] ?"?$/d,
    after: /^"?[ \t]*(?:[\r\n]|$)/,
    isSure: true,
  },
  {
    name: 'verb',
    example: ['Winter-Sun-1 is the ', ' of it', 'Winter-Sun-1'],
    last: ' ',
    between: [' is ', ' was '],
    form: new RegExp(
      String.raw`(?:^|[\s(>:])${VALUE} (?:is|was) (?:not |still |now )?${ARTICLE} ${QUALIFIERS}$`,
      'd',
    ),
  },
  {
    name: 'as',
    example: ['set Winter-Sun-1 as ', '', 'Winter-Sun-1'],
    last: ' ',
    between: [' as '],
    form: new RegExp(String.raw`(?:^|[\s(>:])${VALUE} as (?:${ARTICLE} )?${QUALIFIERS}$`, 'd'),
  },
  {
    name: 'question for the name',
    example: ['typed Winter-Sun-1 when asked for the ', '', 'Winter-Sun-1'],
    last: ' ',
    between: ['ed for '],
    form: new RegExp(
      String.raw`(?:^|[\s(>:])${VALUE} (?:when|as) (?:(?:I|we|he|she) (?:was|were) )?(?:asked|prompted) for (?:${ARTICLE} )?${QUALIFIERS}$`,
      'd',
    ),
  },
  {
    name: 'brackets around the name',
    example: ['tried Winter-Sun-1 (old ', ')', 'Winter-Sun-1'],
    last: ' (',
    between: [' ('],
    form: new RegExp(String.raw`(?:^|[\s>:])${VALUE} \(${QUALIFIERS}$`, 'd'),
    after: /^\)/,
  },
  {
    name: 'arrow',
    example: ['Winter-Sun-1 <- ', '', 'Winter-Sun-1'],
    last: ' ',
    between: ['<- ', '<= ', '← '],
    form: new RegExp(String.raw`(?:^|[\s>:])${VALUE} ?(?:<-|<=|←) ${QUALIFIERS}$`, 'd'),
  },
];

const ASCII = 128;
/** The forms by the last character before a name. */
const BY_LAST = Array.from({ length: ASCII }, (_, code) => formsAfter(VALUES_BEFORE, code));

function formsAfter(forms: readonly ValueBefore[], code: number): readonly ValueBefore[] {
  return forms.filter(({ last }) => last.includes(String.fromCharCode(code)));
}

const MAX_BEFORE = 240;
const MAX_AFTER = 16;
/** Maximum length that `ends` can match, and maximum distance between a value and its name. */
const MAX_END = 16;
const MAX_BETWEEN = 120;
/** A shorter number may be any number of a sentence. */
const CODE = /^(?:[A-Z]-)?(\d{6,8})$/;

/** A value before a name, if it fits the name: with its offset, and whether only values have its form. */
export interface BeforeName {
  readonly slice: string;
  readonly at: number;
  readonly isSure: boolean;
}

const NOTHING: readonly BeforeName[] = [];

/** What may be a value before the name that ends with the word `[start, end)`, in the order of the forms. */
export function wordsBefore(
  { text, from, to }: Passage,
  start: number,
  end: number,
  given?: readonly ValueBefore[],
): readonly BeforeName[] {
  const first = nameStart(text, from, start);
  if (first === from) return NOTHING;
  const code = text.charCodeAt(first - 1);
  const forms = given ? formsAfter(given, code) : BY_LAST[code];
  if (!forms || forms.length === 0) return NOTHING;
  const before = text.slice(Math.max(from, first - MAX_BEFORE), first);
  const rest = text.slice(end, Math.min(to, end + MAX_AFTER));
  const found: BeforeName[] = [];
  for (const form of forms) {
    if (!mayMatch(form, before, rest)) continue;
    const place = form.form.exec(before)?.indices?.groups?.['value'];
    if (!place) continue;
    const slice = before.slice(place[0], place[1]);
    found.push({ slice, at: first - before.length + place[0], isSure: form.isSure ?? false });
  }
  return found;
}

/** The first of the words before a name that fits it. */
export function valueBefore(words: readonly BeforeName[], key: NameKey): Span | undefined {
  for (const { slice, at, isSure } of words) {
    const value = valueIn(slice, key, isSure);
    if (value) return { start: at + value.start, end: at + value.end };
  }
  return undefined;
}

/** A cheap test, because a pattern anchored at the end is tried at every character. */
function mayMatch({ ends, between, after }: ValueBefore, before: string, rest: string): boolean {
  if (after && !after.test(rest)) return false;
  if (ends) return ends.test(before.slice(-MAX_END));
  if (!between) return true;
  const near = before.slice(-MAX_BETWEEN);
  return between.some(words => near.includes(words));
}

/** The value matched by a form, without quotes; undefined for an ordinary word. */
function valueIn(slice: string, key: NameKey, isSure: boolean): Span | undefined {
  const quote = /^(["']).*\1$/.test(slice) ? 1 : 0;
  const end = slice.length - quote;
  if (isCode(key)) {
    const code = CODE.exec(slice.slice(quote, end))?.[1];
    return code === undefined ? undefined : { start: end - code.length, end };
  }
  return isOfName(slice.slice(quote, end), isSure || quote > 0) ? { start: quote, end } : undefined;
}

function isCode({ value }: NameKey): boolean {
  return value === 'digits' || value === 'six-digits';
}

/** True if a value before a name is unlikely to be an ordinary word. */
function isOfName(value: string, isGiven: boolean): boolean {
  if (!isNoAnswer(value) || isOrdinary(value)) return false;
  return isGiven || isLikePassword(value);
}
