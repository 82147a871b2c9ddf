import type { Ending, SceneList, SceneSummary } from '../../../../server/src/lsp/protocol';
import type { Bar, CaptureMessage, Shown, Strip, Turn, Words } from './pageMessages';

/** Maximum number of incidents in the overview. */
const MAX_ROWS = 200;
/** Maximum number of bars in the strip. */
const MAX_BARS = 160;
const ORDER: readonly Ending[] = ['failed', 'open', 'well'];

type Scenes = readonly SceneSummary[];

/** The message about a capture. Its length does not grow with the number of incidents. */
export function captureMessage(
  { uri, name }: Pick<CaptureMessage, 'uri' | 'name'>,
  { verdict, ending, unread, isNothingRead, chips, scenes, problems }: SceneList,
  words: Words,
): CaptureMessage {
  const ranked = ORDER.flatMap(ending => scenes.filter(scene => scene.ending === ending));
  const rows = ranked.slice(0, MAX_ROWS).map(shownOf);
  return {
    kind: 'capture',
    words,
    uri,
    name,
    verdict,
    ending,
    unread,
    isNothingRead,
    chips,
    rows,
    more: ranked.length - rows.length,
    problems: problems.map(({ message, severity, range }) => ({
      text: message,
      severity,
      line: range.start.line + 1,
    })),
    strip: stripOf(scenes, words),
  };
}

/** The bar of the strip that contains an incident; undefined if the capture has no such incident. */
export function barOf(scenes: Scenes, id: string | undefined): number | undefined {
  const at = id === undefined ? -1 : scenes.findIndex(scene => scene.id === id);
  return at < 0 ? undefined : stretchesOf(scenes).of[at];
}

/** The incident to go to from another one, or from the whole capture; undefined if there is none. */
export function turnFrom(scenes: Scenes, id: string | undefined, to: Turn): SceneSummary | undefined {
  const at = scenes.findIndex(scene => scene.id === id);
  switch (to) {
    case 'before':
      return at < 0 ? scenes[scenes.length - 1] : scenes[at - 1];
    case 'after':
      return scenes[at + 1];
    case 'failed': {
      const failed = ({ ending }: SceneSummary): boolean => ending === 'failed';
      return scenes.slice(at + 1).find(failed) ?? scenes.find(failed);
    }
  }
}

function shownOf({ id, ending, what, outcome, stamp, range }: SceneSummary): Shown {
  return { id, ending, what, outcome, stamp, line: range.start.line + 1 };
}

function stripOf(scenes: Scenes, words: Words): Strip {
  const { count, of } = stretchesOf(scenes);
  const stretches = Array.from({ length: count }, (): SceneSummary[] => []);
  scenes.forEach((scene, index) => stretches[of[index] ?? 0]?.push(scene));
  const highest = Math.max(...stretches.map(({ length }) => length), 1);
  const bars = stretches.flatMap((own, index): Bar[] => {
    const ending = ORDER.find(one => own.some(scene => scene.ending === one));
    const first = own.find(scene => scene.ending === ending);
    if (!ending || !first) return [];
    const title = own.length === 1 ? `${first.what}: ${first.outcome}` : `${own.length} · ${words[ending]}`;
    return [{ index, ending, id: first.id, title, height: own.length / highest }];
  });
  return { label: labelOf(scenes, words), count, bars };
}

/** The bar of each incident: by time, or in the order of the text if there are no time stamps or the clock went back. */
function stretchesOf(scenes: Scenes): { readonly count: number; readonly of: readonly number[] } {
  const count = Math.min(MAX_BARS, Math.max(1, scenes.length));
  const of = placesOf(scenes).map(place => Math.min(count - 1, Math.floor(place * count)));
  return { count, of };
}

/** The position of each incident, from 0 to 1. */
function placesOf(scenes: Scenes): number[] {
  const times = scenes.map(({ time }) => time);
  const isTimed = times.every((time, index) => time !== undefined && time >= (times[index - 1] ?? -Infinity));
  const [first, last] = [times[0] ?? 0, times[times.length - 1] ?? 0];
  if (!isTimed || last <= first) return scenes.map((_, index) => index / Math.max(1, scenes.length));
  return times.map(time => ((time ?? first) - first) / (last - first));
}

function labelOf(scenes: Scenes, words: Words): string {
  const counts = ORDER.flatMap(ending => {
    const count = scenes.filter(scene => scene.ending === ending).length;
    return count === 0 ? [] : [`${words[ending]}: ${count}`];
  });
  return [words.strip, ...counts].join(', ');
}
