import { max, min } from '../integers';
import type { Analysis, Coverage as TextCoverage } from '../analysis';
import { inUserLanguage, type Severity } from '../knowledge';
import {
  type ClusterFacts,
  clusterFactsOf,
  ClusterGatherer,
  type Finding,
  guidanceOf,
  findingMessage,
  severityOf,
} from '../rules';
import { type CaptureRecord, detached } from '../syntax';
import { type Incident, incidentOfScene } from '../presentation/incidents';
import type { OtherFacts } from '../judge';
import { advisedEvidence } from '../presentation/lineEvidence';
import { mostRelevant } from '../presentation/relevance';
import { repeatCount } from '../presentation/findings';
import { describeScene } from '../presentation/outcomes';
import { linesOfScene, type Scene, scenesOf } from '../judge/scenes';
import { problemsByScene } from '../presentation/findings';
import { fileCluster } from './across';
import { mostSevereFirst } from './advice';
import { capturesOf } from './captureFacts';
import { detailOf } from './details';
import { Tally } from '../presentation/verdict';
import { sceneStamp } from '../judge/stamps';
import { noScenes } from './sceneCounts';
import { type Lines, type CaptureReader, captureReader } from './captureReader';
import type { CaptureStory, Coverage, TimelineRow, StoryProblem } from './story';
import { tokensOf } from './tokenEvents';
import { coverageOf } from './fileReport';

/** Maximum number of rows of one file, and of rows with details. */
const MAX_ROWS = 300;
const MAX_DETAILS = 20;
/** Maximum number of listed ranges of unrecognised lines. */
const MAX_UNRECOGNISED = 12;

/** The results for a file; only its problems if it is too long to keep in memory. */
export interface ReadFile {
  readonly file: string;
  readonly lines: Lines;
  readonly findings: readonly Finding[];
  readonly coverage: TextCoverage;
  /** Its facts about units, for problems across files. */
  readonly cluster: ClusterFacts;
  readonly analysis: Analysis | undefined;
  /** Looks up what other captures show of its units. */
  readonly others?: OtherFacts | undefined;
}

/** Returns the results for a file whose whole text was analysed; `lines` converts its offsets. */
export function readFileOf(file: string, analysis: Analysis, lines: Lines): ReadFile {
  const { findings, coverage, trace } = analysis;
  const gathered = new ClusterGatherer(detached);
  gathered.add(clusterFactsOf(trace));
  return {
    file,
    lines,
    findings,
    coverage: coverageOf(coverage.lines, coverage),
    cluster: gathered.facts,
    analysis,
  };
}

/** Returns the story of one file, or of one incident in it. */
export function storyOfFile(
  { file, lines, findings, coverage, cluster, analysis, others }: ReadFile,
  only?: Incident,
): CaptureStory {
  const kinds = new Set<string>();
  const reader = analysis && captureReader(file, analysis, lines);
  const own = analysis && only && new Set(problemsByScene(analysis, {}).get(only.scene));
  const problemByFinding = new Map(
    findings.map((finding): [Finding, StoryProblem] => {
      const problem = problemOf(finding, file, lines);
      const kind = guidanceOf(finding).id;
      // One guidance is written for all problems of a kind.
      if (!reader || kinds.has(kind) || own?.has(finding) === false) return [finding, problem];
      kinds.add(kind);
      const { guidance, evidence, twoEnds } = advisedEvidence(
        reader.analysis,
        finding,
        inUserLanguage,
        others,
      );
      return [finding, { ...problem, guidance, evidence, twoEnds, stamp: reader.stampAt(finding.start) }];
    }),
  );
  const problems = [...problemByFinding.values()];
  const read: Coverage = { file, ...coverage, unrecognisedLines: [], problemsAlone: !analysis };
  const units = fileCluster(file, cluster, lines);
  if (!reader)
    return {
      coverage: read,
      cluster: units,
      captures: [],
      problems,
      counts: noScenes(),
      cutOff: new Tally().cutOff,
      rows: [],
      omittedRows: 0,
      tokens: [],
    };
  const { rows, omitted, counts, cutOff } = timelineOf(reader, problemByFinding, only?.scene);
  const story: CaptureStory = {
    coverage: { ...read, unrecognisedLines: unrecognisedLines(reader) },
    cluster: units,
    captures: capturesOf(reader),
    problems,
    counts,
    cutOff,
    rows,
    omittedRows: omitted,
    tokens: tokensOf(reader, problems),
  };
  return only ? storyOfScene(story, reader, only.scene) : story;
}

/** Reduces a story to one scene. */
function storyOfScene(story: CaptureStory, { place }: CaptureReader, { start, end }: Scene): CaptureStory {
  const [first, last] = [place(start).line, place(max(start, end - 1)).line];
  const within = ({ line }: { readonly line: number }): boolean => first <= line && line <= last;
  const problems = story.rows.flatMap(row => row.problems);
  const own = new Set(problems);
  const secrets = story.problems.filter(problem => problem.rule.startsWith('secret/') && within(problem));
  const tokens = story.tokens.map(token => ({
    ...token,
    events: token.events.filter(within),
    omitted: 0,
    problems: token.problems.filter(problem => own.has(problem)),
  }));
  return {
    ...story,
    problems: [...new Set([...problems, ...secrets])],
    captures: story.captures.filter(({ line, lastLine }) => line <= last && lastLine >= first),
    tokens: tokens.filter(({ events, problems: all }) => events.length + all.length > 0),
  };
}

function problemOf(finding: Finding, file: string, lines: Lines): StoryProblem {
  return {
    file,
    line: lines.positionAt(finding.start).line + 1,
    rule: finding.rule,
    variant: finding.variant,
    entry: finding.entry,
    site: finding.site,
    severity: severityOf(finding),
    message: findingMessage(finding, inUserLanguage),
    again: repeatCount(finding),
    token: finding.facts['token'],
    also: [],
  };
}

/** A row before its text is written: a scene, or a problem outside of scenes. */
interface Draft {
  readonly start: number;
  readonly order: number;
  readonly scene: Scene | undefined;
  readonly problems: readonly StoryProblem[];
  readonly ending: TimelineRow['ending'];
}

function timelineOf(
  reader: CaptureReader,
  problemByFinding: ReadonlyMap<Finding, StoryProblem>,
  only: Scene | undefined,
): { rows: TimelineRow[]; omitted: number } & Pick<CaptureStory, 'counts' | 'cutOff'> {
  const drafts = draftsOf(reader, problemByFinding).filter(({ scene }) => !only || scene === only);
  const shown = mostRelevant(drafts, MAX_ROWS);
  const full = new Set(
    mostRelevant(
      shown.filter(({ scene }) => scene),
      MAX_DETAILS,
    ),
  );
  const [counts, tally] = [noScenes(), new Tally()];
  for (const { scene, ending } of drafts) {
    if (!scene) continue;
    counts[scene.about][ending]++;
    tally.add(scene, describeScene(reader.analysis, scene, inUserLanguage));
  }
  return {
    rows: shown.map(draft =>
      draft.scene ? sceneRow(reader, draft, draft.scene, full.has(draft)) : problemRow(reader, draft),
    ),
    omitted: drafts.length - shown.length,
    counts,
    cutOff: tally.cutOff,
  };
}

function sceneRow(reader: CaptureReader, draft: Draft, scene: Scene, inFull: boolean): TimelineRow {
  const { analysis, place } = reader;
  const { start, order, problems, ending } = draft;
  const { what, outcome, length } = describeScene(analysis, scene, inUserLanguage);
  return {
    ...place(start),
    about: scene.about,
    incident: incidentOfScene(analysis, scene)?.id,
    lastLine: place(max(start, scene.end - 1)).line,
    what,
    outcome,
    ending,
    stamp: sceneStamp(analysis, scene),
    order,
    took: length,
    problems,
    detail: inFull ? detailOf(reader, scene, { ending, problems }) : undefined,
  };
}

function problemRow({ place }: CaptureReader, { start, order, problems, ending }: Draft): TimelineRow {
  const at = place(start);
  return {
    ...at,
    about: 'problem',
    incident: undefined,
    lastLine: at.line,
    what: problems[0]?.message ?? '',
    outcome: '',
    ending,
    stamp: undefined,
    order,
    took: undefined,
    problems,
    detail: undefined,
  };
}

/** Returns scenes and other problems in text order; times are adjusted never to go back. */
function draftsOf(
  { analysis, timeAt }: CaptureReader,
  problemByFinding: ReadonlyMap<Finding, StoryProblem>,
): Draft[] {
  const byScene = problemsByScene(analysis, {});
  const inScenes = new Set([...byScene.values()].flat());
  const outside = analysis.findings.filter(finding => !inScenes.has(finding) && isInTimeline(finding));
  const starts = [
    ...scenesOf(analysis).map(scene => ({ start: scene.start, scene, finding: undefined })),
    ...outside.map(finding => ({ start: finding.start, scene: undefined, finding })),
  ].sort((a, b) => a.start - b.start);
  let order = -Infinity;
  return starts.map(({ start, scene, finding }): Draft => {
    const time = timeAt(scene ? firstLine(scene).start : start);
    if (time > order) order = time;
    if (!scene) {
      const problem = problemByFinding.get(finding);
      const ending = ENDINGS[problem?.severity ?? 'hint'];
      return { start, order, scene, problems: problem ? [problem] : [], ending };
    }
    const problems = mostSevereFirst(
      (byScene.get(scene) ?? []).flatMap(one => problemByFinding.get(one) ?? []),
    );
    const { ending } = describeScene(analysis, scene, inUserLanguage);
    return { start, order, scene, problems, ending };
  });
}

/** The ending that a problem counts as when rows must be omitted. */
const ENDINGS: Readonly<Record<Severity, TimelineRow['ending']>> = {
  error: 'failed',
  warning: 'open',
  information: 'well',
  hint: 'well',
};

/** False for secrets and problems of the capture itself, which have sections of their own. */
function isInTimeline(finding: Finding): boolean {
  return severityOf(finding) !== 'hint' && !finding.rule.startsWith('secret/');
}

/** Returns the first line of a scene that can have a time. */
function firstLine(scene: Scene): { start: number } {
  return (scene.about === 'exchange' ? scene.exchange.began : linesOfScene(scene)[0]) ?? scene;
}

/** Returns the first ranges of lines that match no known line form. */
function unrecognisedLines({ analysis, place }: CaptureReader): [number, number][] {
  const stretches: [first: number, last: number][] = [];
  for (const record of analysis.records) {
    if (record.kind !== 'text' || isBlank(analysis, record)) continue;
    const { line } = place(record.start);
    const last = stretches[stretches.length - 1];
    if (last && line <= last[1] + 1) last[1] = line;
    else if (stretches.length === MAX_UNRECOGNISED) return stretches;
    else stretches.push([line, line]);
  }
  return stretches;
}

function isBlank({ text }: Analysis, { start, end }: CaptureRecord): boolean {
  return text.slice(start, min(end, start + 200)).trim() === '';
}
