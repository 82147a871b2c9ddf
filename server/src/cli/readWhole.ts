import { analyze, AnalysisStream } from '../analysis';
import { type ReadFile, readFileOf } from '../report/captureStory';
import { LineTable } from '../report/lineTable';
import { coverageOf } from '../report/fileReport';
import type { SiteKnowledge } from '../site/knowledge';
import { rejectBinary, decodedText } from '../files/readText';
import { BEGINNING } from '../files/beginning';
import { type ReadEnd, readToEnd } from './readToEnd';

/** Maximum length of a text whose incidents are reported, in UTF-16 code units; for a longer one, only problems are. */
const MAX_WHOLE_LENGTH = 64 * (1 << 20);

export type WholeFile = ReadFile & ReadEnd & { readonly beginning: string };

/** Reads one capture of any length from its bytes. Throws if nothing of it can be read. */
export async function readWholeFile(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  site: SiteKnowledge | undefined,
  read?: (units: number) => void,
  longest = MAX_WHOLE_LENGTH,
): Promise<WholeFile> {
  const lines = new LineTable();
  const pieces: string[] = [];
  let [length, beginning] = [0, ''];
  let stream = undefined as AnalysisStream | undefined;
  const end = await readToEnd(rejectBinary(decodedText(bytes)), piece => {
    if (beginning.length < BEGINNING) beginning += piece;
    lines.add(piece);
    read?.(piece.length);
    length += piece.length;
    if (!stream && length > longest) {
      stream = new AnalysisStream(undefined, undefined, site);
      for (const kept of pieces.splice(0)) stream.push(kept);
    }
    if (stream) stream.push(piece);
    else pieces.push(piece);
  });
  const rest = { file, lines, beginning, ...end };
  if (stream) {
    const { findings, coverage: counts, cluster } = stream.finish();
    const coverage = coverageOf(lines.count, counts);
    return { ...rest, findings, coverage, cluster, analysis: undefined };
  }
  return { ...rest, ...readFileOf(file, analyze(pieces.join(''), undefined, site), lines) };
}
