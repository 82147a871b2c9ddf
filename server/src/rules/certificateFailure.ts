import type { Finding } from './types';

const RULE = 'login/certificate';
/** Maximum distance between the check of a certificate and the refusal that follows it, in UTF-16 code units. */
const MAX_DISTANCE = 65_536;

/**
 * Removes problems that say only that a certificate was refused, if fnbamd's check of the certificate, which names no
 * login, says why just before. They become related places of that problem.
 */
export function withoutRepeatedRefusals(problems: readonly Finding[]): Finding[] {
  const reasons = problems.filter(({ rule, variant }) => rule === RULE && variant !== undefined);
  const refusals = new Map<Finding, Finding[]>();
  const dropped = new Set<Finding>();
  for (const problem of problems) {
    if (problem.rule !== RULE || problem.variant !== undefined) continue;
    const reason = reasons.findLast(
      ({ start, end }) => end <= problem.start && problem.start - start <= MAX_DISTANCE,
    );
    if (!reason) continue;
    dropped.add(problem);
    refusals.set(reason, [...(refusals.get(reason) ?? []), problem]);
  }
  return problems
    .filter(problem => !dropped.has(problem))
    .map(problem => withRefusals(problem, refusals.get(problem) ?? []));
}

/** A reason with the refusals that follow from it, and the login that the first of them names. */
function withRefusals(reason: Finding, refusals: readonly Finding[]): Finding {
  const [first] = refusals;
  if (!first) return reason;
  return {
    ...reason,
    facts: { ...first.facts, ...reason.facts },
    related: [...reason.related, ...refusals.map(({ start, end }) => ({ start, end, role: 'result' }))],
  };
}
