import type { Analysis, Coverage } from '../analysis';
import { label, SEVERITIES, type Severity, type Translate, type LabelName } from '../knowledge';
import { nothingRead, readLines, unreadParts } from '../presentation/coverage';
import { chosenSeverity, type Severities } from '../presentation/findings';
import { quietTexts, verdictOf } from '../presentation/verdict';

/** The size of a capture and its number of problems. */
export interface Status {
  readonly captures: number;
  readonly exchanges: number;
  readonly logins: number;
  readonly problems: Readonly<Record<Severity, number>>;
  readonly coverage: Coverage;
  /** No line of it was understood. */
  readonly isNothingRead: boolean;
  /** What to say if there is no problem. */
  readonly quiet: string;
}

export interface StatusText {
  /** The findings, on one short line. */
  readonly text: string;
  /** The parts that were read; clients show this after the text, where space is limited. */
  readonly detail: string;
}

/** Counts what a capture contains, with the user's severities for its problems. */
export function statusOf(analysis: Analysis, severities: Severities, translate: Translate): Status {
  const { trace, findings, coverage } = analysis;
  const problems = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity !== 'off') problems[severity]++;
  }
  return {
    // An empty text still has an empty capture.
    captures: trace.captures.filter(({ start, end }) => end > start).length,
    exchanges: trace.exchanges.length,
    logins: trace.logins.length,
    problems,
    coverage,
    isNothingRead: nothingRead(coverage, translate) !== undefined,
    quiet: quietTexts(verdictOf(analysis, severities, translate), translate).join(' · '),
  };
}

/**
 * Returns the counts in words, always including the lines that were not read, since a part that was not read may contain
 * problems.
 */
export function statusText(status: Status, translate: Translate): StatusText {
  const { problems, coverage, quiet } = status;
  const say = (name: LabelName, count: number): string => label(name, translate, { count: String(count) });
  const found = SEVERITIES.filter(severity => problems[severity] > 0).map(severity =>
    say(`status.${severity}`, problems[severity]),
  );
  const things = (['captures', 'exchanges', 'logins'] as const)
    // A single capture is not worth mentioning.
    .filter(name => status[name] > (name === 'captures' ? 1 : 0))
    .map(name => say(`status.${name}`, status[name]));
  return {
    text: found.length > 0 ? found.join(', ') : quiet,
    detail: [readLines(coverage, translate), ...things, unreadParts(coverage, translate) ?? []]
      .flat()
      .join(' · '),
  };
}
