import { inUserLanguage, label, type NameAfter, wordsOf } from '../knowledge';
import { unreadParts, withoutProblem } from '../presentation/coverage';
import { type Page, pageOf } from '../presentation/page';
import { recordingAdvised } from '../presentation/recordings';
import { SCENE_KINDS } from '../judge/scenes';
import { sumOfCoverage } from './fileReport';
import * as phrases from './phrases';
import { formatCount, formatList, reportText } from './reportText';
import { leadOf } from './selection';
import type { Advice, Story, StoryCapture, StoryProblem, TimelineRow } from './story';

/** Maximum number of ranges of lines that were not recognised. */
const MAX_RANGES = 3;
/** Maximum number of other problems, one line each, and of facts in the line about who and when. */
const MAX_OTHERS = 4;
const MAX_FACTS = 3;

/** Returns the page of a report: that of its most severe problem, or how the capture ended if nothing is wrong. */
export function pageOfStory(story: Story): Page {
  const lead = leadAdvice(story);
  const problem = lead && leadProblem(lead);
  const row = problem ? story.rows.find(({ problems }) => problems.includes(problem)) : quietRow(story);
  const title = problem ? problem.message : quietTitle(story, row);
  return pageOf({
    title,
    severity: problem?.severity,
    about: aboutOf(story, { title, problem, row }),
    result: lead ? [] : resultOf(story, title),
    twoEnds: problem?.twoEnds,
    guidance: lead?.guidance ?? {},
    evidence: story.isForCustomer ? [] : ((problem ? problem.evidence : row?.detail?.evidence) ?? []),
    also: alsoOf(story, lead, title),
  });
}

/** The most severe kind of problem. A note is one only where no success was read. */
export function leadAdvice({ advice: [worst], counts }: Story): Advice | undefined {
  const isSevere = worst?.severity === 'error' || worst?.severity === 'warning';
  return isSevere || SCENE_KINDS.every(about => counts[about].well === 0) ? worst : undefined;
}

/** The problem of a kind that has its guidance. */
function leadProblem({ problems }: Advice): StoryProblem | undefined {
  return problems.find(({ guidance }) => guidance) ?? problems[0];
}

/** The row of a capture without a problem. */
function quietRow(story: Story): TimelineRow | undefined {
  return leadOf(story) ?? story.rows[0];
}

function quietTitle(story: Story, row: TimelineRow | undefined): string {
  const isOne = phrases.sceneCountTexts(story).length === 1 && story.rows.length === 1;
  if (row && (isOne || row.ending === 'failed')) return phrases.rowTitle(row);
  const counts = phrases.sceneCountTexts(story);
  return counts.length > 0 ? counts.join(reportText('semicolon')) : formatList(quietTexts(story));
}

/** What to say where no problem was found: that is a result only for what was read. */
function quietTexts({ coverage, cutOff, problemCounts }: Story): string[] {
  const { error, warning, information } = problemCounts;
  return error + warning + information > 0
    ? []
    : withoutProblem(sumOfCoverage(coverage), cutOff, inUserLanguage);
}

/** What to say below the title of a capture without a problem: what was found, and how much of it was not understood. */
function resultOf(story: Story, title: string): string[] {
  const { coverage, isForCustomer = false } = story;
  const { lines, unrecognised, notUnderstood } = sumOfCoverage(coverage);
  const many = { count: String(notUnderstood), lines: formatCount(lines, 'line') };
  return [
    ...quietTexts(story).flatMap(words => (words === title ? [] : [`${words}.`])),
    ...(notUnderstood > unrecognised && !isForCustomer ? [reportText('gap.notUnderstood', many)] : []),
  ];
}

interface About {
  readonly title: string;
  readonly problem: StoryProblem | undefined;
  readonly row: TimelineRow | undefined;
}

/** Who, when and where. What the title has is not repeated. */
function aboutOf(story: Story, about: About): string[] {
  const { problem, row } = about;
  const [capture, ...others] = story.captures;
  const own = others.length === 0 ? capture : undefined;
  const scene = row?.about === 'problem' ? undefined : row;
  const known = [...(row?.detail?.facts ?? []), ...unitFacts(own, row)];
  return [
    ...placeTexts(story, problem, scene),
    ...factTexts(known, [about.title, scene?.what ?? '']),
    problem?.stamp ?? row?.stamp ?? own?.from ?? reportText('noTime'),
  ];
}

/** The place of a problem and what it happened in, or of a scene without one. */
function placeTexts(
  story: Story,
  problem: StoryProblem | undefined,
  scene: TimelineRow | undefined,
): string[] {
  if (problem) return [phrases.placesText(story, problem, true), ...(scene ? [scene.what] : [])];
  return [phrases.filesText(story), ...(scene ? [phrases.rowLines(scene)] : [])];
}

type Fact = readonly [label: string, value: string];

/** The first of some facts that no words have. */
function factTexts(facts: readonly Fact[], said: readonly string[]): string[] {
  const requests = label('login.requests', inUserLanguage);
  return facts
    .filter(([name, value], index) => {
      const known = facts.slice(0, index).map(([, one]) => one);
      return name !== requests && ![...known, ...said].some(words => words.includes(value));
    })
    .slice(0, MAX_FACTS)
    .map(([name, value]) => reportText('fact', { label: name, value }));
}

/** The unit and its release, as far as the scene does not name them. */
function unitFacts(capture: StoryCapture | undefined, row: TimelineRow | undefined): Fact[] {
  if (!capture || (row?.about === 'exchange' && row.detail)) return [];
  const { host, units, firmware } = capture;
  const named: readonly (readonly [NameAfter<'report.capture.'>, string | undefined])[] = [
    units.length > 0 ? ['unit', units[0]] : ['host', host],
    ['firmware', firmware[0]],
  ];
  return named.flatMap(([name, value]) =>
    value === undefined ? [] : [[reportText(`capture.${name}`), value] as const],
  );
}

/** What else the capture has, one line each. */
function alsoOf(story: Story, lead: Advice | undefined, title: string): string[] {
  const alike = lead ? lead.problems.filter(one => one !== leadProblem(lead)) : [];
  const others = story.advice.filter(one => one !== lead);
  const lines = [...alike.map(problem => place(story, problem)), ...others.map(one => otherText(story, one))];
  const more = lines.length - MAX_OTHERS + (lead?.omitted ?? 0);
  const counts = phrases.sceneCountTexts(story);
  const isCounted = story.rows.length > 1 && counts.length > 0 && !title.startsWith(counts[0] ?? '');
  return [
    ...lines.slice(0, MAX_OTHERS),
    ...(more > 0 ? [reportText('more', { more: formatCount(more, 'problem') })] : []),
    ...(isCounted ? [counts.join(reportText('semicolon'))] : []),
    ...story.secretRows.map(row =>
      label('brief.secret', inUserLanguage, { secret: place(story, row), command: REDACT }),
    ),
    ...unreadOf(story, lead),
  ];
}

const REDACT = '`fortios-debug redact`';

function place(story: Story, problem: StoryProblem): string {
  return reportText('met', { message: problem.message, place: phrases.placesText(story, problem) });
}

/** Another kind of problem, with the first step against it. */
function otherText(story: Story, { severity, problems: [problem], guidance }: Advice): string {
  if (!problem) return '';
  const [step] = guidance.steps ?? [];
  const words = place(story, problem);
  return step && (severity === 'error' || severity === 'warning')
    ? reportText('title', { what: words, outcome: wordsOf(step, inUserLanguage) })
    : words;
}

/** What was not read, if it could matter: not where the cause is proven. */
function unreadOf(story: Story, lead: Advice | undefined): string[] {
  const { coverage, unread } = story;
  const isProven = (lead?.guidance.causes ?? []).some(({ shown }) => shown?.verdict === 'confirmed');
  const files = unread.map(({ file, reason }) => reportText('gap.unread', { file, reason }));
  const tooLong = coverage
    .filter(file => file.problemsAlone)
    .map(({ file }) => reportText('gap.tooLong', { file }));
  if (isProven) return [...files, ...tooLong];
  const lines = coverage.flatMap(file => [
    ...(file.unrecognised > 0 ? [phrases.unrecognisedWords(story, file, MAX_RANGES)] : []),
    ...[unreadParts(file, inUserLanguage) ?? []].flat(),
  ]);
  const recordings = (lead?.problems ?? []).flatMap(
    problem => recordingAdvised(problem, lead?.problems ?? [])?.command ?? [],
  );
  const again = [...new Set(recordings)].map(command => reportText('gap.recipe', { command }));
  return [...files, ...tooLong, ...lines, ...(story.isForCustomer ? [] : again)];
}
