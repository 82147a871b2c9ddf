import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Translate } from '../knowledge';
import { isCaptureFile } from './beginning';
import { fileErrorReason } from './fileErrors';
import { translationsFor } from './translations';
import { fileBytes, decodedText } from './readText';
import { isWanted, NotPlain, type Patterns, walk } from './walk';

interface Listed {
  readonly uris: string[];
  readonly faults: { readonly uri: string; readonly error: unknown }[];
  readonly isCut: boolean;
}

/** Access to the files of this machine by URI, for the server. */
export const nodeFiles = {
  keyOf(uri: string, windows?: boolean): string | undefined {
    try {
      return pathOf(uri, windows);
    } catch {
      return undefined;
    }
  },

  async list(folder: string, patterns: Patterns, limit: number): Promise<Listed> {
    const root = pathOf(folder);
    const { files, faults, isCut } = await walk(root, patterns, limit);
    const uriOf = (name: string): string => pathToFileURL(path.join(root, name)).href;
    return {
      uris: files.map(uriOf),
      faults: faults.map(({ path: name, error }) => ({ uri: uriOf(name), error })),
      isCut,
    };
  },

  isListed(folder: string, uri: string, patterns: Patterns): boolean {
    const name = path.relative(pathOf(folder), pathOf(uri)).replaceAll(path.sep, '/');
    return !name.startsWith('../') && !path.isAbsolute(name) && isWanted(name, patterns);
  },

  async stateOf(uri: string): Promise<{ size: number; changed: number }> {
    const there = await stat(pathOf(uri));
    if (there.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (!there.isFile()) throw new NotPlain();
    return { size: there.size, changed: there.mtimeMs };
  },

  isCapture: (uri: string): Promise<boolean> => isCaptureFile(pathOf(uri)),

  textOf: (uri: string, size: number, read: (bytes: number) => void): AsyncIterable<string> =>
    decodedText(counted(fileBytes(pathOf(uri), size), read)),

  translationsFor,

  reasonOf: (error: unknown, translate: Translate): string => fileErrorReason(error, 'read', translate),
};

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  read: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    read(piece.length);
    yield piece;
  }
}

/** Returns the path of a file URI, by default of this system. Throws for other URIs; except on Windows, also for files of other machines. */
function pathOf(uri: string, windows?: boolean): string {
  const file = fileURLToPath(uri, { windows });
  // On Windows the same drive can be written in two ways.
  return /^[A-Z]:/.test(file) ? file.slice(0, 1).toLowerCase() + file.slice(1) : file;
}
