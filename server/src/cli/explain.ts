import { inUserLanguage } from '../knowledge';
import { explain, explanationText } from '../report/explanation';
import { siteKnowledgeOf } from '../site/library';
import { loadKnowledge } from './knowledgeFiles';
import type { Streams } from './streams';
import { cliText } from './cliText';

/**
 * Writes the explanation of a rule, a code or a line. The argument is never repeated: it may be a line with a secret.
 * Returns the exit code: 0; 1 if only something similar was found and written; 2 if nothing was found.
 * @param knowledge files and folders of the site's own knowledge
 */
export async function explainWords(
  words: readonly string[],
  knowledge: readonly string[],
  streams: Streams,
): Promise<number> {
  const { entries, isWhole } = await loadKnowledge(knowledge, streams);
  const { exact, found } = explain(words.join(' '), siteKnowledgeOf({ entries }));
  const [first, ...others] = found;
  if (!first) {
    streams.reportError(`fortios-debug: ${cliText('unknown')}\n`);
    return 2;
  }
  if (exact) {
    await streams.write(found.map(one => explanationText(one, inUserLanguage)).join('\n'));
    return isWhole ? 0 : 2;
  }
  streams.reportError(`fortios-debug: ${cliText('nearest')}\n`);
  const more = others.map(({ id, title }) => `  ${id}: ${inUserLanguage(title)}\n`).join('');
  await streams.write(
    `${explanationText(first, inUserLanguage)}${more === '' ? '' : `\n${cliText('others')}\n${more}`}`,
  );
  return isWhole ? 1 : 2;
}
