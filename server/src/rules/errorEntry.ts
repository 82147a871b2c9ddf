import { errorOf } from '../knowledge';
import type { Entry } from '../knowledge/types';
import { HIDDEN, Hider } from '../secrets/finding/hidden';
import type { ServiceError } from '../trace';

const HIDER = new Hider(false);
/** What a text has that holds a secret. */
const MAY_HOLD_SECRET = /[\d:=]/;
/** How much of a text is looked at, in UTF-16 code units. */
const MAX_TEXT = 256;

/**
 * The entry of an error of the service. A text that holds a secret says no more than a masked one, so its number decides: a
 * redacted copy has the same errors.
 */
export function entryOfError({ code, message }: ServiceError): Entry | undefined {
  const text = message?.text;
  const entry = errorOf(code?.text, text);
  if (entry || !code || text === undefined || !MAY_HOLD_SECRET.test(text)) return entry;
  return HIDER.hide(text.slice(0, MAX_TEXT)).includes(HIDDEN) ? errorOf(code.text, undefined) : undefined;
}
