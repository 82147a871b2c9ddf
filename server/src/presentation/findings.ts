import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { type Scene, sceneFinder } from '../judge/scenes';
import { familyOf, ruleNamed, type Severity } from '../knowledge';
import { causeIdOf } from '../knowledge/causes';
import { type Finding, repeatPlaces, severityOf } from '../rules';

/** The severities that a user chose for causes, rules or whole families (`secret/*`); `off` silences them. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** Returns the severity of a finding under the user's settings: the most specific of cause, rule and family. */
export function chosenSeverity(finding: Finding, severities: Severities): Severity | 'off' {
  const { rule } = finding;
  const former = ruleNamed(rule)?.formerly;
  return (
    severities[causeIdOf(finding)] ??
    severities[rule] ??
    (former === undefined ? undefined : severities[former]) ??
    severities[familyOf(rule)] ??
    severityOf(finding)
  );
}

/** Returns how often a finding is repeated, including places that are not listed. */
export function repeatCount({ related, omitted = 0 }: Finding): number {
  return related.filter(({ role }) => role === 'again').length + omitted;
}

const INCIDENTAL = /^(?:secret|capture|json)\//;

/** True for problems about the text itself and about secrets: they are never the reason why something failed. */
export function isIncidental({ rule }: Finding): boolean {
  return INCIDENTAL.test(rule);
}

/** The scenes of each problem: a repeated one has those of all its places. */
const scenesByProblem = cached((analysis: Analysis): ReadonlyMap<Finding, ReadonlySet<Scene>> => {
  const at = sceneFinder(analysis);
  const scenesOfPlaces = (finding: Finding): Set<Scene> =>
    new Set(
      [finding, ...repeatPlaces(finding)].map(({ start }) => at(start)).filter(scene => scene !== undefined),
    );
  return new Map(analysis.findings.map(finding => [finding, scenesOfPlaces(finding)]));
});

/**
 * Returns the problems of each scene that has any, with the user's severities; a repeated problem counts at each
 * place.
 */
export function problemsByScene(
  analysis: Analysis,
  severities: Severities,
): ReadonlyMap<Scene, readonly Finding[]> {
  return problemsIn(analysis)(severities);
}

const problemsIn = cached((analysis: Analysis) =>
  cached((severities: Severities): ReadonlyMap<Scene, readonly Finding[]> => {
    const problems = new Map<Scene, Finding[]>();
    for (const [finding, scenes] of scenesByProblem(analysis)) {
      const severity = chosenSeverity(finding, severities);
      if (severity === 'off' || severity === 'hint') continue;
      for (const scene of scenes) {
        const own = problems.get(scene);
        if (own) own.push(finding);
        else problems.set(scene, [finding]);
      }
    }
    return problems;
  }),
);
