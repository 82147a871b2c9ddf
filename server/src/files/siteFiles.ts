import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MAX_LENGTH } from '../site/jsonWithComments';
import { isKnowledgeName } from '../site/knowledgeFolder';
import { MAX_ENTRIES, type WrittenFile } from '../site/library';
import { fileBytes, decodedText } from './readText';
import { NotPlain } from './walk';

/** Maximum number of files read from a folder: of more, the maximum number of entries is reported. */
const MAX_FILES = MAX_ENTRIES + 1;
/** Maximum number of bytes in UTF-8 for one UTF-16 code unit. */
const MAX_BYTES = 3;

/** Files of site knowledge, and errors. */
export interface SiteFiles {
  readonly files: readonly WrittenFile[];
  readonly faults: readonly { readonly path: string; readonly error: unknown }[];
}

/**
 * Reads the files of site knowledge that paths name: files, and the `.json` files of folders. Links in a folder are refused,
 * since they can lead anywhere. A file that is too long is not read to its end.
 */
export async function readSiteFiles(paths: readonly string[]): Promise<SiteFiles> {
  const files: WrittenFile[] = [];
  const faults: { path: string; error: unknown }[] = [];
  for (const named of paths) {
    try {
      for (const file of await filesOf(named)) {
        try {
          files.push(await readOne(file));
        } catch (error) {
          faults.push({ path: file, error });
        }
      }
    } catch (error) {
      faults.push({ path: named, error });
    }
  }
  return { files, faults };
}

async function filesOf(named: string): Promise<string[]> {
  if (!(await stat(named)).isDirectory()) return [named];
  const names = (await readdir(named)).filter(isKnowledgeName);
  return names
    .sort()
    .slice(0, MAX_FILES)
    .map(name => path.join(named, name));
}

async function readOne(file: string): Promise<WrittenFile> {
  return { file, text: await readPlainText(file) };
}

/** Something is a symbolic link. */
class Link extends Error {
  readonly code = 'LINK';
}

/** Returns the text of a file, up to the maximum length. Throws for links, pipes and devices. */
export async function readPlainText(file: string): Promise<string> {
  const there = await lstat(file);
  if (there.isSymbolicLink()) throw new Link();
  if (!there.isFile()) throw new NotPlain();
  let text = '';
  for await (const piece of decodedText(fileBytes(file, MAX_BYTES * (MAX_LENGTH + 1)))) text += piece;
  return text;
}
