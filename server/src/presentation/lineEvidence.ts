import type { Analysis } from '../analysis';
import { max, min } from '../integers';
import type { Guidance, Translate } from '../knowledge';
import type { Finding, RelatedPlace } from '../rules';
import type { Span } from '../syntax';
import { type Advice, adviceOf } from './advice';
import { type OtherFacts } from '../judge';
import { lineOf, lineSpan } from './lineStarts';
import { maskedText } from './mask';
import { type EvidenceLine, type Page, shownCauses } from './page';
import { twoEndsOf } from './twoEnds';

/** Maximum number of lines. */
const MAX_LINES = 8;
/** Maximum number of lines of a problem that goes over several, and of its related places. */
const MAX_OWN = 3;
const MAX_RELATED = 4;
/** Maximum length of a line that is shown as a whole, and what is shown of a longer one around the words, in UTF-16 code units. */
const MAX_WHOLE = 140;
const BEFORE = 24;
const AFTER = 30;
const MAX_WORDS = 120;
/** How much of an event is looked at. */
const MAX_EVENT = 4000;
/** Parts of a line that are closer than this are one. */
const MIN_GAP = 16;
/** Maximum length that is added so that a part begins and ends between words. */
const MAX_WORD = 24;

/** Returns what to say of a problem, and the lines that its message and its causes name; its own line is always one of them. */
export function advisedEvidence(
  analysis: Analysis,
  finding: Finding,
  translate: Translate,
  others?: OtherFacts,
): Advice & Pick<Page, 'evidence' | 'twoEnds'> {
  const quoted = new Map<number, Span>();
  const lineAt = (offset: number): number => {
    const line = lineOf(analysis, offset);
    if (!quoted.has(line)) quoted.set(line, { start: offset, end: offset });
    return line;
  };
  const advice = adviceOf(analysis, finding, { translate, lineAt, others });
  const places = [
    ...ownPlaces(analysis, finding),
    ...finding.related.filter(isTold).slice(0, MAX_RELATED),
    ...placesOfCauses(advice.guidance, quoted),
  ];
  const both = twoEndsOf(finding, analysis, translate);
  const twoEnds = both?.fields.some(({ isApart }) => isApart) ? both : undefined;
  return { ...advice, evidence: evidenceAt(analysis, places), twoEnds };
}

function isTold({ role }: RelatedPlace): boolean {
  return role !== 'again';
}

/** The words of a problem, one place for each of its first lines. */
function ownPlaces(analysis: Analysis, finding: Finding): Span[] {
  const { start, end } = finding;
  const first = lineOf(analysis, start);
  const last = min(lineOf(analysis, max(start, end - 1)), first + MAX_OWN - 1);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const line = lineSpan(analysis, first + index);
    return { start: max(start, line.start), end: min(end, line.end) };
  }).flatMap(place => {
    const words = wordsWithin(analysis, finding, place);
    return words.length > 0 ? words : [place];
  });
}

/** The fields of an event that say what happened, as far as they have a value. */
const TELLING = /\b(?:msg|status|result|reason|error_?num|error_reason|remip|user)="?(?!N\/A)[^"\s]/g;
const FIELD_END = { quoted: /"(?=\s|$)/g, plain: /\s|$/g };
/** Maximum number of places in one line, and minimum length of a value that is looked for. */
const MAX_PLACES = 6;
const MIN_VALUE = 3;

/** In a long record that is a problem as a whole, the words that its message has, and what an event says. */
function wordsWithin({ text }: Analysis, { facts }: Finding, { start, end }: Span): Span[] {
  if (end - start <= MAX_WORDS) return [];
  const values = Object.values(facts).flatMap((value): Span[] => {
    const at = value.length < MIN_VALUE ? -1 : text.indexOf(value, start);
    return at < 0 || at >= end ? [] : [{ start: at, end: min(end, at + value.length) }];
  });
  const part = text.slice(start, min(end, start + MAX_EVENT));
  const fields = Array.from(part.matchAll(TELLING), ({ 0: { length }, 0: words, index }): Span => {
    const form = words.includes('"') ? FIELD_END.quoted : FIELD_END.plain;
    form.lastIndex = index + length;
    return { start: start + index, end: start + (form.exec(part)?.index ?? part.length) };
  });
  return [...fields, ...values].slice(0, MAX_PLACES);
}

/** The places that the shown causes name. */
function placesOfCauses(guidance: Partial<Guidance>, quoted: ReadonlyMap<number, Span>): Span[] {
  return shownCauses(guidance).shown.flatMap(({ shown }) => {
    const numbers = new Set(shown?.why?.match(/\d+/g));
    return Array.from(quoted).flatMap(([line, place]) =>
      line === shown?.line || numbers.has(String(line + 1)) ? [place] : [],
    );
  });
}

/** Returns the lines of some places in text order, the first places being the most important. */
export function evidenceAt(analysis: Analysis, places: readonly Span[]): EvidenceLine[] {
  const lines = new Map<number, Span[]>();
  for (const place of places) {
    const line = lineOf(analysis, place.start);
    const known = lines.get(line);
    if (known) known.push(place);
    else if (lines.size < MAX_LINES) lines.set(line, [place]);
  }
  return Array.from(lines, ([line, own]) => ({ line: line + 1, text: shortened(analysis, line, own) })).sort(
    (a, b) => a.line - b.line,
  );
}

function shortened(analysis: Analysis, line: number, places: readonly Span[]): string {
  const { start, end } = lineSpan(analysis, line);
  if (end - start <= MAX_WHOLE) return maskedText(analysis, start, end).trim();
  const parts = partsAround(analysis.text, { start, end }, places);
  const words = parts.map(part => maskedText(analysis, part.start, part.end).trim());
  const [first, last] = [parts[0], parts[parts.length - 1]];
  return [first && first.start > start ? ['…'] : [], words.join(' … '), last && last.end < end ? ['…'] : []]
    .flat()
    .join(' ');
}

/** The parts of a line around some places, without overlaps. */
function partsAround(text: string, line: Span, places: readonly Span[]): Span[] {
  const parts: { start: number; end: number }[] = [];
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    const from = wordStart(text, line, max(line.start, start - BEFORE));
    const to = wordEnd(text, line, min(line.end, min(end, start + MAX_WORDS) + AFTER));
    const last = parts[parts.length - 1];
    if (last && from <= last.end + MIN_GAP) last.end = max(last.end, to);
    else parts.push({ start: from, end: to });
  }
  return parts;
}

/** A value in quotation marks begins after them, but ends with them. */
const BEFORE_WORD = /[\s,;{["]/;
const AFTER_WORD = /[\s,;{[]/;

function wordStart(text: string, line: Span, at: number): number {
  const first = max(line.start, at - MAX_WORD);
  if (first === line.start) return first;
  for (let start = at; start > first; start--) if (BEFORE_WORD.test(text.charAt(start - 1))) return start;
  return at;
}

function wordEnd(text: string, line: Span, at: number): number {
  const last = min(line.end, at + MAX_WORD);
  if (last === line.end) return last;
  for (let end = at; end < last; end++) if (AFTER_WORD.test(text.charAt(end))) return end;
  return at;
}
