import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isCapture } from '../analysis';
import { isCaptureFile, NoCapture, textOfCapture } from '../files/beginning';
import { SKIPPED_FOLDERS, NotPlain, type Patterns, splitPattern, walk } from '../files/walk';
import { HERE } from '../files/paths';
import type { Streams } from './streams';
import { cliText } from './cliText';

/** A named file. */
export interface NamedFile {
  readonly path: string;
  /** True for a file found in a folder: it is read only if its content is a capture. */
  readonly ifCapture: boolean;
}

/** Glob patterns of the files of a folder that are examined, and of those that are skipped. */
export type FolderPatterns = Patterns;

/** The files named on the command line. */
export interface Named {
  /** Files to read, each once, in the order in which they were named; those of a folder are sorted by name. */
  readonly files: readonly NamedFile[];
  /** Names that match no file, with the reason. */
  readonly faults: readonly { readonly path: string; readonly error: unknown }[];
  /** The number of things in folders that cannot be read as files. */
  readonly others: number;
}

/** The files that an argument expands to. */
interface Expansion {
  readonly files: readonly NamedFile[];
  readonly faults?: Named['faults'];
  readonly others?: number;
}

/** The named captures, and the number of files in folders that are not captures. */
export interface NamedCaptures extends Pick<Named, 'faults' | 'others'> {
  readonly paths: readonly string[];
}

/**
 * Returns the captures named on the command line; of a folder, the files that are captures by content. `progress`
 * shows how many of many files were examined.
 */
export async function capturesNamed(
  words: readonly string[],
  { progress }: Pick<Streams, 'progress'>,
  patterns: FolderPatterns = {},
): Promise<NamedCaptures> {
  const { files, faults, others } = await filesNamed(words, patterns);
  const paths: string[] = [];
  for (const [index, { path: file, ifCapture }] of files.entries()) {
    // A file that cannot be read is included, so that its error is reported.
    if (!ifCapture || (await isCaptureFile(file).catch(() => true))) paths.push(file);
    if (ifCapture) progress?.(cliText('lookedAt', { done: String(index + 1), of: String(files.length) }));
  }
  progress?.('');
  return { paths, faults, others: others + files.length - paths.length };
}

/** True if bytes begin like a capture; only the beginning is read. Throws if it cannot be read. */
export async function beginsLikeCapture(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    const texts = textOfCapture(bytes);
    await texts.next();
    await texts.return(undefined);
    return true;
  } catch (error) {
    if (error instanceof NoCapture) return false;
    throw error;
  }
}

/** Problems about the text or its secrets, and those that only quote a message. */
const NO_CAUSE = /^(?:secret|capture|json)\/|^daemon\/said-failure$/;

/** True if a text that a user named is a capture: a problem names a cause in it, or it begins like one. */
export function isRecognised(beginning: string, findings: readonly { readonly rule: string }[]): boolean {
  return findings.some(({ rule }) => !NO_CAUSE.test(rule)) || isCapture(beginning);
}

/**
 * Expands arguments: files, patterns (`*.log`), and folders with all their files. Links to folders are not followed,
 * so the walk always ends.
 */
export async function filesNamed(words: readonly string[], patterns: FolderPatterns = {}): Promise<Named> {
  const files = new Map<string, NamedFile>();
  const faults: { path: string; error: unknown }[] = [];
  let others = 0;
  for (const word of words) {
    try {
      const found = word === '-' ? { files: [named(word)] } : await expandArgument(word, patterns);
      for (const file of found.files) {
        const whole = file.path === '-' ? file.path : path.resolve(file.path);
        const known = files.get(whole);
        files.set(whole, known ? { ...known, ifCapture: known.ifCapture && file.ifCapture } : file);
      }
      faults.push(...(found.faults ?? []));
      others += found.others ?? 0;
    } catch (error) {
      faults.push({ path: word, error });
    }
  }
  return { files: [...files.values()], faults, others };
}

/** Pages that quote captures are skipped in folders. */
const PAGES = '**/*.{md,htm,html}';

/** A file that was named itself. */
function named(file: string): NamedFile {
  return { path: file, ifCapture: false };
}

async function expandArgument(word: string, patterns: FolderPatterns): Promise<Expansion> {
  const pattern = splitPattern(word);
  // A shell may pass on a pattern that it does not expand.
  if (pattern && !existsSync(word)) return matching(pattern);
  return (await stat(word)).isDirectory() ? inFolder(word, patterns) : { files: [named(word)] };
}

async function matching({
  base,
  glob,
}: {
  readonly base: string;
  readonly glob: string;
}): Promise<Expansion> {
  const { ignoresCase } = HERE;
  const { files } = await walk(base, { include: [glob], ignore: SKIPPED_FOLDERS, ignoresCase });
  if (files.length === 0) throw new Error(cliText('noMatch'));
  return {
    files: files
      .map(name => path.join(base, name))
      .sort()
      .map(named),
  };
}

async function inFolder(folder: string, { include = [], ignore = [] }: FolderPatterns): Promise<Expansion> {
  const { files, faults } = await walk(folder, { include, ignore: [...SKIPPED_FOLDERS, PAGES, ...ignore] });
  const unread = faults.filter(({ error }) => !(error instanceof NotPlain));
  return {
    files: [...files].sort().map(name => ({ path: path.join(folder, name), ifCapture: true })),
    faults: unread.map(fault => ({ ...fault, path: path.join(folder, fault.path) })),
    others: faults.length - unread.length,
  };
}
