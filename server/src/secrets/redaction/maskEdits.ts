import { mustBeDigits } from './lesson';
import type { RedactEdit } from './edit';
import { belowLine } from './lineStart';
import { type Occurrences, valueAt } from './occurrences';
import type { Secret } from '../types';

/** Edits that mask secrets. */
export interface Masked {
  /** In order, without overlaps. Each keeps the length and the line breaks. */
  readonly edits: readonly RedactEdit[];
  /** The number of places of the secrets; a place that wraps over lines counts once. */
  readonly places: number;
}

/**
 * Masks some secrets at every place where they occur, or all secrets of a text. The masks are those of a redacted copy
 * (zeros for hex digits, stars otherwise), but without numbers: masks made in separate calls would give different secrets
 * the same number.
 */
export function maskEdits(
  text: string,
  secrets: readonly Secret[],
  { stretches, numbers }: Occurrences,
  only?: readonly Secret[],
): Masked {
  const chosen = only && new Set(only.map(secret => numbers.get(secret)));
  const writers = new Map<number, (start: number, end: number) => string>();
  for (const secret of secrets) {
    const number = numbers.get(secret);
    if (number === undefined || writers.has(number) || chosen?.has(number) === false) continue;
    writers.set(number, writerOf(text, secret));
  }
  const edits: RedactEdit[] = [];
  let [at, places] = [0, 0];
  for (const { start: from, end, value, continues } of stretches) {
    const start = Math.max(at, from);
    if (end <= start || chosen?.has(value) === false) continue;
    const write = writers.get(value) ?? ((a, b) => masked(text.slice(a, b)));
    edits.push({ start, end, text: belowLine(text, { start, end }, write(start, end)) });
    if (!continues && start === from) places++;
    at = end;
  }
  return { edits, places };
}

/**
 * Adds the edits of a redacted copy that keeps names, where no mask covers them yet. Their numbers are left out, too.
 *
 * @param redaction the edits of the copy, in order
 */
export function withRedaction(
  text: string,
  { edits, places }: Masked,
  redaction: readonly RedactEdit[],
): Masked {
  const added: RedactEdit[] = [];
  let [mine, at] = [0, 0];
  for (const edit of redaction) {
    while ((edits[mine]?.end ?? Infinity) <= edit.start) mine++;
    const start = Math.max(at, edit.start);
    at = edit.end;
    if (start >= edit.end || (edits[mine]?.start ?? Infinity) < edit.end) continue;
    if (edit.text.length === edit.end - edit.start)
      added.push({ start, end: edit.end, text: unnumbered(text, edit) });
  }
  return {
    edits: [...edits, ...added].sort((a, b) => a.start - b.start),
    places: places + added.length,
  };
}

/** The mask of an edit without its number. */
function unnumbered(text: string, { start, end, text: mask }: RedactEdit): string {
  const value = text.slice(start, end);
  if (/^1+$/.test(mask)) return '1'.repeat(value.length);
  if (/^0+\d*$/.test(mask)) return value.replace(/[0-9A-Fa-f]/g, '0');
  return belowLine(text, { start, end }, masked(value));
}

const HEX = /^[0-9A-Fa-f]+$/;

/** Returns a function that writes the mask for a span of a secret. */
function writerOf(text: string, secret: Secret): (start: number, end: number) => string {
  const [place] = secret.places;
  const value = place ? valueAt(text, place) : '';
  const { class: kind, inDump } = secret;
  if (inDump || ((kind === 'key' || kind === 'otp-seed') && HEX.test(value)))
    return (start, end) => text.slice(start, end).replace(/[0-9A-Fa-f]/g, '0');
  return (start, end) =>
    mustBeDigits(kind, text, start, value) ? '1'.repeat(end - start) : masked(text.slice(start, end));
}

function masked(value: string): string {
  return value.replace(/[^\r\n]/g, '*');
}
