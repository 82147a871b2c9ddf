// What a capture shows for and against each possible cause of a problem, and the steps that are left. `facts.ts` looks facts up
// by their addresses, when they are asked for; `conditions.ts` tests them.

import type { Analysis } from '../../analysis';
import { cached } from '../../cached';
import {
  type Guidance,
  label,
  type ShownStatement,
  stopsLast,
  type Statement,
  type Translate,
  type Verdict,
  VERDICTS,
  withRemarks,
} from '../../knowledge';
import { addressesOf, type Condition } from '../../knowledge/evidence';
import { type Finding, guidanceOf } from '../../rules';
import type { Span } from '../../syntax';
import { inOrderOfPrice, startsDebug } from '../commands';
import { commandWith, textWith } from '../commandNames';
import { visible } from '../visible';
import { answerTo, isAnswered } from './answered';
import { type Outcome, outcomeOf } from './conditions';
import { ownerOf, serverOf, type Subject, subjectOf, valuesOf } from './facts';
import { quoteOf } from './quotes';
import type { FactValue } from './readings';
import type { OtherFacts } from './units';

export { isIdentity, type OtherFacts, type UnitFact, unitFactsOf, unitsIn } from './units';

/** The language of an advice, and the lines of offsets, from 0. */
export interface AdviceOptions {
  readonly translate: Translate;
  /** Undefined where lines have no numbers. */
  readonly lineAt?: (offset: number) => number;
  /** A place where the problem repeats; by default, its own. */
  readonly at?: number;
  /** Looks up what other captures of the unit show. */
  readonly others?: OtherFacts | undefined;
}

/** What to say of a problem in this capture. */
export interface Advice {
  readonly title: string;
  /** With the causes in the order of what the capture shows of them, and the steps that are left. */
  readonly guidance: Partial<Guidance>;
  /** The commands for the next capture: those that decide what this one leaves open, the cheapest first. */
  readonly deciding: readonly string[];
}

/** Facts that texts can name, and their names there. */
const NAMED = [
  ['unit/serial', 'unit'],
  ['unit/members', 'members'],
  ['unit/release', 'release'],
  ['line/fnbamd/ldap-search#filter', 'filter'],
  ['line/fnbamd/ldap-search#base', 'base'],
  ['line/fnbamd/ldap-group#text', 'groups'],
] as const;
/** Maximum number of values that a text names. */
const MAX_NAMED = 4;
const NO_OUTCOME: Outcome = { holds: false, places: [] };
/** Maximum number of facts that are quoted. */
const MAX_QUOTED = 2;

/** Returns the advice on a problem: its guidance, judged by the facts of the capture and with its values. */
export function adviceOf(analysis: Analysis, finding: Finding, options: AdviceOptions): Advice {
  const { title, guidance } = guidanceOf(finding);
  const { causes: reasons = [], steps = [], commands } = guidance;
  const subject = subjectOf(analysis, finding, options.at ?? finding.start);
  const values = valuesFor(subject);
  const write = ({ text }: Statement): string => textWith(options.translate(text), values);
  const places = options.at === undefined && reasons.some(isOfAttempt) ? repeatsOf(subject) : [subject];
  const foreign = reasons.filter(({ unless }) => firstThat(unless, subject).holds);
  const own = reasons
    .filter(one => !foreign.includes(one))
    .map(statement => ({ statement, ...judgeAll(statement, places) }));
  const isOpen = own.some(({ verdict }) => verdict === 'open');
  // Other captures of the unit decide only what its own leaves open.
  const others = (isOpen && options.others?.(subject.unit)) || [];
  const wider = { ...subject, others };
  const widerPlaces = others.length > 0 ? places.map(place => ({ ...place, others })) : [];
  const judged = own.map(one =>
    one.verdict === 'open' && others.length > 0 ? { ...one, ...judgeAll(one.statement, widerPlaces) } : one,
  );
  const out = judged.filter(({ verdict }) => verdict === 'excluded');
  const excluded = new Set([...foreign, ...out.map(({ statement }) => statement)].map(({ id }) => id));
  const isNeedless = ({ against, variants, unless }: Statement): boolean =>
    (against?.every(id => excluded.has(id)) ?? false) ||
    (finding.variant !== undefined && variants?.includes(finding.variant) === false) ||
    firstThat(unless, wider).holds;
  const causes = judged
    .map(({ statement, ...judgement }): Statement => {
      const { verdict } = judgement;
      const answer = verdict === 'open' ? shownAnswer(statement, subject, values) : undefined;
      const why = verdict && whyOf(judgement, answer, statement, subject, values, options);
      const rank = rankOf(judgement, answer !== undefined);
      return { ...statement, shown: { words: write(statement), rank, ...(verdict && { verdict }), ...why } };
    })
    .sort(byRank);
  if (out.length > 0 && out.length === judged.length) causes.unshift(noneOfThem(options.translate));
  const left = steps
    .filter(step => !isNeedless(step))
    .sort((a, b) => rankOfStep(a, causes) - rankOfStep(b, causes))
    .map((step): Statement => ({
      ...step,
      shown: { words: withRemarks(write(step), step, options.translate) },
    }));
  const asked = causes
    .filter(({ shown }) => shown?.verdict === 'open')
    .flatMap(one => filled(one, values))
    .filter(command => !isAnswered(command, subject));
  return {
    title,
    guidance: {
      ...guidance,
      ...(reasons.length > 0 && { causes }),
      ...(steps.length > 0 && { steps: left }),
      ...(commands && { commands: commandsFor(commands, steps, left).map(one => commandWith(one, values)) }),
    },
    deciding: inOrderOfPrice([...new Set(asked)]),
  };
}

/** The commands of the steps that are left, and those of no step. */
function commandsFor(
  commands: readonly string[],
  steps: readonly Statement[],
  left: readonly Statement[],
): readonly string[] {
  const of = (all: readonly Statement[]): string[] => all.flatMap(one => one.commands ?? []);
  const bound = new Set(of(steps));
  return stopsLast([...of(left), ...commands.filter(one => !bound.has(one))]);
}

/** Says that no possible cause is left: those that are known need not be all. */
function noneOfThem(translate: Translate): Statement {
  const words = label('evidence.none', translate);
  return { text: words, certainty: 'stated', sources: [], shown: { words } };
}

const OPEN = VERDICTS.indexOf('open');

/**
 * An open cause comes first if the message says so, then if the capture points to it, then if it has the output that decides, and
 * last if it cannot be asked about.
 */
function rankOf({ verdict, places, isContradicted }: Judgement, isAnswerShown: boolean): number {
  if (verdict !== 'open') return verdict ? VERDICTS.indexOf(verdict) : OPEN + 0.5;
  if (isContradicted) return OPEN - 0.875;
  if (places.length > 0) return OPEN - 0.75;
  return isAnswerShown ? OPEN - 0.5 : OPEN;
}

function byRank({ shown: a }: Statement, { shown: b }: Statement): number {
  return (a?.rank ?? OPEN) - (b?.rank ?? OPEN);
}

/** The rank of what stands after all others. */
const LAST = VERDICTS.length;

/** A step follows the first of its causes; once one is confirmed, those against others come after the steps for all. */
function rankOfStep({ against, lastResort }: Statement, causes: readonly Statement[]): number {
  if (lastResort) return LAST;
  if (!against) return OPEN;
  const ranks = causes.map(({ id = '', shown }) => ({ id, rank: shown?.rank ?? OPEN }));
  const first = Math.min(...ranks.filter(({ id }) => against.includes(id)).map(({ rank }) => rank));
  if (first < OPEN) return first;
  return ranks.some(({ rank }) => rank < OPEN) ? OPEN + 0.5 : OPEN;
}

/** A problem at each of its places, as far as it lists them. */
function repeatsOf(subject: Subject): readonly Subject[] {
  const { analysis, finding } = subject;
  const again = finding.related.filter(({ role }) => role === 'again');
  return [subject, ...again.map(({ start }) => subjectOf(analysis, finding, start))];
}

/** Facts that another place of the same problem can have differently. */
const OF_ATTEMPT = /^(?:line|at|event|stage|packet|saml|member|token)\//;
const UNDECIDED: Judgement = { verdict: 'open', places: [] };

/** True for a cause that another place of the same problem can decide differently. */
const isOfAttempt = cached(({ confirmedBy = [], excludedBy = [] }: Statement): boolean =>
  [...confirmedBy, ...excludedBy].flatMap(addressesOf).some(one => OF_ATTEMPT.test(one)),
);

/** Judges a cause at each place of a problem: one confirms it, but only all together exclude it. */
function judgeAll(statement: Statement, places: readonly Subject[]): Judgement {
  const [first = UNDECIDED, ...others] = places
    .slice(0, isOfAttempt(statement) ? places.length : 1)
    .map(place => judge(statement, place));
  const confirmed = [first, ...others].find(({ verdict }) => verdict === 'confirmed');
  const isAgreed = others.every(({ verdict }) => verdict === first.verdict);
  return confirmed ?? (isAgreed ? first : UNDECIDED);
}

/** What a capture shows of a possible cause; the verdict is undefined for one that cannot be asked about. */
interface Judgement {
  readonly verdict: Verdict | undefined;
  readonly places: readonly FactValue[];
  /** The message asserts it, and the places speak against it. */
  readonly isContradicted?: true;
}

function judge(
  { assertedBy, confirmedBy, excludedBy, likelyBy, askWith }: Statement,
  subject: Subject,
): Judgement {
  const confirmed = firstThat(confirmedBy, subject);
  const excluded = firstThat(excludedBy, subject);
  if (firstThat(assertedBy, subject).holds) {
    const { places } = confirmed.holds ? confirmed : excluded;
    if (excluded.holds && !confirmed.holds) return { verdict: 'open', places, isContradicted: true };
    return { verdict: 'asserted', places: excluded.holds ? [] : places };
  }
  // Facts that contradict each other decide nothing.
  if (confirmed.holds === excluded.holds) {
    const canDecide = assertedBy ?? confirmedBy ?? excludedBy ?? likelyBy ?? askWith;
    return { verdict: canDecide && 'open', places: firstThat(likelyBy, subject).places };
  }
  return confirmed.holds
    ? { verdict: 'confirmed', places: confirmed.places }
    : { verdict: 'excluded', places: excluded.places };
}

/** The first of some conditions that holds. */
function firstThat(conditions: readonly Condition[] = [], subject: Subject): Outcome {
  for (const condition of conditions) {
    const outcome = outcomeOf(condition, subject);
    if (outcome?.holds === true) return outcome;
  }
  return NO_OUTCOME;
}

/** How the places of a verdict are worded. */
const WORDED = {
  asserted: 'confirmed',
  confirmed: 'confirmed',
  open: 'likely',
  excluded: 'excluded',
} as const;

/** What decides about a cause: the lines that confirm or exclude it, or the command to run. */
function whyOf(
  judgement: Judgement,
  answer: Span | undefined,
  statement: Statement,
  subject: Subject,
  values: Readonly<Record<string, string>>,
  options: AdviceOptions,
): Pick<ShownStatement, 'why' | 'line'> {
  const { translate, lineAt } = options;
  const { verdict = 'open', places, isContradicted } = judgement;
  const quoted = places.length > 0 && quotedPlaces(places, subject, options);
  const form = isContradicted ? 'contradicted' : WORDED[verdict];
  const shown = quoted && label(`evidence.${form}`, translate, { lines: quoted });
  const [first] = places;
  const at = first && !first.other && lineAt && { line: lineAt(first.start) };
  if (verdict !== 'open') return { ...(shown && { why: shown }), ...at };
  const next = decisionFor(answer, statement, subject, values, options);
  return shown ? { why: [shown, next.why].filter(Boolean).join('; '), ...at } : next;
}

/** What decides about an open cause: its output in the capture, or the command to run. */
function decisionFor(
  answer: Span | undefined,
  statement: Statement,
  subject: Subject,
  values: Readonly<Record<string, string>>,
  { translate, lineAt }: AdviceOptions,
): Pick<ShownStatement, 'why' | 'line'> {
  if (answer && lineAt) {
    const line = lineAt(answer.start);
    return { why: label('evidence.shown', translate, { line: String(line + 1) }), line };
  }
  const command = filled(statement, values).find(one => !isAnswered(one, subject));
  return command === undefined ? {} : { why: label('evidence.open', translate, { command }) };
}

/** Where the capture has the output that decides about a cause. */
function shownAnswer(
  statement: Statement,
  subject: Subject,
  values: Readonly<Record<string, string>>,
): Span | undefined {
  return filled(statement, values)
    .filter(command => !startsDebug(command))
    .map(command => answerTo(command, subject))
    .find(one => one !== undefined);
}

/** The lines of some facts, with their words. */
function quotedPlaces(
  places: readonly FactValue[],
  { analysis }: Subject,
  { translate, lineAt }: AdviceOptions,
): string {
  const shown = places.filter(({ isDerived }) => !isDerived);
  const quoted = (shown.length > 0 ? shown : places).slice(0, MAX_QUOTED).map(place => {
    const words = quoteOf(place, analysis);
    const { name, line = lineAt?.(place.start) } = place.other ?? {};
    if (line === undefined) return `\`${words}\``;
    const facts = { line: String(line + 1), words };
    if (name === undefined) return label('evidence.line', translate, facts);
    return label('evidence.lineOf', translate, { ...facts, file: visible(name) });
  });
  return [...new Set(quoted)].join(', ');
}

/** The commands that decide, with values of the capture. */
function filled({ askWith = [] }: Statement, values: Readonly<Record<string, string>>): string[] {
  return askWith.map(command => commandWith(command, values));
}

/** The values that the texts of an advice can name. */
function valuesFor(subject: Subject): Record<string, string> {
  const values: Record<string, string> = { ...subject.finding.facts };
  for (const [fact, name] of NAMED) {
    const all = [...new Set(valuesOf(fact, subject).map(({ value }) => value))];
    const more = all.length > MAX_NAMED ? ', …' : '';
    if (all.length > 0) values[name] ??= visible(all.slice(0, MAX_NAMED).join(', ') + more);
  }
  const server = serverOf(subject);
  if (server !== undefined) values['server'] ??= visible(server);
  const owner = ownerOf(subject);
  if (owner !== undefined && owner !== values['in']) values['owner'] ??= visible(owner);
  return values;
}
