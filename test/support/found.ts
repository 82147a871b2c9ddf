import { expect } from 'vitest';
import { redact } from '../../server/src/secrets';
import { isSecretClass } from '../../server/src/secrets/types';

/** A value in a marked text, `«kind:value»`. */
interface Mark {
  readonly kind: string;
  readonly value: string;
}

/** A marked text without its marks. */
export const unmarked = (marked: string): string => marked.replace(/«[a-z\d-]+:|»/g, '');

/** The values of a marked text; a value can hold another one. */
function marksOf(marked: string): Mark[] {
  const open: string[] = [];
  const marks: Mark[] = [];
  for (const [part] of marked.matchAll(/«[a-z\d-]+:|»|[^«»]+/g)) {
    if (part === '»') {
      const mark = open.pop() ?? '';
      const colon = mark.indexOf(':');
      marks.push({ kind: mark.slice(0, colon), value: mark.slice(colon + 1) });
    } else if (part.startsWith('«')) open.push(part.slice(1));
    else for (const [index, mark] of open.entries()) open[index] = mark + part;
  }
  return marks;
}

/** Expects that a redacted copy has none of the marked values, and one that keeps identities none of the secrets. */
export function expectGone(marked: string): void {
  const text = unmarked(marked);
  const [copy, named] = [redact(text), redact(text, { keepIdentities: true })];
  for (const { kind, value } of marksOf(marked)) {
    if (['kept', 'bytes', 'column'].includes(kind)) continue;
    expect(copy).not.toContain(value);
    if (isSecretClass(kind)) expect(named).not.toContain(value);
  }
  expect(redact(copy)).toBe(copy);
}
