// What a capture shows for and against each possible cause of a problem, and the steps that are left. `facts.ts` looks facts up
// by their addresses, when they are asked for; `conditions.ts` tests them. `presentation/advice.ts` puts it into words.

import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { type Guidance, stopsLast, type Statement, type Verdict, VERDICTS } from '../knowledge';
import { addressesOf, type Condition } from '../knowledge/evidence';
import { type Finding, guidanceOf } from '../rules';
import type { Span } from '../syntax';
import { answerTo, isAnswered } from './answered';
import { commandWith, type Values } from './commandNames';
import { inOrderOfPrice, startsDebug } from './commands';
import { type Outcome, outcomeOf } from './conditions';
import { ownerOf, serverOf, type Subject, subjectOf, valuesOf } from './facts';
import type { FactValue } from './readings';
import type { OtherFacts } from './units';

export type { FactValue } from './readings';
export { isIdentity, type OtherFacts, type UnitFact, unitFactsOf, unitsIn } from './units';

/** Where a problem is judged, and by what. */
export interface JudgeOptions {
  /** A place where the problem repeats, as an offset; by default, its own. */
  readonly at?: number;
  /** Looks up what other captures of the unit show. */
  readonly others?: OtherFacts | undefined;
}

/** A problem with its causes judged, and what follows from them. */
export interface Judged {
  readonly title: string;
  /** As the knowledge has it. */
  readonly guidance: Partial<Guidance>;
  /** The likely first. */
  readonly causes: readonly JudgedCause[];
  /** The capture excludes all causes that are known, which need not be all. */
  readonly isUnexplained: boolean;
  /** Those that serve a cause that is left, in the order of the causes; last resorts are last. */
  readonly steps: readonly Statement[];
  /** Those of the steps that are left, with names of the capture. */
  readonly commands: readonly string[];
  /** For the next capture: those that decide what this one leaves open, the cheapest first. */
  readonly deciding: readonly string[];
  /** The values of the capture that texts and commands can name. */
  readonly values: Values;
}

/** What a capture shows of a possible cause; the verdict is undefined for one that cannot be asked about. */
interface Judgement {
  readonly verdict: Verdict | undefined;
  readonly places: readonly FactValue[];
  /** The message asserts it, and the places speak against it. */
  readonly isContradicted?: true;
}

export interface JudgedCause extends Judgement {
  readonly statement: Statement;
  /** The likely first. */
  readonly rank: number;
  /** The output in the capture that decides, where no condition reads it. */
  readonly answer: Span | undefined;
  /** The commands that decide and that the capture does not answer, with names of the capture. */
  readonly asks: readonly string[];
}

/** Facts that texts can name, and their names there. */
const NAMED = [
  ['unit/serial', 'unit'],
  ['unit/members', 'members'],
  ['unit/release', 'release'],
  ['event/client', 'client'],
  ['line/fnbamd/ldap-search#filter', 'filter'],
  ['line/fnbamd/ldap-search#base', 'base'],
  ['line/fnbamd/ldap-group#text', 'groups'],
] as const;
/** Maximum number of values that a text names. */
const MAX_NAMED = 4;
const NO_OUTCOME: Outcome = { holds: false, places: [] };

/** Judges the causes of a problem by the facts of the capture. Linear in the facts that its conditions ask for. */
export function judge(analysis: Analysis, finding: Finding, options: JudgeOptions = {}): Judged {
  const { title, guidance } = guidanceOf(finding);
  const { causes: reasons = [], steps = [], commands = [] } = guidance;
  const subject = subjectOf(analysis, finding, options.at ?? finding.start);
  const values = namedValues(subject);
  const places = options.at === undefined && reasons.some(isOfAttempt) ? repeatsOf(subject) : [subject];
  const foreign = reasons.filter(one => !belongsTo(one, subject));
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
  const isNeedless = (step: Statement): boolean =>
    (step.against?.every(id => excluded.has(id)) ?? false) || !belongsTo(step, wider);
  const causes = judged.map(one => withAnswer(one, subject, values)).sort((a, b) => a.rank - b.rank);
  const left = steps
    .filter(step => !isNeedless(step))
    .sort((a, b) => rankOfStep(a, causes) - rankOfStep(b, causes));
  const asked = causes.flatMap(({ asks }) => asks);
  return {
    title,
    guidance,
    causes,
    isUnexplained: out.length > 0 && out.length === judged.length,
    steps: left,
    commands: commandsFor(commands, steps, left).map(one => commandWith(one, values)),
    deciding: inOrderOfPrice([...new Set(asked)]),
    values,
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

/** A judged cause with what would decide it. */
function withAnswer(
  one: Judgement & { readonly statement: Statement },
  subject: Subject,
  values: Values,
): JudgedCause {
  const isOpen = one.verdict === 'open';
  const asks = isOpen ? (one.statement.askWith ?? []).map(command => commandWith(command, values)) : [];
  const answer = asks
    .filter(command => !startsDebug(command))
    .map(command => answerTo(command, subject))
    .find(place => place !== undefined);
  return {
    ...one,
    rank: rankOf(one, answer !== undefined),
    answer,
    asks: asks.filter(command => !isAnswered(command, subject)),
  };
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

/** The rank of what stands after all others. */
const LAST = VERDICTS.length;

/** A step follows the first of its causes; once one is confirmed, those against others come after the steps for all. */
function rankOfStep({ against, lastResort, commands }: Statement, causes: readonly JudgedCause[]): number {
  if (lastResort) return LAST;
  // Further debug output is for what is not decided.
  if (!against) return commands?.some(startsDebug) && causes.some(isDecided) ? LAST - 0.5 : OPEN;
  const first = causes.find(({ statement: { id = '' } }) => against.includes(id))?.rank ?? Infinity;
  if (first < OPEN) return first;
  return causes.some(({ rank }) => rank < OPEN) ? OPEN + 0.5 : OPEN;
}

function isDecided({ verdict }: Judgement): boolean {
  return verdict === 'confirmed' || verdict === 'asserted';
}

/** A problem at each of its places, as far as it lists them. */
function repeatsOf(subject: Subject): readonly Subject[] {
  const { analysis, finding } = subject;
  const again = finding.related.filter(({ role }) => role === 'again');
  return [subject, ...again.map(({ start }) => subjectOf(analysis, finding, start))];
}

/** Facts that another place of the same problem can have differently. */
const OF_ATTEMPT = /^(?:line|at|event|stage|reached|packet|saml|member|token)\//;
const UNDECIDED: Judgement = { verdict: 'open', places: [] };

/** True for a cause that another place of the same problem can decide differently. */
const isOfAttempt = cached(({ confirmedBy = [], excludedBy = [] }: Statement): boolean =>
  [...confirmedBy, ...excludedBy].flatMap(addressesOf).some(one => OF_ATTEMPT.test(one)),
);

/** Judges a cause at each place of a problem: one confirms it, but only all together exclude it. */
function judgeAll(statement: Statement, places: readonly Subject[]): Judgement {
  const [first = UNDECIDED, ...others] = places
    .slice(0, isOfAttempt(statement) ? places.length : 1)
    .map(place => judgeAt(statement, place));
  const confirmed = [first, ...others].find(({ verdict }) => verdict === 'confirmed');
  const isAgreed = others.every(({ verdict }) => verdict === first.verdict);
  return confirmed ?? (isAgreed ? first : UNDECIDED);
}

function judgeAt(statement: Statement, subject: Subject): Judgement {
  const { confirmedBy, excludedBy, likelyBy } = statement;
  const confirmed = firstThat(confirmedBy, subject);
  const excluded = firstThat(excludedBy, subject);
  if (isAsserted(statement, subject)) {
    const { places } = confirmed.holds ? confirmed : excluded;
    if (excluded.holds && !confirmed.holds) return { verdict: 'open', places, isContradicted: true };
    return { verdict: 'asserted', places: excluded.holds ? [] : places };
  }
  // Facts that contradict each other decide nothing.
  if (confirmed.holds === excluded.holds) {
    return {
      verdict: canBeDecided(statement) ? 'open' : undefined,
      places: firstThat(likelyBy, subject).places,
    };
  }
  return confirmed.holds
    ? { verdict: 'confirmed', places: confirmed.places }
    : { verdict: 'excluded', places: excluded.places };
}

/** Whether the message of the problem says that this is its cause. */
function isAsserted({ assertedIn, assertedBy }: Statement, subject: Subject): boolean {
  const isOfMessage = assertedIn?.some(one => formsOf(subject.finding).includes(one)) ?? false;
  return isOfMessage || firstThat(assertedBy, subject).holds;
}

function canBeDecided(one: Statement): boolean {
  const ways = [one.assertedIn, one.assertedBy, one.confirmedBy, one.excludedBy, one.likelyBy, one.askWith];
  return ways.some(way => way !== undefined);
}

/** Whether a possible cause or a step is about this problem. What is unknown leaves out only what needs a fact. */
function belongsTo({ variants, notVariants, unless, onlyIf }: Statement, subject: Subject): boolean {
  const forms = formsOf(subject.finding);
  const isOther = variants && !forms.includes(DEFAULT) && !forms.some(one => variants.includes(one));
  if (isOther || forms.some(one => notVariants?.includes(one))) return false;
  return !firstThat(unless, subject).holds && (!onlyIf || firstThat(onlyIf, subject).holds);
}

const DEFAULT = 'default';

/** What a message of a problem is called, beside others of the same problem: its variant and its code. */
function formsOf({ variant, facts: { code } }: Finding): readonly string[] {
  const forms = [variant, code].filter(one => one !== undefined);
  return forms.length > 0 ? forms : [DEFAULT];
}

/** The first of some conditions that holds. */
function firstThat(conditions: readonly Condition[] = [], subject: Subject): Outcome {
  for (const condition of conditions) {
    const outcome = outcomeOf(condition, subject);
    if (outcome?.holds === true) return outcome;
  }
  return NO_OUTCOME;
}

/** The values that texts and commands can name: those of the message, and what the capture shows. */
function namedValues(subject: Subject): Values {
  const values: Record<string, string> = { ...subject.finding.facts };
  for (const [fact, name] of NAMED) {
    const all = [...new Set(valuesOf(fact, subject).map(({ value }) => value))];
    const more = all.length > MAX_NAMED ? ', …' : '';
    if (all.length > 0) values[name] ??= all.slice(0, MAX_NAMED).join(', ') + more;
  }
  const server = serverOf(subject);
  if (server !== undefined) values['server'] ??= server;
  const owner = ownerOf(subject);
  if (owner !== undefined && owner !== values['in']) values['owner'] ??= owner;
  return values;
}
