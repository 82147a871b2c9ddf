import type { Analysis } from '../../analysis';
import { label, type Translate } from '../../knowledge';
import { type Finding, guidanceOf, messageOf } from '../../rules';
import { momentAt } from '../../syntax';
import { buildOfExchange, releaseOf } from '../../telling/names';
import { kept } from '../../telling/kept';
import { type Incident, incidentsOf } from '../../telling/incidents';
import { type Ending, problemOfScene, describeScene } from '../../telling/outcomes';
import { chosenSeverity, type Severities } from '../../telling/findings';
import { sceneAt } from '../../telling/scenes';
import { withoutEnd } from '../../telling/spans';
import { firstStamped, stampOf } from '../../telling/stamps';
import { verdictOf, verdictText } from '../../telling/verdict';
import { type Placing, Positions } from '../positions';
import { shown } from '../shown';
import type { Chip, OtherProblem, SceneList, SceneSummary } from './data';

/** How many scenes are listed: a client can show no more at once, and a capture can have a hundred thousand. */
export const MAX_SCENES = 10_000;

export interface SceneOptions {
  readonly translate: Translate;
  readonly severities: Severities;
}

/** What happened in a document, in the order of the text. */
export function sceneListOf(
  analysis: Analysis,
  document: Placing,
  { translate, severities }: SceneOptions,
): SceneList {
  const all = incidentsOf(analysis).map(incident => ({
    incident,
    ending: describeScene(analysis, incident.scene, translate).ending,
  }));
  const counts: Record<Ending, number> = { failed: 0, open: 0, well: 0 };
  for (const { ending } of all) counts[ending]++;
  const listed = kept(all, MAX_SCENES);
  const positions = new Positions(document);
  return shown({
    verdict: verdictText(verdictOf(analysis, severities, translate), translate),
    chips: captureChips(releasesOf(analysis), analysis.secrets.length, translate),
    scenes: listed.map(({ incident }) => summaryOf(analysis, positions, incident, translate)),
    problems: otherProblems(analysis, analysis.findings, positions, { translate, severities }),
    omitted: all.length - listed.length,
    counts,
  });
}

/** How many problems are listed that belong to no scene. */
export const MAX_PROBLEMS = 100;

/** Those of `findings` that are errors or warnings, belong to no scene and are no remarks on the text itself. */
export function otherProblems(
  analysis: Analysis,
  findings: readonly Finding[],
  positions: Positions,
  { translate, severities }: SceneOptions,
): OtherProblem[] {
  const problems: OtherProblem[] = [];
  for (const finding of findings) {
    const severity = chosenSeverity(finding, severities);
    if ((severity !== 'error' && severity !== 'warning') || ASIDE.test(finding.rule)) continue;
    if (sceneAt(analysis, finding.start)) continue;
    problems.push({ message: messageOf(finding, translate), severity, range: positions.range(finding) });
    if (problems.length === MAX_PROBLEMS) break;
  }
  return problems;
}

/** Problems of the text itself and secrets are shown elsewhere. */
const ASIDE = /^(?:secret|capture|json)\//;

/** One scene in one row. */
export function summaryOf(
  analysis: Analysis,
  positions: Positions,
  { id, kind, scene }: Incident,
  translate: Translate,
): SceneSummary {
  const { what, outcome, ending, length, duration } = describeScene(analysis, scene, translate);
  const problem = ending === 'well' ? undefined : problemOfScene(analysis, scene);
  const stamped = firstStamped(scene);
  const stamp = stamped && stampOf(analysis, stamped);
  const time = stamped && momentAt(analysis.text, stamped.stampStart, stamped.stampEnd).time;
  return {
    id,
    kind,
    ending,
    what,
    outcome,
    cause: problem ? translate(guidanceOf(problem).title) : outcome,
    ...(stamp !== undefined && { stamp }),
    ...(time !== undefined && Number.isFinite(time) && { time }),
    ...(length !== undefined && { took: length }),
    ...(duration !== undefined && { duration }),
    range: positions.range(withoutEnd(analysis.text, scene)),
  };
}

/** The releases that a capture names, and how many secrets can be read in it. */
export function captureChips(releases: ReadonlySet<string>, secrets: number, translate: Translate): Chip[] {
  return [
    ...[...releases].map((text): Chip => ({
      kind: 'release',
      text: label('chip.build', translate, { text }),
    })),
    ...secretsChip(secrets, translate),
  ];
}

/** The first releases that a capture names, after those that are known of it. */
export function releasesOf(analysis: Analysis, known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const releases = new Set(known);
  const builds = new Set<string | undefined>();
  for (const exchange of analysis.trace.exchanges) {
    if (releases.size >= MAX_RELEASES) break;
    const build = buildOfExchange(exchange);
    if (builds.has(build)) continue;
    const release = releaseOf(analysis, exchange);
    if (release === undefined) continue;
    builds.add(build);
    releases.add(release);
  }
  return releases;
}

const MAX_RELEASES = 3;

/** How many secrets are masked in what is shown; nothing where there are none. */
export function secretsChip(count: number, translate: Translate): Chip[] {
  if (count === 0) return [];
  const text = label(count === 1 ? 'chip.secret' : 'chip.secrets', translate, { count: String(count) });
  return [{ kind: 'secrets', text }];
}
