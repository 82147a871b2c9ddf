import { randomUUID } from 'node:crypto';
import { link, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What must hold of a file that is written. */
export interface OutputRules {
  /** Whether a file that is there is replaced. */
  readonly force: boolean;
  /** Files that are never replaced: those that are read. */
  readonly inputs: readonly string[];
}

/**
 * Says why a file must not be written, before any work is done for it: it is an input by whatever name, a folder, or there
 * already. Undefined where nothing speaks against it.
 */
export async function refusal(file: string, { force, inputs }: OutputRules): Promise<string | undefined> {
  const there = await stat(file).catch(() => undefined);
  if (!there) return undefined;
  if (there.isDirectory()) return 'it is a folder, not a file';
  if (!there.isFile()) return undefined;
  for (const input of inputs) {
    const other = await stat(input).catch(() => undefined);
    if (other && other.dev === there.dev && other.ino === there.ino)
      return 'it is one of the captures that are read, and those are never overwritten';
  }
  return force ? undefined : 'it is there already; --force overwrites it';
}

/** Writes a file whole or not at all: its content comes under another name first. Throws where that is not possible. */
export async function writeOutput(file: string, content: string, rules: OutputRules): Promise<void> {
  const reason = await refusal(file, rules);
  if (reason !== undefined) throw new Error(reason);
  const there = await stat(file).catch(() => undefined);
  // A device or a pipe has no content that could be spoilt, and must not be replaced by a file.
  if (there && !there.isFile()) return writeFile(file, content);
  // What a link names is replaced, and the link stays.
  const target = there ? await realpath(file) : path.resolve(file);
  const draft = path.join(path.dirname(target), `.fortios-debug.${randomUUID()}.tmp`);
  try {
    const handle = await open(draft, 'wx', there?.mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (rules.force) await rename(draft, target);
    else await appear(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Gives a draft its name where nothing has it; what came there in the meantime stays. */
async function appear(draft: string, target: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Some file systems know no second name of a file.
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'UNKNOWN'].includes(code)) throw error;
    if (await stat(target).catch(() => undefined)) throw new Error('it is there already', { cause: error });
    await rename(draft, target);
  }
}
