import { max, min } from '../../integers';
import {
  COLON,
  type CaptureRecord,
  type DebugRecord,
  dumpHead,
  type DumpHead,
  type HexDump,
  isDumpRow,
  readDump,
  secondDigit,
  type Span,
  textOf,
} from '../../syntax';
import { areZero, type Bytes, sensitiveBytes, isReadable } from './dumps';
import { placeOfParts } from './passage';
import { isSecretClass, type Found, type SecretPlace } from '../types';

/** The single-line dumps of hostapd: `MSCHAPV2: auth_challenge - hexdump(len=16): 01 02 ...`. */
const INLINE = /^.{0,160}?hexdump(?:_ascii)?\(len=\d{1,6}\): {0,2}(?=[0-9A-Fa-f]{2}(?:\s|$))/;
const INLINE_FORMS: ReadonlySet<DebugRecord['form']> = new Set(['epoch', 'stamp', 'function-line']);
const OF_A_KEY =
  /challenge|response|password|secret|key|hash|nt_|authenticator|\b(?:[pgi]?t|pm|kc|ke|e?ms|ps|g[mt]|cm|r)k\b/i;
const MAX_ROW_LENGTH = 1 << 14;
const MAX_TITLE_LENGTH = 200;
/** A truncated hostapd row; the constants after it match a sniffer row (`0x0010  0a00 0001 ...`) and the rest of a row. */
const HOSTAPD_ROW =
  /^.{0,160}?hexdump(?:_ascii)?\(len=\d{1,6}\):\s{0,2}(?<digits>(?:[0-9A-Fa-f]{2} ?)+)(?=\s|$)/d;
const ROW = /^[\s\d:.-]{0,24}?(?<digits>(?:[0-9A-Fa-f]{2} ){7,}[0-9A-Fa-f]{0,2})(?=\s|$)/d;
const SNIFFED = /^\s{0,8}0x[0-9A-Fa-f]{4}\s{1,8}(?<digits>(?:[0-9A-Fa-f]{2,4} ?){1,16})(?=\s|$)/d;
/** A row below a title, with fewer bytes than rows elsewhere must have. */
const BELOW_TITLE = /^[\s\d:.-]{0,24}?(?<digits>(?:[0-9A-Fa-f]{2} )*[0-9A-Fa-f]{2})(?=\s|$)/d;
const TITLE = /hexdump(?:_ascii)?\(len=\d{1,6}\):\s*$/;
const LENGTH = /\(len=(\d{1,6})\)/;
/** The last row of a dump, with its offset and fewer bytes than the others. */
const LAST_ROW =
  /^\s{0,8}(?:0x)?[0-9A-Fa-f]{3,8}:?\s{1,8}(?<digits>(?:[0-9A-Fa-f]{2} ?){1,15})(?=\s{2}|\s*$)/d;
const LAST_ROW_BYTES = /^\s{0,8}(?<digits>(?:[0-9A-Fa-f] )?(?:[0-9A-Fa-f]{2} )*[0-9A-Fa-f]{1,2})\s*$/d;
/** Maximum number of records read together as one dump; known dumps are shorter. */
const MAX_ROWS = 4096;

/** Finds, record by record, the sensitive parts of dumps. */
export class DumpFinder {
  #head: DumpHead | undefined;
  #records: DebugRecord[] = [];
  #wasLoose = false;
  /** True if the previous line was the title of a dump. */
  #titled = false;

  /** @param rows number of dump rows at the end of the previous text, which the first rows of this one continue */
  constructor(
    readonly text: string,
    readonly identities: boolean,
    readonly take: (found: Found) => void,
    public rows = 0,
  ) {}

  /** True if the next record can belong to the current dump. */
  get isOpen(): boolean {
    return this.#head !== undefined;
  }

  /** True if a record that begins no dump changes nothing. */
  get isIdle(): boolean {
    return this.rows === 0 && !this.isOpen && !this.#wasLoose && !this.#titled;
  }

  /** Returns false if no record of its template can belong to a dump while the finder is idle. */
  add(record: CaptureRecord): boolean {
    if (this.rows > 0 && isDumpRow(record) && this.rows < MAX_ROWS) {
      this.rows++;
      if (this.#head) this.#records.push(record);
      return true;
    }
    const rows = this.#head !== undefined;
    this.finish();
    this.rows = 0;
    this.#wasLoose ||= rows;
    this.#loose(record);
    this.#titled =
      record.kind === 'debug' && record.end - record.start < MAX_TITLE_LENGTH && this.#isTitle(record);
    if (record.kind !== 'debug') return this.#wasLoose;
    const head = dumpHead(this.text, record) ?? this.#inline(record);
    if (!head) return this.#wasLoose || this.#titled;
    if (head.about === 'ike' && !this.#hasAttribute(record, head)) return true;
    [this.#head, this.#records] = [head, [record]];
    if (head.about === 'ike') this.finish();
    else this.rows = 1;
    return true;
  }

  /** Reads the current dump. */
  finish(): void {
    const [head, records] = [this.#head, this.#records];
    if (!head) return;
    [this.#head, this.#records] = [undefined, []];
    const dump = withinLength(readDump(this.text, head, records));
    const inline = head.title.includes('hexdump');
    const found: Bytes[] =
      inline && OF_A_KEY.test(head.title)
        ? [{ kind: 'key', from: 0, to: dump.bytes.length }]
        : sensitiveBytes(dump);
    for (const bytes of found) this.#bytes(dump, bytes);
    if (head.about !== 'ike') this.#half(dump, records);
    if (head.about !== 'ike') for (const record of records) this.#column(record);
  }

  /** True if a message of ike can contain a name or a password. Most cannot, and reading all their bytes is slow. */
  #hasAttribute(record: DebugRecord, { title, at }: DumpHead): boolean {
    return (
      isReadable(title) && /408[9Aa]/.test(this.text.slice(at, record.messageEnd).replace(/[\r\n]+/g, ''))
    );
  }

  #isTitle({ start, messageStart, messageEnd }: DebugRecord): boolean {
    return (
      this.text.charCodeAt(messageEnd - 1) === COLON &&
      TITLE.test(this.text.slice(max(start, messageStart - 40), messageEnd))
    );
  }

  /** A row cut by a terminal, or one of the packet sniffer. */
  #loose(record: CaptureRecord): void {
    const at = this.identities ? looseStart(record) : -1;
    const row = at < 0 ? '' : this.text.slice(at, min(record.end, at + MAX_ROW_LENGTH));
    const place = row === '' ? undefined : this.#digitsIn(row);
    this.#wasLoose = place !== undefined;
    if (!place) return;
    const span = { start: at + place[0], end: at + place[1] };
    const digits = textOf(this.text, span);
    if (!/[1-9a-f]/i.test(digits)) return;
    this.take({ kind: 'bytes', value: digits, place: { ...span, parts: [span] }, inDump: true });
    this.#characters(span.end, at + row.length);
  }

  /** The span of the digits of a row, in one of the forms possible here. */
  #digitsIn(row: string): [number, number] | undefined {
    const forms = [ROW, SNIFFED];
    if (row.includes('hexdump')) forms.unshift(HOSTAPD_ROW);
    if (this.#titled) forms.push(BELOW_TITLE);
    if (this.#wasLoose) forms.push(LAST_ROW_BYTES, LAST_ROW);
    for (const form of forms) {
      const place = form.exec(row)?.indices?.groups?.['digits'];
      if (place) return place;
    }
    return undefined;
  }

  #inline(record: DebugRecord): DumpHead | undefined {
    if (!INLINE_FORMS.has(record.form)) return undefined;
    const slice = this.text.slice(record.messageStart, min(record.messageEnd, record.messageStart + 240));
    const match = INLINE.exec(slice);
    return match ? { title: match[0], about: 'rows', at: record.messageStart + match[0].length } : undefined;
  }

  /** The single digit of a byte that a terminal split, if its other digit was not joined to it. */
  #half({ offsets, end }: HexDump, records: readonly DebugRecord[]): void {
    const last = offsets[offsets.length - 1];
    if (last === undefined || !this.identities) return;
    const from = secondDigit(this.text, last) + 1;
    const rest = /^\s[1-9A-Fa-f](?=\s*$)/.exec(this.text.slice(from, min(from + 3, end)));
    if (!rest || records.length === 0) return;
    const span = { start: from + 1, end: from + 2 };
    this.take({ kind: 'bytes', value: rest[0], place: { ...span, parts: [span] }, inDump: true });
  }

  #bytes(dump: HexDump, { kind, from, to }: Bytes): void {
    if (areZero(dump.bytes, from, to) || (!isSecretClass(kind) && !this.identities)) return;
    const place = this.#placeOf(dump, from, to);
    const value = place.parts
      .map(part => this.text.slice(part.start, part.end))
      .join('')
      .replace(/\s+/g, '');
    if (kind === 'user') return this.#readable(dump, from, to, 'user');
    this.take({ kind, place, value, inDump: true });
    if (kind === 'password') this.#readable(dump, from, to, 'password');
  }

  /** Reports the decoded text of the bytes, since the capture may also contain it as text. */
  #readable(dump: HexDump, from: number, to: number, kind: 'password' | 'user'): void {
    if (!this.identities) return;
    const value = String.fromCharCode(...dump.bytes.subarray(from, to));
    this.take({ kind, value, place: { start: 0, end: 0, parts: [] } });
  }

  /** The place of some bytes; its parts exclude the line breaks and wide gaps between digits, which are kept. */
  #placeOf({ offsets }: HexDump, from: number, to: number): SecretPlace {
    const parts: Span[] = [];
    for (let index = from; index < to; index++) {
      const start = offsets[index] ?? 0;
      const second = secondDigit(this.text, start);
      if (second > start + 1) {
        this.#extend(parts, start, start + 1);
        parts.push({ start: second, end: second + 1 });
      } else this.#extend(parts, start, start + 2);
    }
    return placeOfParts(parts);
  }

  /** Appends a span, merging it with the last part if they are adjacent or one blank apart. */
  #extend(parts: Span[], start: number, end: number): void {
    const last = parts[parts.length - 1];
    if (last && (last.end === start || (last.end + 1 === start && this.text[last.end] === ' ')))
      parts[parts.length - 1] = { start: last.start, end };
    else parts.push({ start, end });
  }

  /** The text column of a row, which shows its bytes as characters. */
  #column(record: DebugRecord): void {
    if (!this.identities || record.form !== 'dump') return;
    const row = this.text.slice(record.messageStart, record.messageEnd);
    const gap = / {2,}\S|\t\s*\S/.exec(row);
    if (!gap) return;
    this.#characters(record.messageStart + gap.index + gap[0].length - 1, record.messageEnd);
  }

  #characters(from: number, end: number): void {
    const slice = this.text.slice(from, end);
    const start = from + slice.length - slice.trimStart().length;
    const value = slice.trim();
    if (/^[.\s]*$/.test(value)) return;
    const span = { start, end: start + value.length };
    this.take({ kind: 'column', value, place: { ...span, parts: [span] } });
  }
}

/** Limits a dump to the length in its title, because the next line may also start with two hex digits. */
function withinLength(dump: HexDump): HexDump {
  const length = Number(LENGTH.exec(dump.title)?.[1] ?? dump.bytes.length);
  if (length >= dump.bytes.length) return dump;
  return { ...dump, bytes: dump.bytes.subarray(0, length), offsets: dump.offsets.subarray(0, length) };
}

/** The offset at which an unrecognised line may contain a row, after its time stamp; -1 for other lines. */
function looseStart(record: CaptureRecord): number {
  if (record.kind === 'text') return record.start;
  return record.kind === 'debug' && record.form === 'stamp' ? record.messageStart : -1;
}
