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
import { areZero, type Bytes, bytesOf, isReadable } from './dumps';
import { isSecretClass, type Found, type SecretPlace } from '../types';

/** The one line dumps of hostapd: `MSCHAPV2: auth_challenge - hexdump(len=16): 01 02 ...`. */
const INLINE = /^.{0,160}?hexdump(?:_ascii)?\(len=\d{1,6}\): {0,2}(?=[0-9A-Fa-f]{2}(?:\s|$))/;
const INLINE_FORMS: ReadonlySet<DebugRecord['form']> = new Set(['epoch', 'stamp', 'function-line']);
const OF_A_KEY =
  /challenge|response|password|secret|key|hash|nt_|authenticator|\b(?:[pgi]?t|pm|kc|ke|e?ms|ps|g[mt]|cm|r)k\b/i;
const MAX_ROW_LENGTH = 1 << 14;
const MAX_TITLE_LENGTH = 200;
/** A row of bytes without its end, one of the sniffer (`0x0010  0a00 0001 ...`), and the rest of a row. */
const NAMED = /^.{0,160}?hexdump(?:_ascii)?\(len=\d{1,6}\):\s{0,2}(?<digits>(?:[0-9A-Fa-f]{2} ?)+)(?=\s|$)/d;
const ROW = /^[\s\d:.-]{0,24}?(?<digits>(?:[0-9A-Fa-f]{2} ){7,}[0-9A-Fa-f]{0,2})(?=\s|$)/d;
const SNIFFED = /^\s{0,8}0x[0-9A-Fa-f]{4}\s{1,8}(?<digits>(?:[0-9A-Fa-f]{2,4} ?){1,16})(?=\s|$)/d;
/** A row below a title that has no byte: of fewer bytes than other rows must have. */
const BELOW_TITLE = /^[\s\d:.-]{0,24}?(?<digits>(?:[0-9A-Fa-f]{2} )*[0-9A-Fa-f]{2})(?=\s|$)/d;
const TITLE = /hexdump(?:_ascii)?\(len=\d{1,6}\):\s*$/;
const LENGTH = /\(len=(\d{1,6})\)/;
/** The last row of a dump, with its offset and fewer bytes than the others. */
const LAST_ROW =
  /^\s{0,8}(?:0x)?[0-9A-Fa-f]{3,8}:?\s{1,8}(?<digits>(?:[0-9A-Fa-f]{2} ?){1,15})(?=\s{2}|\s*$)/d;
const REST = /^\s{0,8}(?<digits>(?:[0-9A-Fa-f] )?(?:[0-9A-Fa-f]{2} )*[0-9A-Fa-f]{1,2})\s*$/d;
/** Maximum number of records of a dump that are read together: nothing that is known is longer. */
const MAX_ROWS = 4096;

/** Finds, record by record, what the dumps of a capture hold that must not be shared. */
export class DumpFinder {
  #head: DumpHead | undefined;
  #records: DebugRecord[] = [];
  #wasLoose = false;
  /** The line before was the title of a dump. */
  #titled = false;

  /** @param rows how many rows of a dump the text before had at its end: the first rows of this one continue it */
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

  add(record: CaptureRecord): void {
    if (this.rows > 0 && isDumpRow(record) && this.rows < MAX_ROWS) {
      this.rows++;
      if (this.#head) this.#records.push(record);
      return;
    }
    const rows = this.#head !== undefined;
    this.finish();
    this.rows = 0;
    this.#wasLoose ||= rows;
    this.#loose(record);
    this.#titled =
      record.kind === 'debug' && record.end - record.start < MAX_TITLE_LENGTH && this.#isTitle(record);
    if (record.kind !== 'debug') return;
    const head = dumpHead(this.text, record) ?? this.#inline(record);
    if (!head || (head.about === 'ike' && !this.#hasAttribute(record, head))) return;
    [this.#head, this.#records] = [head, [record]];
    if (head.about === 'ike') this.finish();
    else this.rows = 1;
  }

  /** Reads the dump that was open. */
  finish(): void {
    const [head, records] = [this.#head, this.#records];
    if (!head) return;
    [this.#head, this.#records] = [undefined, []];
    const dump = withinLength(readDump(this.text, head, records));
    const inline = head.title.includes('hexdump');
    const found: Bytes[] =
      inline && OF_A_KEY.test(head.title) ? [{ kind: 'key', from: 0, to: dump.bytes.length }] : bytesOf(dump);
    for (const bytes of found) this.#bytes(dump, bytes);
    if (head.about !== 'ike') this.#half(dump, records);
    if (head.about !== 'ike') for (const record of records) this.#column(record);
  }

  /** True if a message of ike can hold a name or a password. Most cannot, and reading each of their bytes is slow. */
  #hasAttribute(record: DebugRecord, { title, at }: DumpHead): boolean {
    return (
      isReadable(title) && /408[9Aa]/.test(this.text.slice(at, record.messageEnd).replace(/[\r\n]+/g, ''))
    );
  }

  #isTitle({ start, messageStart, messageEnd }: DebugRecord): boolean {
    return (
      this.text.charCodeAt(messageEnd - 1) === COLON &&
      TITLE.test(this.text.slice(Math.max(start, messageStart - 40), messageEnd))
    );
  }

  /** A row that a terminal has cut, or one of the packet sniffer. */
  #loose(record: CaptureRecord): void {
    const at = this.identities ? looseStart(record) : -1;
    const row = at < 0 ? '' : this.text.slice(at, Math.min(record.end, at + MAX_ROW_LENGTH));
    const place = row === '' ? undefined : this.#digitsIn(row);
    this.#wasLoose = place !== undefined;
    if (!place) return;
    const span = { start: at + place[0], end: at + place[1] };
    const digits = textOf(this.text, span);
    if (!/[1-9a-f]/i.test(digits)) return;
    this.take({ kind: 'bytes', value: digits, place: { ...span, parts: [span] }, inDump: true });
    this.#characters(span.end, at + row.length);
  }

  /** Where the digits of a row are, in one of the forms that it may have here. */
  #digitsIn(row: string): [number, number] | undefined {
    const forms = [ROW, SNIFFED];
    if (row.includes('hexdump')) forms.unshift(NAMED);
    if (this.#titled) forms.push(BELOW_TITLE);
    if (this.#wasLoose) forms.push(REST, LAST_ROW);
    for (const form of forms) {
      const place = form.exec(row)?.indices?.groups?.['digits'];
      if (place) return place;
    }
    return undefined;
  }

  #inline(record: DebugRecord): DumpHead | undefined {
    if (!INLINE_FORMS.has(record.form)) return undefined;
    const said = this.text.slice(record.messageStart, Math.min(record.messageEnd, record.messageStart + 240));
    const match = INLINE.exec(said);
    return match ? { title: match[0], about: 'rows', at: record.messageStart + match[0].length } : undefined;
  }

  /** The digit of a byte that a terminal has cut in two, where the rest of it was not seen to belong there. */
  #half({ offsets, end }: HexDump, records: readonly DebugRecord[]): void {
    const last = offsets[offsets.length - 1];
    if (last === undefined || !this.identities) return;
    const from = secondDigit(this.text, last) + 1;
    const rest = /^\s[1-9A-Fa-f](?=\s*$)/.exec(this.text.slice(from, Math.min(from + 3, end)));
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

  /** The text that the bytes spell can be in the capture as text, too. */
  #readable(dump: HexDump, from: number, to: number, kind: 'password' | 'user'): void {
    if (!this.identities) return;
    const value = String.fromCharCode(...dump.bytes.subarray(from, to));
    this.take({ kind, value, place: { start: 0, end: 0, parts: [] } });
  }

  /** The places of bytes: one place if only blanks or line breaks separate them, which are kept. */
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
    return { start: parts[0]?.start ?? 0, end: parts[parts.length - 1]?.end ?? 0, parts };
  }

  /** Digits without anything between are one part; with one blank between, too. */
  #extend(parts: Span[], start: number, end: number): void {
    const last = parts[parts.length - 1];
    if (last && (last.end === start || (last.end + 1 === start && this.text[last.end] === ' ')))
      parts[parts.length - 1] = { start: last.start, end };
    else parts.push({ start, end });
  }

  /** The characters at the end of a row, which spell its bytes. */
  #column(record: DebugRecord): void {
    if (!this.identities || record.form !== 'dump') return;
    const row = this.text.slice(record.messageStart, record.messageEnd);
    const gap = / {2,}\S|\t\s*\S/.exec(row);
    if (!gap) return;
    this.#characters(record.messageStart + gap.index + gap[0].length - 1, record.messageEnd);
  }

  #characters(from: number, end: number): void {
    const said = this.text.slice(from, end);
    const start = from + said.length - said.trimStart().length;
    const value = said.trim();
    if (/^[.\s]*$/.test(value)) return;
    const span = { start, end: start + value.length };
    this.take({ kind: 'column', value, place: { ...span, parts: [span] } });
  }
}

/** A title that says only how long the dump is: the next line may begin with two hex digits all the same. */
function withinLength(dump: HexDump): HexDump {
  const length = Number(LENGTH.exec(dump.title)?.[1] ?? dump.bytes.length);
  if (length >= dump.bytes.length) return dump;
  return { ...dump, bytes: dump.bytes.subarray(0, length), offsets: dump.offsets.subarray(0, length) };
}

/** Where a row may begin in a line of no other form, after its time stamp if it has one; -1 for every other line. */
function looseStart(record: CaptureRecord): number {
  if (record.kind === 'text') return record.start;
  return record.kind === 'debug' && record.form === 'stamp' ? record.messageStart : -1;
}
