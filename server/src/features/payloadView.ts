import type { Analysis } from '../analysis';
import { redact } from '../secrets';
import type { JsonPayload } from '../syntax';
import { formatJson } from './jsonFormat';
import { maskedText } from '../presentation/mask';
import { recordAt } from '../presentation/places';

export { dumpAt, type HexDump, prettyDump } from './hexDumps';

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
  return formatJson(redact(repaired, { keepIdentities: true, site: analysis.site }));
}
