/**
 * Invisible characters that a terminal, browser or editor interprets: control characters, bidirectional marks, zero-width
 * characters, line and paragraph separators; also lone surrogates, which cannot be encoded.
 */
const HIDDEN = /[\p{Control}\p{Format}\p{Surrogate}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u2065]/u;
const EVERY_HIDDEN = new RegExp(HIDDEN, 'gu');

/** Returns a multi-line text with each hidden character replaced by its code point: `<U+202E>`. */
export function printable(text: string): string {
  return text.replace(EVERY_HIDDEN, character =>
    character === '\n' || character === '\t' ? character : named(character),
  );
}

/**
 * Like `printable`, for text within one line such as a message or file name: line breaks and tabs are replaced, too.
 */
export function printableLine(text: string): string {
  return text.replace(EVERY_HIDDEN, named);
}

/** Like `printable`, for JSON: hidden characters become escapes, so that each value stays the same. */
export function printableJson(json: string): string {
  return json.replace(EVERY_HIDDEN, character => (character === '\n' ? character : escaped(character)));
}

function named(character: string): string {
  return `<U+${hex(character.codePointAt(0) ?? 0).toUpperCase()}>`;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at))}`).join('');
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}
