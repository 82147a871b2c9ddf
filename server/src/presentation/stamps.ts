import { min } from '../integers';
import type { Analysis } from '../analysis';
import type { DebugRecord } from '../syntax';
import { linesOfScene, type Scene } from './scenes';

/** Returns the time stamp of a debug line as the unit wrote it, cut to milliseconds; undefined if it has none. */
export function stampOf({ text }: Analysis, line: DebugRecord): string | undefined {
  if (line.stampStart < 0) return undefined;
  return text.slice(line.stampStart, min(line.stampEnd, line.stampStart + MAX_STAMP_LENGTH));
}

/** Returns the first time stamp in a scene's own lines. */
export function sceneStamp(analysis: Analysis, scene: Scene): string | undefined {
  const line = firstStamped(scene);
  return line && stampOf(analysis, line);
}

/** Returns the first of a scene's own lines that has a time stamp. */
export function firstStamped(scene: Scene): DebugRecord | undefined {
  return linesOfScene(scene).find(({ stampStart }) => stampStart >= 0);
}

/** Length of `YYYY-MM-DD HH:MM:SS.mmm`. */
const MAX_STAMP_LENGTH = 23;
