import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DocumentParams,
  FILE_BYTES,
  type FileBytesParams,
  FILE_STATE,
} from '../../server/src/lsp/protocol';
import { errorMessage } from './errorMessage';

/** Maximum size of a file, in bytes: VS Code reads files for extensions only as a whole. */
const MAX_LENGTH = 256 * 1_000_000;
/** How long a file stays in memory after it was last read from, in milliseconds. */
const KEPT = 30_000;
/** Size of the chunks that are encoded as base64, in bytes. */
const SLICE = 3 << 12;

/** Reads files for the server that are not on its disk: in virtual workspaces, and all files in the browser. */
export function registerFileBytes(client: BaseLanguageClient): vscode.Disposable {
  let kept: { readonly uri: string; readonly bytes: Promise<Uint8Array> } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bytesOf = async (uri: string): Promise<Uint8Array> => {
    clearTimeout(timer);
    timer = setTimeout(() => (kept = undefined), KEPT);
    if (kept?.uri !== uri)
      kept = { uri, bytes: Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.parse(uri))) };
    return kept.bytes.catch((error: unknown) => {
      throw new Error(errorMessage(error));
    });
  };
  return vscode.Disposable.from(
    new vscode.Disposable(() => clearTimeout(timer)),
    client.onRequest(FILE_STATE, async ({ uri }: DocumentParams) => {
      const { size, mtime } = await stateOf(uri);
      if (size > MAX_LENGTH) throw new Error(tooLarge());
      return { size, changed: mtime };
    }),
    client.onRequest(FILE_BYTES, async ({ uri, start, length }: FileBytesParams) =>
      base64Of((await bytesOf(uri)).subarray(start, start + length)),
    ),
  );
}

async function stateOf(uri: string): Promise<vscode.FileStat> {
  try {
    return await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
  } catch (error) {
    throw new Error(errorMessage(error), { cause: error });
  }
}

function tooLarge(): string {
  return vscode.l10n.t(
    'In this folder VS Code passes only whole files to extensions, and this one is larger than {0} MB. Open it from the disk in VS Code on the desktop, or use the command line: fortios-debug report.',
    MAX_LENGTH / 1_000_000,
  );
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + SLICE)));
  return text;
}
