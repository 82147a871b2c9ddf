import { clusterListRegression } from './clusterListRegression';
import { captureItself } from './captureItself';
import { commandFailed } from './commandFailed';
import { connectFailed } from './connectFailed';
import { damagedJson } from './damagedJson';
import { failedLogin } from './failedLogin';
import { httpAnswers } from './httpAnswers';
import { knownRemarks } from './knownRemarks';
import { lengthMismatch } from './lengthMismatch';
import { noResponse } from './noResponse';
import { notActivated } from './notActivated';
import { serviceErrors } from './serviceErrors';
import { sharedSecret } from './sharedSecret';
import { syncFailed } from './syncFailed';
import { serverUnreachable, tokenStatus } from './tokenStatus';
import type { Finding, RelatedPlace, Rule, RuleInput } from './types';

export type * from './types';

const ALL: readonly Rule[] = [
  serviceErrors,
  clusterListRegression,
  noResponse,
  connectFailed,
  notActivated,
  httpAnswers,
  lengthMismatch,
  damagedJson,
  tokenStatus,
  serverUnreachable,
  commandFailed,
  syncFailed,
  failedLogin,
  knownRemarks,
  captureItself,
  sharedSecret,
];

/** Every problem of a capture, in the order of the text. Repeats of one cause are related places of its first problem. */
export function findProblems(input: RuleInput): Finding[] {
  const first = new Map<string, { finding: Finding; again: RelatedPlace[] }>();
  for (const rule of ALL) {
    for (const finding of rule(input)) {
      const known = first.get(`${finding.rule} ${finding.cause}`);
      if (known) known.again.push({ start: finding.start, end: finding.end, role: 'again' });
      else first.set(`${finding.rule} ${finding.cause}`, { finding, again: [] });
    }
  }
  return [...first.values()]
    .map(({ finding, again }) =>
      again.length > 0 ? { ...finding, related: [...finding.related, ...again] } : finding,
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

export { LONGEST_MESSAGE, messageOf, relatedMessageOf, severityOf } from './message';
export { articleOf, guidanceOf, sourcesOf } from './guidance';
