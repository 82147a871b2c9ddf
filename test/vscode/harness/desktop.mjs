// The desktop VS Code: @vscode/test-electron downloads it, once, into the cache folder.
import path from 'node:path';
import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { manifestOf, progress, Trouble } from '../../../scripts/tools.mjs';
import { CACHE } from './install.mjs';

/** The path of the desktop VS Code's executable: VSCODE_EXECUTABLE if set, otherwise a downloaded one. */
export async function desktopExecutable() {
  if (process.env.VSCODE_EXECUTABLE) return path.resolve(process.env.VSCODE_EXECUTABLE);
  try {
    return await progress('Getting the desktop VS Code', () =>
      downloadAndUnzipVSCode({
        cachePath: path.join(CACHE, 'vscode-desktop'),
        version: versionOf(process.env.VSCODE_VERSION),
        reporter: new SilentReporter(),
      }),
    );
  } catch (error) {
    throw new Trouble(
      `The desktop VS Code could not be downloaded (${reasonOf(error)}). Check the connection to the internet, or name the executable of an installed one in the environment variable VSCODE_EXECUTABLE, and try again.`,
    );
  }
}

/** The version to download: the newest by default, or the oldest that the extension supports. @param {string} [wanted] */
export function versionOf(wanted = 'newest') {
  if (wanted === 'newest') return 'stable';
  return wanted === 'oldest' ? manifestOf().engines.vscode.replace('^', '') : wanted;
}

/** @param {unknown} error */
function reasonOf(error) {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
