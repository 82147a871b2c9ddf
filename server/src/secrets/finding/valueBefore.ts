import { type Span } from '../../syntax';
import { isMixed, isNoAnswer, isScrambled, isTellingWord } from './looks';
import type { NameKey } from './nameParts';
import type { Passage } from './passage';
import { nameStart } from './settings';
import { MEMBERS, NAME_FIELDS, QUOTE, VALUE_FIELDS } from './members';
import { isOrdinary } from '../vocabulary';

/** A form in which a value comes before the name that says what it is. */
export interface ValueBefore {
  readonly name: string;
  /** The text before a name, the text after it, and the value. */
  readonly example: readonly [before: string, after: string, value: string];
  /** What is before the name, up to where it begins. */
  readonly form: RegExp;
  /** The end of that, in its last code units: only then is the form searched for. */
  readonly ends?: RegExp;
  /** One of these is between the value and the name: only then is the form searched for. */
  readonly between?: readonly string[];
  /** What must follow the name. */
  readonly after?: RegExp;
  /** Only a value has this form: otherwise, a word that anybody may say is none. */
  readonly isSure?: true;
}

const ARTICLE = String.raw`(?:the|your|my|our|his|her|their|its|an?|this|that|which)`;
/** Words between an article and the last word of a name: `the old radius secret`. */
const QUALIFIERS = String.raw`(?:[\w-]{1,24} ){0,3}`;
const SAID = String.raw`(?<value>"[^"\r\n]{4,64}"|'[^'\r\n]{4,64}'|[^\s"'<>]{4,64})`;

/** The forms, in the order in which they are tried. */
export const VALUES_BEFORE: readonly ValueBefore[] = [
  {
    name: 'member of JSON',
    example: ['{"value":"Winter-Sun-1","id":7,"name":"', '"}', 'Winter-Sun-1'],
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
    ends: /, ?(?:name|key): ?["']?$/i,
    form: /\{ ?(?:value|val|default): ?["']?(?<value>[^\s,{}"']{4,200})["']?, ?(?:name|key): ?["']?$/di,
    isSure: true,
  },
  {
    name: 'attribute of XML',
    example: ['<add value="Winter-Sun-1" key="', '"/>', 'Winter-Sun-1'],
    ends: /=\s?"$/,
    form: /\b(?:value|val|content|default)\s?=\s?"(?<value>[^"<>]{4,200})"(?:\s[\w:-]{1,24}="[^"<>]{0,60}"){0,4}\s(?:name|key|id|field)\s?=\s?"$/di,
    isSure: true,
  },
  {
    name: 'element of XML',
    example: ['<value>Winter-Sun-1</value><name>', '</name>', 'Winter-Sun-1'],
    ends: /[:<](?:name|key)>$/i,
    form: /<(?:\w{1,8}:)?(?:value|val|content)>(?:<string>)?(?<value>[^<>]{4,200})(?:<\/string>)?<\/(?:\w{1,8}:)?(?:value|val|content)>\s{0,8}<(?:\w{1,8}:)?(?:name|key)>$/di,
    isSure: true,
  },
  {
    name: 'row of a table',
    example: ['Winter-Sun-1,', '\n', 'Winter-Sun-1'],
    ends: /[,;\t] ?"?$/,
    form: /(?:^|[\r\n])"?(?<value>(?![A-Z][a-z]*[",;\t])[^\s",;|]{4,128})"?[,;\t] ?"?$/d,
    after: /^"?[ \t]*(?:[\r\n]|$)/,
    isSure: true,
  },
  {
    name: 'verb',
    example: ['Winter-Sun-1 is the ', ' of it', 'Winter-Sun-1'],
    between: [' is ', ' was '],
    form: new RegExp(
      String.raw`(?:^|[\s(>:])${SAID} (?:is|was) (?:not |still |now )?${ARTICLE} ${QUALIFIERS}$`,
      'd',
    ),
  },
  {
    name: 'as',
    example: ['set Winter-Sun-1 as ', '', 'Winter-Sun-1'],
    between: [' as '],
    form: new RegExp(String.raw`(?:^|[\s(>:])${SAID} as (?:${ARTICLE} )?${QUALIFIERS}$`, 'd'),
  },
  {
    name: 'brackets around the name',
    example: ['tried Winter-Sun-1 (old ', ')', 'Winter-Sun-1'],
    between: [' ('],
    form: new RegExp(String.raw`(?:^|[\s>:])${SAID} \(${QUALIFIERS}$`, 'd'),
    after: /^\)/,
  },
  {
    name: 'arrow',
    example: ['Winter-Sun-1 <- ', '', 'Winter-Sun-1'],
    between: ['<- ', '<= ', '← '],
    form: new RegExp(String.raw`(?:^|[\s>:])${SAID} ?(?:<-|<=|←) ${QUALIFIERS}$`, 'd'),
  },
];

const MAX_BEFORE = 240;
const MAX_AFTER = 16;
/** How much of the end of the text before a name the pattern of an end can need, and what is between a value and a name. */
const MAX_END = 16;
const MAX_BETWEEN = 120;
/** A code of fewer digits may be any number of a sentence. */
const CODE = /^(?:[A-Z]-)?(\d{6,8})$/;

/** The value before the name that the word `[start, end)` ends, and whether only a value has its form. */
export function valueBefore(
  { text, from, to }: Passage,
  start: number,
  end: number,
  key: NameKey,
  forms = VALUES_BEFORE,
): Span | undefined {
  const first = nameStart(text, from, start);
  const before = text.slice(Math.max(from, first - MAX_BEFORE), first);
  const last = before.slice(-MAX_END);
  const near = before.includes(' ') ? before.slice(-MAX_BETWEEN) : '';
  const rest = text.slice(end, Math.min(to, end + MAX_AFTER));
  for (const one of forms) {
    const { form, after, isSure = false } = one;
    if (!mayMatch(one, last, near) || (after && !after.test(rest))) continue;
    const place = form.exec(before)?.indices?.groups?.['value'];
    const value = place && valueIn(before.slice(place[0], place[1]), key, isSure);
    if (!place || !value) continue;
    const at = first - before.length + place[0];
    return { start: at + value.start, end: at + value.end };
  }
  return undefined;
}

/** A cheap test, because a pattern that is bound to the end is tried at each character before it. */
function mayMatch({ ends, between }: ValueBefore, end: string, near: string): boolean {
  return ends ? ends.test(end) : (between?.some(words => near.includes(words)) ?? true);
}

/** The value of what a form holds, without its quotes; undefined for a word that is none. */
function valueIn(said: string, key: NameKey, isSure: boolean): Span | undefined {
  const quote = /^(["']).*\1$/.test(said) ? 1 : 0;
  const end = said.length - quote;
  if (isCode(key)) {
    const code = CODE.exec(said.slice(quote, end))?.[1];
    return code === undefined ? undefined : { start: end - code.length, end };
  }
  return isOfName(said.slice(quote, end), isSure || quote > 0) ? { start: quote, end } : undefined;
}

function isCode({ value }: NameKey): boolean {
  return value === 'digits' || value === 'six-digits';
}

/** Returns whether a value before a name is hardly a word of the sentence. */
function isOfName(value: string, isGiven: boolean): boolean {
  if (!isNoAnswer(value) || isOrdinary(value)) return false;
  return isGiven || isTellingWord(value) || isMixed(value) || isScrambled(value);
}
