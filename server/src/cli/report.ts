import path from 'node:path';
import { storyOfFile } from '../report/captureStory';
import { incidentStory } from '../report/incidentStory';
import type { CaptureStory, Story, Unread } from '../report/story';
import { storyHtml } from '../report/storyHtml';
import { storyJson } from '../report/storyJson';
import { storyMarkdown } from '../report/storyMarkdown';
import { fileFacts, SharedFacts } from '../report/sharedFacts';
import { storyOf } from '../report/wholeStory';
import { type Reader, storyFor } from '../report/selection';
import { type RedactedCopies, redactedCopies } from './redact';
import { commonFolder } from '../files/paths';
import { capturesNamed, isRecognised, type FolderPatterns } from './namedCaptures';
import type { ReportFormat } from './formatNames';
import { loadKnowledge } from './knowledgeFiles';
import type { SiteKnowledge } from '../site/knowledge';
import { siteKnowledgeOf } from '../site/library';
import { reportFault, type Streams } from './streams';
import { type OutputRules, refusal, writeOutput } from './output';
import { readWholeFile, type WholeFile } from './readWhole';
import { fileErrorReason } from '../files/fileErrors';
import { printableLine } from '../report/printable';
import { bytesAtOnce } from '../files/readText';
import { cliText } from './cliText';
import { inUserLanguage, label } from '../knowledge';
import { detached } from '../syntax';
import { formatCount } from '../report/reportText';

const WRITERS = { markdown: storyMarkdown, html: storyHtml, json: storyJson };

export interface ReportOptions {
  /** By default decided by the extension of `out`. */
  readonly format: ReportFormat | undefined;
  /** The output file; by default standard output. */
  readonly out: string | undefined;
  /** Overwrite an existing file. */
  readonly force: boolean;
  /** The only incident to report: its number in the timeline of the whole report, or its id; undefined for all. */
  readonly incident: string | undefined;
  /** For whom it is written; undefined for an expert, with everything. */
  readonly reader: Reader | undefined;
  /** Report on redacted copies: not only secrets are masked, but also identities and the names of files. */
  readonly isRedacted: boolean;
  /** Files and folders of the site's own knowledge. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
  /** The user says that all captures are of one unit. */
  readonly isOneUnit: boolean;
}

/**
 * Writes one report on captures: files, folders, patterns; `-` is standard input. Returns the exit code: 0 if it is
 * written, whatever its content; 2 on bad usage, if a file could not be read to its end (the rest is still reported),
 * or if the report could not be written.
 */
export async function report(
  words: readonly string[],
  options: ReportOptions,
  streams: Streams,
): Promise<number> {
  const { paths, faults, others } = await capturesNamed(words, streams, options.patterns);
  const target = await targetOf(options, paths);
  if ('refused' in target) {
    reportFault(streams, options.out ?? words.join(' '), target.refused);
    return 2;
  }
  for (const { path: file, error } of faults) reportFault(streams, file, fileErrorReason(error));
  const unread: Unread[] = faults.map(({ path: file, error }) => ({
    file: options.isRedacted ? '…' : file,
    reason: fileErrorReason(error),
  }));
  const named = words.join(' ');
  if (paths.length === 0 && faults.length === 0) reportFault(streams, named, cliText('noCapture'));

  const { entries, isWhole } = await loadKnowledge(options.knowledge, streams);
  const folder = commonFolder(paths);
  const site = siteKnowledgeOf({ entries });
  const isKept = options.incident !== undefined;
  const redacted = options.isRedacted ? await redactedCopies(paths, entries, streams) : undefined;
  const shared = new SharedFacts(options.isOneUnit);
  const reading = { folder, site, isKept, redacted, shared };
  const captures = await readCaptures(paths, reading, streams);
  unread.push(...captures.unread);
  if (captures.stories.length === 0 || isRefused(shared, reason => reportFault(streams, named, reason)))
    return 2;

  // Stand-ins join no captures.
  const stories = redacted ? captures.stories : await decidedTogether(captures, reading, streams);
  const whole = storyOf(stories, { folder: redacted ? '' : folder, unread, passedOver: others });
  const story = chosenStory(whole, captures.kept, options.incident, reason =>
    reportFault(streams, named, reason),
  );
  const isWritten = story && (await writeStory(storyFor(options.reader, story), target, streams));
  return isWritten && isWhole && unread.length === 0 ? 0 : 2;
}

/** True if captures that are to be of one unit show several, after that was reported. */
function isRefused({ isOneUnit, units }: SharedFacts, refuse: (reason: string) => void): boolean {
  const isWrong = isOneUnit && units.length > 1;
  if (isWrong) refuse(cliText('manyUnits', { units: units.join(', ') }));
  return isWrong;
}

/** The whole report, or that of one incident; undefined if there is none, after the reason was reported. */
function chosenStory(
  whole: Story,
  kept: readonly WholeFile[],
  incident: string | undefined,
  refuse: (reason: string) => void,
): Story | undefined {
  const story = incident === undefined ? whole : onlyIncident(whole, kept, incident);
  const rows = formatCount(whole.rows.length, 'row');
  if (!story) refuse(cliText('noIncident', { incident: incident ?? '', rows }));
  return story;
}

/** The output file and format of a report; standard output without `out`. */
interface Target {
  readonly out: string | undefined;
  readonly format: ReportFormat;
  readonly rules: OutputRules;
}

/** Returns the target of the report, or the reason why it cannot be written, before any work is done. */
async function targetOf(
  { format, out, force, reader }: ReportOptions,
  paths: readonly string[],
): Promise<Target | { readonly refused: string }> {
  const rules = { force, inputs: paths.filter(one => one !== '-') };
  const reason = out === undefined ? undefined : await refusal(out, rules);
  if (reason !== undefined) return { refused: label('reason.written', inUserLanguage, { reason }) };
  const chosen = format ?? formatOf(out);
  if (chosen === undefined) return { refused: cliText('extension') };
  return reader && chosen === 'json' ? { refused: cliText('report.noJson') } : { out, format: chosen, rules };
}

/** The results of reading captures. */
interface ReadCaptures {
  readonly stories: readonly CaptureStory[];
  /** The captures themselves, if they are kept. */
  readonly kept: readonly WholeFile[];
  readonly unread: readonly Unread[];
}

interface ReadOptions {
  /** The common folder of the captures; their names are relative to it. */
  readonly folder: string;
  readonly site: SiteKnowledge | undefined;
  /** Keep the analyses in memory, and not only the data for the report. */
  readonly isKept: boolean;
  /** Takes the facts that each capture shows of units. */
  readonly shared: SharedFacts;
  /** Read these in place of the captures. */
  readonly redacted: RedactedCopies | undefined;
}

async function readCaptures(
  paths: readonly string[],
  options: ReadOptions,
  streams: Streams,
): Promise<ReadCaptures> {
  const stories: CaptureStory[] = [];
  const kept: WholeFile[] = [];
  const { site, isKept, redacted, shared } = options;
  const unread = (redacted?.failures ?? []).map(({ file, reason }) => ({
    file: nameOf(file, paths, options),
    reason,
  }));
  for (const [index, one] of paths.entries()) {
    const name = nameOf(one, paths, options);
    const bytes = bytesOf(one, options, streams);
    if (!bytes) continue;
    const outcome = await readOne(one, name, { bytes, site }, streams);
    const reason = 'reason' in outcome ? outcome.reason : outcome.cut;
    if (reason !== undefined) {
      unread.push({ file: name, reason });
      reportFault(streams, one, reason);
    }
    if ('lines' in outcome) {
      const isKnown = redacted !== undefined || isRecognised(outcome.beginning, outcome.findings);
      if (!isKnown) reportFault(streams, one, cliText('notCapture'));
      share(outcome, name, shared);
      stories.push(storyOfFile(outcome));
      // Standard input cannot be read again.
      if (isKept || one === '-') kept.push({ ...outcome, others: shared.lookUp(name) });
    }
    if (paths.length > 1)
      streams.progress?.(cliText('captures', { done: String(index + 1), of: String(paths.length) }));
  }
  streams.progress?.('');
  return { stories, kept, unread };
}

function share({ analysis, lines }: WholeFile, name: string, shared: SharedFacts): void {
  if (analysis) shared.add(detached(fileFacts(name, analysis, lines, shared.isOneUnit)));
}

/**
 * Lets other captures of its unit decide what a capture leaves open. It is read again, because its text was not kept: the
 * captures that decide can come after it.
 */
async function decidedTogether(
  { stories, kept }: ReadCaptures,
  { folder, site, shared }: ReadOptions,
  streams: Streams,
): Promise<CaptureStory[]> {
  const decided: CaptureStory[] = [];
  for (const story of stories) {
    const { file } = story.coverage;
    const causes = story.problems.flatMap(({ guidance }) => guidance?.causes ?? []);
    const isOpen = causes.some(({ shown }) => shown?.verdict === 'open');
    const again =
      isOpen && shared.has(file)
        ? (kept.find(one => one.file === file) ??
          (await readOne(
            path.join(folder, file),
            file,
            { bytes: bytesAtOnce(path.join(folder, file)), site },
            streams,
          )))
        : undefined;
    const isRead = again && 'lines' in again;
    decided.push(isRead ? storyOfFile({ ...again, others: shared.lookUp(file) }) : story);
  }
  return decided;
}

/** The name of a capture in the report. */
function nameOf(file: string, paths: readonly string[], { folder, redacted }: ReadOptions): string {
  // The name of a file can be that of a customer.
  if (redacted) return `capture-${paths.indexOf(file) + 1}.log`;
  return folder === '' || file === '-' ? file : path.relative(folder, file);
}

/** What is read of a capture; undefined if it has no redacted copy. */
function bytesOf(
  file: string,
  { redacted }: ReadOptions,
  { input }: Streams,
): AsyncIterable<Uint8Array> | undefined {
  if (redacted) return redacted.copies.get(file);
  return file === '-' ? input : bytesAtOnce(file);
}

/** Writes a report. @returns false if it could not be written; the reason is reported */
async function writeStory(story: Story, { out, format, rules }: Target, streams: Streams): Promise<boolean> {
  const text = WRITERS[format](story);
  if (out === undefined) {
    await streams.write(text);
    return true;
  }
  try {
    await writeOutput(out, text, rules, streams.drafts);
    return true;
  } catch (error) {
    reportFault(streams, out, fileErrorReason(error, 'written'));
    return false;
  }
}

/** Returns the report of one incident, by its number in the whole report or its id. */
function onlyIncident(whole: Story, files: readonly WholeFile[], id: string): Story | undefined {
  if (!/^\d+$/.test(id))
    return files.reduce<Story | undefined>((found, file) => found ?? incidentStory(file, id), undefined);
  const row = whole.rows[Number(id) - 1];
  const file = files.find(one => one.file === row?.file);
  return row?.incident !== undefined && file ? incidentStory(file, row.incident) : undefined;
}

type Outcome = WholeFile | { readonly reason: string };

async function readOne(
  file: string,
  name: string,
  { bytes, site }: { bytes: AsyncIterable<Uint8Array>; site: SiteKnowledge | undefined },
  streams: Streams,
): Promise<Outcome> {
  let units = 0;
  try {
    return await readWholeFile(name, bytes, site, length => {
      units += length;
      streams.progress?.(`${printableLine(file)}: ${(units / 1e6).toFixed(0)} MB`);
    });
  } catch (error) {
    return { reason: fileErrorReason(error) };
  }
}

/** Formats by file extension. */
const ENDINGS: Readonly<Record<string, ReportFormat>> = {
  '': 'markdown',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'markdown',
  '.htm': 'html',
  '.html': 'html',
  '.json': 'json',
};

/** The format of a file's extension; undefined if it is not one of ours. */
function formatOf(out = ''): ReportFormat | undefined {
  return ENDINGS[path.extname(out).toLowerCase()];
}
