import MiniSearch from 'minisearch';
import { analyze } from '../analysis';
import {
  type Entry,
  ENTRIES,
  entryOf,
  type Guidance,
  inUserLanguage,
  matchCommand,
  type RuleEntry,
  RULES,
  ruleOf,
  type Severity,
  type Translate,
} from '../knowledge';
import { type Cause, causeIdOf, causeNamed, titleOf } from '../knowledge/causes';
import { guidanceOf } from '../rules';
import { BUILT_IN } from '../site/builtIn';
import { PHRASES } from '../syntax';
import { guidanceBlocks, inferredNote } from '../presentation/guidance';
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
/** The prefix of an ike line: its messages are only recognised within a negotiation. */
const IKE = 'ike 0:tunnel:1: ';
/** Rules about the text, about secrets, and the one that only quotes a message: they do not explain a line. */
const UNRELATED = /^(?:secret|capture|json)\/|^daemon\/said-failure$/;
/** A code after a word that says what kind of code it is: `error 31`, `HTTP 403`. */
const CODE = /^(?<kind>[a-z][\w -]{0,30}?)[ :=]+(?<code>-?\w{1,20})$/i;

/** Explains a rule, an error, a result, a command, or a line of debug output. */
export function explain(asked: string): Answer {
  const question = asked.trim().slice(0, MAX_QUESTION_LENGTH);
  const found = distinct([
    ...named(question),
    ...coded(question),
    ...typed(question),
    ...explainSentence(question),
  ]);
  return found.length > 0 ? { exact: true, found } : { exact: false, found: similarTo(question) };
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

function named(question: string): Explanation[] {
  const asked = question.toLowerCase();
  const cause = causeNamed(asked);
  const entries = ENTRIES.filter(
    ({ id, keys }) => id === asked || keys.some(key => key.toLowerCase() === asked),
  );
  return [...(cause ? [explainCause(cause)] : []), ...entries.map(explainEntry)];
}

function coded(question: string): Explanation[] {
  const { kind = '', code = '' } = CODE.exec(question)?.groups ?? {};
  const words = kind.toLowerCase().split(/[ -]+/);
  return ENTRIES.filter(
    ({ id, title, keys }) =>
      code !== '' &&
      keys.includes(code) &&
      words.every(word => `${id} ${title}`.toLowerCase().includes(word)),
  ).map(explainEntry);
}

/** Explains a command, also in abbreviated form. */
function typed(question: string): Explanation[] {
  const { entry } = matchCommand(question.split(/\s+/));
  return entry ? [explainEntry(entry)] : [];
}

/** Explains a line of a capture, or the message of a daemon without its prefix. */
function explainSentence(question: string): Explanation[] {
  const daemons = new Set(PHRASES.rows.flatMap(row => row.daemons));
  const rules = new Set(
    [...daemons].flatMap(daemon =>
      PHRASES.find(question, 0, '', daemon).flatMap(({ row }) => row.cause?.rule ?? []),
    ),
  );
  const whole = explainLine(question);
  if (whole.length > 0 || rules.size > 0)
    return [...whole, ...[...rules].flatMap(id => ruleOf(id) ?? []).map(explainRule)];
  return question.includes(' ') ? explainLine(`${IKE}${question}`) : [];
}

function explainLine(line: string): Explanation[] {
  return analyze(line)
    .findings.filter(({ rule }) => !UNRELATED.test(rule))
    .map(finding => {
      const severity = ruleOf(finding.rule)?.severity;
      return { id: causeIdOf(finding), ...guidanceOf(finding), ...(severity && { severity }) };
    });
}

function similarTo(question: string): Explanation[] {
  index ??= makeIndex();
  return index
    .search(question)
    .slice(0, MAX_SIMILAR)
    .flatMap(({ id }) => {
      const rule = ruleOf(String(id));
      const entry = entryOf(String(id));
      return rule ? [explainRule(rule)] : entry ? [explainEntry(entry)] : [];
    });
}

let index: MiniSearch | undefined;

/** Indexes everything by its names, by the output of FortiOS, and by its explanation. */
function makeIndex(): MiniSearch {
  const made = new MiniSearch({
    fields: ['id', 'title', 'words', 'meaning'],
    searchOptions: { boost: { words: 4, title: 3, id: 2 }, fuzzy: 0.2, prefix: true },
  });
  made.addAll([
    ...RULES.map(rule => ({ ...searched(rule), words: sentencesOf(rule.id) })),
    ...ENTRIES.map(entry => ({ ...searched(entry), words: entry.keys.join('\n') })),
  ]);
  return made;
}

function searched({ id, title, meaning, causes = [] }: RuleEntry | Entry): Record<string, string> {
  return { id, title, meaning: [...(meaning ?? []), ...causes].map(({ text }) => text).join('\n') };
}

/** Returns the messages of daemons for which a rule fires. */
function sentencesOf(rule: string): string {
  const own = BUILT_IN.entries.find(({ id }) => id === rule)?.texts ?? [];
  return [...own, ...PHRASES.rows.flatMap(row => (row.cause?.rule === rule ? row.texts : []))].join('\n');
}

function explainCause(cause: Cause): Explanation {
  const { id, rule, entry } = cause;
  const { guidance } = guidanceOf({ rule: rule.id, entry });
  return { id, severity: rule.severity, title: titleOf(cause, inUserLanguage), guidance };
}

function explainRule({ id, severity }: RuleEntry): Explanation {
  return { id, severity, ...guidanceOf({ rule: id }) };
}

function explainEntry(entry: Entry): Explanation {
  return { id: entry.id, title: entry.title, guidance: entry };
}

function distinct(all: readonly Explanation[]): Explanation[] {
  return [...new Map(all.map(one => [one.title, one])).values()];
}
