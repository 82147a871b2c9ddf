import { min } from '../../integers';
import {
  BACKSLASH,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  isWord,
  OPEN_BRACE,
  SINGLE_QUOTE,
  skipSpace,
} from '../characters';
import type { Repairs } from './damage';

/** How far the reader looks for the end of a key without quotes, in UTF-16 code units. */
const MAX_KEY_LENGTH = 64;
/** A single or typographic quote opens a key only if it is closed within this many code units. */
const MAX_QUOTED_KEY_LENGTH = 256;

/** The end of a string: the end of the span between its quotes, and where reading continues. */
export interface StringEnd {
  readonly end: number;
  readonly next: number;
}

/**
 * The family of a quote: 2 for `"` and the typographic double quotes, 1 for `'` and the typographic single ones; 0 if it is
 * no quote.
 */
export function quoteFamily(code: number): number {
  if (code === DOUBLE_QUOTE) return 2;
  if (code === SINGLE_QUOTE) return 1;
  if (code < 0x2018) return 0;
  if ((code >= 0x201c && code <= 0x201f) || code === 0x2033 || code === 0x2036) return 2;
  return (code >= 0x2018 && code <= 0x201b) || code === 0x2032 || code === 0x2035 ? 1 : 0;
}

function isCloser(code: number): boolean {
  return code === 125 || code === 93;
}

function isStructure(code: number): boolean {
  return code === COMMA || isCloser(code) || code === 123 || code === 91 || code === 32;
}

/** Characters of a key, including the `*` of a masked one. */
function isKeyCharacter(code: number): boolean {
  return isWord(code) || code === 45 || code === 46 || code === 32 || code === 42;
}

/** True for a key at `at`, with or without its closing quote: `name":`, `name:`. */
function keyFollows(source: string, at: number, end: number): boolean {
  let after = at;
  const limit = min(end, at + MAX_KEY_LENGTH);
  while (after < limit && isKeyCharacter(source.charCodeAt(after))) after++;
  if (after === at) return false;
  if (after < end && quoteFamily(source.charCodeAt(after)) > 0) after++;
  after = skipSpace(source, after, end);
  return after < end && source.charCodeAt(after) === COLON;
}

/** True if `code` is a quote that can close `opening`. Typographic quotes come in many pairs. */
function canClose(opening: number, code: number): boolean {
  return opening < 0x2018 ? code === opening : quoteFamily(code) === quoteFamily(opening);
}

/** True if the quote at `at` can close the string that the one at `open` opened. */
function mayClose(source: string, open: number, at: number, end: number, isKey: boolean): boolean {
  const opening = source.charCodeAt(open);
  if (canClose(opening, source.charCodeAt(at))) return true;
  return opening === DOUBLE_QUOTE && closesOddly(source, open, at, end, isKey);
}

/** Repairs the quote at `at` if it is not valid in JSON. */
function straighten(source: string, at: number, repairs: Repairs): void {
  if (source.charCodeAt(at) === DOUBLE_QUOTE) return;
  repairs.damage('quote-style', at, at + 1);
  repairs.replace(at, at + 1, '"');
}

/**
 * Reads the string whose opening quote is at `open`. A quote closes it if the text after it can follow a string there;
 * otherwise it opens the next key (the closing quote is missing) or belongs to the value.
 */
export function readString(
  source: string,
  open: number,
  end: number,
  isKey: boolean,
  repairs: Repairs,
): StringEnd {
  straighten(source, open, repairs);
  let lastQuote = open;
  for (let at = open + 1; at < end; at++) {
    const code = source.charCodeAt(at);
    if (code === BACKSLASH) at += checkEscape(source, at, end, repairs);
    else if (code < 32) {
      repairs.damage('character', at, at + 1);
      repairs.replace(at, at + 1, '\\u' + code.toString(16).padStart(4, '0'));
    } else if (quoteFamily(code) > 0) {
      const closing = mayClose(source, open, at, end, isKey);
      if (closing && closesHere(source, at + 1, end, isKey)) return close(at);
      const early = isKey
        ? missedKeyEnd(source, open, at, closing)
        : missedValueEnd(source, lastQuote, at, end, closing);
      if (early >= 0) return missingQuote(early);
      if (isKey && closing) return close(at);
      if (code === DOUBLE_QUOTE) {
        repairs.damage('stray-quote', at, at + 1);
        repairs.insert(at, '\\');
      }
      lastQuote = at;
    }
  }
  const early = isKey ? keyEnd(source, open + 1, end) : closersAtEnd(source, lastQuote + 1, end);
  if (early >= 0) return missingQuote(early);
  repairs.insert(end, '"');
  return { end, next: end };

  function close(at: number): StringEnd {
    straighten(source, at, repairs);
    return { end: at, next: at + 1 };
  }

  function missingQuote(at: number): StringEnd {
    repairs.forget(at);
    // It is before whatever was noted in the text that is read again.
    repairs.damage('closing-quote', open, at);
    repairs.insert(at, '"');
    return { end: at, next: at };
  }
}

/**
 * True if the quote at `open`, where a key is expected, opens one: its closing quote follows soon or is missing before the
 * colon, or the text ends inside it.
 */
export function opensKey(source: string, open: number, end: number): boolean {
  const opening = source.charCodeAt(open);
  const limit = opening === DOUBLE_QUOTE ? end : min(end, open + MAX_QUOTED_KEY_LENGTH);
  let plain = true;
  for (let at = open + 1; at < limit; at++) {
    const code = source.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (canClose(opening, code)) return true;
    plain &&= isKeyCharacter(code);
  }
  return keyEnd(source, open + 1, limit) >= 0 || (plain && limit === end);
}

/** True if the closing brackets from `at` on end the text, or are followed by a comma and a member. */
function closersEnd(source: string, at: number, end: number): boolean {
  while (at < end && (isCloser(source.charCodeAt(at)) || source.charCodeAt(at) === 32)) at++;
  return at >= end || (source.charCodeAt(at) === COMMA && memberFollows(source, at + 1, end));
}

/** True if a quoted key or an object comes next. */
function memberFollows(source: string, from: number, end: number): boolean {
  const at = skipSpace(source, from, end);
  if (at >= end) return false;
  return (
    source.charCodeAt(at) === OPEN_BRACE ||
    (quoteFamily(source.charCodeAt(at)) > 0 && keyFollows(source, at + 1, end))
  );
}

/**
 * True if the typographic quote at `at` closes a string that a straight one opened, as auto-correcting editors leave it:
 * then a key is a plain word, and a bracket or the next key follows a value.
 */
function closesOddly(source: string, open: number, at: number, end: number, isKey: boolean): boolean {
  if (quoteFamily(source.charCodeAt(at)) !== 2 || source.charCodeAt(at) === DOUBLE_QUOTE) return false;
  const after = skipSpace(source, at + 1, end);
  const code = after < end ? source.charCodeAt(after) : 0;
  if (isKey)
    return code === COLON && at - open <= MAX_KEY_LENGTH && /^[\w.-]+$/.test(source.slice(open + 1, at));
  if (isCloser(code)) return closersEnd(source, after, end);
  return code === COMMA && memberFollows(source, after + 1, end);
}

/**
 * Checks the escape at `at` (a backslash), and doubles a backslash that begins no valid escape or ends the text; returns
 * how far to advance.
 */
function checkEscape(source: string, at: number, end: number, repairs: Repairs): number {
  if (at + 1 >= end) {
    repairs.insert(end, '\\');
    return 0;
  }
  const code = source.charCodeAt(at + 1);
  if (code === 117 && /^[0-9a-fA-F]{4}$/.test(source.slice(at + 2, min(end, at + 6)))) return 5;
  if (code !== 117 && '"\\/bfnrt'.includes(source.charAt(at + 1))) return 1;
  repairs.damage('character', at, at + 1);
  repairs.insert(at, '\\');
  return 0;
}

function closesHere(source: string, after: number, end: number, isKey: boolean): boolean {
  const at = skipSpace(source, after, end);
  if (at >= end) return true;
  const code = source.charCodeAt(at);
  if (isKey) return code === COLON;
  // A quote that opens the next key: only the comma in between is missing.
  return code === COMMA || isCloser(code) || (quoteFamily(code) > 0 && keyFollows(source, at + 1, end));
}

/** The end of a key whose closing quote is missing, if the quote at `at` could close it; -1 if it is not missing. */
function missedKeyEnd(source: string, open: number, at: number, closing: boolean): number {
  return closing ? keyEnd(source, open + 1, at) : -1;
}

/** The end of a value whose closing quote is missing, if the quote at `at` opens the next key; -1 if it is not missing. */
function missedValueEnd(
  source: string,
  lastQuote: number,
  at: number,
  end: number,
  closing: boolean,
): number {
  const mayOpen = closing || source.charCodeAt(at) === DOUBLE_QUOTE;
  return mayOpen ? valueEnd(source, lastQuote + 1, at, end) : -1;
}

/** The end of a key without its closing quote, `"license:null`: before the colon. -1 if there is none. */
function keyEnd(source: string, start: number, end: number): number {
  const limit = min(end, start + MAX_KEY_LENGTH);
  let at = start;
  while (at < limit && isKeyCharacter(source.charCodeAt(at))) at++;
  return at > start && at < limit && source.charCodeAt(at) === COLON ? at : -1;
}

/** The end of a value without its closing quote, if the quote at `quote` opens the next key; -1 if it does not. */
function valueEnd(source: string, start: number, quote: number, end: number): number {
  if (!keyFollows(source, quote + 1, end)) return -1;
  let at = quote;
  while (at > start && isStructure(source.charCodeAt(at - 1))) at--;
  return at < quote ? at : -1;
}

/** The end of a last value without its closing quote: before the closing brackets that end the text. */
function closersAtEnd(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && (isCloser(source.charCodeAt(at - 1)) || source.charCodeAt(at - 1) === 32)) at--;
  return at < end && isCloser(source.charCodeAt(skipSpace(source, at, end))) ? at : -1;
}
