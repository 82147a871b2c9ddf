import { ENTRY_SCHEMA } from '../knowledge/written';
import { BUILT_IN } from './builtIn';
import { SiteKnowledge } from './knowledge';
import type { SiteProblem } from './jsonWithComments';
import { type Format, readSiteFile, type SiteFile } from './read';
import type { SiteEntry } from './siteEntry';

/** Maximum total number of entries in all files. */
export const MAX_ENTRIES = 500;

/** The text of a file of site knowledge. */
export interface WrittenFile {
  /** The name as the user knows it. */
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

/** Reads files of site knowledge together: the first entry with an id counts, and there are at most `MAX_ENTRIES`. */
export function readLibrary(files: readonly WrittenFile[], format: Format = ENTRY_SCHEMA): SiteLibrary {
  const known = new Map<string, SiteEntry>();
  const read = files.map(file => readOne(file, known, format));
  return { files: read, entries: [...known.values()] };
}

function readOne(written: WrittenFile, known: Map<string, SiteEntry>, format: Format): ReadFile {
  const { problems, entries, examples } = readSiteFile(written.file, written.text, written.uri, format);
  const more: SiteProblem[] = [];
  const kept = entries.filter(({ entry, start, end }) => {
    const before = known.get(entry.id);
    const isFull = known.size >= MAX_ENTRIES;
    if (before) {
      const { file = '', line = 1 } = before.text.from ?? {};
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

/** Returns the knowledge for reading captures: these entries and the built-in ones. */
export function siteKnowledgeOf({ entries }: Pick<SiteLibrary, 'entries'>): SiteKnowledge {
  return entries.length > 0 ? new SiteKnowledge([...BUILT_IN.entries, ...entries]) : BUILT_IN;
}
