import { NoCapture } from '../files/beginning';
import { fileErrorReason } from '../files/fileErrors';
import { bytesAtOnce } from '../files/readText';
import type { Query } from '../filter/query';
import { type KeptLines, WindowedFilter } from '../filter/windowed';
import { printableLine } from '../report/printable';
import type { SiteKnowledge } from '../site/knowledge';
import { siteKnowledgeOf } from '../site/library';
import { filesNamed, type FolderPatterns, type NamedFile } from './namedCaptures';
import { parseOnly } from './onlyOption';
import { gathered, type WriteText } from './formats';
import { loadKnowledge } from './knowledgeFiles';
import { type ReadEnd, readToEnd, textOfNamed } from './readToEnd';
import { progressOf, reportFault, type Streams } from './streams';
import { cliText } from './cliText';

export interface ShowOptions {
  /** The filter expression. */
  readonly only: string;
  /** Begin each line with its number, after its file if there are several. */
  readonly numbers: boolean;
  /** Files and folders of the site's own knowledge. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
}

/**
 * Writes the lines of captures that match a filter, unchanged: files, folders, patterns; `-` is standard input.
 * Returns the exit code: 0 if lines were written, 1 if none match, 2 on bad usage or if a file could not be read to
 * its end.
 */
export async function show(
  words: readonly string[],
  { only, numbers, knowledge, patterns }: ShowOptions,
  streams: Streams,
): Promise<number> {
  const query = parseOnly(only, streams);
  if (!query) return 2;
  const { entries, isWhole } = await loadKnowledge(knowledge, streams);
  const site = siteKnowledgeOf({ entries });
  const { files, faults } = await filesNamed(words, patterns);
  let isRead = isWhole;
  const fail = (path: string, reason: string): void => {
    isRead = false;
    reportFault(streams, path, reason);
  };
  for (const { path, error } of faults) fail(path, fileErrorReason(error));
  if (files.length === 0 && faults.length === 0) fail(words.join(' '), cliText('noCapture'));
  streams.preferLowMemory?.();
  const out = gathered(text => {
    streams.progress?.('');
    return streams.write(text);
  });
  let count = 0;
  for (const file of files) {
    const name = numbers ? (files.length > 1 ? `${printableLine(file.path)}:` : '') : undefined;
    const shown = await showFile(file, { query, site, name }, out.write, streams);
    count += shown.count;
    if (shown.reason !== undefined) fail(file.path, shown.reason);
  }
  await out.flush();
  streams.progress?.('');
  if (count === 0 && isRead) streams.reportError(`fortios-debug: ${cliText('noLine')}\n`);
  return isRead ? (count > 0 ? 0 : 1) : 2;
}

interface Shown {
  /** The number of matching lines, without context. */
  readonly count: number;
  /** Why the file could not be read to its end, if so. */
  readonly reason?: string;
}

interface FileOptions {
  readonly query: Query;
  readonly site: SiteKnowledge | undefined;
  /** The prefix of line numbers; undefined if lines are not numbered. */
  readonly name: string | undefined;
}

async function showFile(
  file: NamedFile,
  { query, site, name }: FileOptions,
  write: WriteText,
  streams: Streams,
): Promise<Shown> {
  const filter = new WindowedFilter(query, {}, site);
  const { path } = file;
  const bytes = path === '-' ? streams.input : bytesAtOnce(path);
  const progress = progressOf(path, 'megabytes', streams);
  let end: ReadEnd;
  try {
    end = await readToEnd(textOfNamed(file, bytes), async text => {
      for (const lines of filter.push(text)) await write(written(lines, name));
      progress(text.length);
    });
  } catch (error) {
    return { count: 0, ...(!(error instanceof NoCapture) && { reason: fileErrorReason(error) }) };
  }
  for (const lines of filter.finish()) await write(written(lines, name));
  return { count: filter.count, ...(end.cut !== undefined && { reason: end.cut }) };
}

/** Returns the lines unchanged, ending with a line break, with numbers if wanted. */
function written({ first, text }: KeptLines, name: string | undefined): string {
  const lines = text();
  const whole = /[\r\n]$/.test(lines) ? lines : `${lines}\n`;
  if (name === undefined) return whole;
  let number = first;
  return whole.replace(/[^\r\n]*(?:\r\n|\n|\r)/g, line => `${name}${++number}: ${line}`);
}
