/**
 * Bytes of a file as text: UTF-8, or UTF-16 where a byte order mark says so, as PuTTY and PowerShell write it. Bytes that
 * are no UTF-8 become the replacement character, so that any file at all is read.
 */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
