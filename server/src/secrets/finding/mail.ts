import { domain, standInMailEnd } from './hosts';
import { isCompleteAt, keysOf } from './keys';
import { isName } from './looks';
import type { Passage, Sink } from './passage';
import { addressEnd, hostEnd } from './shapes';
import { isOrdinary } from '../vocabulary';
import { labelEnd, type Word } from './words';

/** Maximum length of the address before the word, in UTF-16 code units. */
const MAX_LOCAL = 64;
/** A letter escaped in JSON, without the backslash; it is part of a name. */
const LETTER_ESCAPE = /^u(?:00[c-f]|0[1-9a-f]|[1-9a-f])/i;

/** Takes the mail address, or the user and the host, around the `@` after the word; returns where to continue. */
export function mail({ passage, sink, start, end: at }: Word): number {
  const { text, to } = passage;
  const first = localStart(passage, start);
  const standIn = standInMailEnd(text, first, to);
  if (standIn >= 0) {
    sink.take('kept', first, standIn);
    return standIn;
  }
  if (first >= at) return domain(passage, at, sink);
  const label = labelEnd(text, at + 1, to);
  if (label === at + 1) return at;
  // An IP address after `@` is found separately.
  if (addressEnd(text, at + 1, to) > 0) {
    user(passage, first, at, sink);
    return at;
  }
  // A name of a secret with a letter written as `@`.
  if (isNameWith(passage, at, label)) return at;
  const end = text[label] === '.' ? hostEnd(text, at + 1, label, to) : -1;
  if (end > 0) {
    sink.take('mail', first, end);
    if ('<('.includes(text[first - 1] ?? ' ')) {
      displayName(passage, first - 1, sink);
      return end;
    }
  }
  user(passage, first, at, sink);
  // Text before another `@` is the user of that address.
  if (text[label] === '@') return at;
  if (isName(text.slice(at + 1, label))) sink.take('host', at + 1, label);
  return end > 0 ? end : label;
}

/** True if the word after the `@` at `at` and the one before it are a key of several words. */
function isNameWith({ text, from }: Passage, at: number, end: number): boolean {
  const keys = keysOf(text.slice(at + 1, end)) ?? [];
  return keys.some(key => key.before.length > 0 && isCompleteAt(text, from, at + 1, end, key));
}

/** The start of the part before the `@` whose last word starts at `start`. */
function localStart({ text, from }: Passage, start: number): number {
  const earliest = Math.max(from, start - MAX_LOCAL);
  let first = start;
  for (; first > earliest; first--) {
    const isLetter = text[first - 1] === '\\' && LETTER_ESCAPE.test(text.slice(first, first + 5));
    if (!isLetter && !/[\w.+-]/.test(text[first - 1] ?? '')) break;
  }
  while (first < start && /[.+-]/.test(text[first] ?? '')) first++;
  // A JSON `\n` before a name is not part of it, and an escape is never split.
  return first > from && text[first - 1] === '\\' ? first + escapeLength(text, first) : first;
}

/** The number of code units after the backslash of a JSON escape. */
function escapeLength(text: string, at: number): number {
  return /^u[\dA-Fa-f]{4}/.test(text.slice(at, at + 5)) ? 5 : 1;
}

function user({ text }: Passage, start: number, end: number, sink: Sink): void {
  if (isName(text.slice(start, end))) sink.take('user', start, end);
}

/**
 * The display name before a mail address in brackets, in quotes or as two or three words: `"User One" <user01@example.com>`,
 * `User One (user01@example.com)`.
 */
const DISPLAYED =
  /(?:"(?<quoted>[^"\r\n<>]{2,64})"|(?<![\p{L}\d])(?<words>(?:\p{Lu}[\p{L}'-]{1,24} ){1,2}\p{Lu}[\p{L}'-]{1,32})) ?$/du;
const MAX_DISPLAYED = 70;

function displayName({ text, from }: Passage, at: number, sink: Sink): void {
  const start = Math.max(from, at - MAX_DISPLAYED);
  const groups = DISPLAYED.exec(text.slice(start, at))?.indices?.groups;
  const place = groups?.['quoted'] ?? groups?.['words'];
  if (!place) return;
  const name = text.slice(start + place[0], start + place[1]);
  if (isName(name) && !name.split(' ').some(isOrdinary))
    sink.take('name', start + place[0], start + place[1]);
}
