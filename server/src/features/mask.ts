import type { Analysis } from '../analysis';
import type { Span } from '../syntax';

/** What stands in the place of a masked value: of the same length, so that `Content-Length` stays true. */
export function maskOf(length: number): string {
  return '*'.repeat(length);
}

/** The text of `[start, end)` with every secret masked, also one that reaches in from outside. */
export function maskedText({ text, secrets }: Analysis, start: number, end: number): string {
  const places = secrets
    .flatMap(secret => secret.places)
    .filter(place => place.start < end && place.end > start)
    .sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let at = start;
  for (const place of places) {
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

/** Every place of every secret, in the order of the text. */
export function secretPlaces({ secrets }: Analysis): Span[] {
  return secrets.flatMap(secret => [...secret.places]).sort((a, b) => a.start - b.start);
}
