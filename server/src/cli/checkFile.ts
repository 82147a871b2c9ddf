import { AnalysisStream } from '../analysis';
import { fileCluster, type FileCluster } from '../report/across';
import { LineTable } from '../report/lineTable';
import { type ChosenSeverities, fileReport, type FileReport } from '../report/types';
import { textOf } from '../files/texts';

/** What is said of one file alone, and what it says of units, to be seen together with other files. */
export interface CheckedFile {
  readonly report: FileReport;
  readonly cluster: FileCluster;
}

/** Reads one capture of any length from its bytes, in memory that does not grow with it, and says what is wrong. */
export async function checkBytes(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  severities: ChosenSeverities,
  read?: (units: number) => void,
): Promise<CheckedFile> {
  const stream = new AnalysisStream();
  const document = new LineTable();
  for await (const text of textOf(bytes)) {
    document.add(text);
    stream.push(text);
    read?.(text.length);
  }
  const { findings, unrecognised, cluster } = stream.finish();
  const analysis = { findings, coverage: { lines: document.count, unrecognised } };
  return {
    report: fileReport({ path, analysis, document }, severities),
    cluster: fileCluster(path, cluster, document),
  };
}
