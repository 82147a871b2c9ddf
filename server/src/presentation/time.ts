/** Formats seconds since 1970 as a date and time; undefined if the text is not such a number. */
export function epochDate(text: string): string | undefined {
  if (!/^\d{9,10}$/.test(text)) return undefined;
  return new Date(Number(text) * 1000)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$/, '');
}
