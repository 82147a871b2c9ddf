import { lstat, mkdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { analyze } from '../analysis';
import { differencesFrom } from '../faithful';
import { type CompareCopy, Redaction, withEdits, type FoundKind, isIdentity, redact } from '../secrets';
import { beginsLikeCapture, capturesNamed, type FolderPatterns } from './namedCaptures';
import { writeWhole } from './output';
import { progressOf, reportFault, type Streams } from './streams';
import { commonFolder, HERE, isWithin, nameKey } from '../files/paths';
import { fileErrorReason } from '../files/fileErrors';
import { printableLine } from '../report/printable';
import { loadKnowledge } from './knowledgeFiles';
import { ChangedError, learn, type LearnedFile, type Source, openSource, stretches } from './learning';
import { redactOptions, RedactionWorker, type WorkOptions } from './redactionWorker';
import { cliText } from './cliText';
import { inUserLanguage, label } from '../knowledge';

export interface RedactFilesOptions {
  /** Keep serial numbers, users, hosts and addresses. */
  readonly keepIdentities: boolean;
  /** Files and folders of the site's own knowledge, which names more values to mask. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
  /** Do not report copies in which nothing was left. */
  readonly quiet: boolean;
  /** The folder for redacted copies; without it, the only copy goes to standard output. */
  readonly out: string | undefined;
  /** The file for the table of identities and their placeholders; none is written without it. */
  readonly table: string | undefined;
  /** Name the copies by number, not like their captures. */
  readonly hasNeutralNames: boolean;
  /** The table of an earlier run, whose placeholders are used again. */
  readonly reuse: string | undefined;
}

/**
 * Writes redacted copies with a common set of placeholders. Each file is read twice, since values in several files
 * have one placeholder in all. Nothing is overwritten, and each copy is written completely or not at all. Returns the exit
 * code: 0, or 2 on bad usage or if a file could not be read to its end or written (the others are still written).
 */
export async function redactFiles(
  words: readonly string[],
  options: RedactFilesOptions,
  streams: Streams,
): Promise<0 | 2> {
  const { paths: named, faults, others } = await capturesNamed(words, streams, options.patterns);
  const paths = options.out === undefined ? named : named.filter(isNoCopy(options.out, words));
  const usage = usageError(words, paths, options);
  if (usage !== undefined) {
    streams.reportError(`fortios-debug: ${usage}\n`);
    return 2;
  }
  const refused = await refusedTable(options);
  if (refused !== undefined) {
    reportFault(streams, options.table ?? '', refused);
    return 2;
  }
  // A copy that is missing masks requested by the site would be trusted.
  const { entries, isWhole } = await loadKnowledge(options.knowledge, streams);
  if (!isWhole) return 2;
  const worker = new RedactionWorker(
    { keepIdentities: options.keepIdentities, site: entries },
    streams.threads,
  );
  const run = new RedactRun(options, streams, worker);
  try {
    if (options.reuse !== undefined && !(await run.reuse(options.reuse))) return 2;
    for (const { path: file, error } of faults) run.fail(file, fileErrorReason(error));
    if (paths.length === 0 && faults.length === 0) run.fail(words.join(' '), cliText('noCapture'));
    await run.writeCopies(await run.learnAll(paths));
    if (options.table !== undefined) await run.writeTable(options.table);
  } finally {
    worker.stop();
  }
  streams.progress?.('');
  if (others > 0 && !options.quiet)
    streams.reportError(`${cliText('notCopied', { count: String(others) })}\n`);
  return run.exitCode;
}

/** The redacted copies of captures, and the captures that have none. */
export interface RedactedCopies {
  /** The UTF-8 of each copy, by the path of its capture. */
  readonly copies: ReadonlyMap<string, AsyncIterable<Uint8Array>>;
  readonly failures: readonly Failure[];
}

/** Makes redacted copies of captures, without identities and with a common set of stand-ins. Failures are reported. */
export async function redactedCopies(
  paths: readonly string[],
  site: WorkOptions['site'],
  streams: Streams,
): Promise<RedactedCopies> {
  const worker = new RedactionWorker({ keepIdentities: false, site }, streams.threads);
  const run = new RedactRun({}, streams, worker);
  try {
    const learned = await run.learnAll(paths);
    return { copies: new Map(learned.map(file => [file.path, run.bytesOf(file)])), failures: run.failures };
  } finally {
    worker.stop();
  }
}

interface Failure {
  readonly file: string;
  readonly reason: string;
}

/** One run: a value found in any capture is masked in all of them. A capture that fails does not stop it. */
class RedactRun {
  readonly failures: Failure[] = [];
  readonly #redaction: Redaction;
  readonly #comparing: (text: string) => CompareCopy;

  constructor(
    readonly options: Partial<RedactFilesOptions>,
    readonly streams: Streams,
    readonly worker: RedactionWorker,
  ) {
    const redacting = redactOptions(worker.options);
    this.#redaction = new Redaction(redacting);
    this.#comparing = text => differencesFrom(() => analyze(text, undefined, redacting.site));
  }

  get exitCode(): 0 | 2 {
    return this.failures.length > 0 ? 2 : 0;
  }

  fail(file: string, reason: string): void {
    this.failures.push({ file, reason });
    reportFault(this.streams, file, reason);
  }

  /** Takes the placeholders of an earlier run. @returns whether its table could be used */
  async reuse(table: string): Promise<boolean> {
    try {
      const wrong = restoreTable(await readFile(table, 'utf8'), this.#redaction.standIns);
      if (wrong === undefined) return true;
      this.fail(table, cliText('noTable', { line: String(wrong) }));
    } catch (error) {
      this.fail(table, fileErrorReason(error));
    }
    return false;
  }

  /** Reads captures for the first time. @returns those that could be read, at least in part */
  async learnAll(paths: readonly string[]): Promise<LearnedFile[]> {
    const learned: LearnedFile[] = [];
    for (const file of paths) {
      try {
        const one = await this.#learn(file);
        learned.push(one);
        if (one.cut !== undefined) this.fail(file, one.cut);
        if (paths.length > 1) this.#progress(learned.length, paths.length);
      } catch (error) {
        this.fail(file, fileErrorReason(error));
      }
    }
    return learned;
  }

  /** Reads captures again and writes their copies. */
  async writeCopies(files: readonly LearnedFile[]): Promise<void> {
    const { out } = this.options;
    const targets =
      out === undefined ? undefined : (this.options.hasNeutralNames ? numberedIn : targetsIn)(out, files);
    for (const file of files) {
      const target = targets?.get(file);
      try {
        await this.#writeCopy(file, target);
      } catch (error) {
        if (error instanceof ChangedError) this.fail(file.path, fileErrorReason(error));
        else this.fail(target ?? file.path, fileErrorReason(error, 'written'));
      }
    }
  }

  /** Reads a capture again, and yields its copy. */
  async *bytesOf(file: LearnedFile): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    const progress = progressOf(file.path, 'megabytesRedacted', this.streams);
    for await (const text of redacted(file, this.#redaction, this.#comparing, progress))
      yield encoder.encode(text);
  }

  async writeTable(table: string): Promise<void> {
    try {
      await writeNew(table, [tableOf(this.#redaction)], this.streams);
    } catch (error) {
      this.fail(table, fileErrorReason(error, 'written'));
    }
  }

  async #learn(file: string): Promise<LearnedFile> {
    const { size, ...source } = await openSource(file, this.streams);
    this.worker.expect(size);
    const learned = await learn(
      source,
      this.#redaction,
      this.worker,
      progressOf(file, 'megabytesRead', this.streams),
    );
    // Of another text, little is known of what must be masked.
    if (!(await beginsLikeCapture(source.read()).catch(() => true)))
      reportFault(this.streams, file, cliText('notCapture'));
    return learned;
  }

  #progress(done: number, of: number): void {
    this.streams.progress?.(cliText('capturesRead', { done: String(done), of: String(of) }));
  }

  async #writeCopy(file: LearnedFile, target: string | undefined): Promise<void> {
    const { streams } = this;
    const progress = progressOf(file.path, 'megabytesRedacted', streams);
    const texts = redacted(file, this.#redaction, this.#comparing, progress);
    if (target === undefined) for await (const text of texts) await streams.write(text);
    else await writeNew(target, texts, streams);
    streams.progress?.('');
    if (!this.options.quiet)
      streams.reportError(`${cliText('verified', { file: printableLine(target ?? file.path) })}\n`);
  }
}

/** Returns why the table must not be written to the requested file, before any work is done; undefined if it may. */
async function refusedTable({ table, out }: RedactFilesOptions): Promise<string | undefined> {
  if (table === undefined) return undefined;
  // Otherwise a run would end with copies but without the requested table.
  if (await lstat(table).catch(() => undefined)) return label('reason.exists', inUserLanguage);
  if (out !== undefined && isWithin(await realPathOf(table), await realPathOf(out)))
    return cliText('tableAmongCopies');
  return undefined;
}

/** Returns the real path of a file, even if it does not exist yet. */
async function realPathOf(file: string): Promise<string> {
  const whole = path.resolve(file);
  const folder = path.dirname(whole);
  return realpath(whole).catch(async () =>
    folder === whole ? whole : path.join(await realPathOf(folder), path.basename(whole)),
  );
}

/** Returns a filter that excludes copies of an earlier run, whose folder can be inside a named one. */
function isNoCopy(out: string, words: readonly string[]): (file: string) => boolean {
  const folder = path.resolve(out);
  const isInside = words.some(word => {
    const named = path.resolve(word);
    return isWithin(folder, named) && !isWithin(named, folder);
  });
  return file => !isInside || file === '-' || !isWithin(path.resolve(file), folder);
}

/** Targets whose names say nothing of a customer: `capture-01.log`. */
export function numberedIn<Named extends Pick<Source, 'path'>>(
  out: string,
  files: readonly Named[],
): ReadonlyMap<Named, string> {
  const digits = Math.max(2, String(files.length).length);
  return new Map(
    files.map((file, at) => [file, path.join(out, `capture-${String(at + 1).padStart(digits, '0')}.log`)]),
  );
}

/**
 * Returns the targets of the copies: they mirror the folder structure of the captures. Copies of compressed captures
 * are not compressed, and all names are distinct.
 */
export function targetsIn<Named extends Pick<Source, 'path'>>(
  out: string,
  files: readonly Named[],
  style = HERE,
): ReadonlyMap<Named, string> {
  const paths = style.path;
  const shared = commonFolder(
    files.map(file => (file.path === '-' ? '-' : paths.resolve(file.path))),
    style,
  );
  const targets = new Map<Named, string>();
  const taken = new Set<string>();
  for (const file of files) {
    const below =
      shared === '' ? paths.basename(file.path) : paths.relative(shared, paths.resolve(file.path));
    const { dir, name, ext } = paths.parse(file.path === '-' ? 'stdin.log' : below.replace(/\.gz$/i, ''));
    let target = paths.join(out, dir, name + ext);
    for (let number = 2; taken.has(nameKey(target, style)); number++)
      target = paths.join(out, dir, `${name}-${number}${ext}`);
    taken.add(nameKey(target, style));
    targets.set(file, target);
  }
  return targets;
}

function usageError(
  words: readonly string[],
  paths: readonly string[],
  { out }: RedactFilesOptions,
): string | undefined {
  if (words.filter(word => word === '-').length > 1) return cliText('inputOnce');
  return paths.length > 1 && out === undefined ? cliText('needsOut') : undefined;
}

/** Yields the redacted text, in the parts in which it was learned. Throws before a part that has changed. */
async function* redacted(
  file: LearnedFile,
  redaction: Redaction,
  comparing: (text: string) => CompareCopy,
  written: (units: number) => void,
): AsyncGenerator<string> {
  for await (const { text, edits } of stretches(file, redaction, comparing)) {
    const copy = withEdits(text, edits);
    written(copy.length);
    yield copy;
  }
}

/** Writes a file that only its owner can read, and creates its folders. Existing files stay. */
async function writeNew(
  target: string,
  texts: Iterable<string> | AsyncIterable<string>,
  { drafts }: Streams,
): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await writeWhole(target, texts, { mode: 0o600, drafts });
}

const TABLE_HEADER = 'stand-in\tkind\tvalue';

/**
 * The identities and their stand-ins: what has the form of one, or a position of one. A word of which nothing is known can be a
 * secret, and has no row. The value of a field may also contain a secret, which is masked.
 */
function tableOf({ standIns }: Redaction): string {
  const rows = [...standIns.identities()]
    .filter(({ kind }) => kind !== 'name' && kind !== 'number')
    .map(({ kind, value, standIn }) =>
      [standIn, kind, redact(value, { keepIdentities: true, keepNames: true })].join('\t'),
    );
  return [TABLE_HEADER, ...rows, ''].join('\n');
}

/**
 * Uses the stand-ins of a table that an earlier run wrote, so that both copies speak of the same user.
 * @returns the number of the first line that is no row of such a table, from 1; undefined if all are
 */
function restoreTable(table: string, standIns: Redaction['standIns']): number | undefined {
  const [header, ...rows] = table.replace(/^\ufeff/, '').split(/\r?\n/);
  if (header !== TABLE_HEADER) return 1;
  const read = rows.map(row => row.split('\t'));
  const wrong = read.findIndex(
    ([standIn = '', kind = '', value = '', ...more]) =>
      standIn !== '' && (!isIdentity(kind as FoundKind) || value === '' || more.length > 0),
  );
  if (wrong >= 0) return wrong + 2;
  for (const [standIn = '', kind, value = ''] of read)
    if (standIn !== '') standIns.restore(kind as FoundKind, value, standIn);
  return undefined;
}
