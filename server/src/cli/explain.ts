import { inEnglish } from '../knowledge';
import { explain, explanationText } from '../report/explain';
import { printableLine } from '../report/printable';
import type { Streams } from './streams';

/**
 * Writes what is known of a rule, a code or a line. Gives the exit code: 0; 1 where only something similar is known, which is
 * written then; 2 where nothing is.
 */
export async function explainWords(words: readonly string[], streams: Streams): Promise<number> {
  const asked = words.join(' ');
  const { exact, found } = explain(asked);
  const [first, ...others] = found;
  if (!first) {
    streams.reportError(`fortios-debug: nothing is known of "${printableLine(asked)}"\n`);
    return 2;
  }
  if (exact) {
    await streams.write(found.map(one => explanationText(one, inEnglish)).join('\n'));
    return 0;
  }
  streams.reportError(`fortios-debug: "${printableLine(asked)}" is not known. The nearest:\n`);
  const more = others.map(({ id, title }) => `  ${id}: ${inEnglish(title)}\n`).join('');
  await streams.write(`${explanationText(first, inEnglish)}${more === '' ? '' : `\nOthers:\n${more}`}`);
  return 1;
}
