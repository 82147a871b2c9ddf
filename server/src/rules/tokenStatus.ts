import { lookUp, type Severity } from '../knowledge';
import { known } from './facts';
import { notActivated } from './notActivated';
import type { Finding, Rule, RuleInput } from './types';

const SEVERITIES: ReadonlySet<string> = new Set(['error', 'warning', 'information', 'hint']);

/** Rows of the token table in a state that needs action; the last row of a token counts. */
export const tokenStatus: Rule = function* (input: RuleInput) {
  const told = new Set([...notActivated(input)].map(finding => finding.start));
  const last = new Map(input.trace.rows.map(row => [row.serial.text, row]));
  for (const row of last.values()) {
    const finding = inRow(row.serial.text, row.status.text);
    if (finding && !told.has(row.status.start))
      yield { ...finding, start: row.status.start, end: row.status.end };
  }
};

function inRow(token: string, status: string): Omit<Finding, 'start' | 'end'> | undefined {
  const entry = lookUp('token-status', status);
  const facts = known({ token, status, title: entry?.title });
  const severity = entry?.facts?.['severity'];
  // A state that no source explains is reported as unknown, with its own words.
  if (!entry)
    return {
      rule: 'token/status',
      variant: 'unknown',
      severity: 'information',
      facts,
      related: [],
      cause: token,
    };
  if (severity === undefined || !SEVERITIES.has(severity)) return undefined;
  return {
    rule: 'token/status',
    severity: severity as Severity,
    facts,
    related: [],
    entry: entry.id,
    cause: token,
  };
}

/** The token server is not reachable. */
export const serverUnreachable: Rule = function* ({ trace }: RuleInput) {
  for (const state of trace.serverStates) {
    if (state.text.toLowerCase() !== 'unreachable') continue;
    yield {
      rule: 'token/server-unreachable',
      start: state.start,
      end: state.end,
      facts: known({ status: state.text }),
      related: [],
      cause: '',
    };
  }
};
