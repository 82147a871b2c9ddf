import { min } from '../integers';
import type { Analysis } from '../analysis';
import { speaker, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { chunkFrom } from '../secrets/chunks';
import { shapedAt } from '../secrets/copy/shapedValues';
import { RecordFinder } from '../secrets/positions/finder';
import type { FoundKind } from '../secrets/types';
import { readSiteFile } from '../site/read';
import type { Written } from '../knowledge/written';
import { wrongExamples } from '../siteExamples';
import { type CaptureRecord, encloses, messageSpan, readRecords, type Span, touches } from '../syntax';
import { recordAt } from '../judge/places';
import { redactedCopyOf } from './redactedCopy';

/** Maximum length of a message in an entry, in UTF-16 code units. */
const MAX_MESSAGE = 160;
const MAX_LINE = 1000;
const MAX_ID = 40;
/** Digits of a number that varies between lines. */
const NUMBER = /\d{2,20}/g;

const SLOT = /\{[^{}]*\}/;

/** Slots for values that must not be shared; other values become `{text:word}`. */
const SLOTS: Readonly<Partial<Record<FoundKind, string>>> = {
  user: '{user:word}',
  mail: '{user:word}',
  group: '{group:word}',
  server: '{server:word}',
  host: '{host:word}',
  connection: '{connection:word}',
  name: '{name:word}',
  address: '{address:ip}',
  address6: '{address:ip}',
  serial: '{token:name}',
};

/** True for a failure that no rule explains, and for a code without an entry. */
export function isUnexplained({ rule, variant, facts }: Finding): boolean {
  if (rule === 'daemon/said-failure') return true;
  if (facts['code'] === undefined) return false;
  return rule === 'ftm/unknown-error' || (variant === 'unknown' && rule.startsWith('login/'));
}

/** True for a line of which nothing but its form is known. */
export function isNotUnderstood(record: CaptureRecord): boolean {
  switch (record.kind) {
    case 'debug':
      return record.kept?.facts.isKnown === false;
    case 'sentence':
      return record.kept?.isKnown === false;
    case 'text':
      return record.kept?.length === 0;
    default:
      return false;
  }
}

/**
 * Returns a draft entry of the site's own knowledge for the problem without an explanation at an offset, or else for the
 * line there: a pattern, and the redacted line as its example. Undefined if there are no words to match.
 * @param offset in UTF-16 code units
 */
export function teamEntryOf(
  analysis: Analysis,
  offset: number,
  translate: Translate,
): Partial<Written> | undefined {
  const record = recordAt(analysis, offset);
  if (!record) return undefined;
  const unexplained = analysis.findings.filter(one => encloses(record, one) && isUnexplained(one));
  const finding = unexplained.find(one => touches(one, offset)) ?? unexplained[0];
  // Names known from other lines are replaced in this one, too.
  const stretch = { start: record.start, end: min(record.end, record.start + MAX_LINE) };
  const example = redactedCopyOf(analysis, false, [stretch]).text.trim();
  const match =
    (finding && matchOfCode(finding)) ?? matchOfText(analysis, finding ?? messageSpan(record), example);
  if (!match) return undefined;
  const { words } = match;
  const say = speaker(translate);
  return {
    id: `site/${idOf(words)}`,
    title: say('site.draft.title'),
    match: match.match,
    severity: 'warning',
    meaning: [say('site.draft.meaning')],
    steps: [say('site.draft.step')],
    examples: { match: [example] },
  };
}

interface Match {
  readonly match: Written['match'];
  /** The words from which the entry's name is made. */
  readonly words: string;
}

function matchOfCode({ rule, facts: { code } }: Finding): Match | undefined {
  if (code === undefined || rule === 'daemon/said-failure') return undefined;
  if (rule === 'ftm/unknown-error') return { match: { error: code }, words: `error ${code}` };
  return { match: rule === 'login/saml' ? { saml: code } : { result: code }, words: `result ${code}` };
}

function matchOfText({ text }: Analysis, { start, end }: Span, example: string): Match | undefined {
  const [message = ''] = text.slice(start, min(end, start + MAX_MESSAGE)).split(/[\r\n]/, 1);
  const words = withSlots(message);
  const shown = withoutReplaced(words, example);
  const fitting = [words, shown, longest(words), longest(shown)].find(
    one => one !== '' && fits(one, example),
  );
  return fitting === undefined ? undefined : { match: { text: fitting }, words: longest(fitting) };
}

/** A pattern with slots for the words that the redacted example does not show. */
function withoutReplaced(words: string, example: string): string {
  return words
    .split(' ')
    .map(word => (word.split(SLOT).every(piece => example.includes(piece)) ? word : '{text:word}'))
    .join(' ');
}

/** Replaces names and numbers in a message with slots. */
function withSlots(message: string): string {
  const places: (Span & { readonly kind: FoundKind })[] = [];
  const finder = new RecordFinder(true, ({ kind, place }) =>
    places.push(...place.parts.map(part => ({ ...part, kind }))),
  );
  finder.read(message, readRecords(message));
  places.push(...shapesIn(message));
  places.sort((a, b) => a.start - b.start);
  let [template, at] = ['', 0];
  for (const { start, end, kind } of places) {
    if (start < at || kind === 'kept') continue;
    template += literalOf(message.slice(at, start)) + (SLOTS[kind] ?? '{text:word}');
    at = end;
  }
  return (template + literalOf(message.slice(at))).replace(/\s+/g, ' ').trim();
}

/** The values that their form alone shows, such as addresses. */
function shapesIn(message: string): (Span & { readonly kind: FoundKind })[] {
  const found: (Span & { readonly kind: FoundKind })[] = [];
  for (let chunk = chunkFrom(message, 0, message.length); chunk;) {
    const shaped = shapedAt(message, chunk, message.length);
    if (shaped) found.push(shaped);
    chunk = chunkFrom(message, (shaped ?? chunk).end, message.length);
  }
  return found;
}

/** Escapes the words of a message for a pattern: braces are doubled, varying numbers become slots. */
function literalOf(words: string): string {
  return words.replace(/[{}]/g, '$&$&').replace(NUMBER, '{number:number}');
}

/** Returns the longest part of a pattern without slots. */
function longest(text: string): string {
  return text
    .split(SLOT)
    .map(piece => piece.trim())
    .reduce((best, piece) => (piece.length > best.length ? piece : best), '');
}

/** True if an entry with this text is valid and matches the example. */
function fits(text: string, example: string): boolean {
  const entry = { id: 'site/team', title: 'Team', match: { text }, examples: { match: [example] } };
  const { examples, problems } = readSiteFile('', JSON.stringify([entry]));
  return problems.length === 0 && wrongExamples(examples).length === 0;
}

function idOf(words: string): string {
  const id = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_ID)
    .replace(/-+$/, '');
  return id === '' ? 'entry' : id;
}
