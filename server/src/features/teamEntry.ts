import type { Analysis } from '../analysis';
import { speaker, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { RecordFinder } from '../secrets/finding/finder';
import type { FoundKind } from '../secrets/types';
import { readSiteFile } from '../site/read';
import type { Written } from '../site/written';
import { wrongExamples } from '../siteExamples';
import { readRecords, type Span } from '../syntax';
import { recordAt } from '../telling/places';
import { redactedCopyOf } from './redactedCopy';

/** How much of a message an entry has at most, in UTF-16 code units. */
const MAX_MESSAGE = 160;
const MAX_LINE = 1000;
const MAX_ID = 40;
/** Digits of a number that differs from line to line. */
const NUMBER = /\d{2,20}/g;

/** The holes of what must not be shared; the rest of it is a word of any kind. */
const HOLES: Readonly<Partial<Record<FoundKind, string>>> = {
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

/** True for a failure that no rule explains, and for a code that the knowledge does not have. */
export function isUnexplained({ rule, variant, facts }: Finding): boolean {
  if (rule === 'daemon/said-failure') return true;
  if (facts['code'] === undefined) return false;
  return rule === 'ftm/unknown-error' || (variant === 'unknown' && rule.startsWith('login/'));
}

/**
 * An entry of a site's own knowledge to begin with, for a problem that the software cannot explain: what matches it, and the
 * redacted line as its example. Undefined for a problem that is explained, or whose line has no words of its own.
 */
export function teamEntryOf(
  analysis: Analysis,
  finding: Finding,
  translate: Translate,
): Partial<Written> | undefined {
  const record = isUnexplained(finding) ? recordAt(analysis, finding.start) : undefined;
  if (!record) return undefined;
  // Names known from other lines are replaced in this one, too.
  const stretch = { start: record.start, end: Math.min(record.end, record.start + MAX_LINE) };
  const example = redactedCopyOf(analysis, false, [stretch]).text.trim();
  const match = matchOf(analysis, finding, example);
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
  /** What the entry is named by. */
  readonly words: string;
}

function matchOf({ text }: Analysis, finding: Finding, example: string): Match | undefined {
  const { code } = finding.facts;
  if (finding.rule === 'ftm/unknown-error' && code !== undefined)
    return { match: { error: code }, words: `error ${code}` };
  if (finding.variant === 'unknown' && code !== undefined && finding.rule.startsWith('login/'))
    return {
      match: finding.rule === 'login/saml' ? { saml: code } : { result: code },
      words: `result ${code}`,
    };
  if (finding.rule !== 'daemon/said-failure') return undefined;
  const said = text.slice(finding.start, Math.min(finding.end, finding.start + MAX_MESSAGE));
  const words = withHoles(said);
  const literal = longest(words);
  const fitting = [words, literal].find(one => one !== '' && fits(one, example));
  return fitting === undefined ? undefined : { match: { text: fitting }, words: literal };
}

/** A message with holes for names and numbers. */
function withHoles(said: string): string {
  const places: (Span & { readonly kind: FoundKind })[] = [];
  const finder = new RecordFinder(
    true,
    ({ kind, place }) => places.push(...place.parts.map(part => ({ ...part, kind }))),
    'nothing',
  );
  finder.read(said, readRecords(said));
  places.sort((a, b) => a.start - b.start);
  let [template, at] = ['', 0];
  for (const { start, end, kind } of places) {
    if (start < at || kind === 'kept') continue;
    template += literalOf(said.slice(at, start)) + (HOLES[kind] ?? '{text:word}');
    at = end;
  }
  return (template + literalOf(said.slice(at))).replace(/\s+/g, ' ').trim();
}

/** Words of a message as a text has them: braces are written twice, and numbers differ. */
function literalOf(words: string): string {
  return words.replace(/[{}]/g, '$&$&').replace(NUMBER, '{number:number}');
}

/** The longest piece of a text that no hole interrupts. */
function longest(text: string): string {
  return text
    .split(/\{[^{}]*\}/)
    .map(piece => piece.trim())
    .reduce((best, piece) => (piece.length > best.length ? piece : best), '');
}

/** True if an entry with this text is valid and explains the example. */
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
