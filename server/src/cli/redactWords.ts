import { fileErrorReason } from '../files/fileErrors';
import { Redaction } from '../secrets';
import { type FolderPatterns, filesNamed } from './namedCaptures';
import { loadKnowledge } from './knowledgeFiles';
import { learn, openSource } from './learning';
import { redactOptions, RedactionWorker } from './redactionWorker';
import { reportFault, type Streams } from './streams';

/**
 * Lists the words that a redacted copy would replace because nothing is known of them, the most frequent first, so that a
 * person can allow one. A word beside the name of a secret, which can be the secret, is not listed. Returns the exit code: 0, or 2 if a file could not be read to its end.
 */
export async function listWords(
  words: readonly string[],
  { knowledge, patterns }: { readonly knowledge: readonly string[]; readonly patterns: FolderPatterns },
  streams: Streams,
): Promise<0 | 2> {
  const { entries, isWhole } = await loadKnowledge(knowledge, streams);
  if (!isWhole) return 2;
  const options = { keepIdentities: false, site: entries };
  const worker = new RedactionWorker(options, undefined);
  const redaction = new Redaction(redactOptions(options));
  const { files, faults } = await filesNamed(words, patterns);
  let isRead = faults.length === 0;
  for (const { path, error } of faults) reportFault(streams, path, fileErrorReason(error));
  const counts = new Map<number, number>();
  for (const { path } of files) {
    try {
      const { windows, cut } = await learn(
        await openSource(path, streams),
        redaction,
        worker,
        () => undefined,
      );
      if (cut !== undefined) throw new Error(cut);
      for (const { places } of windows)
        for (let index = 0; index < places.length; index++) {
          const id = places.id(index);
          if (redaction.standIns.kindOf(id) === 'name' && !redaction.isBesideSecret(id))
            counts.set(id, (counts.get(id) ?? 0) + 1);
        }
    } catch (error) {
      isRead = false;
      reportFault(streams, path, fileErrorReason(error));
    }
  }
  const rows = [...counts].sort(([, one], [, other]) => other - one);
  await streams.write(rows.map(([id, count]) => `${count}\t${redaction.standIns.valueOf(id)}\n`).join(''));
  return isRead ? 0 : 2;
}
