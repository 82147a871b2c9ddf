import path from 'node:path';
import { tellFile } from '../report/captureStory';
import { incidentStory } from '../report/incidentStory';
import type { CaptureStory, Story, Unread } from '../report/story';
import { storyHtml } from '../report/storyHtml';
import { storyJson } from '../report/storyJson';
import { storyMarkdown } from '../report/storyMarkdown';
import { storyOf } from '../report/wholeStory';
import { capturesNamed, commonFolder, type FolderPatterns } from './captures';
import { loadKnowledge } from './knowledge';
import type { SiteKnowledge } from '../site/knowledge';
import { knowledgeOf } from '../site/library';
import type { Streams } from './streams';
import { refusal, writeOutput } from './output';
import { readWhole, type WholeFile } from './readWhole';
import { reasonOf } from '../files/reasons';
import { printableLine } from '../report/printable';
import { bytesAtOnce } from '../files/texts';
import { say as word } from './words';
import { inUserLanguage, label } from '../knowledge';
import { countOf } from '../report/words';

export const REPORT_FORMATS = ['markdown', 'html', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const WRITERS = { markdown: storyMarkdown, html: storyHtml, json: storyJson };

export interface ReportOptions {
  /** Where it is absent, the ending of `out` tells it. */
  readonly format: ReportFormat | undefined;
  /** The file to write; standard output where it is absent. */
  readonly out: string | undefined;
  /** Whether a file that is there is overwritten. */
  readonly force: boolean;
  /** The one incident that is told: its number among the rows of the whole report, or its id; undefined for all. */
  readonly incident: string | undefined;
  /** Files and folders of the site's own knowledge. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
}

/**
 * Writes one report on captures: files, folders, patterns; `-` is standard input. Gives the exit code: 0 when it is written,
 * whatever it says, 2 on bad usage, when a file could not be read to its end (what could be read is told all the same) or
 * when the report could not be written.
 */
export async function report(
  words: readonly string[],
  { format, out, force, incident, knowledge, patterns }: ReportOptions,
  streams: Streams,
): Promise<number> {
  const reportError = (file: string, reason: string): void => {
    streams.progress?.('');
    streams.reportError(`fortios-debug: ${printableLine(file)}: ${reason}\n`);
  };
  const { paths, faults, others } = await capturesNamed(words, streams, patterns);
  const rules = { force, inputs: paths.filter(one => one !== '-') };
  const refused = out === undefined ? undefined : await refusal(out, rules);
  if (out !== undefined && refused !== undefined) {
    reportError(out, label('reason.written', inUserLanguage, { reason: refused }));
    return 2;
  }
  const chosen = format ?? formatOf(out);
  if (out !== undefined && chosen === undefined) {
    reportError(out, word('extension'));
    return 2;
  }
  const unread: Unread[] = faults.map(({ path: file, error }) => ({ file, reason: reasonOf(error) }));
  for (const { file, reason } of unread) reportError(file, reason);
  if (paths.length === 0 && faults.length === 0) reportError(words.join(' '), word('noCapture'));

  const { entries, isWhole } = await loadKnowledge(knowledge, streams);
  const site = knowledgeOf({ entries });
  const folder = commonFolder(paths);
  const told: CaptureStory[] = [];
  const read: WholeFile[] = [];
  for (const [index, one] of paths.entries()) {
    const name = folder === '' || one === '-' ? one : path.relative(folder, one);
    const outcome = await readOne(one, name, site, streams);
    const reason = 'reason' in outcome ? outcome.reason : outcome.cut;
    if (reason !== undefined) {
      unread.push({ file: name, reason });
      reportError(one, reason);
    }
    if ('lines' in outcome) {
      told.push(tellFile(outcome));
      if (incident !== undefined) read.push(outcome);
    }
    if (paths.length > 1)
      streams.progress?.(word('captures', { done: String(index + 1), of: String(paths.length) }));
  }
  streams.progress?.('');
  if (told.length === 0) return 2;

  const whole = storyOf(told, { folder, unread, passedOver: others });
  const story = incident === undefined ? whole : incidentAlone(whole, read, incident);
  if (!story) {
    const count = whole.rows.length;
    reportError(
      words.join(' '),
      word('noIncident', { incident: incident ?? '', rows: countOf(count, 'row') }),
    );
    return 2;
  }
  const text = WRITERS[chosen ?? 'markdown'](story);
  if (out === undefined) await streams.write(text);
  else {
    try {
      await writeOutput(out, text, rules, streams.drafts);
    } catch (error) {
      reportError(out, reasonOf(error, 'written'));
      return 2;
    }
  }
  return unread.length > 0 || !isWhole ? 2 : 0;
}

/** The story of one incident: by its number among the rows of the whole story, or by its id. */
function incidentAlone(whole: Story, files: readonly WholeFile[], wanted: string): Story | undefined {
  if (!/^\d+$/.test(wanted))
    return files.reduce<Story | undefined>((found, file) => found ?? incidentStory(file, wanted), undefined);
  const row = whole.rows[Number(wanted) - 1];
  const file = files.find(one => one.file === row?.file);
  return row?.incident !== undefined && file ? incidentStory(file, row.incident) : undefined;
}

type Outcome = WholeFile | { readonly reason: string };

async function readOne(
  file: string,
  name: string,
  site: SiteKnowledge | undefined,
  streams: Streams,
): Promise<Outcome> {
  let units = 0;
  const bytes = file === '-' ? streams.input : bytesAtOnce(file);
  try {
    return await readWhole(name, bytes, site, length => {
      units += length;
      streams.progress?.(`${printableLine(file)}: ${(units / 1e6).toFixed(0)} MB`);
    });
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Formats by the endings of names. */
const ENDINGS: Readonly<Record<string, ReportFormat>> = {
  '': 'markdown',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'markdown',
  '.htm': 'html',
  '.html': 'html',
  '.json': 'json',
};

/** The format that the ending of a file's name stands for; undefined if it stands for none of ours. */
function formatOf(out = ''): ReportFormat | undefined {
  return ENDINGS[path.extname(out).toLowerCase()];
}
