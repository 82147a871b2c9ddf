import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import { inUserLanguage, label } from '../knowledge';
import { overlap, type Span } from '../syntax';
import { placedSteps } from '../presentation/sceneSteps';
import { maskedText } from '../presentation/mask';
import { partiesOfSteps } from '../presentation/sceneParties';
import { recordAt, recordIndexAt } from '../judge/places';
import { sceneFacts } from '../presentation/sceneFacts';
import { evidenceAt } from '../presentation/lineEvidence';
import { linesOfScene, ownStepsOf, type Scene, scenesOf } from '../judge/scenes';
import { problemsByScene } from '../presentation/findings';
import type { CaptureReader } from './captureReader';
import { timeOfDay } from '../judge/stamps';
import type { PlacedStep } from '../presentation/steps';
import type { SceneDetail, Step, TimelineRow } from './story';
import { reportText } from './reportText';

/** Maximum number of steps of one scene; a retry storm has thousands. */
const MAX_STEPS = 40;
/** Maximum number of lines and of UTF-16 code units of an excerpt, of one of its lines, and of lines after the deciding one. */
const MAX_LINES = 60;
const MAX_EXCERPT_LENGTH = 4000;
const MAX_LINE = 2000;
const LINES_AFTER = 10;
/** Maximum number of failed steps whose lines are shown. */
const MAX_FAILED = 3;

/** The details of a scene; without a success or with a problem also its lines. */
export function detailOf(
  reader: CaptureReader,
  scene: Scene,
  { ending, problems }: Pick<TimelineRow, 'ending' | 'problems'>,
): SceneDetail {
  const { analysis } = reader;
  const placed = placedSteps(analysis, scene, inUserLanguage);
  const steps = placed.slice(0, MAX_STEPS);
  const failed = placed.filter(({ mood }) => mood === 'bad' || mood === 'lost').slice(-MAX_FAILED);
  const deciding = failed.length > 0 || ending === 'well' ? failed : placed.slice(-1);
  const isExplained = problems.some(({ severity }) => severity === 'error' || severity === 'warning');
  return {
    parties: partiesOfSteps(analysis, scene, steps, inUserLanguage),
    steps: steps.map(one => stepOf(reader, one)),
    omittedSteps: placed.length - steps.length,
    facts: sceneFacts(analysis, scene).map(([name, value]) => [label(name, inUserLanguage), value] as const),
    evidence: isExplained || ending === 'well' ? [] : evidenceAt(analysis, deciding.map(placeOf)),
    excerpt:
      ending !== 'well' || problems.length > 0
        ? excerptOf(analysis, scene, decidingEnd(analysis, scene, deciding))
        : undefined,
  };
}

function placeOf({ at, shows = at }: PlacedStep): Span {
  return shows;
}

/** The end of what decides how a scene ended: the last of its problems, or of the steps that failed. */
function decidingEnd(analysis: Analysis, scene: Scene, deciding: readonly PlacedStep[]): number {
  const problems = problemsByScene(analysis, {}).get(scene) ?? [];
  const ends = [...problems, ...deciding.map(placeOf)].map(({ end }) => end);
  return ends.length > 0 ? Math.max(...ends) : scene.end;
}

function stepOf(
  { place, stampAt }: CaptureReader,
  { at, shows = at, from, to, text, more, mood }: PlacedStep,
): Step {
  const stamp = stampAt(at.start);
  const time = stamp === undefined ? undefined : timeOfDay(stamp);
  return { from, to, text, more, mood, line: place(shows.start).line, time };
}

/**
 * Returns the spans from the first to the last line of a scene. For a long or interleaved scene, these are only the
 * lines known to be its own.
 */
function spansOf(analysis: Analysis, scene: Scene): readonly Span[] {
  const lines = linesOfScene(scene);
  if (scene.about === 'exchange' || lines.length === 0) return [scene];
  const { start, end } = scene;
  const alone = !scenesOf(analysis).some(other => other !== scene && overlap(other, scene));
  const first = recordIndexAt(analysis, start);
  const count = recordIndexAt(analysis, end - 1) - first + 1;
  if (alone && count <= MAX_LINES) return [{ start: analysis.records[first]?.start ?? start, end }];
  const own = ownStepsOf(scene).map(({ start: at }) => recordAt(analysis, at) ?? scene);
  return [...new Set<Span>([...lines, ...own])].sort((a, b) => a.start - b.start);
}

/** The lines of a scene; of too many, those before `deciding` and a few after it. */
function excerptOf(analysis: Analysis, scene: Scene, deciding: number): string {
  const all = spansOf(analysis, scene).flatMap(span => linesIn(analysis.text, span));
  const last = min(all.length, max(1, all.findLastIndex(({ start }) => start < deciding) + 1) + LINES_AFTER);
  let first = last;
  let length = 0;
  for (let line = all[first - 1]; line && last - first < MAX_LINES; line = all[first - 1]) {
    length += min(line.end - line.start, MAX_LINE);
    if (length > MAX_EXCERPT_LENGTH) break;
    first--;
  }
  const shown = all.slice(first, last).map(({ start, end }) => {
    const words = maskedText(analysis, start, min(end, start + MAX_LINE)).trimEnd();
    return end - start > MAX_LINE ? `${words.replace(/[\ud800-\udbff]$/, '')} …` : words;
  });
  return [first > 0 ? [reportText('cutBefore')] : [], shown, last < all.length ? [reportText('cut')] : []]
    .flat()
    .join('\n')
    .trim();
}

/** The lines of a part of a text. */
function linesIn(text: string, { start, end }: Span): Span[] {
  const lines: Span[] = [];
  for (let from = start; from < end;) {
    const at = text.slice(from, end).search(/\r*\n|\r/);
    const to = at < 0 ? end : from + at;
    lines.push({ start: from, end: to });
    from = to;
    while (from < end && text[from] === '\r') from++;
    if (text[from] === '\n') from++;
  }
  return lines;
}
