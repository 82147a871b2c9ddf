import type { ReadFile } from '../report/captureStory';
import { LineTable } from '../report/lineTable';
import { coverageOf } from '../report/fileReport';
import type { SiteKnowledge } from '../site/knowledge';
import { rejectBinary, decodedText } from '../files/readText';
import { BEGINNING } from '../files/beginning';
import { CaptureReading, MAX_WHOLE_LENGTH } from './captureReading';
import { type ReadEnd, readToEnd } from './readToEnd';

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
  const reading = new CaptureReading(site, longest);
  let beginning = '';
  const end = await readToEnd(rejectBinary(decodedText(bytes)), piece => {
    if (beginning.length < BEGINNING) beginning += piece;
    lines.add(piece);
    read?.(piece.length);
    reading.push(piece);
  });
  const { findings, coverage, cluster, whole: analysis } = reading.finish();
  return {
    file,
    lines,
    beginning,
    ...end,
    findings,
    coverage: coverageOf(lines.count, coverage),
    cluster,
    analysis,
  };
}
