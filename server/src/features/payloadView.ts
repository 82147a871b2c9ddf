import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { lookUp } from '../knowledge';
import { type JsonPayload, textOf } from '../syntax';
import { formatJson } from './jsonFormat';
import { maskedParts, maskedText, maskerOf, maskOf } from '../presentation/mask';
import { recordAt } from '../presentation/places';

export { dumpAt, type HexDump, prettyDump } from './hexDumps';

/** A seed is recognised by its form, even if its name is damaged. */
const SEED = /^[0-9A-Fa-f]{40}$/;

/** Returns the payload at `offset`. */
export function payloadAt(analysis: Analysis, offset: number): JsonPayload | undefined {
  const record = recordAt(analysis, offset);
  return record?.kind === 'json' ? record.payload : undefined;
}

/** Returns a readable payload: repaired if possible, one line per member, secrets masked. */
export function prettyPayload(analysis: Analysis, payload: JsonPayload): string {
  const repaired = payload.repaired();
  if (repaired === undefined)
    return payload.pieces.map(({ start, end }) => maskedText(analysis, start, end)).join('\n');
  const [all, standing] = [namedIn(analysis), secretsIn(analysis, payload)];
  const masked = maskerOf(standing);
  return formatJson(repaired, (raw, key, isKey) => {
    const known = all.values.has(raw) || standing.has(raw);
    const hidden = (!isKey && isSecretField(key)) || known || SEED.test(raw);
    const shown = hidden ? maskOf(raw.length) : all.masked(masked(raw));
    // A mask that begins inside an escape would leave half of it.
    return shown !== raw && raw.includes('\\') ? maskOf(raw.length) : shown;
  });
}

interface Secrets {
  readonly values: ReadonlySet<string>;
  readonly masked: (text: string) => string;
}

/**
 * The values of all secrets of a capture, since a terminal can have cut one in the payload. A repair shifts the text
 * after it, so offsets do not fit the repaired text and secrets are found by their values.
 */
const namedIn = cached(({ text, secrets }: Analysis): Secrets => {
  const values = new Set(
    secrets.flatMap(({ places }) =>
      places.map(({ parts }) => parts.map(part => textOf(text, part)).join('')),
    ),
  );
  return { values, masked: maskerOf(values) };
});

/** Returns the secrets, and parts of secrets, in a payload. */
function secretsIn(analysis: Analysis, { start, end }: JsonPayload): ReadonlySet<string> {
  const parts = maskedParts(analysis, start, end);
  return new Set(parts.map(part => textOf(analysis.text, part)));
}

function isSecretField(key: string | undefined): boolean {
  return key !== undefined && lookUp('json-field', key)?.facts?.['secret'] !== undefined;
}
