import type { Analysis } from '../analysis';
import { cached } from '../cached';
import {
  maskEdits,
  type Masked,
  Redaction,
  type Secret,
  type Standing,
  standingOf,
  type Stretch,
  valueFinder,
  withEdits,
  withoutOverlaps,
} from '../secrets';
import { AT_START, RecordFinder } from '../secrets/finding/finder';
import { isSecretClass } from '../secrets/types';
import { type CaptureRecord, isDumpRow, readRecords, type Span } from '../syntax';
import { recordIndexAt } from './places';

/** Returns the mask of a value: of the same length, so that `Content-Length` stays true. */
export function maskOf(length: number): string {
  return '*'.repeat(length);
}

/** Returns the text of `[start, end)` with every secret masked, including one that overlaps an end. */
export function maskedText(analysis: Analysis, start: number, end: number): string {
  return withMasks(analysis.text.slice(start, end), start, secretParts(analysis));
}

/**
 * Returns the text of `[start, end)`, which lies within one record, safe to show anywhere: secrets are masked, and so
 * are values that raise no problem of their own but can be guessed or used, such as encrypted configuration values
 * and SNMP communities.
 */
export function quotedText(analysis: Analysis, record: CaptureRecord, start: number, end: number): string {
  const masked = maskedText(analysis, start, end);
  return withMasks(masked, start, withoutOverlaps(unnamedSecrets(analysis, record)));
}

/** Masks `places`, sorted offsets in the document, in an excerpt that begins at offset `start` of the document. */
function withMasks(excerpt: string, start: number, places: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const place of places) {
    const from = Math.max(at, place.start - start);
    const to = Math.min(excerpt.length, place.end - start);
    if (to <= from) continue;
    parts.push(excerpt.slice(at, from), maskLines(excerpt.slice(from, to)));
    at = to;
  }
  parts.push(excerpt.slice(at));
  return parts.join('');
}

/** Kinds of records whose meaning depends on preceding lines: configuration, and rows of a dump. */
const DEPENDENT: ReadonlySet<CaptureRecord['kind']> = new Set(['config', 'field', 'command', 'text']);

/** Returns the places that redaction would remove from a record, apart from identities. */
function unnamedSecrets(analysis: Analysis, record: CaptureRecord): Span[] {
  const { records, text, secretSections } = analysis;
  const index = recordIndexAt(analysis, record.start);
  let first = index;
  let before = AT_START;
  if (DEPENDENT.has(record.kind) || isDumpRow(record)) {
    first = 0;
    for (const section of secretSections) {
      before = section.before;
      if (first + section.count > index) break;
      first += section.count;
    }
  }
  const places: Span[] = [];
  const finder = new RecordFinder(
    true,
    ({ kind, place }) => {
      if (isSecretClass(kind) || kind === 'run') places.push(...place.parts);
    },
    'nothing',
    analysis.site,
  );
  finder.begin(text, before);
  for (const one of records.slice(first, index + 1)) finder.add(one);
  finder.finish();
  return places.sort((a, b) => a.start - b.start);
}

const BEFORE_LENGTH = /content-length:[ \t]*$/i;

/**
 * Masks in an excerpt without known secrets what only redaction looks for, so that it can be passed on: bytes of
 * dumps and long runs of digits and letters of unknown meaning.
 */
export function maskUnclassifiedRuns(masked: string): string {
  const redaction = new Redaction({ keepIdentities: true });
  const edits = redaction.edits(masked, redaction.learn(masked, readRecords(masked)));
  const masks = edits
    // A mask keeps the length of a payload; a placeholder may not.
    .filter(({ start }) => !BEFORE_LENGTH.test(masked.slice(Math.max(0, start - 40), start)))
    .map(({ start, end }) => ({ start, end, text: maskLines(masked.slice(start, end)) }));
  return withEdits(masked, masks);
}

/** Masks a value but keeps the line breaks of a wrapped one. */
export function maskLines(value: string): string {
  return value.replace(/[^\r\n]+/g, piece => maskOf(piece.length));
}

/** Returns every part of the text that contains a secret, reported or not, in order and without overlaps. */
export const secretParts = cached((analysis: Analysis): readonly Span[] =>
  withoutOverlaps(secretPlaces(analysis).stretches),
);

/** Returns the edits that mask every occurrence of some secrets, or of all secrets of a text. */
export function masksOf(analysis: Analysis, only?: readonly Secret[]): Masked {
  return maskEdits(analysis.text, analysis.secrets, secretPlaces(analysis), only);
}

/** A secret, and one of its places. */
export interface SecretPlace {
  readonly secret: Secret;
  readonly stretch: Span;
}

/** Returns the secrets at `[start, end]`, each once, in time proportional to the number of their places. */
export function secretsAt(analysis: Analysis, start: number, end: number): SecretPlace[] {
  const { stretches, owners } = secretPlaces(analysis);
  const found = new Map<number, Stretch>();
  for (const stretch of stretches) {
    if (stretch.start > end) break;
    if (stretch.end >= start && !found.has(stretch.value)) found.set(stretch.value, stretch);
  }
  return [...found].flatMap(([value, stretch]) =>
    (owners.get(value) ?? []).map(secret => ({ secret, stretch })),
  );
}

const secretPlaces = cached(({ text, secrets }: Analysis): Standing => standingOf(text, secrets));

/** Returns a function that masks every occurrence of these values in a text. */
export function maskerOf(values: ReadonlySet<string>): (text: string) => string {
  if (values.size === 0) return text => text;
  const find = valueFinder(values);
  return text => {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of find(text)) {
      parts.push(text.slice(at, start), maskOf(end - start));
      at = end;
    }
    return parts.join('') + text.slice(at);
  };
}
