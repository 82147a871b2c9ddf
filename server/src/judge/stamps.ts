import { min } from '../integers';
import type { Analysis } from '../analysis';
import type { DebugRecord } from '../syntax';
import { linesOfScene, type Scene } from './scenes';

/**
 * Returns the time stamp of a debug line as the unit wrote it, cut to milliseconds, the `date` and `time` of an event log, or
 * the time of day that a terminal put before the line, `[09:22:41]`; undefined if it has none of them.
 */
export function stampOf({ text }: Analysis, line: DebugRecord): string | undefined {
  if (line.stampStart < 0) {
    const head = text.slice(line.start, min(line.end, line.start + MAX_HEAD));
    const { date = '', time } = (line.form === 'event-log' ? OF_EVENT : OF_TERMINAL).exec(head)?.groups ?? {};
    return time && `${date} ${time}`.trimStart();
  }
  return text.slice(line.stampStart, min(line.stampEnd, line.stampStart + MAX_STAMP_LENGTH));
}

/** Returns the time of day of a stamp, which can have a date before it. */
export function timeOfDay(stamp: string): string {
  return stamp.replace(DATE, '');
}

/** Returns the first time stamp in a scene's own lines. */
export function sceneStamp(analysis: Analysis, scene: Scene): string | undefined {
  for (const line of linesOfScene(scene)) {
    const stamp = stampOf(analysis, line);
    if (stamp !== undefined) return stamp;
  }
  return undefined;
}

/** Whether a stamp is a point in time, not only a time of day. */
export function hasDate(stamp: string): boolean {
  return DATE.test(stamp);
}

/** Length of `YYYY-MM-DD HH:MM:SS.mmm`. */
const MAX_STAMP_LENGTH = 23;
const DATE = /^\d{4}-\d\d-\d\d +/;
/** Where the date and the time of an event log are, in UTF-16 code units. */
const MAX_HEAD = 200;
const OF_EVENT = /(?:\bdate="?(?<date>\d{4}-\d\d-\d\d)"? )?\btime="?(?<time>\d\d:\d\d:\d\d)/;
const OF_TERMINAL = /^\[(?<time>\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?\]/;
