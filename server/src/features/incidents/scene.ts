import { max } from '../../integers';
import type { Analysis } from '../../analysis';
import { duration, label, sourceNamed, type Statement, type Translate, wordsOf } from '../../knowledge';
import { rulePageAddress } from '../../knowledge/causes';
import { type Finding, findingMessage, sourcesOf } from '../../rules';
import { safeCommands, unsafeCommands } from '../../judge/commands';
import { adviceOf, type AdviceOptions } from '../../presentation/advice';
import { elapsed, type Moment, momentAt, overlap } from '../../syntax';
import { inferredNote } from '../../presentation/guidanceBlocks';
import { incidentOfScene } from '../../presentation/incidents';
import { placedSteps } from '../../presentation/sceneSteps';
import { displayName, oneLine, buildWithRelease, serialWithModel } from '../../presentation/displayNames';
import { problemOfScene, sceneTitle } from '../../presentation/outcomes';
import { type NamedParty, partiesOfSteps, unitOf } from '../../presentation/sceneParties';
import { captureAt, recordAt } from '../../judge/places';
import { type Scene, sceneAt } from '../../judge/scenes';
import { trimTrailingSpace } from '../../judge/spans';
import { stampOf, timeOfDay } from '../../judge/stamps';
import type { Party, PlacedStep } from '../../presentation/steps';
import { type DocumentPositions, Positions } from '../positions';
import { shown } from '../shown';
import type { Chip, Lane, NextStep, PossibleCause, SceneDetail, SceneStep } from './data';
import { type SceneOptions, secretsChip, sceneSummary } from './list';
import { partyStates } from './parties';
import { incidentIn, type PlacedIncident } from './placed';

/** Maximum number of steps shown from the start and from the end of a scene: a retry storm has thousands. */
const MAX_FIRST = 150;
const MAX_LAST = 50;

/** Returns the full scene with this id; undefined if the document has none. */
export function detailById(
  analysis: Analysis,
  document: DocumentPositions,
  id: string,
  options: SceneOptions,
): SceneDetail | undefined {
  const placed = incidentIn({ analysis, document }, id);
  return placed && sceneDetailOf(placed, options);
}

/** Returns the id of the scene at `offset`; undefined if there is none. */
export function idAt(analysis: Analysis, offset: number): string | undefined {
  const scene = sceneAt(analysis, offset);
  return scene && incidentOfScene(analysis, scene)?.id;
}

/** Returns a scene in full. */
export function sceneDetailOf(
  { analysis, document, incident }: PlacedIncident,
  options: SceneOptions,
): SceneDetail {
  const { translate, others } = options;
  const { scene } = incident;
  const positions = new Positions(document);
  const summary = sceneSummary(analysis, positions, incident, options);
  const problem = summary.ending === 'well' ? undefined : problemOfScene(analysis, scene);
  const { placed, omittedSteps } = cut(placedSteps(analysis, scene, translate));
  const lanes = partiesOfSteps(analysis, scene, placed, translate);
  const steps = stepsOf(analysis, positions, placed, lanes, translate);
  return shown({
    ...summary,
    sentence: problem ? findingMessage(problem, translate) : sceneTitle(analysis, scene, translate),
    chips: chipsOf(analysis, scene, [summary.range, ...steps.map(({ range }) => range)], translate),
    lanes: lanes.map(laneOf),
    steps,
    omittedSteps,
    omittedBefore: omittedSteps > 0 ? MAX_FIRST : 0,
    ...nextOf(problem, analysis, positions, { translate, others, at: scene.start }),
    parties: partyStates(analysis, document, translate, [incident]),
  });
}

/** Returns the first and last steps, and the number of those left out in between. */
function cut(all: readonly PlacedStep[]): { placed: readonly PlacedStep[]; omittedSteps: number } {
  const omittedSteps = all.length - MAX_FIRST - MAX_LAST;
  if (omittedSteps <= 0) return { placed: all, omittedSteps: 0 };
  return { placed: [...all.slice(0, MAX_FIRST), ...all.slice(-MAX_LAST)], omittedSteps };
}

function laneOf({ party, name, detail }: NamedParty): Lane {
  return { party, name, ...(detail !== undefined && { detail }) };
}

function stepsOf(
  analysis: Analysis,
  positions: Positions,
  placed: readonly PlacedStep[],
  lanes: readonly NamedParty[],
  translate: Translate,
): SceneStep[] {
  const indexes = new Map(lanes.map(({ party }, index) => [party, index]));
  const index = (party: Party): number => indexes.get(party) ?? 0;
  let before: Moment | undefined;
  return placed.map((step): SceneStep => {
    const { at, shows = at, text, more, mood } = step;
    const [from, to] = [index(step.from), index(step.to)];
    const range = positions.range(trimTrailingSpace(analysis.text, shows));
    const { now, time } = timeOf(analysis, at.start);
    const gap = before && now ? elapsed(before, now) : NaN;
    before = now ?? before;
    const failed = mood === 'bad' || mood === 'lost';
    const facts = {
      from: lanes[from]?.name ?? '',
      to: lanes[to]?.name ?? '',
      text: [text, ...more].join('; '),
      time: time ?? '',
      line: String(range.start.line + 1),
    };
    return {
      kind: step.kind,
      range,
      ...(time !== undefined && { time }),
      ...(gap > 0 && { gap, since: `+${duration(gap, translate)}` }),
      from,
      to,
      direction: directionOf(from, to),
      text,
      more,
      mood,
      failed,
      sentence: sentenceOf(facts, failed, translate),
    };
  });
}

/** Returns the time stamp of the line at an offset, and its time of day. */
function timeOf(
  analysis: Analysis,
  offset: number,
): { readonly now: Moment | undefined; readonly time: string | undefined } {
  const record = recordAt(analysis, offset);
  const stamp = record?.kind === 'debug' ? stampOf(analysis, record) : undefined;
  if (record?.kind !== 'debug' || stamp === undefined) return { now: undefined, time: undefined };
  const { stampStart, stampEnd } = record;
  // A time of day alone is not a point in time.
  const now = stampStart < 0 ? undefined : momentAt(analysis.text, stampStart, stampEnd);
  return { now, time: timeOfDay(stamp) };
}

function directionOf(from: number, to: number): SceneStep['direction'] {
  if (from === to) return 'note';
  return from < to ? 'right' : 'left';
}

/** Returns a step as one sentence: `failed: 04:10:04, line 30: Service to FortiGate: error 31`. */
function sentenceOf(
  facts: Readonly<Record<'from' | 'to' | 'text' | 'time' | 'line', string>>,
  failed: boolean,
  translate: Translate,
): string {
  const who = label(facts.from === facts.to ? 'step.alone' : 'step.between', translate, facts);
  const when = label(facts.time === '' ? 'step.untimed' : 'step.timed', translate, { ...facts, who });
  return failed ? label('step.failed', translate, { step: when }) : when;
}

function chipsOf(
  analysis: Analysis,
  scene: Scene,
  ranges: readonly SceneDetail['range'][],
  translate: Translate,
): Chip[] {
  const capture = captureAt(analysis, scene.start);
  const exchange = scene.about === 'exchange' ? scene.exchange : undefined;
  const release = exchange && buildWithRelease(analysis, exchange);
  const unit = exchange && displayName(analysis, unitOf(exchange));
  const vdom = displayName(analysis, capture?.vdom);
  // A step can be before the scene: a message of the negotiation that carries a login.
  const first = String(Math.min(...ranges.map(({ start }) => start.line)) + 1);
  const last = String(Math.max(...ranges.map(lastLine)));
  const secrets = analysis.secrets.filter(({ places }) => places.some(place => overlap(place, scene)));
  return [
    ...(release === undefined
      ? []
      : [{ kind: 'release', text: label('chip.build', translate, { text: release }) } as const]),
    ...(unit === undefined ? [] : [{ kind: 'unit', text: oneLine(serialWithModel(unit)) } as const]),
    ...(vdom === undefined ? [] : [{ kind: 'vdom', text: label('chip.vdom', translate, { vdom }) } as const]),
    {
      kind: 'lines',
      text: label(first === last ? 'hover.line' : 'hover.lines', translate, {
        first,
        last,
      }),
    },
    ...secretsChip(secrets.length, translate),
  ];
}

/** Returns the last line of a range, from 1; a line at whose first character the range ends is not part of it. */
function lastLine({ start, end }: SceneDetail['range']): number {
  return max(start.line, end.character === 0 ? end.line - 1 : end.line) + 1;
}

type Next = Pick<
  SceneDetail,
  | 'meaning'
  | 'causes'
  | 'otherCauses'
  | 'background'
  | 'sources'
  | 'next'
  | 'commands'
  | 'unsafeCommands'
  | 'inferredNote'
  | 'rule'
>;

/** Returns the meaning of a problem and what to do next. */
function nextOf(
  problem: Finding | undefined,
  analysis: Analysis,
  positions: Positions,
  options: AdviceOptions,
): Next {
  if (!problem)
    return { next: [], otherCauses: [], background: [], sources: [], commands: [], unsafeCommands: [] };
  const lineAt = (offset: number): number => positions.lineAt(offset);
  const { translate } = options;
  const { guidance } = adviceOf(analysis, problem, { ...options, lineAt });
  const { meaning = [], steps = [], commands, documents = [] } = guidance;
  const nextStep = (one: Statement): NextStep => ({
    text: wordsOf(one, translate),
    certainty: one.certainty,
  });
  const { causes: reasons = [] } = guidance;
  const causes = reasons.flatMap((one): PossibleCause[] => {
    const { verdict, why, line } = one.shown ?? {};
    if (!verdict) return [];
    return [
      { ...nextStep(one), verdict, ...(why !== undefined && { why }), ...(line !== undefined && { line }) },
    ];
  });
  const [first, ...background] = meaning;
  const note = inferredNote([guidance], translate);
  return {
    ...(first && { meaning: nextStep(first) }),
    ...(causes.length > 0 && { causes }),
    next: steps.map(nextStep),
    otherCauses: reasons.filter(one => !one.shown?.verdict).map(nextStep),
    background: background.map(nextStep),
    sources: [
      ...sourcesOf(guidance).flatMap(id => sourceNamed(id) ?? []),
      ...documents.map(title => ({ title, address: '' })),
    ].map(({ title, address }) => ({ title, address })),
    ...(note !== undefined && { inferredNote: note }),
    commands: safeCommands(commands),
    unsafeCommands: unsafeCommands(commands),
    rule: rulePageAddress(problem),
  };
}
