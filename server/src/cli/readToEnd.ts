import { textOfCapture } from '../files/beginning';
import { fileErrorReason } from '../files/fileErrors';
import { isCutOffError, rejectBinary, decodedText } from '../files/readText';
import type { NamedFile } from './namedCaptures';

/** How reading a file ended: `reason` if only the rest could not be read. */
export interface ReadEnd {
  readonly cut?: string;
}

/** Returns the text of a file from its bytes. Throws `NoCapture` if it was found in a folder and is not a capture. */
export function textOfNamed(
  { ifCapture }: Pick<NamedFile, 'ifCapture'>,
  bytes: AsyncIterable<Uint8Array>,
): AsyncIterable<string> {
  return rejectBinary(ifCapture ? textOfCapture(bytes) : decodedText(bytes));
}

/** Passes a text to `take` piece by piece. Throws for any error except that only the rest of the file is missing. */
export async function readToEnd(
  texts: AsyncIterable<string>,
  take: (text: string) => unknown,
): Promise<ReadEnd> {
  let isBegun = false;
  try {
    for await (const text of texts) {
      isBegun ||= text !== '';
      await take(text);
    }
    return {};
  } catch (error) {
    if (!isCutOffError(error) || !isBegun) throw error;
    return { cut: fileErrorReason(error, 'partly') };
  }
}
