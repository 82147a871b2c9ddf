/** Typographic quotes and HTML entities that editors and web pages put in the place of a plain character. */
const DOUBLE_QUOTES = /[\u201c-\u201f\u2033]/g;
const SINGLE_QUOTES = /[\u2018-\u201b\u2032]/g;
const TYPOGRAPHIC = /[\u2018-\u201f\u2032\u2033]/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"', '&#34;': '"', '&apos;': "'", '&#39;': "'", '&#x27;': "'", '&gt;': '>', '&lt;': '<', '&amp;': '&', '&nbsp;': ' ',
}; // oxfmt-ignore
const ENTITY = /&(?:quot|apos|gt|lt|amp|nbsp|#34|#39|#x27);/g;
const ENTITY_AT = new RegExp(ENTITY.source, 'y');

/** The text of a copy with the characters that the unit printed. */
export function asPrinted(text: string): string {
  const plain = TYPOGRAPHIC.test(text) ? text.replace(DOUBLE_QUOTES, '"').replace(SINGLE_QUOTES, "'") : text;
  return plain.includes('&') ? plain.replace(ENTITY, entity => ENTITIES[entity] ?? entity) : plain;
}

/** The length of the text that represents one character at `at`, in UTF-16 code units. */
export function lengthAt(raw: string, at: number): number {
  if (raw[at] !== '&') return 1;
  ENTITY_AT.lastIndex = at;
  return ENTITY_AT.exec(raw)?.[0].length ?? 1;
}
