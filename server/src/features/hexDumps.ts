import { min } from '../integers';
import type { Analysis } from '../analysis';
import { dumpHead, type HexDump, isDumpRow, overlap, readDump, secondDigit } from '../syntax';
import { sensitiveBytes } from '../secrets';
import { maskOf, secretParts } from '../presentation/mask';
import { firstFrom } from './occurrences';
import { recordIndexAt } from '../judge/places';

export type { HexDump } from '../syntax';

const ROW = 16;

/** Returns the hex dump at `offset`. */
export function dumpAt(analysis: Analysis, offset: number): HexDump | undefined {
  const { records, text } = analysis;
  let first = recordIndexAt(analysis, offset);
  if (first < 0) return undefined;
  while (isDumpRow(records[first]) && isDumpRow(records[first - 1])) first--;
  // An EAP message that does not fit on its line continues in rows.
  const opener = isDumpRow(records[first]) ? dumpHead(text, records[first - 1]) : undefined;
  if (opener?.about === 'eap') first--;
  const head = dumpHead(text, records[first]);
  if (!head) return undefined;
  let last = first;
  if (head.about !== 'ike') while (isDumpRow(records[last + 1])) last++;
  return readDump(text, head, records.slice(first, last + 1));
}

/** Formats a dump in rows of 16 bytes: offset, bytes and their characters, with secrets masked. */
export function prettyDump(analysis: Analysis, dump: HexDump): string {
  const { bytes, title } = dump;
  const hidden = hiddenBytes(analysis, dump);
  const lines = title === '' ? [] : [title];
  for (let row = 0; row < bytes.length; row += ROW) {
    const cells: string[] = [];
    const characters: string[] = [];
    for (let at = row; at < min(row + ROW, bytes.length); at++) {
      const byte = bytes[at] ?? 0;
      cells.push(hidden.has(at) ? maskOf(2) : byte.toString(16).padStart(2, '0'));
      const printable = byte >= 0x20 && byte < 0x7f;
      characters.push(hidden.has(at) ? maskOf(1) : printable ? String.fromCharCode(byte) : '.');
    }
    const halves = `${cells.slice(0, 8).join(' ')}  ${cells.slice(8).join(' ')}`;
    lines.push(`${row.toString(16).padStart(8, '0')}  ${halves.padEnd(3 * ROW)}  |${characters.join('')}|`);
  }
  return lines.join('\n');
}

/** Returns the indexes of bytes to hide: those with at least one digit of a secret, and the bytes of user names. */
function hiddenBytes(analysis: Analysis, dump: HexDump): Set<number> {
  const hidden = new Set<number>();
  for (const { kind, from, to } of sensitiveBytes(dump)) {
    for (let at = from; at < to && kind === 'user'; at++) hidden.add(at);
  }
  const secrets = secretParts(analysis).filter(part => overlap(part, dump));
  for (const [index, at] of dump.offsets.entries()) {
    const part = secrets[firstFrom(secrets, secondDigit(analysis.text, at) + 1) - 1];
    if (part && part.end > at) hidden.add(index);
  }
  return hidden;
}
