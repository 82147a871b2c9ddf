import { decoderFor } from './texts';

/**
 * Bytes of a file as text: UTF-8, or UTF-16 where a byte order mark says so, as PuTTY and PowerShell write it. Bytes that
 * are no UTF-8 become the replacement character, so that any file at all is read.
 */
export function decode(bytes: Uint8Array): string {
  return decoderFor(bytes).decode(bytes);
}
