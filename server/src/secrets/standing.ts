import type { Span } from '../syntax';
import { ValueSearch } from './search';
import type { Secret } from './types';
import { isTellingClass } from './telling';
import { isVocabulary } from './vocabulary';

/** Every stretch of a text that holds a secret, in order, without overlaps: where it is named, and where it only stands. */
export function secretStretches(text: string, secrets: readonly Secret[]): readonly Span[] {
  const all: Span[] = [];
  const values = new Set<string>();
  const search = new ValueSearch();
  for (const { class: kind, places } of secrets) {
    for (const { parts } of places) {
      all.push(...parts);
      const value = parts.map(({ start, end }) => text.slice(start, end)).join('');
      if (values.has(value)) continue;
      values.add(value);
      const telling = isTellingClass(kind, value);
      if (telling || !isVocabulary(value)) search.addSecret(value, 0, telling);
    }
  }
  search.find(text, (start, end) => {
    all.push({ start, end });
  });
  return withoutOverlaps(all);
}

/** What finds every stretch of a text that one of `values` fills. */
export function valueFinder(values: Iterable<string>): (text: string) => readonly Span[] {
  const search = new ValueSearch();
  for (const value of values) search.addSecret(value, 0, false);
  return text => {
    const found: Span[] = [];
    search.find(text, (start, end) => {
      found.push({ start, end });
    });
    return found;
  };
}

function withoutOverlaps(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of spans) {
    const last = result[result.length - 1];
    if (!last || span.start >= last.end) result.push(span);
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}
