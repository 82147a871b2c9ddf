import { SiteKnowledge } from './knowledge';
import type { SiteProblem } from './json';
import { readSiteFile, type SiteFile } from './read';
import type { SiteEntry } from './types';

/** Maximum number of entries of all files together. */
export const MAX_ENTRIES = 500;

/** The text of a file of site knowledge. */
export interface WrittenFile {
  /** The name that the user knows. */
  readonly file: string;
  readonly text: string;
  /** Its URI, if a client can open it. */
  readonly uri?: string;
}

/** A file with its valid entries and its errors. */
export interface ReadFile extends SiteFile, WrittenFile {}

/** All knowledge of a site, file by file. */
export interface SiteLibrary {
  readonly files: readonly ReadFile[];
  /** Empty if no file has a valid entry. */
  readonly entries: readonly SiteEntry[];
}

/** Reads files of site knowledge together: an id stands for one entry, the first, and there are at most `MAX_ENTRIES`. */
export function readLibrary(files: readonly WrittenFile[]): SiteLibrary {
  const known = new Map<string, SiteEntry>();
  const read = files.map(file => readOne(file, known));
  return { files: read, entries: [...known.values()] };
}

function readOne(written: WrittenFile, known: Map<string, SiteEntry>): ReadFile {
  const { problems, entries, examples } = readSiteFile(written.file, written.text, written.uri);
  const more: SiteProblem[] = [];
  const kept = entries.filter(({ entry, start, end }) => {
    const before = known.get(entry.id);
    const isFull = known.size >= MAX_ENTRIES;
    if (before) {
      const { file, line } = before.text.from;
      more.push({ label: 'site.duplicate', facts: { file, line: String(line) }, start, end });
    } else if (isFull) more.push({ label: 'site.many', facts: { limit: String(MAX_ENTRIES) }, start, end });
    else known.set(entry.id, entry);
    return !before && !isFull;
  });
  const used = new Set(kept.map(({ entry }) => entry));
  return {
    ...written,
    entries: kept,
    examples: examples.filter(({ entry }) => used.has(entry)),
    problems: [...problems, ...more],
  };
}

/** Returns the knowledge for reading captures; undefined if there is none. */
export function knowledgeOf({ entries }: Pick<SiteLibrary, 'entries'>): SiteKnowledge | undefined {
  return entries.length > 0 ? new SiteKnowledge(entries) : undefined;
}
