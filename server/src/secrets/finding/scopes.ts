import type { DebugRecord, Span } from '../../syntax';
import type { Guesses } from './heuristics';
import type { Scope } from './lineShapes';

/** The scope of any line, and of lines that contain keys and messages. */
export const ANYWHERE: Scope = { hex: 32, base64: 44, denied: false, digits: 2 };
const DENIED: Scope = { hex: 24, base64: 24, denied: true, digits: 2 };
const SAML = /^(?:<|saml|lasso|SAML|\*{2,})/i;

/** Lines of ike and of the SAML daemon contain keys and whole messages. */
export function scopeOf(text: string, { form, nameStart, messageStart }: DebugRecord): Scope {
  if (form === 'ike' || form === 'dump') return DENIED;
  const name = text.slice(nameStart, nameStart + 8);
  const firstCode = text.charCodeAt(messageStart);
  return /saml|lasso/i.test(name) || firstCode === 60 ? DENIED : ANYWHERE;
}

/** SAML sentences are messages, or parts of one. */
export function sentenceScope(text: string, start: number): Scope {
  return SAML.test(text.slice(start, start + 8)) ? DENIED : ANYWHERE;
}

/** Maximum length of a line to match against line shapes, in UTF-16 code units. */
const MAX_LINE = 4096;

/** The scope of an unrecognised line, by its shape. */
export function textScope(text: string, { start, end }: Span, { lines }: Guesses): Scope {
  const line = text.slice(start, Math.min(end, start + MAX_LINE)).trim();
  return lines.find(({ form }) => form.test(line))?.scope ?? ANYWHERE;
}
