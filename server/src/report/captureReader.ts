import type { Position } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis';
import { countBefore, type Span } from '../syntax';
import { stampTime } from '../syntax';
import { stampOf } from '../judge/stamps';
import type { Place } from './story';

/** Converts offsets to lines. */
export interface Lines {
  positionAt(offset: number): Position;
}

/** A capture with its analysis and the conversion of its places, for a report. */
export interface CaptureReader {
  readonly file: string;
  readonly analysis: Analysis;
  readonly place: (offset: number) => Place;
  /**
   * Returns the time stamp of the debug line that contains `offset`, as the unit wrote it; undefined if there is
   * none.
   */
  readonly stampAt: (offset: number) => string | undefined;
  /**
   * Returns the time of the debug line at `offset` or the nearest one before it, in milliseconds; NaN if there is
   * none.
   */
  readonly timeAt: (offset: number) => number;
}

export function captureReader(file: string, analysis: Analysis, lines: Lines): CaptureReader {
  const debugLines = analysis.records.filter(record => record.kind === 'debug');
  const stamped = debugLines.filter(({ stampStart }) => stampStart >= 0);
  return {
    file,
    analysis,
    place: offset => ({ file, line: lines.positionAt(offset).line + 1 }),
    stampAt: offset => {
      const line = lastBefore(debugLines, offset);
      return line && offset < line.end ? stampOf(analysis, line) : undefined;
    },
    timeAt: offset => {
      const line = lastBefore(stamped, offset);
      return line ? stampTime(analysis.text, line.stampStart, line.stampEnd) : NaN;
    },
  };
}

/** Returns the last of the sorted `spans` that begins at or before `offset`. */
function lastBefore<Item extends Span>(spans: readonly Item[], offset: number): Item | undefined {
  return spans[countBefore(spans.length, index => (spans[index]?.start ?? 0) <= offset) - 1];
}
