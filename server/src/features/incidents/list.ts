import type { Analysis } from '../../analysis';
import { label, type Translate } from '../../knowledge';
import { type Finding, guidanceOf, findingMessage } from '../../rules';
import { momentAt } from '../../syntax';
import { buildWithRelease } from '../../presentation/displayNames';
import { buildOfExchange } from '../../judge/exchangeIndex';
import type { OtherFacts } from '../../judge';
import { tunnelEndOf } from '../../presentation/comparing';
import { mostRelevant } from '../../presentation/relevance';
import { type Incident, incidentsOf } from '../../presentation/incidents';
import { type Ending, problemOfScene, describeScene } from '../../presentation/outcomes';
import { chosenSeverity, isIncidental, type Severities } from '../../presentation/findings';
import { nothingRead, readLines, unreadParts } from '../../presentation/coverage';
import { type Scene, sceneFinder } from '../../judge/scenes';
import { trimTrailingSpace } from '../../judge/spans';
import { hasDate, sceneStamp } from '../../judge/stamps';
import { endingOf, type Verdict, verdictOf, verdictText } from '../../presentation/verdict';
import { type DocumentPositions, Positions } from '../positions';
import { shown } from '../shown';
import type { Chip, OtherProblem, SceneList, SceneSummary } from './data';

/** Maximum number of listed scenes: clients cannot display more, and a capture can have a hundred thousand. */
export const MAX_SCENES = 10_000;

export interface SceneOptions {
  readonly translate: Translate;
  readonly severities: Severities;
  /** Looks up what other captures show of the units. */
  readonly others?: OtherFacts | undefined;
}

/** Returns the incidents of a document in text order. */
export function sceneListOf(
  analysis: Analysis,
  document: DocumentPositions,
  { translate, severities }: SceneOptions,
): SceneList {
  const all = incidentsOf(analysis).map(incident => ({
    incident,
    ending: describeScene(analysis, incident.scene, translate).ending,
  }));
  const counts: Record<Ending, number> = { failed: 0, open: 0, well: 0 };
  for (const { ending } of all) counts[ending]++;
  const listed = mostRelevant(all, MAX_SCENES);
  const positions = new Positions(document);
  return shown({
    ...verdictData(verdictOf(analysis, severities, translate), translate),
    chips: captureChips(releasesOf(analysis), analysis.secrets.length, translate),
    scenes: listed.map(({ incident }) =>
      sceneSummary(analysis, positions, incident, { translate, severities }),
    ),
    problems: otherProblems(analysis, analysis.findings, positions, { translate, severities }),
    omitted: all.length - listed.length,
    counts,
  });
}

/** Returns the outcome of a capture, and what of it was not read. */
export function verdictData(
  verdict: Verdict,
  translate: Translate,
): Pick<SceneList, 'verdict' | 'ending' | 'unread' | 'isNothingRead'> {
  const { coverage } = verdict;
  const isNothingRead = nothingRead(coverage, translate) !== undefined;
  const lines = coverage.notUnderstood > 0 ? [`${readLines(coverage, translate)}.`] : [];
  return {
    verdict: verdictText(verdict, translate),
    ending: endingOf(verdict),
    unread: [...(isNothingRead ? [] : lines), unreadParts(coverage, translate) ?? []].flat(),
    isNothingRead,
  };
}

/** Maximum number of listed problems that belong to no scene. */
export const MAX_PROBLEMS = 100;

/** Returns those of `findings` that are errors or warnings, belong to no scene, and are not about the text itself. */
export function otherProblems(
  analysis: Analysis,
  findings: readonly Finding[],
  positions: Positions,
  { translate, severities }: SceneOptions,
): OtherProblem[] {
  const problems: OtherProblem[] = [];
  const sceneAt = sceneFinder(analysis);
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if ((severity !== 'error' && severity !== 'warning') || isIncidental(finding)) continue;
    if (sceneAt(finding.start)) continue;
    problems.push({ message: findingMessage(finding, translate), severity, range: positions.range(finding) });
    if (problems.length === MAX_PROBLEMS) break;
  }
  return problems;
}

/** Returns the summary of a scene. */
export function sceneSummary(
  analysis: Analysis,
  positions: Positions,
  { id, kind, scene }: Incident,
  { translate, severities }: SceneOptions,
): SceneSummary {
  const { what, outcome, ending, length, duration } = describeScene(analysis, scene, translate);
  const problem = ending === 'well' ? undefined : problemOfScene(analysis, scene);
  const stamp = sceneStamp(analysis, scene);
  const end = scene.about === 'negotiation' ? tunnelEndOf(scene.negotiation) : undefined;
  const time = stamp !== undefined && hasDate(stamp) ? momentAt(stamp, 0, stamp.length).time : undefined;
  return {
    id,
    kind,
    ending,
    what,
    outcome,
    cause: causeOfScene(analysis, scene, translate),
    isError: ending === 'failed' && (!problem || chosenSeverity(problem, severities) === 'error'),
    ...(stamp !== undefined && { stamp }),
    ...(time !== undefined && Number.isFinite(time) && { time }),
    ...(length !== undefined && { took: length }),
    ...(duration !== undefined && { duration }),
    ...(end && { tunnel: { spis: end.spis, isInitiator: end.isInitiator } }),
    range: positions.range(trimTrailingSpace(analysis.text, scene)),
  };
}

/** Returns what scenes that ended for the same reason have in common: the title of their problem, or their outcome. */
export function causeOfScene(analysis: Analysis, scene: Scene, translate: Translate): string {
  const { outcome, ending } = describeScene(analysis, scene, translate);
  const problem = ending === 'well' ? undefined : problemOfScene(analysis, scene);
  return problem ? translate(guidanceOf(problem).title) : outcome;
}

/** Returns the releases that a capture names and its number of readable secrets. */
export function captureChips(releases: ReadonlySet<string>, secrets: number, translate: Translate): Chip[] {
  return [
    ...[...releases].map((text): Chip => ({
      kind: 'release',
      text: label('chip.build', translate, { text }),
    })),
    ...secretsChip(secrets, translate),
  ];
}

/** Returns the first releases that a capture names, after those of `known`. */
export function releasesOf(analysis: Analysis, known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const releases = new Set(known);
  const builds = new Set<string | undefined>();
  for (const exchange of analysis.trace.exchanges) {
    if (releases.size >= MAX_RELEASES) break;
    const build = buildOfExchange(exchange);
    if (builds.has(build)) continue;
    const release = buildWithRelease(analysis, exchange);
    if (release === undefined) continue;
    builds.add(build);
    releases.add(release);
  }
  return releases;
}

const MAX_RELEASES = 3;

/** Returns the number of secrets masked in what is shown; empty if there are none. */
export function secretsChip(count: number, translate: Translate): Chip[] {
  if (count === 0) return [];
  const text = label(count === 1 ? 'chip.secret' : 'chip.secrets', translate, { count: String(count) });
  return [{ kind: 'secrets', text }];
}
