import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { isCapture } from '../analysis';
import { bytesOf, textOf } from './texts';

/** Folders that hold no captures. */
const NEVER = ['**/node_modules/**', '**/.git/**'];
/** How much of a file in a folder is looked at to see whether it is a capture, in bytes. */
const SNIFF = 1 << 16;

/** What was named on the command line and what came of it. */
export interface Named {
  /** Captures to read, each once, in the order in which they were named; those of a folder by their names. */
  readonly paths: readonly string[];
  /** Names that stand for nothing, with the fault that says why. */
  readonly faults: readonly { readonly path: string; readonly error: unknown }[];
  /** Files in folders that are no captures. */
  readonly others: number;
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
      const found = word === '-' ? { paths: [word], others: 0 } : await behind(word);
      for (const one of found.paths) {
        const whole = one === '-' ? one : path.resolve(one);
        if (!paths.has(whole)) paths.set(whole, one);
      }
      others += found.others;
    } catch (error) {
      faults.push({ path: word, error });
    }
  }
  return { paths: [...paths.values()], faults, others };
}

async function behind(word: string): Promise<{ paths: string[]; others: number }> {
  const there = await stat(word).catch((error: unknown) => {
    // A shell that knows no patterns hands them on.
    if (isDynamicPattern(word)) return undefined;
    throw error;
  });
  if (!there) {
    const matched = await glob(word.replaceAll('\\', '/'), {
      absolute: path.isAbsolute(word),
      dot: true,
      ignore: NEVER,
      expandDirectories: false,
    });
    if (matched.length === 0) throw new Error('no file has such a name');
    return { paths: matched.sort(), others: 0 };
  }
  if (!there.isDirectory()) return { paths: [word], others: 0 };
  const files = await glob('**/*', { cwd: word, ignore: NEVER, followSymbolicLinks: false });
  const paths: string[] = [];
  for (const name of files.sort()) {
    const file = path.join(word, name);
    if (await isCaptureFile(file)) paths.push(file);
  }
  return { paths, others: files.length - paths.length };
}

/** Whether a file begins as a capture does. One that cannot be read is taken, so that its fault is told. */
async function isCaptureFile(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) return false;
    let text = '';
    for await (const piece of textOf(headOf(file))) {
      text += piece;
      if (text.length >= SNIFF) break;
    }
    return isCapture(text);
  } catch {
    return true;
  }
}

async function* headOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF), 0, SNIFF, 0);
    // The beginning of a packed file cannot be unpacked alone: that one is read from its stream.
    if (buffer[0] === 0x1f && buffer[1] === 0x8b) yield* bytesOf(file);
    else yield buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
