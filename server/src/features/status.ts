import type { Analysis } from '../analysis';
import { label, type Severity, type Translate, type LabelName } from '../knowledge';
import { chosenSeverity, type Severities } from '../telling/findings';

/** How much of a capture there is, and how much is wrong. */
export interface Status {
  readonly captures: number;
  readonly exchanges: number;
  readonly logins: number;
  readonly problems: Readonly<Record<Severity, number>>;
  readonly lines: number;
  /** Lines with something on them that no line form knows. */
  readonly unrecognised: number;
}

export interface StatusText {
  /** What was found, in one short line. */
  readonly text: string;
  /** What was read for it; a client shows it after the text, where there is little room. */
  readonly detail: string;
}

/** Counts what is known of a capture, with the user's severities for its problems. */
export function statusOf({ trace, findings, coverage }: Analysis, severities: Severities): Status {
  const problems = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity !== 'off') problems[severity]++;
  }
  return {
    // An empty text has no capture, though there is a place for one.
    captures: trace.captures.filter(({ start, end }) => end > start).length,
    exchanges: trace.exchanges.length,
    logins: trace.logins.length,
    problems,
    lines: coverage.lines,
    unrecognised: coverage.unrecognised,
  };
}

/** The counts in words, unrecognised lines always: a part that was not read is not a part without problems. */
export function statusText(status: Status, translate: Translate): StatusText {
  const { problems, lines, unrecognised } = status;
  const say = (name: LabelName, count: number): string => label(name, translate, { count: String(count) });
  const found = (['error', 'warning', 'information', 'hint'] as const)
    .filter(severity => problems[severity] > 0)
    .map(severity => say(`status.${severity}`, problems[severity]));
  const read =
    unrecognised === 0
      ? say('status.allLines', lines)
      : label('status.someLines', translate, { count: String(lines), unrecognised: String(unrecognised) });
  const things = (['captures', 'exchanges', 'logins'] as const)
    // A single capture is not worth mentioning.
    .filter(name => status[name] > (name === 'captures' ? 1 : 0))
    .map(name => say(`status.${name}`, status[name]));
  return {
    text: found.length > 0 ? found.join(', ') : label('status.noProblems', translate),
    detail: [read, ...things].join(' · '),
  };
}
