import type { HexDump } from '../../syntax';
import type { FoundKind } from '../types';

/** Bytes of a dump that must not be shared, by their numbers. */
export interface Bytes {
  readonly kind: FoundKind;
  readonly from: number;
  readonly to: number;
}

/** Longer than any name and any password. */
const MAX_VALUE_LENGTH = 512;
/** Code, id and length of a packet, and its type: they show what happened and no value. */
const PACKET_HEAD = 5;
const MAX_PACKET_LENGTH = 4096;
const MSCHAP = 0x1a;

/** The parts of a dump that must not be shared. The rest, whose meaning is not known, is of kind `bytes`. */
export function bytesOf(dump: HexDump): Bytes[] {
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
    const to = Math.min(at + 4 + length, bytes.length);
    if (!isPrintable(bytes, at + 4, to)) continue;
    found.push({ kind: bytes[at + 1] === 0x8a ? 'password' : 'user', from: at + 4, to });
    at = to - 1;
  }
  return found;
}

/** Encrypted bytes contain the two bytes of an attribute by chance, too: only text is a name or a password. */
function isPrintable(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte === 0x7f) return false;
  }
  return to > from;
}

/** EAP-MSCHAPv2: with challenge and response a password can be guessed offline. Everything after the head is masked. */
function packet(bytes: Uint8Array): Bytes[] {
  const [code, type, step, size = 0] = [bytes[0], bytes[4], bytes[5], bytes[9]];
  const found: Bytes[] = [];
  if ((code === 1 || code === 2) && type === MSCHAP) {
    if (step === 1 || step === 2)
      found.push({ kind: 'key', from: 10, to: Math.min(10 + size, bytes.length) });
    // Success: `S=` and 40 hex digits that follow from both.
    if (step === 3) found.push({ kind: 'key', from: 9, to: Math.min(9 + 42, bytes.length) });
  }
  found.push({ kind: 'bytes', from: isPacket(bytes) ? PACKET_HEAD : 0, to: bytes.length });
  return found.filter(({ from, to }) => to > from);
}

/** True for an EAP or RADIUS packet: a known code, and the length of what follows. */
function isPacket(bytes: Uint8Array): boolean {
  const [code = 0, , high = 0, low = 0] = bytes;
  const length = high * 256 + low;
  return code >= 1 && code <= 13 && length >= Math.min(bytes.length, 4) && length <= MAX_PACKET_LENGTH;
}

/** Bytes that were masked are zero. */
export function areZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false;
  return true;
}
