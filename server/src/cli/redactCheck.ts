import { isCaptureFile } from '../files/beginning';
import { fileErrorReason } from '../files/fileErrors';
import { readRecords } from '../syntax';
import { bytesAtOnce, decodedText, isBinary } from '../files/readText';
import { Redaction, type RedactOptions, SecretFinder } from '../secrets';
import { type FolderPatterns, filesNamed, type NamedFile } from './namedCaptures';
import { loadKnowledge } from './knowledgeFiles';
import { learn, openSource, stretches } from './learning';
import { redactOptions, RedactionWorker } from './redactionWorker';
import { reportFault, type Streams } from './streams';
import { textTotal } from '../report/text';
import { reportText } from '../report/reportText';
import { cliText } from './cliText';

/** Maximum number of line numbers reported per file. */
const MAX_LINES = 5;

export interface RedactCheckOptions {
  readonly knowledge: readonly string[];
  readonly patterns: FolderPatterns;
  readonly quiet: boolean;
}

/**
 * Reports which files contain secrets; writes no copy. Of a capture, that is what a copy would mask; of another text, only the
 * settings of a configuration. Files that are no text are skipped, even if named, so that a hook can
 * pass on every file of a commit; their number is reported. Returns the exit code: 0 if there are no secrets, 1 if there are, 2
 * if a file could not be read to its end.
 */
export async function checkRedacted(
  words: readonly string[],
  { knowledge, patterns, quiet }: RedactCheckOptions,
  streams: Streams,
): Promise<0 | 1 | 2> {
  const { entries, isWhole } = await loadKnowledge(knowledge, streams);
  if (!isWhole) return 2;
  const options = { keepIdentities: true, keepNames: true, site: entries };
  const { site } = redactOptions(options);
  const worker = new RedactionWorker(options, streams.threads);
  const { files, faults, others } = await filesNamed(words, patterns);
  let [isRead, found, skipped] = [faults.length === 0, 0, others];
  for (const { path, error } of faults) reportFault(streams, path, fileErrorReason(error));
  try {
    for (const file of files) {
      try {
        const lines = (await isCapture(file))
          ? await secretLines(file.path, new Redaction(redactOptions(options)), worker, streams)
          : await linesOfSettings(file.path, site);
        if (!lines) skipped++;
        if (!lines || lines.count === 0) continue;
        found++;
        reportFault(streams, file.path, sentenceOf(lines));
      } catch (error) {
        isRead = false;
        reportFault(streams, file.path, fileErrorReason(error));
      }
    }
  } finally {
    worker.stop();
  }
  if (!quiet) streams.reportError(textTotal([], skipped));
  if (found > 0 && !quiet) await streams.write(`${cliText('toMask')}\n`);
  if (!isRead) return 2;
  return found > 0 ? 1 : 0;
}

async function isCapture({ path }: NamedFile): Promise<boolean> {
  return path === '-' || isCaptureFile(path);
}

interface SecretLines {
  /** The number of lines, and the first line numbers, from 1. */
  readonly count: number;
  readonly first: readonly number[];
}

/** Returns the lines of a file that redaction would change. */
async function secretLines(
  path: string,
  redaction: Redaction,
  worker: RedactionWorker,
  streams: Streams,
): Promise<SecretLines> {
  const source = await openSource(path, streams);
  const learned = await learn(source, redaction, worker, () => undefined);
  if (learned.cut !== undefined) throw new Error(learned.cut);
  const first: number[] = [];
  let [line, last, count] = [1, 0, 0];
  for await (const { text, edits } of stretches(learned, redaction)) {
    let at = 0;
    const lineAt = (offset: number): number => {
      for (let end = text.indexOf('\n', at); end >= 0 && end < offset; end = text.indexOf('\n', at)) {
        line++;
        at = end + 1;
      }
      return line;
    };
    for (const { start, end, text: mask } of edits) {
      if (mask === text.slice(start, end) || lineAt(start) === last) continue;
      last = line;
      if (count++ < MAX_LINES) first.push(line);
    }
    lineAt(text.length + 1);
  }
  return { count, first };
}

/** The lines of a text with the setting of a secret: program text has names of secrets, too; undefined for what is no text. */
async function linesOfSettings(path: string, site: RedactOptions['site']): Promise<SecretLines | undefined> {
  let text = '';
  for await (const piece of decodedText(bytesAtOnce(path))) {
    if (isBinary(piece)) return undefined;
    text += piece;
  }
  const records = readRecords(text, undefined, site?.templates);
  const finder = new SecretFinder(MAX_LINES, site);
  finder.add(text, 0, records);
  const settings = records.filter(({ kind }) => kind === 'config');
  const starts = finder
    .finish()
    .flatMap(({ places }) => places.map(({ start }) => start))
    .filter(start => settings.some(one => one.start <= start && start < one.end));
  const lines = [...new Set(starts.map(start => text.slice(0, start).split('\n').length))].sort(
    (one, two) => one - two,
  );
  return { count: lines.length, first: lines.slice(0, MAX_LINES) };
}

function sentenceOf({ count, first }: SecretLines): string {
  const more = count > first.length ? `, ${reportText('more', { more: String(count - first.length) })}` : '';
  return cliText(count === 1 ? 'secretsInLine' : 'secretsInLines', { lines: `${first.join(', ')}${more}` });
}
