import { inUserLanguage } from '../knowledge';
import { explain, explanationText } from '../report/explain';
import { printableLine } from '../report/printable';
import { redact } from '../secrets';
import type { Streams } from './streams';
import { cliText } from './words';

/**
 * Writes the explanation of a rule, a code or a line. Returns the exit code: 0; 1 if only something similar was found
 * and written; 2 if nothing was found.
 */
export async function explainWords(words: readonly string[], streams: Streams): Promise<number> {
  const question = words.join(' ');
  const { exact, found } = explain(question);
  // The argument may be a line of a capture.
  const asked = printableLine(redact(question, { keepIdentities: true }));
  const [first, ...others] = found;
  if (!first) {
    streams.reportError(`fortios-debug: ${cliText('unknown', { asked })}\n`);
    return 2;
  }
  if (exact) {
    await streams.write(found.map(one => explanationText(one, inUserLanguage)).join('\n'));
    return 0;
  }
  streams.reportError(`fortios-debug: ${cliText('nearest', { asked })}\n`);
  const more = others.map(({ id, title }) => `  ${id}: ${inUserLanguage(title)}\n`).join('');
  await streams.write(
    `${explanationText(first, inUserLanguage)}${more === '' ? '' : `\n${cliText('others')}\n${more}`}`,
  );
  return 1;
}
