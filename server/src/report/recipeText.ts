import {
  fillBy,
  isComplete,
  label,
  type LabelName,
  type Say,
  sourceNamed,
  speaker,
  type Statement,
  type Translate,
} from '../knowledge';
import {
  includesRelease,
  type Recipe,
  type RecipeCommand,
  type Releases,
  releasesWith,
} from '../knowledge/recipes';
import { address6Length, addressEnd } from '../secrets';
import { wrapped } from './wrap';

/** The user's answers about the capture to record; unknown ones are missing or empty. */
export type RecipeAnswers = Readonly<Partial<Record<RecipeQuestion, string>>>;

/** The questions, in this order. */
export const RECIPE_QUESTIONS = ['release', 'vdom', 'address', 'user'] as const;
export type RecipeQuestion = (typeof RECIPE_QUESTIONS)[number];

/** Characters per comment line, and maximum number of lines per comment. */
const WIDTH = 96;
const MAX_LINES = 20;
const COMMENT = '# ';

const RELEASE = /^\d{1,2}\.\d{1,2}(?:\.\d{1,3})?$/;
const VDOM = /^[\w-]{1,31}$/;
/** Excludes characters that the FortiOS console, a shell or a terminal would interpret. */
const USER = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@+\\/-]{0,63}$/u;

const IS_VALID: Readonly<Record<RecipeQuestion, (answer: string) => boolean>> = {
  release: answer => RELEASE.test(answer),
  vdom: answer => VDOM.test(answer),
  address: answer => kindOf(answer) !== undefined,
  user: answer => USER.test(answer),
};

/**
 * Returns why an answer is refused, in a sentence; undefined if it is valid. An answer becomes part of a command or
 * line, so it must not contain line breaks or characters that end one. Empty answers are valid.
 */
export function answerRefusal(
  question: RecipeQuestion,
  answer: string,
  translate: Translate,
): string | undefined {
  if (answer === '' || IS_VALID[question](answer)) return undefined;
  return label(`recipe.refused.${question}`, translate);
}

/** Returns the first refusal among the answers. */
export function firstRefusal(answers: RecipeAnswers, translate: Translate): string | undefined {
  return RECIPE_QUESTIONS.flatMap(
    question => answerRefusal(question, answers[question] ?? '', translate) ?? [],
  )[0];
}

/** Returns the questions that a recipe uses, in the order of asking. */
export function questionsOf({ global, begin, steps }: Recipe): RecipeQuestion[] {
  const asks: Readonly<Record<RecipeQuestion, boolean>> = {
    release: begin.some(({ command }) => isLimited(releasesWith(command))),
    vdom: !global,
    address: begin.some(({ command }) => command.includes('{address}')),
    user: steps.some(({ text }) => text.includes('{user}')),
  };
  return RECIPE_QUESTIONS.filter(question => asks[question]);
}

function isLimited({ from, until }: Releases = {}): boolean {
  return from !== undefined || until !== undefined;
}

/**
 * Formats a recipe: the commands to begin with, the steps, the commands to end with. All other lines are empty or
 * begin with `#`. The answers must be valid (`answerRefusal`).
 */
export function recipeText(recipe: Recipe, answers: RecipeAnswers, translate: Translate): string {
  const say = speaker(translate);
  const facts = factsOf(recipe, answers);
  const begin = commandsOf(recipe.begin, facts);
  const end = commandsOf(recipe.end, facts);
  const stated = (statements: readonly Statement[]): string[] =>
    statements.flatMap(one => comment(statementText(one, say, translate)));
  return [
    ...comment(say('recipe.title', { title: translate(recipe.title) })),
    ...aboutLines(answers, say),
    '#',
    ...comment(say('recipe.warning')),
    ...stated(recipe.secrets),
    ...comment(say('recipe.redact')),
    ...(recipe.meaning.length > 0 ? ['#', ...stated(recipe.meaning)] : []),
    ...unfiltered(recipe, begin, answers, say),
    '#',
    ...number(1, say('recipe.connect')),
    '#',
    ...number(2, [whereText(recipe, answers, say), say('recipe.begin', facts)].filter(Boolean).join(' ')),
    ...olderLines(begin, say),
    '',
    ...begin.current,
    '',
    ...number(3, recipe.steps.map(({ text }) => fillBy(translate(text), name => facts[name])).join(' ')),
    '#',
    ...number(4, say('recipe.end')),
    ...olderLines(end, say),
    '',
    ...end.current,
    '',
    ...sourceLines(recipe, say),
    '',
  ].join('\n');
}

type Facts = Readonly<Record<string, string>>;

function factsOf({ minutes }: Recipe, answers: RecipeAnswers): Facts {
  const given = RECIPE_QUESTIONS.flatMap((question): [string, string][] => {
    const answer = answers[question] ?? '';
    return answer === '' ? [] : [[question, answer]];
  });
  return { ...Object.fromEntries(given), minutes: String(minutes) };
}

/** The commands for the release; if it is unknown, also those that only older releases have. */
interface Commands {
  readonly current: readonly string[];
  readonly older: readonly string[];
  /** The first release without the commands for older releases. */
  readonly until: string | undefined;
}

/** Returns the commands whose placeholders are all known, for the release and the address family. */
function commandsOf(templates: readonly RecipeCommand[], facts: Facts): Commands {
  const kind = kindOf(facts['address'] ?? '') ?? 'ipv4';
  const written = templates
    .filter(one => (one.if ?? kind) === kind && isComplete(one.command, facts))
    .map(({ command }) => fillBy(command, name => facts[name]))
    .map(command => ({ command, releases: releasesWith(command) ?? {} }));
  const { release } = facts;
  const isCurrent = ({ releases }: (typeof written)[number]): boolean =>
    release === undefined ? releases.until === undefined : includesRelease(releases, release);
  const old = release === undefined ? written.filter(one => !isCurrent(one)) : [];
  return {
    current: written.filter(isCurrent).map(({ command }) => command),
    older: old.map(({ command }) => command),
    until: old[0]?.releases.until,
  };
}

function kindOf(address: string): RecipeCommand['if'] {
  if (address !== '' && addressEnd(address, 0, address.length) === address.length) return 'ipv4';
  return address !== '' && address6Length(address, 0, address.length) === address.length ? 'ipv6' : undefined;
}

/** Returns comment lines with the given answers. */
function aboutLines(answers: RecipeAnswers, say: Say): string[] {
  const parts = RECIPE_QUESTIONS.flatMap(question => {
    const answer = answers[question] ?? '';
    return answer === '' ? [] : [say(`recipe.about.${question}`, { answer })];
  });
  return parts.length > 0 ? comment(parts.join(', ')) : [];
}

/** Returns where to run the commands on a unit with VDOMs. */
function whereText({ global }: Recipe, { vdom = '' }: RecipeAnswers, say: Say): string {
  if (global) return say('recipe.global');
  return vdom === '' ? '' : say('recipe.vdom', { vdom });
}

/** Returns a note that the output is not limited to the address, if no command of the release does that. */
function unfiltered({ begin }: Recipe, { current }: Commands, answers: RecipeAnswers, say: Say): string[] {
  const { address = '' } = answers;
  if (address !== '' && current.some(command => command.includes(address))) return [];
  const canFilter = begin.some(({ command }) => command.includes('{address}'));
  const name: LabelName | undefined =
    address !== '' ? 'recipe.noFilter' : canFilter ? 'recipe.noAddress' : undefined;
  return name ? ['#', ...comment(say(name))] : [];
}

function olderLines({ older, until }: Commands, say: Say): string[] {
  if (until === undefined) return [];
  return [
    ...comment(say('recipe.older', { release: until })),
    ...older.map(command => `${COMMENT}  ${command}`),
  ];
}

function statementText({ text, certainty }: Statement, say: Say, translate: Translate): string {
  const words = translate(text);
  return certainty === 'inferred' ? `${words} (${say('inferred')})` : words;
}

function sourceLines({ sources }: Recipe, say: Say): string[] {
  const lines = sources.flatMap(id => {
    const source = sourceNamed(id);
    return source ? [`${COMMENT}${source.title}`, `${COMMENT}  ${source.address}`] : [];
  });
  return [...comment(`${say('sources')}:`), ...lines];
}

/** A numbered item; its further lines are indented below it. */
function number(index: number, text: string): string[] {
  const lines = wrapped(text, WIDTH, MAX_LINES);
  return lines.map((line, at) => `${COMMENT}${at === 0 ? `${index}.` : '  '} ${line}`);
}

function comment(text: string): string[] {
  return wrapped(text, WIDTH, MAX_LINES).map(line => COMMENT + line);
}
