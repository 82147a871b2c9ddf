import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import {
  copyFile,
  type FileHandle,
  link,
  open,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Drafts } from './streams';
import { cliText } from './cliText';
import { inUserLanguage, label } from '../knowledge';

/** Conditions for writing a file. */
export interface OutputRules {
  /** Overwrite an existing file. */
  readonly force: boolean;
  /** Files that are never replaced: the inputs. */
  readonly inputs: readonly string[];
}

/**
 * Returns why a file must not be written, before any work is done for it: it is an input under any name, a folder, or
 * already exists. Undefined if it may be written.
 */
export async function refusal(file: string, { force, inputs }: OutputRules): Promise<string | undefined> {
  const there = await identityOf(file);
  if (!there) return undefined;
  if (there.isDirectory()) return label('reason.folder', inUserLanguage);
  if (!there.isFile()) return undefined;
  for (const input of inputs) {
    const other = await identityOf(input);
    if (other && other.dev === there.dev && other.ino === there.ino) return cliText('isInput');
  }
  return force ? undefined : cliText('force');
}

/** Numbers of files on Windows are too large for a double, in which two of them can be equal. */
function identityOf(file: string): Promise<BigIntStats | undefined> {
  return stat(file, { bigint: true }).catch(() => undefined);
}

/** Writes a file completely or not at all. Throws if that fails. */
export async function writeOutput(
  file: string,
  content: string,
  rules: OutputRules,
  drafts?: Drafts,
): Promise<void> {
  const reason = await refusal(file, rules);
  if (reason !== undefined) throw new Error(reason);
  const there = await stat(file).catch(() => undefined);
  // A device or pipe has no content that could be lost, and must not be replaced by a file.
  if (there && !there.isFile()) return writeFile(file, content);
  // The target of a link is replaced, and the link stays.
  const target = there ? await realpath(file) : path.resolve(file);
  await writeWhole(target, [content], { replace: rules.force, mode: there?.mode, drafts });
}

export interface WholeOptions {
  /** Overwrite an existing file; otherwise that is an error. */
  readonly replace?: boolean;
  readonly mode?: number | undefined;
  readonly drafts?: Drafts | undefined;
}

/** Writes a file completely or not at all, piece by piece, through a temporary file. Throws if that fails. */
export async function writeWhole(
  target: string,
  texts: Iterable<string> | AsyncIterable<string>,
  { replace = false, mode, drafts }: WholeOptions,
): Promise<void> {
  const draft = path.join(path.dirname(target), `.fortios-debug.${randomUUID()}.tmp`);
  drafts?.add(draft);
  try {
    const file = await open(draft, 'wx', mode);
    try {
      await writeAll(file, texts);
      if (replace) await file.sync();
    } finally {
      await file.close();
    }
    if (replace) await unlessBusy(() => rename(draft, target));
    else await appear(draft, target, mode, drafts);
  } finally {
    await unlessBusy(() => rm(draft, { force: true }));
    drafts?.delete(draft);
  }
}

/** Pauses before a busy file is tried again, in milliseconds. */
const PAUSES = [10, 50, 100, 300, 600];

/** Tries again for a second: Windows refuses to rename or remove a file that another program, such as a virus scanner, reads. */
export async function unlessBusy<Value>(
  action: () => Promise<Value>,
  platform: NodeJS.Platform = process.platform,
): Promise<Value> {
  for (const pause of platform === 'win32' ? PAUSES : []) {
    try {
      return await action();
    } catch (error) {
      if (!['EACCES', 'EBUSY', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await wait(pause);
    }
  }
  return action();
}

/** Writes pieces of text; the next piece is created while one is written. */
async function writeAll(file: FileHandle, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  let written: Promise<unknown> = Promise.resolve();
  for await (const text of texts) {
    await written;
    written = writePiece(file, text);
    written.catch(() => undefined);
  }
  await written;
}

/** When a disk gets full, part of a piece can be written before the error. */
async function writePiece(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
}

/** Renames a temporary file unless the name exists; a file created meanwhile stays. */
async function appear(
  draft: string,
  target: string,
  mode: number | undefined,
  drafts: Drafts | undefined,
): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // Some file systems have no hard links.
    await (await open(target, 'wx', mode)).close();
    drafts?.add(target);
    await copyFile(draft, target).catch(async (fault: unknown) => {
      await rm(target, { force: true });
      throw fault;
    });
    drafts?.delete(target);
  }
}
