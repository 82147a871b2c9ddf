import type { Analysis } from '../analysis';
import type { CaptureRecord, DebugRecord, Span } from '../syntax';
import { maskOf, secretParts } from './mask';
import { firstFrom } from './occurrences';
import { recordIndexAt } from './places';

/** Bytes that a capture shows in hex: rows of a dump, an IKE message, an EAP message. */
export interface HexDump extends Span {
  /** What the line says of it: `in`, `out`, `enc`, `dec`, `EAP msg from server`; empty for rows alone. */
  readonly title: string;
  readonly about: 'rows' | 'ike' | 'eap';
  readonly bytes: Uint8Array;
  /** Where each byte stands in the text. */
  readonly offsets: Uint32Array;
}

interface Head {
  readonly title: string;
  readonly about: HexDump['about'];
  /** Where the first byte can stand. */
  readonly at: number;
}

const HEAD = 120;
const ROW = 16;
const IKE = /^(in|out|enc|dec) +(?=[0-9A-Fa-f]{2})/;
const EAP = /^(.{0,80}?)(?:\(\d{1,6}\))?-(?=[0-9A-Fa-f]{2}(?:\s|$))/;

/** The hex dump that `offset` is in. */
export function dumpAt(analysis: Analysis, offset: number): HexDump | undefined {
  const { records } = analysis;
  let first = recordIndexAt(analysis, offset);
  if (first < 0) return undefined;
  while (isRow(records[first]) && isRow(records[first - 1])) first--;
  // What does not fit into the line of an EAP message goes on in rows.
  const opener = isRow(records[first]) ? headOf(analysis.text, records[first - 1]) : undefined;
  if (opener?.about === 'eap') first--;
  const head = headOf(analysis.text, records[first]);
  if (!head) return undefined;
  let last = first;
  if (head.about !== 'ike') while (isRow(records[last + 1])) last++;
  return dumpOf(analysis.text, head, records.slice(first, last + 1));
}

function isRow(record: CaptureRecord | undefined): record is DebugRecord {
  return record?.kind === 'debug' && record.form === 'dump';
}

function headOf(text: string, record: CaptureRecord | undefined): Head | undefined {
  if (record?.kind !== 'debug') return undefined;
  const { form, nameStart, nameEnd, messageStart, messageEnd } = record;
  if (form === 'dump') return { title: '', about: 'rows', at: messageStart };
  const said = text.slice(messageStart, Math.min(messageEnd, messageStart + HEAD));
  const eap = form === 'function-line' && text.slice(nameStart, nameEnd).endsWith('_hex_pnt');
  const match = form === 'ike' ? IKE.exec(said) : eap ? EAP.exec(said) : null;
  if (!match) return undefined;
  return {
    title: (match[1] ?? '').trim(),
    about: form === 'ike' ? 'ike' : 'eap',
    at: messageStart + match[0].length,
  };
}

function dumpOf(text: string, head: Head, records: readonly CaptureRecord[]): HexDump {
  const offsets: number[] = [];
  let end = head.at;
  for (const [index, record] of records.entries()) {
    if (record.kind !== 'debug') continue;
    // The characters that stand behind a row are no bytes: two blanks part them.
    const parted = record.form === 'dump' ? / {2}|\t/ : undefined;
    readBytes(text, index === 0 ? head.at : record.messageStart, record.messageEnd, parted, offsets);
    end = Math.max(end, record.messageEnd);
  }
  const bytes = Uint8Array.from(offsets, at => byteAt(text, at));
  const { title, about } = head;
  return {
    title,
    about,
    start: records[0]?.start ?? head.at,
    end,
    bytes,
    offsets: Uint32Array.from(offsets),
  };
}

/** Notes where the pairs of hex digits stand, up to the first thing that is none. */
function readBytes(
  text: string,
  from: number,
  to: number,
  parted: RegExp | undefined,
  offsets: number[],
): void {
  const gap = parted?.exec(text.slice(from, to));
  const end = gap ? from + gap.index : to;
  for (let at = from; at < end;) {
    if (/\s/.test(text[at] ?? '')) at++;
    else if (isHex(text.charCodeAt(at)) && at + 1 < end) {
      // A terminal can wrap between the two digits of one byte.
      const second = skipBreaks(text, at + 1, end);
      if (!isHex(text.charCodeAt(second)) || second >= end) return;
      offsets.push(at);
      at = second + 1;
    } else return;
  }
}

function skipBreaks(text: string, at: number, end: number): number {
  while (at < end && (text[at] === '\r' || text[at] === '\n')) at++;
  return at;
}

function byteAt(text: string, at: number): number {
  return parseInt((text[at] ?? '') + (text[skipBreaks(text, at + 1, text.length)] ?? ''), 16);
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** A dump in rows of 16 bytes: the offset, the bytes, and the characters that they stand for; what is secret is masked. */
export function prettyDump(analysis: Analysis, dump: HexDump): string {
  const { bytes, title } = dump;
  const hidden = hiddenBytes(analysis, dump);
  const lines = title === '' ? [] : [title];
  for (let row = 0; row < bytes.length; row += ROW) {
    const cells: string[] = [];
    const characters: string[] = [];
    for (let at = row; at < Math.min(row + ROW, bytes.length); at++) {
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

/** The bytes that must not be shown: what the analysis knows, and what protocols put there. */
function hiddenBytes(analysis: Analysis, { about, title, bytes, offsets, start, end }: HexDump): Set<number> {
  const hidden = new Set<number>();
  const secrets = secretParts(analysis).filter(part => part.start < end && part.end > start);
  for (const [index, at] of offsets.entries()) {
    const part = secrets[firstFrom(secrets, at + 2) - 1];
    if (part && part.end > at) hidden.add(index);
  }
  if (about === 'ike' && (title === 'dec' || title === 'enc')) hideAttributes(bytes, hidden);
  if (about !== 'ike') hideChallenge(bytes, hidden);
  return hidden;
}

/** Longer than any name and any password. */
const LONGEST_VALUE = 512;

/** XAUTH_USER_NAME 0x4089 and XAUTH_USER_PASSWORD 0x408A: the attribute, two bytes of length, the value. */
function hideAttributes(bytes: Uint8Array, hidden: Set<number>): void {
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (bytes[at] !== 0x40 || (bytes[at + 1] !== 0x89 && bytes[at + 1] !== 0x8a)) continue;
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    if (length <= LONGEST_VALUE) hide(hidden, at + 4, Math.min(at + 4 + length, bytes.length));
  }
}

/** EAP-MSCHAPv2: with challenge and response a password can be guessed at leisure. */
function hideChallenge(bytes: Uint8Array, hidden: Set<number>): void {
  const [code, type, step, size = 0] = [bytes[0], bytes[4], bytes[5], bytes[9]];
  if ((code !== 1 && code !== 2) || type !== 0x1a) return;
  if (step === 1 || step === 2) hide(hidden, 10, Math.min(10 + size, bytes.length));
  // Success: `S=` and 40 hex digits that follow from both.
  if (step === 3) hide(hidden, 9, Math.min(9 + 42, bytes.length));
}

function hide(hidden: Set<number>, start: number, end: number): void {
  for (let at = start; at < end; at++) hidden.add(at);
}
