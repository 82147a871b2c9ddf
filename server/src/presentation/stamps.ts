import { min } from '../integers';
import type { Analysis } from '../analysis';
import type { DebugRecord } from '../syntax';
import { linesOfScene, type Scene } from './scenes';

/**
 * Returns the time stamp of a debug line as the unit wrote it, cut to milliseconds, or the time of day that a terminal put
 * before the line, `[09:22:41]`; undefined if it has neither.
 */
export function stampOf({ text }: Analysis, line: DebugRecord): string | undefined {
  if (line.stampStart < 0)
    return OF_TERMINAL.exec(text.slice(line.start, line.start + MAX_STAMP_LENGTH))?.groups?.['time'];
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

/** Returns the first of a scene's own lines that has a time stamp. */
export function firstStamped(scene: Scene): DebugRecord | undefined {
  return linesOfScene(scene).find(({ stampStart }) => stampStart >= 0);
}

/** Length of `YYYY-MM-DD HH:MM:SS.mmm`. */
const MAX_STAMP_LENGTH = 23;
const DATE = /^\d{4}-\d\d-\d\d +/;
const OF_TERMINAL = /^\[(?<time>\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?\]/;
