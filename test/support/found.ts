import { expect } from 'vitest';
import { RecordFinder } from '../../server/src/secrets/finding/finder';
import { isSecretClass } from '../../server/src/secrets/types';
import { readRecords, type Span } from '../../server/src/syntax';

type Mark = { readonly kind: string } & Span;

/** The values that are found in a text, each place once; the longer of two that start together comes first. */
function marksOf(text: string, identities: boolean): Mark[] {
  const marks = new Map<string, Mark>();
  const finder = new RecordFinder(identities, ({ kind, place }) => {
    for (const { start, end } of place.parts) marks.set(`${kind} ${start} ${end}`, { kind, start, end });
  });
  finder.read(text, readRecords(text));
  return [...marks.values()].sort(
    (a, b) => a.start - b.start || b.end - a.end || a.kind.localeCompare(b.kind),
  );
}

/** The text with each value that is found in it as `«kind:value»`. */
export function found(text: string): string {
  const parts: string[] = [];
  const open: number[] = [];
  let at = 0;
  const closeUntil = (start: number): void => {
    while ((open.at(-1) ?? Infinity) <= start) {
      const end = open.pop() ?? start;
      parts.push(text.slice(at, end), '»');
      at = end;
    }
  };
  for (const { kind, start, end } of marksOf(text, true)) {
    closeUntil(start);
    parts.push(text.slice(at, start), `«${kind}:`);
    at = start;
    open.push(end);
  }
  closeUntil(text.length);
  return parts.join('') + text.slice(at);
}

/** A marked text without its marks. */
export const unmarked = (marked: string): string => marked.replace(/«[a-z\d-]+:|»/g, '');

/** The marks of secrets in a marked text. */
function secretMarks(marked: string): string[] {
  const open: string[] = [];
  const secrets: string[] = [];
  for (const [part] of marked.matchAll(/«[a-z\d-]+:|»|[^«»]+/g)) {
    if (part === '»') {
      const mark = open.pop() ?? '';
      if (isSecretClass(mark.slice(0, mark.indexOf(':')))) secrets.push(mark);
    } else if (part.startsWith('«')) open.push(part.slice(1));
    else for (const [index, mark] of open.entries()) open[index] = mark + part;
  }
  return secrets.sort();
}

/** Expects what is marked to be found, and its secrets also if nothing else is searched for, as for problems. */
export function expectFound(marked: string): void {
  const text = unmarked(marked);
  expect(found(text)).toBe(marked);
  const secrets = marksOf(text, false).filter(({ kind }) => isSecretClass(kind));
  expect(secrets.map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`).sort()).toEqual(
    secretMarks(marked),
  );
}
