/**
 * Half characters, control characters and those that turn the direction of writing: HTML forbids them, and a terminal that
 * shows Markdown would do what they say.
 */
const FORBIDDEN =
  /[\p{Surrogate}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]|(?![\t\n])\p{Control}/gu;

/** A text with a sign for each character that has no place in a report. */
export function printable(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}
