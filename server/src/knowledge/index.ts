// `data/domains/` has one file for a daemon or an area: its sentences, its causes, and other terms in its lines.
// `data/*.json` has what belongs to no daemon. `rules.ts` makes a rule of the causes whose ids begin alike; `causes.ts`
// finds a cause by its id. `labels.json` has the words of the interface; `LabelName` and `RuleId` are types, so that code
// that lacks a wording does not compile.

import { min } from '../integers';
import sources from './data/sources.json';
import { commandMatcher } from './commands';
import { DOMAINS } from './domains';
import { ENTRY_FILES } from './entryFiles';
import { writtenGuidance, guidanceOfCause, RULES } from './rules';
import { withStatements } from './statements';
import type { WrittenSentence, WrittenTerm } from './domains/writtenDomain';
import type { Entry, EntryKind, RuleEntry, RuleId, SiteRuleId, Source } from './types';

export type * from './types';
export { CERTAINTIES, SEVERITIES, VERDICTS } from './types';

/** All entries: everything that is known of what a capture can contain. */
export const ENTRIES: readonly Entry[] = [
  ...(Object.values(ENTRY_FILES).flat() as readonly WrittenTerm[]).map(termOf),
  ...DOMAINS.flatMap(({ terms = [] }) => terms.map(termOf)),
  ...DOMAINS.flatMap(({ sentences = [] }) => sentences.flatMap(saidBy)),
] as unknown as readonly Entry[];

/** A term with its own guidance, or that of its cause. */
function termOf(term: WrittenTerm): object {
  const { cause, meaning } = term;
  return meaning || cause === undefined ? withStatements(term) : { ...term, ...guidanceOfCause(cause) };
}

/** What a sentence means, as an entry for its words. */
function saidBy({ id, says }: WrittenSentence): Omit<Entry, 'meaning'>[] {
  if (!says) return [];
  const { keys, title = '', cause } = says;
  const guidance = cause === undefined ? writtenGuidance(says) : guidanceOfCause(cause);
  return [
    {
      id: `sentence/${id}`,
      kind: 'sentence',
      keys,
      title,
      ...(cause !== undefined && { cause }),
      ...guidance,
    },
  ];
}

const byKey = new Map<EntryKind, Map<string, Entry>>();
const byId = new Map<string, Entry>();
for (const entry of ENTRIES) {
  byId.set(entry.id, entry);
  const known = byKey.get(entry.kind) ?? new Map<string, Entry>();
  byKey.set(entry.kind, known);
  for (const key of entry.keys) known.set(key.toLowerCase(), entry);
  // Also in the original case, which captures nearly always have: no case folding is needed then.
  for (const key of entry.keys) if (!known.has(key)) known.set(key, entry);
}
const ruleById: ReadonlyMap<string, RuleEntry> = new Map(RULES.map(rule => [rule.id, rule]));
const sourceById: ReadonlyMap<string, Source> = new Map(
  (sources as readonly Source[]).map(source => [source.id, source]),
);

/** The entry of `kind` that has `key`, compared without case and runs of blanks. */
export function lookUp(kind: EntryKind, key: string): Entry | undefined {
  const known = byKey.get(kind);
  return known?.get(key) ?? known?.get(folded(key));
}

/** A text as keys are compared: in lower case, with single blanks. */
function folded(text: string): string {
  return text.toLowerCase().replace(/ {2,}/g, ' ');
}

/** The entry of `kind` whose longest key `text` begins with. */
export function lookUpBeginning(kind: EntryKind, text: string): Entry | undefined {
  const said = folded(text);
  let best: { entry: Entry; length: number } | undefined;
  for (const entry of ENTRIES) {
    if (entry.kind !== kind) continue;
    for (const { length } of entry.keys.filter(key => beginsWith(said, key.toLowerCase()))) {
      if (length > (best?.length ?? 0)) best = { entry, length };
    }
  }
  return best?.entry;
}

/** A key matches only whole words: `-1` is not the beginning of `-10`. */
function beginsWith(text: string, key: string): boolean {
  return text.startsWith(key) && !/\w\w/.test(text.slice(key.length - 1, key.length + 1));
}

/** The entry with this id. */
export function entryNamed(id: string): Entry | undefined {
  return byId.get(id);
}

/** The rule with this id. */
export function ruleNamed(id: string): RuleEntry | undefined {
  return ruleById.get(id);
}

/** True for the id of a rule of the software; false for that of a site, and for any other text. */
export function isRuleId(id: string): id is RuleId {
  return ruleById.has(id);
}

/** True for the id of a rule of a site's own knowledge. */
export function isSiteRule(id: string): id is SiteRuleId {
  return id.startsWith('site/');
}

/** The name for every rule of an area: `secret/*` for `secret/otp-seed`. */
export function familyOf(rule: string): string {
  return `${rule.slice(0, rule.indexOf('/'))}/*`;
}

/** The areas of rules; `site` is for those that a site has of its own. */
const FAMILIES: ReadonlySet<string> = new Set([...RULES.map(({ id }) => familyOf(id)), 'site/*']);

export function isFamily(name: string): boolean {
  return FAMILIES.has(name);
}

/** The source with this id. */
export function sourceNamed(id: string): Source | undefined {
  return sourceById.get(id);
}

const MAX_PREFIX_LENGTH = 10;

/** The entry of the longest prefix of `serial`: which kind of token, device or licence it is. */
export function lookUpPrefix(serial: string): Entry | undefined {
  for (let length = min(MAX_PREFIX_LENGTH, serial.length); length >= 3; length--) {
    const entry = lookUp('prefix', serial.slice(0, length));
    if (entry) return entry;
  }
  return undefined;
}

/** The entry of a build. Builds restart with each major release, which is the first part of `deviceVersion` (`7.0`). */
export function lookUpBuild(deviceVersion: string, build: string): Entry | undefined {
  return lookUp('build', `${deviceVersion.split('.')[0] ?? ''}/${build}`);
}

/** The entry of an error: by its text, which is the more stable key, otherwise by its number. */
export function lookUpError(code: string | undefined, text: string | undefined): Entry | undefined {
  const byText = text === undefined ? undefined : lookUp('error', text.trim());
  // If the text is unknown although its number is known, the two contradict each other, and there is no entry.
  if (byText || (text !== undefined && text.trim() !== '' && !text.includes('*'))) return byText;
  return code === undefined ? undefined : lookUp('error', code);
}

/** Reads a typed command, given as its words: which command it is, and how it reads without abbreviations. */
export const matchCommand = commandMatcher(ENTRIES);
export { type CommandMatch, commandWords } from './commands';
export { type Effect, effectOf } from './effects';

export { textsOf } from './contributed';
export { CONTRIBUTED, RULES } from './rules';
export {
  decidedBy,
  certaintySign,
  STOPS_DEBUG,
  stopsLast,
  verdictSign,
  withRemarks,
  wordsOf,
} from './statements';
export { fillBy, isComplete } from './messageTemplate';
export {
  chooseLanguage,
  inEnglish,
  inUserLanguage,
  languageOf,
  LANGUAGES,
  type Language,
  type Translate,
  userLanguage,
} from './translate';
export { translator } from './texts';
export { duration } from './labels';
export { label, type LabelName, type NameAfter, type Say, speaker } from './labels';
