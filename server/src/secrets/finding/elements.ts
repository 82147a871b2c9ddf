import { isLineBreak } from '../../syntax';
import { isBlankUnit } from './blanks';
import { stopAfter, stopAt } from './lookAhead';
import type { Passage } from './passage';
import { nameStart } from './settings';
import type { NamedValue } from './values';

// The content of an XML element whose tag or attribute is a name.

/** What an element holds. */
export interface Content extends NamedValue {
  /** Whether the text shows its end. */
  readonly isClosed: boolean;
}

/** `<password value="..."/>` */
const VALUE_ATTRIBUTE = /^\s[^<>]{0,80}?\b(?:value|val|v)\s?=\s?(["'])(?<value>(?:(?!\1)[^<>]){1,200})\1/di;
const TAG_END =
  /^(?:\s[^<>]{0,200})?>(?:\s{0,8}<(?:\w{1,8}:)?(?:(?:attribute)?value|val|string|content)>)?(?:<!\[CDATA\[)?|^&gt;/i;

/** The content of an element named by the word that ends at `end`, either its tag or an attribute. */
export function contentOf(passage: Passage, start: number, end: number): Content | undefined {
  const character = passage.text[end];
  return character === '"' || character === "'"
    ? attributeContent(passage, start, end)
    : elementContent(passage, start, end);
}

/** The content of an element by its tag: `<password>value</password>`. */
function elementContent(passage: Passage, start: number, end: number): Content | undefined {
  const { text, from, to } = passage;
  if (text[end] !== '>' && text[end] !== '&' && !isBlankUnit(text.charCodeAt(end))) return undefined;
  let open = nameStart(text, from, start);
  // Tables exported as XML may keep the blank of a column name: `<Shared Secret>`.
  if (open - 1 > from && text[open - 1] === ' ') open = nameStart(text, from, open - 1);
  if (text[open - 1] !== '<' && !text.startsWith('&lt;', open - 4)) return undefined;
  const tag = text.slice(end, Math.min(to, end + 220));
  const value = VALUE_ATTRIBUTE.exec(tag)?.indices?.groups?.['value'];
  if (value) return { start: end + value[0], end: end + value[1], certainty: 'sure', isClosed: true };
  const head = TAG_END.exec(tag)?.[0];
  if (head === undefined) return undefined;
  return contentAt(passage, end + head.length);
}

/** The content that starts at `start`. Without the end of its element, it is a word, which may begin a phrase. */
function contentAt(passage: Passage, start: number): Content | undefined {
  const { text, to } = passage;
  const end = stopAfter(passage, start, to, endsContent);
  if (end <= start) return undefined;
  if (end < to && !isLineBreak(text.charCodeAt(end)))
    return { start, end, certainty: 'sure', isClosed: true };
  const length = text.slice(start, Math.min(end, start + MAX_WORD)).search(/\S\s/) + 1;
  return { start, end: length > 0 ? start + length : end, certainty: 'sure', isClosed: false };
}

const MAX_WORD = 256;

/** Text before an element name in an attribute: `<property name="`. */
const NAMED_ELEMENT = /<[\w:.-]{1,40}\s(?:[^<>]{0,80}\s)?(?:name|key|id|field|title|label)\s?=\s?["']$/i;
const MAX_TAG = 160;

/** A quick test, since names are quoted in JSON, too: true for a quote after an equals character. */
function isAttribute(text: string, at: number): boolean {
  const character = text[at - 2] ?? '';
  return (
    (character === '=' || (character.trim() === '' && text[at - 3] === '=')) &&
    '"\''.includes(text[at - 1] ?? ' ')
  );
}

/** The content of an element by an attribute: `<property name="password">value</property>`. */
function attributeContent(passage: Passage, start: number, end: number): Content | undefined {
  const { text, from, to } = passage;
  const open = nameStart(text, from, start);
  if (!isAttribute(text, open) || !NAMED_ELEMENT.test(text.slice(Math.max(from, open - MAX_TAG), open)))
    return undefined;
  const head = TAG_END.exec(text.slice(end + 1, Math.min(to, end + 1 + MAX_TAG)))?.[0];
  if (head === undefined || /\/>/.test(head)) return undefined;
  return contentAt(passage, end + 1 + head.length);
}

export const endsContent = stopAt('<\r\n&]"', (text, at) => {
  const unit = text[at];
  // The end of a JSON string around the line.
  if (unit === '"') return /^"\s{0,4}(?:[,}\]]|$)/m.test(text.slice(at, at + 6));
  if (unit === '&') return text.startsWith('&lt;', at);
  return unit === ']' ? text.startsWith(']]>', at) : unit !== undefined && unit <= '<';
});
