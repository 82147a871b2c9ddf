import { errorOf } from '../knowledge';
import type { Entry } from '../knowledge/types';
import { HIDDEN, Hider } from '../secrets/finding/hidden';
import type { ServiceError } from '../trace';

const HIDER = new Hider(false);
/** Characters of a text that contains a secret. */
const MAY_HOLD_SECRET = /[\d:=]/;
/** Maximum length of a text that is examined, in UTF-16 code units. */
const MAX_TEXT = 256;

/**
 * The entry of a service error. If the text contains a secret, only the number counts, as if the text were masked: a
 * redacted copy must have the same errors.
 */
export function entryOfError({ code, message }: ServiceError): Entry | undefined {
  const text = message?.text;
  const entry = errorOf(code?.text, text);
  if (entry || !code || text === undefined || !MAY_HOLD_SECRET.test(text)) return entry;
  return HIDER.hide(text.slice(0, MAX_TEXT)).includes(HIDDEN) ? errorOf(code.text, undefined) : undefined;
}
