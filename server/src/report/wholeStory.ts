import { max } from '../integers';
import { inUserLanguage, SEVERITIES, type Severity } from '../knowledge';
import { isSecretRule, secretsText } from '../presentation/problemRows';
import { Tally } from '../presentation/verdict';
import { sumOfCutOff } from '../rules';
import { acrossFiles } from './across';
import { adviceOn, mostSevereFirst } from './advice';
import { mostRelevant } from '../presentation/relevance';
import { sumOfScenes } from './sceneCounts';
import type { CaptureStory, Story, TimelineRow, StoryProblem, Unread } from './story';
import { joinTokens } from './tokenEvents';

/** Maximum numbers for one report: timeline rows, scenes with details, tokens, captures. */
const MAX_ROWS = 500;
const MAX_DETAILS = 40;
const MAX_TOKENS = 200;
const MAX_CAPTURES = 50;

/** The facts about the files themselves. */
export interface FileFacts {
  /** The folder that their names are relative to; empty for none. */
  readonly folder: string;
  readonly unread: readonly Unread[];
  readonly passedOver: number;
}

/** Combines the stories of several files into one, in the order of their times. */
export function storyOf(files: readonly CaptureStory[], { folder, unread, passedOver }: FileFacts): Story {
  const across = acrossAll(files);
  const problems = [...files.flatMap(file => file.problems), ...across];
  const all = inOrder(files);
  const rows = mostRelevant(all, MAX_ROWS);
  const detailed = rows.filter(({ detail }) => detail);
  const full = new Set(mostRelevant(detailed, MAX_DETAILS));
  const scenes = rows.filter(({ about }) => about !== 'problem');
  const captures = files.flatMap(file => file.captures);
  const tokens = joinTokens(
    files.map(file => file.tokens),
    across,
  );
  const about = (area: string): StoryProblem[] => problems.filter(({ rule }) => rule.startsWith(area));
  const wrong = problems.filter(({ rule, severity }) => !rule.startsWith('secret/') && severity !== 'hint');
  return {
    files: files.map(({ coverage }) => coverage.file),
    folder,
    captures: captures.slice(0, MAX_CAPTURES),
    omittedCaptures: max(0, captures.length - MAX_CAPTURES),
    problemCounts: severitiesOf(wrong),
    counts: sumOfScenes(files.map(({ counts }) => counts)),
    cutOff: files.map(file => file.cutOff).reduce(sumOfCutOff, new Tally().cutOff),
    advice: adviceOn(wrong),
    rows: rows.map(row => (full.has(row) ? row : { ...row, detail: undefined })),
    omittedRows: all.length - rows.length + files.reduce((sum, { omittedRows }) => sum + omittedRows, 0),
    omittedDetails: scenes.length - full.size,
    tokens: tokens.slice(0, MAX_TOKENS),
    omittedTokens: max(0, tokens.length - MAX_TOKENS),
    secrets: adviceOn(about('secret/')),
    secretRows: files.flatMap(file => secretRow(file.problems)),
    limits: adviceOn(
      problems.filter(({ rule, severity }) => severity === 'hint' && !rule.startsWith('secret/')),
    ),
    coverage: files.map(({ coverage }) => coverage),
    unread,
    passedOver,
  };
}

/** Returns one problem for all secrets of a file, at the first. */
function secretRow(problems: readonly StoryProblem[]): StoryProblem[] {
  const secrets = problems.filter(isSecretRule);
  const [first, second] = secrets;
  if (!first || !second) return secrets;
  const [severest = first] = mostSevereFirst(secrets);
  const { message } = secretsText(secrets, inUserLanguage);
  return [{ ...first, severity: severest.severity, message, again: 0, token: undefined }];
}

/** Returns the problems that no single file shows. */
function acrossAll(files: readonly CaptureStory[]): StoryProblem[] {
  return acrossFiles(files.map(({ cluster }) => cluster)).map(({ path: file, problem }): StoryProblem => {
    const { rule, severity, message, range, related, facts } = problem;
    const also = related.flatMap(({ path, message: words, range: { start } }) =>
      path === undefined || path === file ? [] : [{ file: path, line: start.line + 1, message: words }],
    );
    const line = range.start.line + 1;
    return {
      file,
      line,
      rule,
      variant: undefined,
      entry: undefined,
      site: undefined,
      severity,
      message,
      again: 0,
      token: facts['token'],
      also,
    };
  });
}

/** Returns the rows of all files by time; ties, and rows without time, stay in the order of the files. */
function inOrder(files: readonly CaptureStory[]): TimelineRow[] {
  return files.flatMap(({ rows }) => rows).sort((a, b) => compare(a.order, b.order));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function severitiesOf(problems: readonly StoryProblem[]): Record<Severity, number> {
  const counts = Object.fromEntries(SEVERITIES.map(severity => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of problems) counts[severity]++;
  return counts;
}
