import type { Span } from '../../syntax';

/** The id of a SAML assertion, which its signature covers: `<saml:Assertion ID="_1f0c…">`. */
const ID = /<(?:\w{1,16}:)?Assertion\s[^>]{0,512}?\b(?:Assertion)?ID=\\{0,2}["'](?<id>[\w.:-]{8,128})/dg;

/** The ids of the SAML assertions in `[from, to)`. An assertion names its user, and can be replayed while it is valid. */
export function assertionsIn(text: string, from: number, to: number): Span[] {
  const slice = text.slice(from, to);
  if (!slice.includes('Assertion')) return [];
  return Array.from(slice.matchAll(ID), ({ indices }) => {
    const [start = 0, end = 0] = indices?.groups?.['id'] ?? [];
    return { start: from + start, end: from + end };
  });
}
