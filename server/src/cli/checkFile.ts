import { AnalysisStream } from '../analysis';
import { LineTable } from '../report/lineTable';
import { type ChosenSeverities, fileReport, type FileReport } from '../report/types';
import { textOf } from '../files/texts';

/** Reads one capture of any length from its bytes, in memory that does not grow with it, and says what is wrong. */
export async function checkBytes(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  severities: ChosenSeverities,
  read?: (units: number) => void,
): Promise<FileReport> {
  const stream = new AnalysisStream();
  const document = new LineTable();
  for await (const text of textOf(bytes)) {
    document.add(text);
    stream.push(text);
    read?.(text.length);
  }
  const { findings, unrecognised } = stream.finish();
  const analysis = { findings, coverage: { lines: document.count, unrecognised } };
  return fileReport({ path, analysis, document }, severities);
}
