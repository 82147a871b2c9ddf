import { min } from '../../integers';
import type { HexDump } from '../../syntax';
import type { FoundKind } from '../types';

/** A range of sensitive bytes of a dump, by index. */
export interface Bytes {
  readonly kind: FoundKind;
  readonly from: number;
  readonly to: number;
}

/** Maximum length of a value, in bytes: no name or password is longer. */
const MAX_VALUE_LENGTH = 512;
/** Length of the packet header (code, id, length, type). It shows what happened, but no value. */
const PACKET_HEAD = 5;
const MAX_PACKET_LENGTH = 4096;
const MSCHAP = 0x1a;

/** The sensitive parts of a dump. Parts of unknown meaning have the kind `bytes`. */
export function sensitiveBytes(dump: HexDump): Bytes[] {
  if (dump.about !== 'ike') return packet(dump.bytes);
  return isReadable(dump.title) ? attributes(dump.bytes) : [];
}

/** False for the dumps `in` and `out` of ike, which are encrypted. */
export function isReadable(title: string): boolean {
  return title === 'dec' || title === 'enc';
}

/** XAUTH_USER_NAME 0x4089 and XAUTH_USER_PASSWORD 0x408A: the attribute, two bytes of length, the value. */
function attributes(bytes: Uint8Array): Bytes[] {
  const found: Bytes[] = [];
  for (let at = 0; at + 4 < bytes.length; at++) {
    if (bytes[at] !== 0x40 || (bytes[at + 1] !== 0x89 && bytes[at + 1] !== 0x8a)) continue;
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    if (length === 0 || length > MAX_VALUE_LENGTH) continue;
    const to = min(at + 4 + length, bytes.length);
    if (!isPrintable(bytes, at + 4, to)) continue;
    found.push({ kind: bytes[at + 1] === 0x8a ? 'password' : 'user', from: at + 4, to });
    at = to - 1;
  }
  return found;
}

/** Encrypted bytes contain the two bytes of an attribute by chance, so accept only printable text. */
function isPrintable(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte === 0x7f) return false;
  }
  return to > from;
}

/** EAP-MSCHAPv2: challenge and response allow an offline attack on the password. Everything after the header is masked. */
function packet(bytes: Uint8Array): Bytes[] {
  const [code, type, step, size = 0] = [bytes[0], bytes[4], bytes[5], bytes[9]];
  const found: Bytes[] = [];
  if ((code === 1 || code === 2) && type === MSCHAP) {
    if (step === 1 || step === 2) found.push({ kind: 'key', from: 10, to: min(10 + size, bytes.length) });
    // Success: `S=` and 40 hex digits derived from both.
    if (step === 3) found.push({ kind: 'key', from: 9, to: min(9 + 42, bytes.length) });
  }
  found.push({ kind: 'bytes', from: isPacket(bytes) ? PACKET_HEAD : 0, to: bytes.length });
  return found.filter(({ from, to }) => to > from);
}

/** True for an EAP or RADIUS packet: a known code and a plausible length. */
function isPacket(bytes: Uint8Array): boolean {
  const [code = 0, , high = 0, low = 0] = bytes;
  const length = high * 256 + low;
  return code >= 1 && code <= 13 && length >= min(bytes.length, 4) && length <= MAX_PACKET_LENGTH;
}

/** True for masked bytes, which are zero. */
export function areZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false;
  return true;
}
