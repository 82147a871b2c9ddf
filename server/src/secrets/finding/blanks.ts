/** True for a space or a tab, or a non-breaking or ideographic space. */
export function isBlankUnit(code: number): boolean {
  if (code < 128) return code === 32 || code === 9;
  return code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0x3000;
}

/** The offset after the blanks at `at`. */
export function skipBlanks(text: string, at: number, to: number): number {
  while (at < to && isBlankUnit(text.charCodeAt(at))) at++;
  return at;
}
