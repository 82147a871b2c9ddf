import { max } from '../integers';
import MiniSearch from 'minisearch';
import { analyze } from '../analysis';
import {
  type AnyRuleId,
  type Entry,
  ENTRIES,
  entryNamed,
  type Guidance,
  inUserLanguage,
  lookUp,
  matchCommand,
  RULES,
  ruleNamed,
  type Severity,
  type Translate,
} from '../knowledge';
import { type Cause, causeIdOf, causeNamed, severityOfCause, causeTitle } from '../knowledge/causes';
import { type Finding, guidanceOf } from '../rules';
import { BUILT_IN } from '../site/builtIn';
import type { SiteKnowledge } from '../site/knowledge';
import type { SiteCodes, SiteEntry } from '../site/siteEntry';
import { PHRASES, REASONS } from '../syntax';
import { guidanceBlocks, inferredNote } from '../presentation/guidanceBlocks';
import { emphasis, paragraph, write } from '../presentation/markup';

/** The explanation of a rule, a code, a command or a term. */
export interface Explanation {
  /** The id of the cause or of the entry: `ftm/token-not-of-product`, `fnbam-result/denied`. */
  readonly id: string;
  readonly title: string;
  /** Only for rules. */
  readonly severity?: Severity;
  readonly guidance: Partial<Guidance>;
}

/** The answer to a question: exact matches, otherwise similar entries, nearest first. */
export interface Answer {
  readonly exact: boolean;
  readonly found: readonly Explanation[];
}

/** Maximum number of similar entries. */
const MAX_SIMILAR = 5;
/** Maximum length of a question, in UTF-16 code units: a line, a payload. */
const MAX_QUESTION_LENGTH = 20_000;
/** Maximum length of a message without its prefix. */
const MAX_PHRASE_LENGTH = 600;
/** The prefix of an ike line: its messages are only recognised within a negotiation. */
const IKE = 'ike 0:tunnel:1: ';
/** Rules about the text, about secrets, and the one that only quotes a message: they come last. */
const QUOTED = 'daemon/said-failure';
const ABOUT_TEXT = new RegExp(`^(?:secret|capture|json)/|^${QUOTED}$`);
/** A code after a word that says what kind of code it is: `error 31`, `HTTP 403`, `ret=440`. */
const CODE = /^(?<kind>[a-z][\w -]{0,30}?)[ :=]{0,3}(?<code>-?\d{1,20})(?:\(.{0,200})?$/is;
/** A word that FortiOS made up, which is clear without the title of its event: `INVALID-SPI`, `exceed_limit`. */
const CONSTANT = /^\w+(?:[-_]\w+)+$/;
/** The number that a client shows after its message: `(-14)`. */
const CLIENT_CODE = /^(?:[a-z][\w -]{0,30}[ :=])? ?\(?(?<code>-\d{1,6})\)?$/i;
const ENTRA_CODE = /^(?:aadsts:? ?)?(?<code>\d{5,7})$/i;
/** The number of an error after its text: `Product is not registered(21)`. */
const NUMBER_AFTER = / ?\(\d{1,5}\)$/;
/** A number, or a name that is mostly one: another number is another thing, however close it is. */
const NUMBERED = /^[a-z]{0,10}[-_ :=#]{0,3}(?:0x)?[\da-f]*\d[\da-f]*$/i;
/** Codes of a site's entries, by the words before them. */
const SITE_CODES: Readonly<Record<string, keyof SiteCodes>> = {
  error: 'error',
  http: 'http',
  saml: 'saml',
  result: 'result',
};

/** Minimum length of a part of a sentence, and maximum number of rules that have it: otherwise it is general. */
const MIN_PART_LENGTH = 8;
const MAX_RULES_OF_PART = 2;
/** Minimum number of letters of a sentence that is recognised without the function that prints it. */
const MIN_LITERAL_LENGTH = 5;

/**
 * Explains a rule, an error, a result, a command, or a line of debug output: what `check` says of it comes first.
 * @param site the built-in entries and those of the site
 */
export function explain(asked: string, site: SiteKnowledge = BUILT_IN): Answer {
  const question = asked.trim().slice(0, MAX_QUESTION_LENGTH);
  const problems = problemsIn(question, site);
  const causes = problems.filter(({ rule }) => !ABOUT_TEXT.test(rule));
  const codes = coded(question, site);
  const names = named(question, site);
  // An exact key says more than words, which can be those of any daemon.
  const isKnown = causes.length > 0 || codes.length > 0 || names.length > 0;
  const found = [
    ...(isKnown ? causes : inPhrase(question, problems.length > 0, site)).map(explainProblem),
    ...codes,
    ...names,
    ...(causes.length > 0 ? [] : [...typed(question), ...mentioned(question)]),
  ];
  // What is quoted for lack of a better explanation.
  const others = problems.filter(({ rule }) => rule !== QUOTED || found.length === 0);
  found.push(...others.map(explainProblem));
  return found.length > 0
    ? { exact: true, found: distinct(found) }
    : { exact: false, found: similarTo(question) };
}

/** Formats an explanation as plain text for a terminal. */
export function explanationText(
  { id, title, severity, guidance }: Explanation,
  translate: Translate,
): string {
  const note = inferredNote([guidance], translate);
  const blocks = [
    ...guidanceBlocks(title, guidance, translate),
    ...(note === undefined ? [] : [paragraph(emphasis(note))]),
  ];
  const head = severity === undefined ? id : `${id} (${severity})`;
  return `${head}\n\n${write(blocks, false).value}\n`;
}

/** A problem that explains a question. */
interface Problem {
  readonly rule: AnyRuleId;
  readonly variant?: string | undefined;
  readonly entry?: string | undefined;
  readonly site?: SiteEntry | undefined;
}

/** Returns the problems that `check` reports in a text. */
function problemsIn(text: string, site: SiteKnowledge): readonly Finding[] {
  return analyze(text, undefined, site).findings;
}

/**
 * Returns the problems of a message without the prefix of its line, or of a part of it, as they would be in the line of
 * any daemon; the surest way to find one decides.
 * @param isFailure the message says that something failed
 */
function inPhrase(phrase: string, isFailure: boolean, site: SiteKnowledge): readonly Problem[] {
  if (phrase.length > MAX_PHRASE_LENGTH || !(isFailure || /\s/.test(phrase))) return [];
  const ways = [
    () => ofSentence(phrase),
    () => ofSite(phrase, site),
    () => problemsIn(IKE + phrase, site).filter(({ rule }) => !ABOUT_TEXT.test(rule)),
    () => ofPart(phrase, isFailure ? 3 : 2, site),
    () => (isFailure ? ofReason(phrase) : []),
  ];
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

/** Returns what a sentence proves if any daemon or function prints it. */
function ofSentence(phrase: string): Problem[] {
  const { daemons, functions } = sentences();
  return [
    ...daemons.flatMap(daemon => PHRASES.find(phrase, 0, '', daemon)),
    ...functions.flatMap(name => PHRASES.find(phrase, 0, name, '')),
  ].flatMap(({ row }) =>
    row.cause && literalLength(row.texts) >= MIN_LITERAL_LENGTH ? [problemOf(row.cause)] : [],
  );
}

/** What prints sentences, and the sentences that prove a cause. */
const sentences = once(() => {
  const { rows } = PHRASES;
  return {
    daemons: [...new Set(rows.flatMap(row => row.daemons))],
    functions: [...new Set(rows.flatMap(row => (row.cause && row.functions) ?? []))],
    causes: rows.flatMap(({ cause, texts }) => (cause ? [{ cause, texts: texts.map(plainOf) }] : [])),
  };
});

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function ofSite(phrase: string, site: SiteKnowledge): Problem[] {
  const message = { text: phrase, from: 0, start: 0, wrapped: undefined, name: '' };
  const daemons = new Set(site.entries.map(({ daemon }) => daemon));
  return [...daemons].flatMap(daemon =>
    site.matchesIn({ ...message, daemon }).map(({ entry }) => problemOfSite(entry)),
  );
}

/** Returns the reason that words of the message state; daemons whose lines these words can be must agree. */
function ofReason(phrase: string): Problem[] {
  const problems = REASONS.all(phrase, CONSTANT.test(phrase)).map(problemOf);
  return new Set(problems.map(({ rule }) => rule)).size === 1 ? problems.slice(0, 1) : [];
}

/**
 * Returns the rules that a part of a sentence is characteristic of.
 * @param minimum number of words: words that only say that something failed are no part of one sentence
 */
function ofPart(phrase: string, minimum: number, site: SiteKnowledge): Problem[] {
  if (phrase.length < MIN_PART_LENGTH || phrase.split(/\s+/).length < minimum) return [];
  const part = ` ${phrase.toLowerCase()} `;
  const isPart = (text: string): boolean => ` ${text} `.includes(part);
  const found = [
    ...sentences()
      .causes.filter(({ texts }) => texts.some(isPart))
      .map(({ cause }) => problemOf(cause)),
    ...site.entries.filter(({ texts }) => texts.map(plainOf).some(isPart)).map(problemOfSite),
  ];
  return new Set(found.map(({ rule }) => rule)).size > MAX_RULES_OF_PART ? [] : found;
}

/** Returns a text of a row in lower case, with each placeholder replaced by what it must be, or by a mark. */
function plainOf(text: string): string {
  return text
    .replace(/\{(?:\w+=(?<value>[^{}]*)|[^{}]*)\}/g, (_, value?: string) => value ?? ' \0 ')
    .toLowerCase();
}

function literalLength(texts: readonly string[]): number {
  return Math.min(...texts.map(text => plainOf(text).replace(/[\0\s]/g, '').length));
}

function problemOf({ rule, variant }: { readonly rule: AnyRuleId; readonly variant?: string }): Problem {
  return { rule, variant, entry: ruleNamed(rule)?.entries?.[variant ?? ''] };
}

function problemOfSite(entry: SiteEntry): Problem {
  return { rule: entry.id, ...(entry.text.from && { site: entry }) };
}

function explainProblem({ rule, variant, entry, site }: Problem): Explanation {
  const known = ruleNamed(rule);
  const severity = site?.severity ?? (known && severityOfCause({ rule: known, variant }));
  return {
    ...guidanceOf({ rule, variant, entry, site }),
    id: causeIdOf({ rule, variant }),
    ...(severity && { severity }),
  };
}

function named(question: string, site: SiteKnowledge): Explanation[] {
  const asked = question.toLowerCase().replace(NUMBER_AFTER, '');
  const own = site.entries.find(({ id, text }) => id === asked && text.from);
  const cause = causeNamed(asked);
  const entries = ENTRIES.filter(
    ({ id, keys }) => id === asked || keys.some(key => key.toLowerCase() === asked),
  );
  return [
    ...(own ? [explainProblem(problemOfSite(own))] : cause ? [explainCause(cause)] : []),
    ...entries.map(explainEntry),
  ];
}

/** Explains a number after a word that says what it counts, or one that is unmistakable: `error 31`, `50105`, `(-14)`. */
function coded(question: string, site: SiteKnowledge): Explanation[] {
  const { kind, code } = CODE.exec(question)?.groups ?? {};
  const shown = CLIENT_CODE.exec(question)?.groups?.['code'];
  const ofEntra = ENTRA_CODE.exec(question)?.groups?.['code'];
  return [
    ...(code === undefined ? [] : ofKind(kind ?? '', code, site)),
    ...ENTRIES.filter(({ keys }) => keys.includes(`AADSTS${ofEntra}`)).map(explainEntry),
    ...(shown === undefined ? [] : ofClient(shown)),
  ];
}

/** Explains a code of the kind that the words before it name, in a site's entries, in the output, or in our titles. */
function ofKind(kind: string, code: string, site: SiteKnowledge): Explanation[] {
  const words = kind.toLowerCase().split(/[ -]+/);
  const codes = SITE_CODES[words[0] ?? ''];
  const own = codes && site.ofCode(codes, code);
  const row = PHRASES.rows.find(
    ({ login, texts }) => login?.table && texts.some(text => kind !== '' && text.includes(`${kind}={`)),
  );
  const known = row?.login?.table && lookUp(row.login.table, code);
  const others = ENTRIES.filter(
    ({ id, title, keys }) =>
      keys.includes(code) && words.every(word => `${id} ${title}`.toLowerCase().includes(word)),
  );
  return [
    ...(own ? [explainProblem(problemOfSite(own))] : []),
    ...[...(known ? [known] : []), ...others].map(explainEntry),
  ];
}

/** Explains a number that a client shows after its message, by the messages that are known with it. */
function ofClient(code: string): Explanation[] {
  return PHRASES.rows
    .filter(({ texts }) => texts.some(text => text.endsWith(`(${code})`)))
    .flatMap(({ cause }) => (cause ? [explainProblem(problemOf(cause))] : []));
}

/** Explains a command, also in abbreviated form. */
function typed(question: string): Explanation[] {
  const { entry } = matchCommand(question.includes('\n') ? [] : question.split(/\s+/));
  return entry ? [explainEntry(entry)] : [];
}

/** Explains the known sentences and terms of several words in a line, longest first. */
function mentioned(question: string): Explanation[] {
  if (question.length > MAX_PHRASE_LENGTH) return [];
  const asked = question.toLowerCase();
  return ENTRIES.flatMap(entry => {
    const keys = entry.keys.filter(
      key => (entry.kind === 'sentence' || key.includes(' ')) && hasWords(asked, key.toLowerCase()),
    );
    return keys.length > 0 ? [{ entry, length: Math.max(...keys.map(({ length }) => length)) }] : [];
  })
    .sort((a, b) => b.length - a.length)
    .map(({ entry }) => explainEntry(entry));
}

/** True if `text` contains `words`, not only as parts of longer words. */
function hasWords(text: string, words: string): boolean {
  const at = text.indexOf(words);
  const ends = [at, at + words.length];
  return at >= 0 && ends.every(end => !/\w\w/.test(text.slice(max(0, end - 1), end + 1)));
}

/** Minimum share of the words of a question that an entry has, and their minimum number. */
const MIN_SHARE = 0.6;
const MIN_WORDS = 2;
/** Minimum length of a word that may be mistyped. */
const MIN_FUZZY_LENGTH = { words: 4, names: 6 };
const fuzzy = (minimum: number) => ({ fuzzy: (word: string) => (word.length < minimum ? false : 0.2) });

/** Returns the entries most of whose words the question has; for one word, those with a similar name. */
function similarTo(question: string): Explanation[] {
  if (NUMBERED.test(question)) return [];
  const { words, names } = indexes();
  const asked = new Set(question.toLowerCase().match(WORDS) ?? []);
  const isOne = !/\s/.test(question);
  const results = isOne
    ? names.search(question, fuzzy(MIN_FUZZY_LENGTH.names))
    : words
        .search([...asked].join(' '), fuzzy(MIN_FUZZY_LENGTH.words))
        .filter(({ queryTerms: { length } }) => length >= MIN_WORDS && length >= asked.size * MIN_SHARE);
  return results.slice(0, MAX_SIMILAR).flatMap(({ id }) => {
    const rule = ruleNamed(String(id));
    const entry = entryNamed(String(id));
    return rule ? [explainProblem({ rule: rule.id })] : entry ? [explainEntry(entry)] : [];
  });
}

/** Words with a letter: numbers and addresses differ from line to line. */
const WORDS = /[a-z][\p{L}\d]+/gu;

const indexes = once(() => ({ words: indexOf(undefined), names: indexOf(/\n/) }));

/**
 * Indexes everything by its names, its title, and the output of FortiOS.
 * @param separator what separates the terms; words if undefined, without the title then
 */
function indexOf(separator: RegExp | undefined): MiniSearch {
  const tokenize = (text: string): string[] =>
    separator ? text.split(separator) : (text.toLowerCase().match(WORDS) ?? []);
  const made = new MiniSearch({
    fields: separator ? ['names'] : ['names', 'title', 'words'],
    tokenize,
    searchOptions: { boost: { words: 2, title: 3, names: 2 }, tokenize },
  });
  const nameOf = (id: string): string => `${id}\n${id.slice(id.indexOf('/') + 1)}`;
  made.addAll([
    ...RULES.map(({ id, title }) => ({ id, title, names: nameOf(id), words: sentencesOf(id) })),
    ...ENTRIES.map(({ id, title, keys }) => ({
      id,
      title,
      names: [nameOf(id), ...keys].join('\n'),
      words: '',
    })),
  ]);
  return made;
}

/** Returns the messages of daemons for which a rule fires. */
function sentencesOf(rule: string): string {
  const own = BUILT_IN.entries.find(({ id }) => id === rule)?.texts ?? [];
  const texts = [...own, ...PHRASES.rows.flatMap(row => (row.cause?.rule === rule ? row.texts : []))];
  return texts.map(plainOf).join('\n');
}

function explainCause(cause: Cause): Explanation {
  const { id, rule, variant, entry } = cause;
  const { guidance } = guidanceOf({ rule: rule.id, variant, entry });
  return { id, severity: severityOfCause(cause), title: causeTitle(cause, inUserLanguage), guidance };
}

function explainEntry(entry: Entry): Explanation {
  return { id: entry.id, title: entry.title, guidance: entry };
}

/** Keeps the first explanation of each title. */
function distinct(all: readonly Explanation[]): Explanation[] {
  return all.filter(({ title }, at) => all.findIndex(one => one.title === title) === at);
}
