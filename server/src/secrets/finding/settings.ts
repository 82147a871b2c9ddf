import { isAlphanumeric, type Span } from '../../syntax';
import { isMasked } from '../masked';
import { isBlankUnit } from './blanks';
import { fitsAt, NO_PASSWORD, type Shape } from './looks';
import { type Passage, pieceAt, type Sink } from './passage';
import { closes } from './quotes';
import { settingValue } from './values';

/** Minimum number of characters before a line break of a value that continues in the next line. */
const MIN_CHARACTERS = 4;

/** The start of the name that ends at `end`: letters, digits and `_ - . :`. */
export function nameStart(text: string, from: number, end: number): number {
  const earliest = Math.max(from, end - MAX_NAME);
  let at = end;
  while (at > earliest && isNameUnit(text.charCodeAt(at - 1))) at--;
  return at;
}

/** True for `-`, `.`, `:`, `_`, digits and letters. */
function isNameUnit(code: number): boolean {
  return isAlphanumeric(code) || code === 45 || code === 46 || code === 58 || code === 95;
}

const MAX_NAME = 64;

/** True if the name that ends at `end` is in a `set` command: `set client-secret`. */
export function isSet(text: string, from: number, end: number): boolean {
  const start = nameStart(text, from, end) - 1;
  if (start < from + 3 || !text.startsWith('set', start - 3) || !isBlankUnit(text.charCodeAt(start)))
    return false;
  return (
    !text.startsWith('public-key', end - 10) &&
    (start - 3 === from || /[\s>|;"'`(]/.test(text[start - 4] ?? ''))
  );
}

/**
 * The end of a value in a joined passage. If only a few characters remain before a line end, the value ends there: the next
 * line may only look like its rest.
 */
export function withinLine({ text, pieces }: Passage, { start, end }: Span): number {
  // Quotes and brackets show the end of a value.
  if (!pieces || closes(text, start - 1, end)) return end;
  const next = pieces[pieceAt(pieces, start) + 1];
  return next && next.at < end && next.at - start < MIN_CHARACTERS ? next.at : end;
}

/** Takes the value of `set psksecret "value"`, whatever precedes it: a pager, a time, a mail quote. */
export function setting(passage: Passage, key: Shape, at: number, sink: Sink): number {
  const { text, to } = passage;
  const start = at + (isBlankUnit(text.charCodeAt(at)) ? 1 : 0);
  if (start === at) return -1;
  const span = settingValue(passage, start);
  if (!span) return -1;
  const slice = text.slice(span.start, span.end);
  const word = span.start === start ? /^([a-z]+):?$/.exec(slice)?.[1] : undefined;
  // `set key exchange to` and `set password failed: -56` are sentences.
  const after = text.slice(span.end, Math.min(to, span.end + 8));
  if (word !== undefined && (NO_PASSWORD.has(word) || /^:?[ \t]+\w/.test(after))) return -1;
  const form = key.form === 'set' ? 'setting' : key.form;
  if (isMasked(slice) || !fitsAt(passage, span, { ...key, form })) return -1;
  sink.take(key.kind, span.start, span.end);
  return span.end;
}
