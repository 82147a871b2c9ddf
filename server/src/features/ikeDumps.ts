import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import { severityOf } from '../rules';
import { type CaptureRecord, dumpHead, type HexDump, readDump, type Span } from '../syntax';
import { firstFrom } from './occurrences';
import { trimTrailingSpace } from '../judge/spans';

/** What the numbers in a message of one version of IKE mean. */
interface Version {
  readonly exchanges: Readonly<Record<number, string>>;
  readonly payloads: Readonly<Record<number, string>>;
  readonly notify: number;
  /** The offset of the type in a notification, in bytes. */
  readonly notifyType: number;
  /** The types of notifications that are errors. */
  readonly errors: Readonly<Record<number, string>>;
}

/** RFC 2408, RFC 2409 and RFC 3947; RFC 7296, RFC 7383 and RFC 9242. */
const VERSIONS: Readonly<Record<number, Version>> = {
  1: {
    exchanges: named(`2 Main Mode|4 Aggressive Mode|5 Informational|6 Mode Config|32 Quick Mode`),
    payloads: named(
      '1 SA|4 KE|5 ID|6 CERT|7 CERTREQ|8 HASH|9 SIG|10 Nonce|11 Notify|12 Delete|13 Vendor ID|14 Attributes|20 NAT-D|21 NAT-OA',
    ),
    notify: 11,
    notifyType: 10,
    errors: named(
      '14 NO-PROPOSAL-CHOSEN|16 PAYLOAD-MALFORMED|17 INVALID-KEY-INFORMATION|18 INVALID-ID-INFORMATION|23 INVALID-HASH-INFORMATION|24 AUTHENTICATION-FAILED',
    ),
  },
  2: {
    exchanges: named('34 IKE_SA_INIT|35 IKE_AUTH|36 CREATE_CHILD_SA|37 INFORMATIONAL|43 IKE_INTERMEDIATE'),
    payloads: named(
      '33 SA|34 KE|35 IDi|36 IDr|37 CERT|38 CERTREQ|39 AUTH|40 Nonce|41 Notify|42 Delete|43 Vendor ID|44 TSi|45 TSr|46 SK|47 CP|48 EAP|53 SKF',
    ),
    notify: 41,
    notifyType: 6,
    errors: named(
      '7 INVALID_SYNTAX|14 NO_PROPOSAL_CHOSEN|17 INVALID_KE_PAYLOAD|24 AUTHENTICATION_FAILED|36 INTERNAL_ADDRESS_FAILURE|37 FAILED_CP_REQUIRED|38 TS_UNACCEPTABLE|43 TEMPORARY_FAILURE|44 CHILD_SA_NOT_FOUND',
    ),
  },
};

function named(rows: string): Record<number, string> {
  return Object.fromEntries(rows.split('|').map(row => [parseInt(row, 10), row.slice(row.indexOf(' ') + 1)]));
}

/** The payloads of IKEv2 that are encrypted: whole, and a fragment. */
const SK = 46;
const SKF = 53;
/** Flags of a message: it is encrypted (IKEv1), it is a response (IKEv2). */
const ENCRYPTED = 1;
const RESPONSE = 0x20;
/** Lengths in bytes: of the header of a message, and of that of a payload. */
const HEADER = 28;
const PAYLOAD_HEADER = 4;
/** Maximum number of messages in a row that are read, of different ones that are described, and of payloads of each. */
const MAX_MESSAGES = 32;
const MAX_DESCRIBED = 3;
const MAX_PAYLOADS = 64;
const MORE = '…';

/** True for a line of ike with the bytes of a message. */
export function isIkeDump(text: string, record: CaptureRecord | undefined): boolean {
  return dumpHead(text, record)?.about === 'ike';
}

/**
 * Returns the line before the bytes in the record at `index`, with which they fold: it stays, and says what they mean. Undefined
 * if there is none, or if it says why something failed: VS Code does not colour a text at the end of a line with a fold.
 */
export function lineBeforeDump({ text, records, findings }: Analysis, index: number): Span | undefined {
  let at = index - 1;
  while (records[at]?.kind === 'blank') at--;
  const before = records[at];
  if (!before) return undefined;
  for (let next = firstFrom(findings, before.start); ; next++) {
    const finding = findings[next];
    if (!finding || finding.start >= before.end) return trimTrailingSpace(text, before);
    if (severityOf(finding) === 'error') return undefined;
  }
}

/**
 * Describes the messages whose bytes are in the records from `index` on, in one line:
 * `in: IKEv2 IKE_SA_INIT request · SA, KE, Nonce, 2 × Notify · 453 bytes`.
 */
export function ikeDumpText({ text, records }: Analysis, index: number, translate: Translate): string {
  const messages: Message[] = [];
  for (let at = index; messages.length < MAX_MESSAGES; at++) {
    const record = records[at];
    if (record?.kind === 'blank') continue;
    const head = dumpHead(text, record);
    if (!record || head?.about !== 'ike') break;
    addTo(messages, readDump(text, head, [record]));
  }
  const described = counted(messages.map(message => describe(message, translate)));
  return [...described.slice(0, MAX_DESCRIBED), ...(described.length > MAX_DESCRIBED ? [MORE] : [])].join(
    '; ',
  );
}

/** A message: its bytes as they are sent, and as they are before encryption or after decryption. */
interface Message {
  sent?: HexDump;
  plain?: HexDump;
}

/** Adds the bytes of a line: `in` and the `dec` after it are one message, and so are `enc` and `out`. */
function addTo(messages: Message[], dump: HexDump): void {
  const last = messages[messages.length - 1];
  if (dump.title === 'dec' && last?.sent?.title === 'in' && !last.plain) last.plain = dump;
  else if (dump.title === 'out' && last?.plain?.title === 'enc' && !last.sent) last.sent = dump;
  else messages.push(dump.title === 'dec' || dump.title === 'enc' ? { plain: dump } : { sent: dump });
}

function describe(message: Message, translate: Translate): string {
  const { sent, plain } = message;
  const { bytes = new Uint8Array(), title = '' } = sent ?? plain ?? {};
  const header = headerOf(bytes);
  const count = String(bytes.length);
  // Bytes before encryption have no header.
  if (!header) return `${title}: ${label('dump.bytes', translate, { count })}`;
  const length = String(header.length);
  const payloads = payloadsOf(message, header, bytes) ?? [label('dump.encrypted', translate)];
  const parts = [
    label(`dump.${header.kind}`, translate, { version: String(header.number), exchange: header.exchange }),
    payloads[0] === MORE ? '' : counted(payloads).join(', '),
    sent && bytes.length < header.length
      ? label('dump.bytesOf', translate, { count, length })
      : label('dump.bytes', translate, { count: length }),
  ];
  return `${title}: ${parts.filter(part => part !== '').join(' · ')}`;
}

/** The header of a message. */
interface Header {
  readonly version: Version;
  readonly number: number;
  readonly exchange: string;
  readonly kind: 'message' | 'request' | 'response';
  /** The type of the first payload. */
  readonly first: number;
  readonly isEncrypted: boolean;
  /** The length of the message in bytes. */
  readonly length: number;
}

function headerOf(bytes: Uint8Array): Header | undefined {
  if (bytes.length < HEADER) return undefined;
  const [first = 0, versions = 0, type = 0, flags = 0] = bytes.subarray(16, 20);
  const number = versions / 16;
  const version = VERSIONS[number];
  const exchange = version?.exchanges[type];
  if (!version || exchange === undefined) return undefined;
  const isOld = number === 1;
  return {
    version,
    number,
    exchange,
    kind: isOld ? 'message' : (flags & RESPONSE) > 0 ? 'response' : 'request',
    first,
    isEncrypted: isOld ? (flags & ENCRYPTED) > 0 : first === SK || first === SKF,
    length: twoBytes(bytes, 24) * 0x10000 + twoBytes(bytes, 26),
  };
}

/** Returns the payloads of a message, as far as they can be read; undefined if they are encrypted. */
function payloadsOf(
  { sent, plain }: Message,
  header: Header,
  bytes: Uint8Array,
): readonly string[] | undefined {
  const { version, first } = header;
  if (plain?.title === 'dec') return payloadNames(plain.bytes, HEADER, first, version);
  if (!header.isEncrypted) return payloadNames(bytes, HEADER, first, version);
  if (!sent || !plain || first !== SK) return undefined;
  // The type of the first payload before encryption is not encrypted.
  const names = payloadNames(plain.bytes, 0, bytes[HEADER] ?? 0, version);
  return names.includes(MORE) ? undefined : names;
}

/** Returns the names of the payloads from `at` on; the last is `…` if what follows cannot be read. */
function payloadNames(bytes: Uint8Array, at: number, first: number, version: Version): string[] {
  const names: string[] = [];
  let [start, type] = [at, first];
  while (type !== 0) {
    const length = twoBytes(bytes, start + 2);
    const name = version.payloads[type];
    if (name === undefined || length < PAYLOAD_HEADER || names.length === MAX_PAYLOADS)
      return [...names, MORE];
    const error =
      type === version.notify ? version.errors[twoBytes(bytes, start + version.notifyType)] : undefined;
    if (type !== SK && type !== SKF) names.push(error === undefined ? name : `${name} ${error}`);
    type = bytes[start] ?? 0;
    start += length;
  }
  return names;
}

/** Returns words with the number of those that occur several times: `2 × Notify`. */
function counted(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Array.from(counts, ([word, count]) => (count === 1 ? word : `${count} × ${word}`));
}

function twoBytes(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}
