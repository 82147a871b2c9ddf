import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import {
  AT_START,
  type FinderState,
  type RedactEdit,
  Redaction,
  type Secret,
  type SecretPlace as FoundPlace,
} from '../secrets';
import { countBefore, overlap, pageColumnOf, readRecords, type Span } from '../syntax';

/** Returns the mask of a value: of the same length, so that `Content-Length` stays true. */
export function maskOf(length: number): string {
  return '*'.repeat(length);
}

/**
 * Returns the text of `[start, end)` as a quote: exact but for stars in place of the secrets, also of one that overlaps either
 * end. Secrets are those that the analysis counts, and what a copy hides if it can be one. A copy hides more: names, numbers and
 * words that it does not know.
 */
export function maskedText(analysis: Analysis, start: number, end: number): string {
  const excerpt = analysis.text.slice(start, end);
  const parts: string[] = [];
  let at = 0;
  for (const place of maskedParts(analysis, start, end)) {
    const from = max(at, place.start - start);
    const to = min(excerpt.length, place.end - start);
    parts.push(excerpt.slice(at, from), maskLines(excerpt.slice(from, to)));
    at = to;
  }
  parts.push(excerpt.slice(at));
  return parts.join('');
}

/** Returns the parts of `[start, end)` that must not be shown, in order and without overlaps. */
function maskedParts(analysis: Analysis, start: number, end: number): readonly Span[] {
  const redacted = redactionOf(analysis, start, end);
  const parts = [...redacted, ...secretParts(analysis)].filter(part => overlap(part, { start, end }));
  return withoutOverlaps(parts);
}

/** Returns the spans in order, merged where they overlap. */
function withoutOverlaps(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result[result.length - 1];
    if (!last || span.start >= last.end) result.push(span);
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}

/** Minimum length of keys, dumps and pictures, in which nobody reads; a checksum of a configuration is shorter. */
const MIN_RANDOM_LENGTH = 41;
/** Ids of sessions, messages and objects, which a reader compares; also with the rest of an address. */
const ID = /^[_-]?[\da-f]+(?:[-_][\da-f]+)*(?:\/\w*)?$/i;
const NUMBER = /^[\d.,:]+$/;

/** True for a part of a text that a copy hides and that can be a secret: not a word, a number or an id. */
function isSecretLike({ start, end, text: mask }: RedactEdit, text: string): boolean {
  if (end - start >= MIN_RANDOM_LENGTH) return true;
  const value = text.slice(start, end);
  return mask.includes('*') && !NUMBER.test(value) && !ID.test(value);
}

/** Returns the edits of a redacted copy that keeps names, for the stretches that `[start, end)` touches. */
function redactionOf(analysis: Analysis, start: number, end: number): readonly RedactEdit[] {
  const redacted: RedactEdit[] = [];
  const stretches = stretchesOf(analysis);
  const first = countBefore(stretches.length, index => (stretches[index]?.end ?? 0) <= start);
  for (const stretch of stretches.slice(first)) {
    if (stretch.start >= end) break;
    stretch.redacted ??= redactedParts(analysis, stretch);
    redacted.push(...stretch.redacted);
  }
  return redacted;
}

/** A part of a text that is redacted separately when some of it is shown, with the surrounding text that it depends on. */
interface Stretch extends Span {
  readonly from: number;
  readonly to: number;
  readonly before: FinderState;
  redacted?: readonly RedactEdit[];
}

/** Number of records after a stretch that can affect its redaction. */
const RECORDS_AFTER = 16;

/** The stretches of a text: each is a section of the secret search and depends on the previous one. */
const stretchesOf = cached(({ text, records, secretSections }: Analysis): readonly Stretch[] => {
  let count = 0;
  let [from, before] = [0, AT_START];
  return secretSections.map(section => {
    const start = records[count]?.start ?? 0;
    const stretch = { from, before };
    [from, before] = [start, section.before];
    count += section.count;
    const end = records[count]?.start ?? text.length;
    return { ...stretch, start, end, to: records[count + RECORDS_AFTER]?.start ?? text.length };
  });
});

const BEFORE_LENGTH = /content-length:[ \t]*$/i;

const columnIn = cached(({ text }: Analysis) => pageColumnOf(text));

/** Returns the edits of a stretch in a redacted copy that keeps names. */
function redactedParts(analysis: Analysis, { from, to, before, start, end }: Stretch): RedactEdit[] {
  const { text, site } = analysis;
  const part = text.slice(from, to);
  const redaction = new Redaction({ keepIdentities: true, keepNames: true, site });
  const records = readRecords(part, undefined, site.templates);
  const learned = redaction.learn(part, records, { before, column: columnIn(analysis) });
  return (
    redaction
      .edits(part, learned)
      .map(edit => ({ ...edit, start: edit.start + from, end: edit.end + from }))
      // A mask keeps the length of a payload; a placeholder may not.
      .filter(edit => !BEFORE_LENGTH.test(text.slice(max(0, edit.start - 40), edit.start)))
      .filter(edit => overlap(edit, { start, end }) && isSecretLike(edit, text))
  );
}

/** Masks a value but keeps the line breaks of a wrapped one. */
export function maskLines(value: string): string {
  return value.replace(/[^\r\n]+/g, piece => maskOf(piece.length));
}

/** Edits that mask secrets. */
export interface Masked {
  /** In order, without overlaps. Each keeps the length and the line breaks. */
  readonly edits: readonly RedactEdit[];
  /** The number of places of the secrets; a place that wraps over lines counts once. */
  readonly places: number;
}

/** Returns every part of the text that is a reported secret, in order and without overlaps. */
export const secretParts = cached(({ secrets }: Analysis): readonly Span[] =>
  withoutOverlaps(secrets.flatMap(({ places }) => places.flatMap(({ parts }) => parts))),
);

/** Returns the edits that mask every place of some secrets. */
export function masksOf({ text }: Analysis, only: readonly Secret[]): Masked {
  const places = only.flatMap(secret => secret.places);
  return {
    edits: masksAt(
      text,
      places.flatMap(({ parts }) => parts),
    ),
    places: places.length,
  };
}

function masksAt(text: string, spans: readonly Span[]): RedactEdit[] {
  // No edit may end within CR LF: an editor would take its end for that of the line.
  return withoutOverlaps(spans).flatMap(({ start, end }) =>
    Array.from(text.slice(start, end).matchAll(/[^\r\n]+/g), ({ 0: piece, index }) => ({
      start: start + index,
      end: start + index + piece.length,
      text: maskOf(piece.length),
    })),
  );
}

/** A secret, and one of its places. */
export interface SecretPlace {
  readonly secret: Secret;
  readonly stretch: Span;
}

interface Placed {
  readonly secret: Secret;
  readonly place: FoundPlace;
}

const placesInOrder = cached(({ secrets }: Analysis): readonly Placed[] =>
  secrets
    .flatMap(secret => secret.places.map(place => ({ secret, place })))
    .sort((a, b) => a.place.start - b.place.start),
);

/** Returns the secrets at `[start, end]`, each once, in time proportional to the number of their places. */
export function secretsAt(analysis: Analysis, start: number, end: number): SecretPlace[] {
  const found = new Map<Secret, Span>();
  for (const { secret, place } of placesInOrder(analysis)) {
    if (place.start > end) break;
    const part = place.parts.find(one => one.start <= end && one.end >= start);
    if (part && !found.has(secret)) found.set(secret, part);
  }
  return Array.from(found, ([secret, stretch]) => ({ secret, stretch }));
}
