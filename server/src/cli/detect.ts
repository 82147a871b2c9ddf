import { isCaptureFile } from '../files/beginning';
import { reasonOf } from '../files/reasons';
import { printableLine } from '../report/printable';
import type { Streams } from './streams';
import { cliText } from './words';

/**
 * Reports for each file whether its content is FortiOS debug output. Returns the exit code: 0 if all are, 1 if one is
 * not, 2 if one cannot be read.
 */
export async function detectFiles(
  files: readonly string[],
  quiet: boolean,
  streams: Streams,
): Promise<number> {
  let code = 0;
  for (const file of files) {
    try {
      const isCapture = await isCaptureFile(file);
      if (!isCapture) code = Math.max(code, 1);
      const found = cliText(isCapture ? 'isCapture' : 'isOther', { file: printableLine(file) });
      if (!quiet) await streams.write(`${found}\n`);
    } catch (error) {
      code = 2;
      streams.reportError(`fortios-debug: ${printableLine(file)}: ${reasonOf(error)}\n`);
    }
  }
  return code;
}
