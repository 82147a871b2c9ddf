import { after, from, fromNameWithin } from './separatorForms';
import type { Separator } from './separatorTable';

/** The end of bold or italic text, and a separator. */
const EMPHASIS = /^(?:\*{1,3}|_{1,2}|`)\s?[:=–—-]\s?(?=\S)/;
/** The end of an HTML cell or label, and the elements around the value. */
const NEXT_CELL =
  /^<\/(?:td|th|label|dt|b|span|strong|p|li)>\s{0,8}(?:<(?:td|dd|b|i|em|p|span|code|strong|tt|kbd|pre)(?: [^<>]{0,60})?>\s{0,4}){1,3}(?=[^\s<])/i;
const MAX_NEXT_CELL = 160;
/** A field of a form after its label. */
const INPUT_FIELD = /^\s?<input [^<>]{0,80}?value="(?=[^"])/i;
const VALUE_ELEMENT =
  /^<\/\w{1,24}>\s{0,4}<(?:\w{1,8}:)?(?:value|val|content|string|data)>(?:<(?:string|s|base64)>)?/i;
const MAX_VALUE_ELEMENT = 72;
/** The entity of a blank, and a separator. */
const BLANK_ENTITY = /^(?:&nbsp;|&#160;|&#xa0;){1,4} ?[:=] ?(?:&nbsp;|&#160;|&#xa0;){0,4}(?=\S)/i;

/** Separators of web pages and of marked text. */
export const MARKUP_SEPARATORS: readonly Separator[] = [
  {
    name: 'emphasis of the name',
    example: ['**: Winter-Sun-1', 'Winter-Sun-1'],
    characters: '*_`',
    quoted: false,
    atOnce: true,
    read(text, _separator, at) {
      const start = after(EMPHASIS, text, at, 8);
      return start && { ...start, certainty: /[-–—]/.test(text.slice(at, start.at)) ? 'likely' : 'sure' };
    },
  },
  {
    name: 'next cell of a page',
    example: ['</td><td><code>Winter-Sun-1', 'Winter-Sun-1'],
    characters: '<',
    quoted: false,
    atOnce: true,
    read: from(NEXT_CELL, MAX_NEXT_CELL),
  },
  {
    name: 'field of a form',
    example: [' <input type="text" value="Winter-Sun-1">', 'Winter-Sun-1'],
    characters: '<',
    quoted: false,
    read: from(INPUT_FIELD, 100),
  },
  {
    name: 'element of the value',
    example: ['</name><value>Winter-Sun-1</value>', 'Winter-Sun-1'],
    characters: '<',
    quoted: false,
    atOnce: true,
    read: from(VALUE_ELEMENT, MAX_VALUE_ELEMENT),
  },
  {
    name: 'entity of a blank',
    example: ['&nbsp;= Winter-Sun-1', 'Winter-Sun-1'],
    characters: '&',
    quoted: false,
    atOnce: true,
    read: fromNameWithin(BLANK_ENTITY, 48, { ends: 'word' }),
  },
];
