import { isAlphanumeric } from '../../syntax';
import { type EndCondition, stopAt, WHITE } from './lookAhead';
import { isMixed, isOwnWord, isDistinctiveWord } from './looks';

/** The closing characters for each quote or bracket that may start a value. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”“"″',
  '”': '”"',
  '„': '“”"',
  '‘': "’‘'",
  '’': "’'",
  '[': ']',
};
/** Brackets that may enclose a value only after names of secrets. */
export const OPENING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };
/** A value in the brackets of a placeholder: `Password=<value>`. */
const ANGLED = /^<([^<>\s]{6,64})>/;
/** A quote as embedded texts write it: with backslashes, doubled, as an entity, or percent-encoded. */
const QUOTE = /^(?:\\{0,7}(?:"{1,2}|['`“”„‘’])|&(?:quot|apos|#34|#39|#x22|#x27);|%(?:25)?(?:5C%)?2[27])/i;
const MAX_QUOTE = 12;

/** True for a quote, and for a bracket that encloses a value. */
export function isQuote(character: string | undefined): boolean {
  return QUOTES[character ?? ''] !== undefined;
}

/** First characters of quotes. */
export const QUOTE_CHARACTERS = Object.keys(QUOTES).join('') + '\\&%';

const BEGINS_QUOTE = new Uint8Array(128);
for (const character of '"\'`\\&%') BEGINS_QUOTE[character.charCodeAt(0)] = 1;

/** The length of the quote at `at`, or 0. */
export function quoteLength(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit === 34 && text.charCodeAt(at + 1) !== 34) return 1;
  if (unit < 128 && BEGINS_QUOTE[unit] === 0) return 0;
  return QUOTE.exec(text.slice(at, at + MAX_QUOTE))?.[0].length ?? 0;
}

/** True if the character at `end` closes the quote or bracket at `open`. */
export function closes(text: string, open: number, end: number): boolean {
  return QUOTES[text[open] ?? '']?.includes(text[end] ?? '\n') ?? false;
}

/** The opening of a value, and where its closing character is. */
export interface Closing {
  readonly length: number;
  readonly stop: EndCondition;
  /** The number of backslashes before the closing quote: one or more inside nested JSON strings. */
  readonly backslashes: number;
}

const ENTITY_QUOTE = /^&(?:quot|apos|#34|#39|#x22|#x27);/i;
const ENCODED_QUOTE = /^%(?:25)?(?:5C%)?2[27]/i;
/** Number of backslashes before a quote in three nested strings. */
export const MAX_BACKSLASHES = 7;

const endsEntity = stopAt('\r\n&', (text, at) =>
  text[at] === '&' ? ENTITY_QUOTE.test(text.slice(at, at + 6)) : text.charCodeAt(at) < 128,
);
const endsEncoded = stopAt(WHITE + '%', (text, at) =>
  text[at] === '%' ? ENCODED_QUOTE.test(text.slice(at, at + 8)) : text.charCodeAt(at) < 128,
);

const closings = new Map<string, Closing>();
for (const [open, closers] of Object.entries({ ...QUOTES, ...OPENING, '<': '>' })) {
  for (const backslashes of [0, 1, 3, 7]) {
    const ascii = closers.replace(/[^ -~]/g, '');
    const stop = stopAt('\r\n' + ascii, (text, at) => {
      const unit = text[at] ?? '';
      if (unit === '\n' || unit === '\r') return true;
      return closers.includes(unit) && !(open === '"' && isEscaped(text, at, backslashes));
    });
    const quote = '\\'.repeat(backslashes) + open;
    closings.set(quote, { length: quote.length, stop, backslashes });
  }
}

const DOUBLE_QUOTE = closings.get('"');
/** The first characters of a doubled quote with text, as in a CSV cell. */
const DOUBLED = /^""[\w!#$%&(*+./:<=>?@[\]^{|}~-]/;

/**
 * The quote or bracket at `start`, or undefined.
 * @param isEncoded whether the value is in a URL
 * @param isCell whether the value is a table cell, where brackets are part of it
 */
export function closingOf(
  text: string,
  start: number,
  isEncoded: boolean,
  isCell: boolean,
): Closing | undefined {
  const unit = text[start] ?? '';
  if (unit === '"' && text[start + 1] !== '"') return DOUBLE_QUOTE;
  if (isAlphanumeric(unit.charCodeAt(0)) || (!isCell && OPENING[unit] !== undefined)) return undefined;
  if (unit === '&' && ENTITY_QUOTE.test(text.slice(start, start + 6)))
    return { length: text.indexOf(';', start) + 1 - start, stop: endsEntity, backslashes: 0 };
  if (unit === '%' && isEncoded) return encodedQuote(text, start);
  if (unit === '*') return emphasised(text, start);
  return unit === '<' ? angled(text, start) : writtenQuote(text, start);
}

/** A value in bold or italic text: `**value**`. */
const EMPHASISED = /^(\*{1,2})[^\s*]{4,64}\1(?!\*)/;
const endsEmphasis = stopAt('\r\n*');

function emphasised(text: string, start: number): Closing | undefined {
  const length = EMPHASISED.exec(text.slice(start, start + 70))?.[1]?.length;
  return length === undefined ? undefined : { length, stop: endsEmphasis, backslashes: 0 };
}

function encodedQuote(text: string, start: number): Closing | undefined {
  const length = ENCODED_QUOTE.exec(text.slice(start, start + 8))?.[0].length;
  return length === undefined ? undefined : { length, stop: endsEncoded, backslashes: 0 };
}

function angled(text: string, start: number): Closing | undefined {
  const inner = ANGLED.exec(text.slice(start, start + 66))?.[1];
  return inner !== undefined && (isMixed(inner) || isDistinctiveWord(inner) || isOwnWord(inner))
    ? closings.get('<')
    : undefined;
}

/** A quote or a bracket, with the backslashes of an enclosing string, or doubled. */
function writtenQuote(text: string, start: number): Closing | undefined {
  let at = start;
  while (text[at] === '\\' && at - start < MAX_BACKSLASHES) at++;
  const closing = closings.get(text.slice(start, at + 1));
  return closing && DOUBLED.test(text.slice(at, at + 3))
    ? { ...closing, length: closing.length + 1 }
    : closing;
}

/**
 * True if the quote at `at` is part of the value. In nested strings, each level puts a backslash before every quote and
 * backslash; the closing quote of the value has `own` of them.
 */
function isEscaped(text: string, at: number, own: number): boolean {
  let count = 0;
  while (count < MAX_ESCAPES && text[at - 1 - count] === '\\') count++;
  return Math.floor(count / (own + 1)) % 2 === 1;
}

/** Maximum number of consecutive backslashes to count before a quote. */
const MAX_ESCAPES = 64;
