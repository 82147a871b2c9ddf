import { createHash } from 'node:crypto';
import { mkdir, lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type Learned, type ReadAgain, type RedactEdit, Redaction, withEdits } from '../secrets';
import { readPart, RecordStream, type StreamPart } from '../syntax';
import { capturesNamed, commonFolder, type FolderPatterns, type NamedCaptures } from './captures';
import { writeWhole } from './output';
import type { Streams } from './streams';
import { reasonOf } from '../files/reasons';
import { printableLine } from '../report/printable';
import { bytesAtOnce, isBinary, isCut, NoText, textOf } from '../files/texts';
import { Pieces } from './pieces';
import { loadKnowledge } from './knowledge';
import { redactOptions, RedactionWorker } from './redactionWorker';
import type { LeftOvers, SecondLook } from './secondLook';
import { say as word } from './words';
import { inUserLanguage, label } from '../knowledge';

export interface RedactFilesOptions {
  /** Whether serial numbers, users, hosts and addresses stay. */
  readonly keepIdentities: boolean;
  /** Files and folders of the site's own knowledge, which names more values to mask. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
  /** Whether copies in which nothing is left are not mentioned. */
  readonly quiet: boolean;
  /** The folder for the redacted copies; without one, the one copy goes to standard output. */
  readonly out: string | undefined;
  /** The file for the table of identities and their stand-ins; none is written without it. */
  readonly table: string | undefined;
}

export interface Source {
  readonly path: string;
  read(): AsyncIterable<Uint8Array>;
}

/** What was learned of a stretch of a file, and what tells whether it is the same when it is read again. */
interface Window extends Learned {
  readonly length: number;
  readonly hash: string;
}

export interface LearnedFile extends Source {
  readonly windows: readonly Window[];
  /** Why the rest of it could not be read, if it was read in part only. */
  readonly cut?: string;
}

/**
 * Writes redacted copies, all with one set of stand-ins: each file is read twice, since what one of them names is taken
 * out of all. Nothing is overwritten, and a copy appears only when it is whole. Gives the exit code: 0 when a second look
 * finds nothing left over, 1 when it finds something, 2 on bad usage or where a file could not be read to its end or written
 * (the others are written all the same).
 */
export async function redactFiles(
  words: readonly string[],
  options: RedactFilesOptions,
  streams: Streams,
): Promise<0 | 1 | 2> {
  const { paths: named, faults, others } = await capturesNamed(words, streams, options.patterns);
  const paths = options.out === undefined ? named : named.filter(isNoCopy(options.out, words));
  const usage = usageError(words, paths, options);
  if (usage !== undefined) {
    streams.reportError(`fortios-debug: ${usage}\n`);
    return 2;
  }
  const refused = await refusedTable(options);
  if (refused !== undefined) {
    streams.reportError(`fortios-debug: ${printableLine(options.table ?? '')}: ${refused}\n`);
    return 2;
  }
  // A copy that lacks what the site wants masked would be believed.
  const { entries, isWhole } = await loadKnowledge(options.knowledge, streams);
  if (!isWhole) return 2;
  const worker = new RedactionWorker(
    { keepIdentities: options.keepIdentities, site: entries },
    streams.threads,
  );
  try {
    return await redactAll({ paths, faults, others }, words, options, streams, worker);
  } finally {
    worker.stop();
  }
}

async function redactAll(
  { paths, faults, others }: NamedCaptures,
  words: readonly string[],
  options: RedactFilesOptions,
  streams: Streams,
  worker: RedactionWorker,
): Promise<0 | 1 | 2> {
  const redaction = new Redaction(redactOptions(worker.options));
  let [failed, left] = [false, 0];
  const say = (file: string, reason: string): void => {
    failed = true;
    streams.progress?.('');
    streams.reportError(`fortios-debug: ${printableLine(file)}: ${reason}\n`);
  };
  const reportError = (file: string, error: unknown, what: 'read' | 'written'): void =>
    say(file, reasonOf(error, what));
  const note = noteTo(streams, options);
  for (const fault of faults) reportError(fault.path, fault.error, 'read');
  if (paths.length === 0 && faults.length === 0) say(words.join(' '), word('noCapture'));
  const learned: LearnedFile[] = [];
  for (const file of paths) {
    try {
      const { size, ...source } = await sourceOf(file, streams);
      worker.expect(size);
      const one = await learn(source, redaction, worker, progressOf(file, 'megabytesRead', streams));
      learned.push(one);
      if (one.cut !== undefined) say(file, one.cut);
      if (paths.length > 1)
        streams.progress?.(word('capturesRead', { done: String(learned.length), of: String(paths.length) }));
    } catch (error) {
      reportError(file, error, 'read');
    }
  }
  const targets = options.out === undefined ? undefined : targetsIn(options.out, learned);
  for (const file of learned) {
    const target = targets?.get(file);
    try {
      const look = worker.look();
      const texts = redacted(file, redaction, look, progressOf(file.path, 'megabytesRedacted', streams));
      if (target === undefined) for await (const text of texts) await streams.write(text);
      else await writeNew(target, texts, streams);
      const found = await look.finish();
      left += found.size;
      streams.progress?.('');
      streams.reportError(reportOf(printableLine(target ?? file.path), found, options.quiet));
    } catch (error) {
      if (error instanceof ChangedError) reportError(file.path, error, 'read');
      else reportError(target ?? file.path, error, 'written');
    }
  }
  if (options.table !== undefined) {
    try {
      await writeNew(options.table, [tableOf(redaction)], streams);
    } catch (error) {
      reportError(options.table, error, 'written');
    }
  }
  streams.progress?.('');
  if (others > 0) note(`${word('notCopied', { count: String(others) })}\n`);
  if (failed) return 2;
  return left > 0 ? 1 : 0;
}

/** Says what is no fault, unless only faults are wanted. */
function noteTo(streams: Streams, { quiet }: RedactFilesOptions): (text: string) => void {
  return text => {
    if (!quiet) streams.reportError(text);
  };
}

/** Why the table must not be written where it is asked for, before any work is done; undefined if it may. */
async function refusedTable({ table, out }: RedactFilesOptions): Promise<string | undefined> {
  if (table === undefined) return undefined;
  // A run must not end with copies and without the table that was asked for.
  if (await lstat(table).catch(() => undefined)) return label('reason.exists', inUserLanguage);
  if (out !== undefined && isWithin(await realPathOf(table), await realPathOf(out)))
    return word('tableAmongCopies');
  return undefined;
}

/** The path that the system knows a file by, also of one that is not there yet. */
async function realPathOf(file: string): Promise<string> {
  const whole = path.resolve(file);
  const folder = path.dirname(whole);
  return realpath(whole).catch(async () =>
    folder === whole ? whole : path.join(await realPathOf(folder), path.basename(whole)),
  );
}

function isWithin(file: string, folder: string): boolean {
  // Names that differ in their case alone are one name there.
  const isOneCase = process.platform === 'win32' || process.platform === 'darwin';
  const [inner, outer] = [file, folder].map(one => (isOneCase ? one.toLowerCase() : one)) as [string, string];
  const way = path.relative(outer, inner);
  return way === '' || (way !== '..' && !way.startsWith('..' + path.sep) && !path.isAbsolute(way));
}

/** Whether a file is no copy of an earlier run: those stand in their folder within one that was named. */
function isNoCopy(out: string, words: readonly string[]): (file: string) => boolean {
  const folder = path.resolve(out) + path.sep;
  const within = words.some(
    word => folder !== path.resolve(word) + path.sep && folder.startsWith(path.resolve(word) + path.sep),
  );
  return file => !within || file === '-' || !path.resolve(file).startsWith(folder);
}

/**
 * Where the copies go: below the folder as the captures stand below the one that they share. The copy of a packed one is not
 * packed, and no two have one name.
 */
function targetsIn(out: string, files: readonly Source[]): ReadonlyMap<Source, string> {
  const shared = commonFolder(files.map(file => (file.path === '-' ? '-' : path.resolve(file.path))));
  const targets = new Map<Source, string>();
  const taken = new Set<string>();
  for (const file of files) {
    const below = shared === '' ? path.basename(file.path) : path.relative(shared, path.resolve(file.path));
    const { dir, name, ext } = path.parse(file.path === '-' ? 'stdin.log' : below.replace(/\.gz$/i, ''));
    let target = path.join(out, dir, name + ext);
    for (let number = 2; taken.has(target); number++) target = path.join(out, dir, `${name}-${number}${ext}`);
    taken.add(target);
    targets.set(file, target);
  }
  return targets;
}

function usageError(
  words: readonly string[],
  paths: readonly string[],
  { out }: RedactFilesOptions,
): string | undefined {
  if (words.filter(word => word === '-').length > 1) return word('inputOnce');
  return paths.length > 1 && out === undefined ? word('needsOut') : undefined;
}

/** Standard input and a pipe can be read once, so they are kept; a file is read again. */
export async function sourceOf(file: string, streams: Streams): Promise<Source & { readonly size: number }> {
  const there = file === '-' ? undefined : await stat(file);
  if (there?.isFile()) return { path: file, size: there.size, read: () => bytesAtOnce(file) };
  const chunks: Uint8Array[] = [];
  const bytes = there ? bytesAtOnce(file) : streams.input;
  for await (const chunk of bytes) chunks.push(chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return { path: file, size, read: () => Readable.from(chunks) };
}

/** Shows how many megabytes of a file are done. */
function progressOf(
  file: string,
  what: 'megabytesRead' | 'megabytesRedacted',
  streams: Streams,
): (units: number) => void {
  let sum = 0;
  return units => {
    sum += units;
    streams.progress?.(word(what, { file: printableLine(file), size: (sum / 1e6).toFixed(0) }));
  };
}

/** How much is learned at once, in UTF-16 code units: a file is gone over twice, and each stretch has its price. */
const WINDOW = 1 << 17;

export async function learn(
  source: Source,
  redaction: Redaction,
  worker: RedactionWorker,
  read: (units: number) => void,
): Promise<LearnedFile> {
  const windows: Window[] = [];
  const stream = new RecordStream(WINDOW);
  // Lessons are taken in the order of the text, whichever was found first.
  let taken = Promise.resolve();
  const take = async (part: StreamPart | undefined): Promise<void> => {
    if (!part) return;
    const lesson = worker.lesson(part);
    const length = part.end - part.start;
    const hash = hashOf(part.text.slice(0, length));
    const { context } = part;
    const again: ReadAgain = copy => readPart(copy, copy.length, context);
    taken = taken.then(
      async () => void windows.push({ ...redaction.take(await lesson, again), length, hash }),
    );
    taken.catch(() => undefined);
    if (worker.hasThread) await setImmediate();
  };
  let [isBegun, cut]: [boolean, string | undefined] = [false, undefined];
  try {
    for await (const text of textOf(source.read())) {
      isBegun ||= text !== '';
      // In anything but text no secret would be seen.
      if (isBinary(text)) throw new NoText();
      read(text.length);
      await take(stream.push(text));
    }
  } catch (error) {
    if (!isCut(error) || !isBegun) throw error;
    cut = reasonOf(error, 'partly');
  }
  await take(stream.finish());
  await taken;
  return { ...source, windows, ...(cut !== undefined && { cut }) };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

class ChangedError extends Error {
  override readonly message = word('changed');
}

/** The redacted text, in the stretches in which it was learned. Throws before a stretch that is not as it was. */
async function* redacted(
  file: LearnedFile,
  redaction: Redaction,
  look: SecondLook,
  written: (units: number) => void,
): AsyncGenerator<string> {
  for await (const { text, edits } of stretches(file, redaction)) {
    const copy = withEdits(text, edits);
    look.add(copy);
    written(copy.length);
    yield copy;
  }
}

/** The text in the stretches in which it was learned, each with what to change in it. Throws before one that is not as it was. */
export async function* stretches(
  file: LearnedFile,
  redaction: Redaction,
): AsyncGenerator<{ readonly text: string; readonly edits: readonly RedactEdit[] }> {
  const pieces = new Pieces();
  let index = 0;
  for await (const piece of again(file)) {
    pieces.push(piece);
    for (
      let window = file.windows[index];
      window && pieces.length >= window.length;
      window = file.windows[++index]
    ) {
      const text = pieces.take(window.length);
      if (hashOf(text) !== window.hash) throw new ChangedError();
      yield { text, edits: redaction.edits(text, window) };
    }
  }
  if (index < file.windows.length || pieces.length > 0) throw new ChangedError();
}

/** The text of a file that was read before, up to where it is cut if it was. */
async function* again(file: LearnedFile): AsyncGenerator<string> {
  try {
    yield* textOf(file.read());
  } catch (error) {
    if (file.cut === undefined || !isCut(error)) throw error;
  }
}

/** Writes a file that only its owner can read, and the folders above it. What is there already stays. */
async function writeNew(
  target: string,
  texts: Iterable<string> | AsyncIterable<string>,
  { drafts }: Streams,
): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await writeWhole(target, texts, { mode: 0o600, drafts });
}

function tableOf({ standIns }: Redaction): string {
  const rows = [...standIns.identities()].map(({ kind, value, standIn }) =>
    [standIn, kind, value].join('\t'),
  );
  return ['stand-in\tkind\tvalue', ...rows, ''].join('\n');
}

/** What a second look found, for the user. */
function reportOf(file: string, found: LeftOvers, quiet: boolean): string {
  if (found.size === 0) return quiet ? '' : `${word('verified', { file })}\n`;
  const parts = [...found].map(([kind, { count, lines }]) => {
    const more = count > lines.length ? ', ...' : '';
    return `  ${word(`left.${kind}`, { count: String(count), lines: `${lines.join(', ')}${more}` })}\n`;
  });
  return `${word('unverified', { file })}\n${parts.join('')}`;
}
