import type { Ending, SceneList, SceneSummary } from '../../../../server/src/lsp/protocol';
import type { Bar, CaptureMessage, Group, Overview, Shown, Strip, Turn, Words } from './pageMessages';

/** Number of incidents in the overview that are seen without unfolding; a longer group is folded. */
const MAX_ROWS = 100;
/** Maximum number of groups in the overview. */
const MAX_GROUPS = 100;
/** Minimum number of incidents for which there is a filter. */
const MIN_FILTERED = 6;
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
    problems: problems.map(({ message, severity, range }) => ({
      text: message,
      severity,
      line: range.start.line + 1,
    })),
    strip: stripOf(scenes, words),
  };
}

/** What the user wants to see of the incidents of a capture. */
export interface OverviewState {
  /** The words of the filter, the ids of the incidents that it keeps, and why it cannot be used. */
  readonly words: string;
  readonly kept?: ReadonlySet<string> | undefined;
  readonly refused?: string | undefined;
  /** The chosen number of incidents by group. */
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * The incidents of a capture by cause: the failed ones first, and of these the most frequent cause. Its length does
 * not grow with their number.
 * @param noteOf says how many of all incidents are kept
 */
export function overviewOf(
  scenes: Scenes,
  { words, kept, refused, rows: chosen }: OverviewState,
  noteOf: (count: number, of: number) => string,
): Overview {
  const shown = kept ? scenes.filter(({ id }) => kept.has(id)) : scenes;
  const groups = ORDER.flatMap(ending => causesOf(shown.filter(scene => scene.ending === ending)));
  const listed = groups.slice(0, MAX_GROUPS);
  let room = MAX_ROWS;
  return {
    groups: listed.map((own): Group => {
      const [{ ending, cause, outcome }] = own;
      const key = `${ending}/${cause}`;
      const fits = own.length <= room || listed.length === 1;
      const rows = own.slice(0, chosen.get(key) ?? (fits ? MAX_ROWS : 0));
      room -= rows.length;
      const showsOutcomes = own.some(scene => scene.outcome !== outcome);
      const title = showsOutcomes ? cause : outcome;
      return { key, ending, title, count: own.length, showsOutcomes, rows: rows.map(shownOf) };
    }),
    more: groups.slice(MAX_GROUPS).reduce((sum, { length }) => sum + length, 0),
    filter: scenes.length < MIN_FILTERED && words === '' ? undefined : words,
    note: kept ? noteOf(shown.length, scenes.length) : '',
    refused,
  };
}

/** Groups incidents by cause, the most frequent cause first. */
function causesOf(scenes: Scenes): [SceneSummary, ...SceneSummary[]][] {
  const causes = new Map<string, [SceneSummary, ...SceneSummary[]]>();
  for (const scene of scenes) {
    const known = causes.get(scene.cause);
    if (known) known.push(scene);
    else causes.set(scene.cause, [scene]);
  }
  return [...causes.values()].sort((a, b) => b.length - a.length);
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
