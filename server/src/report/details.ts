import { min } from '../integers';
import type { Analysis } from '../analysis';
import { inUserLanguage, label } from '../knowledge';
import { overlap, type Span } from '../syntax';
import { placedSteps } from '../presentation/sceneSteps';
import { maskedText } from '../presentation/mask';
import { partiesOfSteps } from '../presentation/sceneParties';
import { recordAt, recordIndexAt } from '../presentation/places';
import { sceneFacts } from '../presentation/sceneFacts';
import { linesOfScene, ownStepsOf, type Scene, scenesOf } from '../presentation/scenes';
import type { CaptureReader } from './captureReader';
import { timeOfDay } from '../presentation/stamps';
import type { PlacedStep } from '../presentation/steps';
import type { SceneDetail, Step } from './story';
import { reportText } from './reportText';

/** Maximum number of steps of one scene; a retry storm has thousands. */
const MAX_STEPS = 40;
/** Maximum number of lines and of UTF-16 code units of an excerpt. */
const MAX_LINES = 60;
const MAX_EXCERPT_LENGTH = 4000;

/** The details of a scene, with an excerpt of its lines if it has a problem. */
export function detailOf(reader: CaptureReader, scene: Scene, withExcerpt: boolean): SceneDetail {
  const { analysis } = reader;
  const placed = placedSteps(analysis, scene, inUserLanguage);
  const steps = placed.slice(0, MAX_STEPS);
  return {
    parties: partiesOfSteps(analysis, scene, steps, inUserLanguage),
    steps: steps.map(one => stepOf(reader, one)),
    omittedSteps: placed.length - steps.length,
    facts: sceneFacts(analysis, scene).map(([name, value]) => [label(name, inUserLanguage), value] as const),
    excerpt: withExcerpt ? excerptOf(analysis, scene) : undefined,
  };
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

function excerptOf(analysis: Analysis, scene: Scene): string {
  const spans = spansOf(analysis, scene);
  const parts: string[] = [];
  let length = 0;
  let cut = spans.length > MAX_LINES;
  for (const { start, end } of spans.slice(0, MAX_LINES)) {
    const rest = MAX_EXCERPT_LENGTH - length;
    cut ||= end - start > rest;
    if (rest <= 0) break;
    parts.push(maskedText(analysis, start, min(end, start + rest)));
    length += end - start;
  }
  const text = parts
    .join('')
    .replace(/\r+\n|\r/g, '\n')
    .trim();
  return cut ? `${text.replace(/[\ud800-\udbff]$/, '')}\n${reportText('cut')}` : text;
}
