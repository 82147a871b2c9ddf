import { lookUpError } from '../knowledge';
import type { Entry } from '../knowledge/types';
import type { ServiceError } from '../trace';

const HOLDS_FIELD = /\w=\S/;

/**
 * The entry of a service error. If the text holds a field, whose value can be masked in a copy, and is unknown, only the
 * number counts, as in the copy.
 */
export function entryOfError({ code, message }: ServiceError): Entry | undefined {
  const text = message?.text;
  const entry = lookUpError(code?.text, text);
  return entry || text === undefined || !HOLDS_FIELD.test(text) ? entry : lookUpError(code?.text, undefined);
}
