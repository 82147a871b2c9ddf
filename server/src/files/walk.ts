import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Minimatch } from 'minimatch';
import { HERE } from './paths';

/** Folders that hold no captures. */
export const SKIPPED_FOLDERS: readonly string[] = ['**/node_modules/**', '**/.git/**'];

export interface Patterns {
  /** Patterns of the files to include; by default all files. Paths in them are relative to the folder. */
  readonly include?: readonly string[];
  /** Patterns of files and folders that are skipped. */
  readonly ignore?: readonly string[];
  /** Upper and lower case are the same in both. */
  readonly ignoresCase?: boolean;
}

/** The contents of a folder, recursively. */
export interface Walked {
  /** Paths relative to the folder, with `/`; those of one folder are sorted by name. */
  readonly files: readonly string[];
  /** Entries that could not be examined, with their errors. */
  readonly faults: readonly { readonly path: string; readonly error: unknown }[];
  /** True if the walk ended early at the maximum number of files and folders. */
  readonly isCut: boolean;
}

/** Number of files and folders after which other work may run. */
const AT_ONCE = 500;

/**
 * Lists the files in and below a folder, examining at most `limit` files and folders. Links to files elsewhere are
 * included; links to folders are not followed, so that cycles are impossible. Pipes and devices are faults, since
 * opening one could block forever.
 */
export async function walk(
  folder: string,
  patterns: Patterns = {},
  limit = Number.POSITIVE_INFINITY,
): Promise<Walked> {
  const { matches, ignores } = matchersOf(patterns);
  const files: string[] = [];
  const faults: { path: string; error: unknown }[] = [];
  const waiting = [''];
  let count = 0;
  for (let below = waiting.pop(); below !== undefined && count <= limit; below = waiting.pop()) {
    const folders: string[] = [];
    try {
      const entries = await readdir(path.join(folder, below), { withFileTypes: true });
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const entry of entries) {
        if (++count > limit) break;
        if (count % AT_ONCE === 0) await new Promise(resolve => setImmediate(resolve));
        const name = below === '' ? entry.name : `${below}/${entry.name}`;
        if (ignores(name)) continue;
        if (entry.isDirectory()) folders.push(name);
        else if (matches(name)) await take(name, entry.isFile());
      }
    } catch (error) {
      faults.push({ path: below, error });
    }
    for (const one of folders.reverse()) waiting.push(one);
  }
  return { files, faults, isCut: count > limit };

  /** True if a link points to a file that the walk finds itself. */
  async function isFoundByWalk(name: string): Promise<boolean> {
    const [root, there] = [await realpath(folder), await realpath(path.join(folder, name))];
    const below = path.relative(root, there).split(path.sep).join('/');
    return !below.startsWith('../') && !path.isAbsolute(below) && isWanted(below, patterns);
  }

  async function take(name: string, isFile: boolean): Promise<void> {
    try {
      if (isFile) files.push(name);
      else if ((await isPlain(path.join(folder, name))) && !(await isFoundByWalk(name))) files.push(name);
    } catch (error) {
      faults.push({ path: name, error });
    }
  }
}

/** Something is not a regular file that could be read to its end. */
export class NotPlain extends Error {
  readonly code = 'NOT_PLAIN';
}

/** False for a folder, which is no error. Throws `NotPlain` for anything that is neither a file nor a folder. */
async function isPlain(file: string): Promise<boolean> {
  const there = await stat(file);
  if (!there.isFile() && !there.isDirectory()) throw new NotPlain();
  return there.isFile();
}

/** True if a walk would find this path if the file existed. The path is relative to its folder and uses `/`. */
export function isWanted(name: string, patterns: Patterns): boolean {
  const { matches, ignores } = matchersOf(patterns);
  const parts = name.split('/');
  return matches(name) && !parts.some((_, index) => ignores(parts.slice(0, index + 1).join('/')));
}

function matchersOf({
  include = [],
  ignore = [],
  ignoresCase = false,
}: Patterns): Record<'matches' | 'ignores', Matcher> {
  return {
    matches: matcherOf(include, true, ignoresCase),
    ignores: matcherOf(ignore, false, ignoresCase),
  };
}

/**
 * Splits a pattern before its first folder or file name with a wildcard.
 *
 * @param pattern as a user writes it: with `/` or `\` between names
 * @returns the folder before it and the pattern below that folder, with `/`; undefined for a pattern without wildcards
 */
export function splitPattern(
  pattern: string,
  { path: paths } = HERE,
): { readonly base: string; readonly glob: string } | undefined {
  const { root } = paths.parse(pattern);
  const names = pattern.slice(root.length).replaceAll('\\', '/').split('/');
  // Braces can span several names.
  const first = names.findIndex(name => name.includes('{') || new Minimatch(name, OPTIONS).hasMagic());
  if (first < 0 || !new Minimatch(names.join('/'), { ...OPTIONS, magicalBraces: true }).hasMagic())
    return undefined;
  return { base: root + names.slice(0, first).join('/') || '.', glob: names.slice(first).join('/') };
}

type Matcher = (name: string) => boolean;

/** A fixed platform, since names use `/` everywhere. No `+(a|b)`: such patterns were never supported. */
const OPTIONS = { dot: true, noext: true, nocomment: true, platform: 'linux' } as const;

/**
 * A pattern that ends with `/**` also matches the folder itself, which is then not even listed. The library tries all ways
 * to match at the same time, so that no pattern and no name takes long; a backtracking matcher could take forever.
 */
function matcherOf(patterns: readonly string[], none: boolean, nocase: boolean): Matcher {
  if (patterns.length === 0) return () => none;
  const all = patterns.map(
    pattern => new Minimatch(pattern.replace(/^(!?)\.\//, '$1'), { ...OPTIONS, nocase }),
  );
  return name => all.some(one => one.match(name) || one.match(`${name}/`));
}
