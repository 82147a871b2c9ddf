import { expect } from 'vitest';
import type { Sink } from '../../server/src/secrets/positions/passage';
import type { Span } from '../../server/src/syntax';

type Taken = { readonly kind: string } & Span;

/** A sink, and what it received. */
export function recorder(identities: boolean): { readonly sink: Sink; readonly taken: Taken[] } {
  const taken: Taken[] = [];
  return { sink: { identities, take: (kind, start, end) => taken.push({ kind, start, end }) }, taken };
}

/** The text with what was taken of it as `«kind:value»`. */
export function markedIn(text: string, taken: readonly Taken[]): string {
  let [marked, at] = ['', 0];
  for (const { kind, start, end } of taken.toSorted((a, b) => a.start - b.start)) {
    marked += `${text.slice(at, start)}«${kind}:${text.slice(start, end)}»`;
    at = end;
  }
  return marked + text.slice(at);
}

/** Expects reading to continue behind what was taken, or not to have moved. */
export function expectNext(next: number, end: number, taken: readonly Taken[]): void {
  const last = Math.max(...taken.map(part => part.end));
  if (taken.length > 0) expect([-1, end, last]).toContain(next);
  else if (next !== -1) expect(next).toBeGreaterThanOrEqual(end);
}
