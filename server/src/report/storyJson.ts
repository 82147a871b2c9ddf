import { inUserLanguage } from '../knowledge';
import { safeCommands, unsafeCommands } from '../judge/commands';
import type { Page } from '../presentation/page';
import type { TwoEnds } from '../presentation/twoEnds';
import { plainStatements } from './plainStatements';
import { printableJson } from './printable';
import type { Report } from './schemas';
import { pageOfStory } from './storyPage';
import type { Advice, SceneDetail, Story, TimelineRow, StoryProblem, StoryToken } from './story';

/** Writes a report as one JSON value, version 1, with the same contents as the other formats. Lines count from 1. */
export function storyJson(story: Story): string {
  return printableJson(JSON.stringify(plainReport(story), undefined, 2)) + '\n';
}

function plainReport(story: Story): Report {
  const { files, folder, captures, problemCounts, counts, rows, tokens, unread } = story;
  return {
    version: 1,
    files: [...files],
    folder,
    captures: captures.map(({ vdoms, units, firmware, debugs, ...rest }) => ({
      ...rest,
      vdoms: [...vdoms],
      units: [...units],
      firmware: [...firmware],
      debugs: [...debugs],
    })),
    problemCounts,
    counts,
    page: plainPage(pageOfStory(story)),
    advice: story.advice.map(plainAdvice),
    timeline: rows.map(plainRow),
    tokens: tokens.map(plainToken),
    secrets: story.secrets.map(plainAdvice),
    limits: story.limits.map(plainAdvice),
    coverage: story.coverage.map(({ unrecognisedLines, unreadParts, ...rest }) => ({
      ...rest,
      unreadParts: [...unreadParts],
      unrecognisedLines: unrecognisedLines.map(([first, last]) => ({ first, last })),
    })),
    unread: [...unread],
    skippedFiles: story.passedOver,
    omitted: {
      captures: story.omittedCaptures,
      timeline: story.omittedRows,
      details: story.omittedDetails,
      tokens: story.omittedTokens,
    },
  };
}

function plainPage({
  title,
  severity,
  about,
  result,
  twoEnds,
  steps,
  causes,
  evidence,
  also,
}: Page): Report['page'] {
  return {
    verdict: title,
    ...(severity && { severity }),
    subject: [...about],
    result: [...result],
    ...(twoEnds && { twoEnds: plainEnds(twoEnds) }),
    steps: plainStatements(steps.shown),
    causes: plainStatements(causes.shown),
    evidence: evidence.map(({ line, text }) => ({ line, text })),
    also: [...also],
  };
}

function plainEnds({ ends, fields }: TwoEnds): NonNullable<Report['page']['twoEnds']> {
  return {
    ends: [...ends],
    fields: fields.map(({ name, values, isApart }) => ({ name, values: [...values], differs: isApart })),
  };
}

type Plain<Part extends 'advice' | 'timeline' | 'tokens'> = Report[Part][number];
type PlainProblem = Plain<'tokens'>['problems'][number];

function plainProblem({
  file,
  line,
  rule,
  severity,
  message,
  again,
  token,
  site,
  also,
}: StoryProblem): PlainProblem {
  return {
    ...{ file, line, rule, severity, message, again, token },
    ...(site?.text.from && { from: site.text.from }),
    also: [...also],
  };
}

function plainAdvice({ title, severity, problems, omitted, guidance }: Advice): Plain<'advice'> {
  const { meaning, causes, steps, commands, documents = [], from } = guidance;
  return {
    title: inUserLanguage(title),
    severity,
    problems: problems.map(plainProblem),
    omitted,
    meaning: plainStatements(meaning),
    causes: plainStatements(causes),
    steps: plainStatements(steps),
    commands: [...safeCommands(commands)],
    unsafeCommands: [...unsafeCommands(commands)],
    documents: [...documents],
    ...(from && { from }),
  };
}

function plainRow({ problems, detail, ...row }: TimelineRow): Plain<'timeline'> {
  const { file, line, lastLine, about, incident, what, outcome, ending, stamp, took } = row;
  return {
    ...{ file, line, lastLine, about, incident, what, outcome, ending, stamp, took },
    problems: problems.map(plainProblem),
    ...(detail && { detail: plainDetail(detail) }),
  };
}

function plainDetail({
  parties,
  steps,
  omittedSteps,
  facts,
  excerpt,
}: SceneDetail): NonNullable<Plain<'timeline'>['detail']> {
  return {
    parties: [...parties],
    steps: steps.map(({ line, time, from, to, text, more, mood }) => ({
      ...{ line, time, from, to, text, mood },
      more: [...more],
    })),
    omittedSteps,
    facts: facts.map(([label, value]) => ({ label, value })),
    excerpt,
  };
}

function plainToken({ events, problems, ...rest }: StoryToken): Plain<'tokens'> {
  return { ...rest, events: [...events], problems: problems.map(plainProblem) };
}
