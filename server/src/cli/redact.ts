import { constants } from 'node:fs';
import { access, copyFile, type FileHandle, link, mkdir, open, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type Learned, Redaction, withEdits } from '../secrets';
import { RecordStream, type StreamPart } from '../syntax';
import { capturesNamed, commonFolder, type NamedCaptures } from './captures';
import type { Streams } from './streams';
import { reasonOf } from '../files/reasons';
import { printableName } from '../report/text';
import { bytesAtOnce, textOf, untilStopped } from '../files/texts';
import { Pieces } from './pieces';
import { RedactionWorker } from './redactionWorker';
import type { LeftOvers, SecondLook } from './secondLook';

export interface RedactFilesOptions {
  /** Whether serial numbers, users, hosts and addresses stay. */
  readonly keepIdentities: boolean;
  /** The folder for the redacted copies; without one, the one copy goes to standard output. */
  readonly out: string | undefined;
  /** The file for the table of identities and their stand-ins; none is written without it. */
  readonly table: string | undefined;
}

interface Source {
  readonly path: string;
  read(): AsyncIterable<Uint8Array>;
}

interface LearnedFile extends Source {
  readonly windows: readonly (Learned & { readonly length: number })[];
}

/**
 * Writes redacted copies, all with one set of stand-ins: each file is read twice, since what one of them names is taken
 * out of all. Nothing is overwritten, and a copy appears only when it is whole. Gives the exit code: 0 when a second look
 * finds nothing left over, 1 when it finds something, 2 on bad usage or where a file could not be read or written (the
 * others are written all the same), 130 when it was stopped.
 */
export async function redactFiles(
  words: readonly string[],
  options: RedactFilesOptions,
  streams: Streams,
): Promise<0 | 1 | 2 | 130> {
  const { paths: named, faults, others } = await capturesNamed(words, streams);
  if (streams.stopped?.aborted) return 130;
  const paths = options.out === undefined ? named : named.filter(isNoCopy(options.out, words));
  const usage = usageError(words, paths, options);
  if (usage !== undefined) {
    streams.complain(`fortios-debug: ${usage}\n`);
    return 2;
  }
  if (options.table !== undefined && (await isThere(options.table))) {
    streams.complain(`fortios-debug: ${options.table}: it is there already, and nothing is overwritten
`);
    return 2;
  }
  const worker = new RedactionWorker({ keepIdentities: options.keepIdentities }, streams.threads);
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
): Promise<0 | 1 | 2 | 130> {
  const redaction = new Redaction(options);
  let [failed, left] = [false, 0];
  const say = (file: string, reason: string): void => {
    failed = true;
    streams.progress?.('');
    streams.complain(`fortios-debug: ${printableName(file)}: ${reason}\n`);
  };
  const complain = (file: string, error: unknown, what: 'read' | 'written'): void =>
    say(file, reasonOf(error, what));
  for (const fault of faults) complain(fault.path, fault.error, 'read');
  if (paths.length === 0 && faults.length === 0) say(words.join(' '), 'no capture was found there');
  const learned: LearnedFile[] = [];
  const isStopped = (): boolean => streams.stopped?.aborted ?? false;
  for (const file of paths) {
    if (isStopped()) return 130;
    try {
      const { size, ...source } = await sourceOf(file, streams);
      worker.expect(size);
      learned.push(await learn(source, redaction, worker, progressOf(file, 'read', streams)));
      if (paths.length > 1) streams.progress?.(`${learned.length} of ${paths.length} captures read`);
    } catch (error) {
      complain(file, error, 'read');
    }
  }
  const targets = options.out === undefined ? undefined : targetsIn(options.out, learned);
  for (const file of learned) {
    if (isStopped()) return 130;
    const target = targets?.get(file);
    try {
      const look = worker.look();
      const texts = redacted(file, redaction, look, progressOf(file.path, 'redacted', streams));
      if (target === undefined) for await (const text of texts) await streams.write(text);
      else await writeNew(target, texts);
      const found = await look.finish();
      left += found.size;
      streams.progress?.('');
      streams.complain(reportOf(printableName(target ?? file.path), found));
    } catch (error) {
      if (isStopped()) return 130;
      if (error instanceof ChangedError) complain(file.path, error, 'read');
      else complain(target ?? file.path, error, 'written');
    }
  }
  if (options.table !== undefined) {
    try {
      await writeNew(options.table, [tableOf(redaction)]);
    } catch (error) {
      complain(options.table, error, 'written');
    }
  }
  streams.progress?.('');
  if (others > 0)
    streams.complain(`${others} of the files in folders are no captures, and were not copied\n`);
  if (failed) return 2;
  return left > 0 ? 1 : 0;
}

/** Whether a file is there: a run must not end with copies and without the table that was asked for. */
function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
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
  if (words.filter(word => word === '-').length > 1) return 'standard input can be read once only';
  return paths.length > 1 && out === undefined ? 'several files need --out DIR for their copies' : undefined;
}

/** Standard input and a pipe can be read once, so they are kept; a file is read again. */
async function sourceOf(file: string, streams: Streams): Promise<Source & { readonly size: number }> {
  const there = file === '-' ? undefined : await stat(file);
  if (there?.isFile())
    return { path: file, size: there.size, read: () => untilStopped(bytesAtOnce(file), streams.stopped) };
  const chunks: Uint8Array[] = [];
  const bytes = there ? bytesAtOnce(file) : streams.input;
  for await (const chunk of untilStopped(bytes, streams.stopped)) chunks.push(chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return { path: file, size, read: () => Readable.from(chunks) };
}

/** Shows how many megabytes of a file are done. */
function progressOf(file: string, what: string, streams: Streams): (units: number) => void {
  let sum = 0;
  return units => {
    sum += units;
    streams.progress?.(`${printableName(file)}: ${(sum / 1e6).toFixed(0)} MB ${what}`);
  };
}

/** How much is learned at once, in UTF-16 code units: a file is gone over twice, and each stretch has its price. */
const WINDOW = 1 << 17;

async function learn(
  source: Source,
  redaction: Redaction,
  worker: RedactionWorker,
  read: (units: number) => void,
): Promise<LearnedFile> {
  const windows: (Learned & { length: number })[] = [];
  const stream = new RecordStream(WINDOW);
  // Lessons are taken in the order of the text, whichever was found first.
  let taken = Promise.resolve();
  const take = async (part: StreamPart | undefined): Promise<void> => {
    if (!part) return;
    const lesson = worker.lesson(part);
    const length = part.end - part.start;
    taken = taken.then(async () => void windows.push({ ...redaction.take(await lesson), length }));
    taken.catch(() => undefined);
    if (worker.hasThread) await setImmediate();
  };
  for await (const text of textOf(source.read())) {
    if (!isText(text)) throw new NoTextError();
    read(text.length);
    await take(stream.push(text));
  }
  await take(stream.finish());
  await taken;
  return { ...source, windows };
}

/** Where hardly anything could be decoded, it is no text at all. */
const MOST_UNDECODED = 0.1;

/** Whether what was decoded can be read: in anything else no secret would be seen. */
function isText(text: string): boolean {
  const undecoded = text.split('\ufffd').length - 1;
  return undecoded <= text.length * MOST_UNDECODED;
}

class NoTextError extends Error {
  override readonly message =
    'it is no text, or in an encoding in which no secret can be found; save it as UTF-8';
}

class ChangedError extends Error {
  override readonly message = 'it changed while it was read';
}

/** The redacted text, in the stretches in which it was learned. */
async function* redacted(
  file: LearnedFile,
  redaction: Redaction,
  look: SecondLook,
  written: (units: number) => void,
): AsyncGenerator<string> {
  const pieces = new Pieces();
  let index = 0;
  for await (const piece of textOf(file.read())) {
    pieces.push(piece);
    for (
      let window = file.windows[index];
      window && pieces.length >= window.length;
      window = file.windows[++index]
    ) {
      const text = pieces.take(window.length);
      const copy = withEdits(text, redaction.edits(text, window));
      look.add(copy);
      written(copy.length);
      yield copy;
    }
  }
  if (index < file.windows.length || pieces.length > 0) throw new ChangedError();
}

/** Writes beside the target under another name, and gives it its name only when all is there. */
async function writeNew(target: string, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const folder = path.join(target, '..');
  await mkdir(folder, { recursive: true });
  const temporary = path.join(folder, `.fortios-debug.${process.pid}.tmp`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    try {
      // While one stretch is written, the next one is made.
      let written: Promise<unknown> = Promise.resolve();
      for await (const text of texts) {
        await written;
        written = writeAll(file, text);
        written.catch(() => undefined);
      }
      await written;
    } finally {
      await file.close();
    }
    try {
      await link(temporary, target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Some file systems have no links; a copy does not overwrite either.
      if (code === 'EEXIST') throw error;
      await copyWhole(temporary, target);
    }
  } finally {
    await unlink(temporary);
  }
}

/** Writes all of a text: of a disk that gets full, a part may be taken before the fault. */
async function writeAll(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
}

async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL).catch(async (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(to, { force: true });
    throw error;
  });
}

function tableOf({ standIns }: Redaction): string {
  const rows = [...standIns.identities()].map(({ kind, value, standIn }) =>
    [standIn, kind, value].join('\t'),
  );
  return ['stand-in\tkind\tvalue', ...rows, ''].join('\n');
}

const NAMES = {
  hex: 'long runs of hex digits',
  base64: 'long runs of base64',
  word: 'key words with a value behind them',
} as const;

/** What a second look found, for the person. */
function reportOf(file: string, found: LeftOvers): string {
  if (found.size === 0) return `${file}: redacted; a second look finds nothing left over\n`;
  const parts = [...found].map(([kind, { count, lines }]) => {
    const more = count > lines.length ? ', ...' : '';
    return `  ${count} ${NAMES[kind]} (line ${lines.join(', ')}${more})\n`;
  });
  return `${file}: redacted; look at what a second look finds left over:\n${parts.join('')}`;
}
