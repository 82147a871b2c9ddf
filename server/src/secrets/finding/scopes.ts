import type { DebugRecord, Span } from '../../syntax';

/** How a passage is looked at. */
export interface Scope {
  /** From how many hex digits in a row on a run is taken out, whatever it is. */
  readonly hex: number;
  /** The same for base64. */
  readonly base64: number;
  /** Whether such lines hold keys and messages, so that less tells a run. */
  readonly denied: boolean;
  /** How many digits a run of base64 has at least. */
  readonly digits: number;
}

/** In any line; in lines that print keys and messages; in lines that are nothing but such a run. */
export const ANYWHERE: Scope = { hex: 32, base64: 44, denied: false, digits: 2 };
const DENIED: Scope = { hex: 24, base64: 24, denied: true, digits: 2 };
const SAML = /^(?:<|saml|lasso|SAML|\*{2,})/i;

/** Lines of ike and of the SAML daemon print keys and whole messages. */
export function scopeOf(text: string, { form, nameStart, messageStart }: DebugRecord): Scope {
  if (form === 'ike' || form === 'dump') return DENIED;
  const name = text.slice(nameStart, nameStart + 8);
  const said = text.charCodeAt(messageStart);
  return /saml|lasso/i.test(name) || said === 60 ? DENIED : ANYWHERE;
}

/** Sentences of SAML are messages, or parts of one. */
export function sentenceScope(text: string, start: number): Scope {
  return SAML.test(text.slice(start, start + 8)) ? DENIED : ANYWHERE;
}

/** A line of hex digits alone is the rest of a key, or of a message. */
const REST: Scope = { hex: 12, base64: 24, denied: true, digits: 2 };

/** A line of base64 with its padding, as mail servers are answered with a user and a password. */
const ANSWER: Scope = { hex: 24, base64: 8, denied: true, digits: 0 };
const PADDED = /^(?:[A-Za-z\d+/]{4}){2,}(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)$/;

/** A line that is one long word may be a part of a key or of a message. */
export function textScope(text: string, { start, end }: Span): Scope {
  const line = text.slice(start, Math.min(end, start + 4096)).trim();
  if (/^[\da-f]+$/i.test(line)) return REST;
  if (PADDED.test(line)) return ANSWER;
  return /^[\w+/=<>-]+$/.test(line) ? DENIED : ANYWHERE;
}
