import { stat } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { isCaptureFile } from '../files/beginning';
import { NEVER, NotPlain, walk } from '../files/walk';

/** What was named on the command line and what came of it. */
export interface Named {
  /** Captures to read, each once, in the order in which they were named; those of a folder by their names. */
  readonly paths: readonly string[];
  /** Names that stand for nothing, with the fault that says why. */
  readonly faults: readonly { readonly path: string; readonly error: unknown }[];
  /** Files in folders that are no captures. */
  readonly others: number;
}

/** What one word stands for. */
interface Behind {
  readonly paths: readonly string[];
  readonly faults?: Named['faults'];
  readonly others?: number;
}

/**
 * Finds the captures that the words of a command line name: files, patterns (`*.log`), and folders, whose files are taken
 * where their content is that of a capture. Links to folders are not followed, so that no circle is walked.
 */
export async function capturesNamed(words: readonly string[]): Promise<Named> {
  const paths = new Map<string, string>();
  const faults: { path: string; error: unknown }[] = [];
  let others = 0;
  for (const word of words) {
    try {
      const found = word === '-' ? { paths: [word] } : await behind(word);
      for (const one of found.paths) {
        const whole = one === '-' ? one : path.resolve(one);
        if (!paths.has(whole)) paths.set(whole, one);
      }
      faults.push(...(found.faults ?? []));
      others += found.others ?? 0;
    } catch (error) {
      faults.push({ path: word, error });
    }
  }
  return { paths: [...paths.values()], faults, others };
}

async function behind(word: string): Promise<Behind> {
  const pattern = picomatch.scan(word.replaceAll('\\', '/'));
  const there = await stat(word).catch((error: unknown) => {
    // A shell that knows no patterns hands them on.
    if (pattern.isGlob) return undefined;
    throw error;
  });
  if (!there) return matching(pattern);
  return there.isDirectory() ? inFolder(word) : { paths: [word] };
}

async function matching({ base, glob }: { readonly base: string; readonly glob: string }): Promise<Behind> {
  const { files } = await walk(base === '' ? '.' : base, { include: [glob], ignore: NEVER });
  if (files.length === 0) throw new Error('no file has such a name');
  return { paths: files.map(name => path.join(base, name)).sort() };
}

/** A file that cannot be read is taken, so that its fault is told. */
async function inFolder(folder: string): Promise<Behind> {
  const { files, faults } = await walk(folder, { ignore: NEVER });
  const paths: string[] = [];
  for (const name of [...files].sort()) {
    const file = path.join(folder, name);
    if (await isCaptureFile(file).catch(() => true)) paths.push(file);
  }
  const unread = faults.filter(({ error }) => !(error instanceof NotPlain));
  return {
    paths,
    faults: unread.map(fault => ({ ...fault, path: path.join(folder, fault.path) })),
    others: files.length - paths.length + faults.length - unread.length,
  };
}
