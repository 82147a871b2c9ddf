/** In UTF-16 code units. */
const MAX_LENGTH = 60;
/** A longer beginning is no name of what a message is about. */
const MAX_SUBJECT = 45;

/**
 * The first clause of a problem's message, without what it is about: `licence registered to another serial number` of
 * `FTKMOB0000000A01: licence registered to another serial number (error 31)`.
 */
export function shortReason(message: string): string {
  const subject = message.indexOf(': ');
  const said = subject > 0 && subject <= MAX_SUBJECT ? message.slice(subject + 2) : message;
  const [clause = said] = said.split(/ \(|; |\. /, 1);
  const text = clause.trim() === '' ? said : clause.trim();
  if (text.length <= MAX_LENGTH) return text;
  const cut = text.slice(0, MAX_LENGTH - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_LENGTH / 2)).trimEnd()}…`;
}
