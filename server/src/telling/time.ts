/** Seconds since 1970 as a date and a time, or undefined if the text is no such number. */
export function epochDate(text: string): string | undefined {
  if (!/^\d{9,10}$/.test(text)) return undefined;
  return new Date(Number(text) * 1000)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$/, '');
}
