import { expect } from 'vitest';
import { redact } from '../../server/src/secrets';

/** A planted value: `⟦secret⟧`, or `⟨name⟩` for what a copy that keeps identities may show. */
const MARK = /[⟦⟨]([^⟧⟩]*)[⟧⟩]/g;

/** A marked text without its marks, which can also be `«kind:value»`. */
export const unmarked = (marked: string): string => marked.replace(/«[a-z\d-]+:|[»⟦⟧⟨⟩]/g, '');

/** Expects that no copy has a planted secret, and that only one with identities may have a planted name. */
export function expectGone(marked: string): void {
  const text = unmarked(marked);
  const [copy, named] = [redact(text), redact(text, { keepIdentities: true })];
  for (const { 0: mark, 1: value = '' } of marked.matchAll(MARK)) {
    expect(copy).not.toContain(value);
    if (mark.startsWith('⟦')) expect(named).not.toContain(value);
  }
  expect(redact(copy)).toBe(copy);
}
