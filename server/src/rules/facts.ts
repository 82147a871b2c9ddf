import type { Facts } from './types';

/** Keeps the facts that are known. */
export function known(facts: Readonly<Record<string, string | number | undefined>>): Facts {
  const result: Record<string, string> = {};
  for (const name in facts) {
    const value = facts[name];
    if (value !== undefined && value !== '') result[name] = String(value);
  }
  return result;
}

const MAX_SAID_LENGTH = 120;
/** Text that is safe to quote: short, with no quotation marks and nothing after it. */
const PLAIN = /^[A-Za-z]{1,19}(?: [A-Za-z]{1,19}){0,5}$/;

/**
 * Words of a service or of the command line as they go into a message. They can repeat what was typed, and damage can make
 * them swallow what stood behind: long words are left out, all behind a line break, and quoted values too, where they are
 * no plain words or `secret` says that they may be one.
 */
export function saying(text: string | undefined, secret = false): string | undefined {
  if (text === undefined || PLAIN.test(text)) return text?.trim();
  return (
    text
      // A sentence of the service has no brackets or quotation marks: text after one does not belong to it.
      .split(/[\r\n{}[\]"“”]/, 1)[0]
      ?.slice(0, MAX_SAID_LENGTH)
      .replace(/'([^']*)(?:'|$)/g, (whole, inner: string) =>
        !secret && /^[a-z][a-z_-]{0,23}$/.test(inner) ? whole : "'…'",
      )
      .replace(/[A-Za-z0-9+/=_-]{20,}|(?=[A-Z]{0,9}\d)[A-Z0-9]{12,}/g, '…')
      .trim()
  );
}
