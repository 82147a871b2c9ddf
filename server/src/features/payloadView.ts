import type { Analysis } from '../analysis';
import { lookUp } from '../knowledge';
import { type JsonPayload, textOf } from '../syntax';
import { formatJson } from './jsonFormat';
import { maskedText, maskerOf, maskOf, secretParts } from '../telling/mask';
import { recordAt } from '../telling/places';

export { dumpAt, type HexDump, prettyDump } from './hexDumps';

/** A seed looks like nothing else, whatever damage made of its name. */
const SEED = /^[0-9A-Fa-f]{40}$/;

/** The payload that `offset` is in. */
export function payloadAt(analysis: Analysis, offset: number): JsonPayload | undefined {
  const record = recordAt(analysis, offset);
  return record?.kind === 'json' ? record.payload : undefined;
}

/** A payload as a person reads it: repaired, a line a member, secrets masked; as it stands where it cannot be repaired. */
export function prettyPayload(analysis: Analysis, payload: JsonPayload): string {
  const repaired = payload.repaired();
  if (repaired === undefined)
    return payload.pieces.map(({ start, end }) => maskedText(analysis, start, end)).join('\n');
  const secrets = secretsIn(analysis, payload);
  const masked = maskerOf(secrets);
  return formatJson(repaired, (raw, key, isKey) => {
    const hidden = (!isKey && isSecretField(key)) || secrets.has(raw) || SEED.test(raw);
    const shown = hidden ? maskOf(raw.length) : masked(raw);
    // A mask that begins inside of an escape would leave half of that.
    return shown !== raw && raw.includes('\\') ? maskOf(raw.length) : shown;
  });
}

/**
 * The values that must not be shown of a payload. A repair moves everything behind it, so that their places say nothing
 * of where they stand in the repaired text: they are found there by what they are.
 */
function secretsIn(analysis: Analysis, { start, end }: JsonPayload): ReadonlySet<string> {
  const named = analysis.secrets
    .flatMap(({ places }) => places.filter(place => place.start < end && place.end > start))
    .map(({ parts }) => parts.map(part => textOf(analysis.text, part)).join(''));
  const standing = secretParts(analysis)
    .filter(part => part.start < end && part.end > start)
    .map(part => textOf(analysis.text, part));
  return new Set([...named, ...standing]);
}

function isSecretField(key: string | undefined): boolean {
  return key !== undefined && lookUp('json-field', key)?.facts?.['secret'] !== undefined;
}
