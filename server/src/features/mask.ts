import type { Analysis } from '../analysis';
import type { Span } from '../syntax';

/** What stands in the place of a masked value: of the same length, so that `Content-Length` stays true. */
export function maskOf(length: number): string {
  return '*'.repeat(length);
}

/** The text of `[start, end)` with every secret masked, also one that reaches in from outside. */
export function maskedText(analysis: Analysis, start: number, end: number): string {
  const { text } = analysis;
  const parts: string[] = [];
  let at = start;
  for (const place of secretParts(analysis)) {
    const from = Math.max(at, place.start);
    const to = Math.min(end, place.end);
    if (to <= from) continue;
    parts.push(text.slice(at, from), maskLines(text.slice(from, to)));
    at = to;
  }
  parts.push(text.slice(at, end));
  return parts.join('');
}

/** Masks a value and leaves the line breaks that a wrapped one has in it. */
export function maskLines(value: string): string {
  return value.replace(/[^\r\n]+/g, piece => maskOf(piece.length));
}

/** A value of so many code units is not there by chance: wherever it stands, it is the secret. */
const TELLING = 8;

const known = new WeakMap<Analysis, readonly Span[]>();

/** Every stretch of text that holds a secret, in order, without overlaps: where it is named, and where it only stands. */
export function secretParts(analysis: Analysis): readonly Span[] {
  const found = known.get(analysis);
  if (found) return found;
  const { text, secrets } = analysis;
  const places = secrets.flatMap(secret => secret.places);
  const values = new Set(
    places.map(({ start, end }) => text.slice(start, end)).filter(value => value.length >= TELLING),
  );
  const all = places.flatMap(place => [...place.parts]);
  if (values.size > 0) {
    for (const match of text.matchAll(/[^\s"'\\,;:<>{}[\]()=]{8,}/g)) {
      if (values.has(match[0])) all.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  const parts = withoutOverlaps(all);
  known.set(analysis, parts);
  return parts;
}

function withoutOverlaps(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result[result.length - 1];
    if (!last || span.start >= last.end) result.push(span);
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}
