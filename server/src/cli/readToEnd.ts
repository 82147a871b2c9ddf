import { textOfCapture } from '../files/beginning';
import { reasonOf } from '../files/reasons';
import { isCut, onlyText, textOf } from '../files/texts';
import type { NamedFile } from './captures';

/** How the reading of a file ended: if only its rest could not be read, the reason. */
export interface ReadEnd {
  readonly cut?: string;
}

/** The text of a file from its bytes. Throws `NoCapture` if it was found in a folder and is not a capture. */
export function textOfNamed(
  { ifCapture }: Pick<NamedFile, 'ifCapture'>,
  bytes: AsyncIterable<Uint8Array>,
): AsyncIterable<string> {
  return onlyText(ifCapture ? textOfCapture(bytes) : textOf(bytes));
}

/** Hands a text to `take` piece by piece. Throws only if nothing of it can be read, or for any error but a missing rest. */
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
    if (!isCut(error) || !isBegun) throw error;
    return { cut: reasonOf(error, 'partly') };
  }
}
