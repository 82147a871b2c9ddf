import { analyze, AnalysisStream } from '../analysis';
import { type ReadFile, readFileOf } from '../report/captureStory';
import { LineTable } from '../report/lineTable';
import { coverageOf } from '../report/types';
import type { SiteKnowledge } from '../site/knowledge';
import { isCut, onlyText, textOf } from '../files/texts';
import { reasonOf } from '../files/reasons';

/** The longest text, in UTF-16 code units, that is kept in memory to tell what happened in it: of a longer one, only what is wrong. */
const MAX_WHOLE_LENGTH = 64 * (1 << 20);

/** A capture, and if only a part of it could be read, the reason. */
export interface WholeFile extends ReadFile {
  readonly cut?: string;
}

/** Reads one capture of any length from its bytes. Throws if nothing of it can be read. */
export async function readWhole(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  site: SiteKnowledge | undefined,
  read?: (units: number) => void,
  longest = MAX_WHOLE_LENGTH,
): Promise<WholeFile> {
  const lines = new LineTable();
  const pieces: string[] = [];
  let [length, stream]: [number, AnalysisStream | undefined] = [0, undefined];
  let cut: string | undefined;
  try {
    for await (const piece of onlyText(textOf(bytes))) {
      lines.add(piece);
      read?.(piece.length);
      length += piece.length;
      if (!stream && length > longest) {
        stream = new AnalysisStream(undefined, undefined, site);
        for (const kept of pieces.splice(0)) stream.push(kept);
      }
      if (stream) stream.push(piece);
      else pieces.push(piece);
    }
  } catch (error) {
    if (!isCut(error) || length === 0) throw error;
    cut = reasonOf(error, 'partly');
  }
  const rest = { file, lines, ...(cut !== undefined && { cut }) };
  if (stream) {
    const { findings, unrecognised, cluster } = stream.finish();
    const coverage = coverageOf(lines.count, unrecognised);
    return { ...rest, findings, coverage, cluster, analysis: undefined };
  }
  return { ...rest, ...readFileOf(file, analyze(pieces.join(''), undefined, site), lines) };
}
