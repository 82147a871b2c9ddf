import { max } from '../integers';
import { isCaptureFile } from '../files/beginning';
import { fileErrorReason } from '../files/fileErrors';
import { printableLine } from '../report/printable';
import { textTotal } from '../report/text';
import { beginsLikeCapture, filesNamed } from './namedCaptures';
import { reportFault, type Streams } from './streams';
import { cliText } from './cliText';

/**
 * Reports for each file whether its content is FortiOS debug output; of a folder, only the files that are. Returns the
 * exit code: 0 if all files are, 1 if one is not or a folder has none, 2 if one cannot be read.
 */
export async function detectFiles(
  words: readonly string[],
  quiet: boolean,
  streams: Streams,
): Promise<number> {
  const { files, faults, others } = await filesNamed(words);
  for (const { path, error } of faults) reportFault(streams, path, fileErrorReason(error));
  let [code, found, skipped] = [faults.length > 0 ? 2 : 0, 0, others];
  for (const { path, ifCapture } of files) {
    try {
      const isCapture = await (path === '-' ? beginsLikeCapture(streams.input) : isCaptureFile(path));
      if (isCapture) found++;
      else if (ifCapture) {
        skipped++;
        continue;
      } else code = max(code, 1);
      const sentence = cliText(isCapture ? 'isCapture' : 'isOther', { file: printableLine(path) });
      if (!quiet) await streams.write(`${sentence}\n`);
    } catch (error) {
      code = 2;
      reportFault(streams, path, fileErrorReason(error));
    }
  }
  if (!quiet) await streams.write(textTotal([], skipped));
  return found === 0 ? max(code, 1) : code;
}
