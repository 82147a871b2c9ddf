import { max, min } from '../integers';
import { FILLER, isHexDigit, isLineBreak, isSpace } from './characters';
import type { CaptureRecord, DebugRecord, Span } from './records';

/** Bytes that a capture shows in hex: rows of a dump, an IKE message, an EAP message. */
export interface HexDump extends Span {
  /** The label on the line: `in`, `out`, `enc`, `dec`, `EAP msg from server`; empty for rows alone. */
  readonly title: string;
  readonly about: 'rows' | 'ike' | 'eap';
  readonly bytes: Uint8Array;
  /** The offset of each byte in the text. */
  readonly offsets: Uint32Array;
}

/** The head of a dump. */
export interface DumpHead {
  readonly title: string;
  readonly about: HexDump['about'];
  /** The first possible offset of a byte. */
  readonly at: number;
}

const HEAD = 120;
const IKE = /^(in|out|enc|dec) +(?=[0-9A-Fa-f]{2})/;
const EAP = /^(.{0,80}?)(?:\(\d{1,6}\))?-(?=[0-9A-Fa-f]{2}(?:\s|$))/;

export function isDumpRow(record: CaptureRecord | undefined): record is DebugRecord {
  return record?.kind === 'debug' && record.form === 'dump';
}

/** The head of the dump that `record` begins; undefined if it does not begin one. */
export function dumpHead(text: string, record: CaptureRecord | undefined): DumpHead | undefined {
  if (record?.kind !== 'debug') return undefined;
  const { form, nameStart, nameEnd, messageStart, messageEnd } = record;
  if (form === 'dump') return { title: '', about: 'rows', at: messageStart };
  const eap = form === 'function-line' && text.slice(nameStart, nameEnd).endsWith('_hex_pnt');
  if (form !== 'ike' && !eap) return undefined;
  const beginning = text.slice(messageStart, min(messageEnd, messageStart + HEAD));
  const match = (form === 'ike' ? IKE : EAP).exec(beginning);
  if (!match) return undefined;
  return {
    title: (match[1] ?? '').trim(),
    about: form === 'ike' ? 'ike' : 'eap',
    at: messageStart + match[0].length,
  };
}

/** Reads the dump that begins with `head` in the first of `records` and continues in the others. */
export function readDump(text: string, head: DumpHead, records: readonly CaptureRecord[]): HexDump {
  const offsets: number[] = [];
  let end = head.at;
  for (const [index, record] of records.entries()) {
    if (record.kind !== 'debug') continue;
    // Two spaces separate the bytes of a row from its character column, which is not read.
    const parted = record.form === 'dump' ? / {2}|\t/ : undefined;
    readBytes(text, index === 0 ? head.at : record.messageStart, record.messageEnd, parted, offsets);
    end = max(end, record.messageEnd);
  }
  return {
    title: head.title,
    about: head.about,
    start: records[0]?.start ?? head.at,
    end,
    bytes: bytesAt(text, offsets),
    offsets: new Uint32Array(offsets),
  };
}

function bytesAt(text: string, offsets: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(offsets.length);
  for (let index = 0; index < offsets.length; index++) bytes[index] = byteAt(text, offsets[index] ?? 0);
  return bytes;
}

/** The offset of the second digit of the byte at `at`: a terminal can wrap between the two. */
export function secondDigit(text: string, at: number): number {
  return skipBreaks(text, at + 1, text.length);
}

/** Collects the offsets of pairs of hex digits, up to the first text that is not a pair. */
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
    if (isSpace(text.charCodeAt(at))) at++;
    else if (isHexDigit(text.charCodeAt(at)) && at + 1 < end) {
      const second = skipBreaks(text, at + 1, end);
      if (!isHexDigit(text.charCodeAt(second)) || second >= end) return;
      offsets.push(at);
      at = second + 1;
    } else return;
  }
}

function skipBreaks(text: string, at: number, end: number): number {
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isLineBreak(code) && code !== FILLER) break;
  }
  return at;
}

function byteAt(text: string, at: number): number {
  return digitAt(text, at) * 16 + digitAt(text, secondDigit(text, at));
}

/** The value of a hex digit. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 58 ? code - 48 : (code | 32) - 87;
}
