import { relatedAbove, SHOW_RULE } from '../../features/briefHover';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { AnalysisStream } from '../../analysis';
import { type DiagnosticOptions, diagnosticsOf, SOURCE } from '../../features/diagnostics';
import { label } from '../../knowledge';
import { fileCluster, type FileCluster } from '../../report/across';
import { LineTable } from '../../report/lineTable';
import type { ServerState } from '../state';
import { CANCELLED } from '../guarded';
import { yieldToPendingMessages } from '../timeSlices';
import type { ReadableFiles } from './files';
import type { FolderCapture } from './folder';

/** Code of the problem that a file was not read to its end. */
const UNREAD = 'capture/unread';

/** The results for a capture that was read from disk. */
export interface ReadCapture {
  readonly diagnostics: Diagnostic[];
  /** The number of its lines, and of those that match no known line form. */
  readonly lines: number;
  readonly unrecognised: number;
  /** Its facts about units, for problems across captures. */
  readonly cluster: FileCluster;
  /** Why it was not read to its end; missing if it was. */
  readonly reason?: string;
}

export interface Reader {
  /** Checked between pieces. A cancelled read throws the error that answers a cancelled request. */
  readonly cancelled: () => boolean;
  /** Receives the number of bytes read so far. */
  readonly read?: (bytes: number) => void;
}

/**
 * Reads a capture of any length from disk piece by piece and returns its problems. If it cannot be read to its end,
 * these are the problems up to there and one that reports it.
 */
export async function readCapture(
  context: ServerState,
  files: ReadableFiles,
  { uri, size, mayContinue }: Pick<FolderCapture, 'uri' | 'size'> & Partial<FolderCapture>,
  { cancelled, read }: Reader,
): Promise<ReadCapture> {
  const stream = new AnalysisStream(undefined, undefined, context.site);
  const table = new LineTable();
  let [bytes, length, reason]: [number, number, string | undefined] = [0, 0, undefined];
  try {
    for await (const text of files.textOf(uri, size, more => (bytes += more))) {
      table.add(text);
      stream.push(text);
      await yieldToPendingMessages();
      if (cancelled()) throw CANCELLED;
      read?.(bytes);
      length += text.length;
      if (mayContinue?.(length) === false) {
        reason = label('folder.textTooLong', context.translate);
        break;
      }
    }
  } catch (error) {
    if (error === CANCELLED) throw error;
    reason = files.reasonOf(error, context.translate);
  }
  const { findings, coverage, cluster: facts } = stream.finish();
  const { unrecognised } = coverage;
  const document = { uri, positionAt: (offset: number) => table.positionAt(offset) };
  const diagnostics = diagnosticsOf({ findings }, document, diagnosticOptionsOf(context));
  const cluster = fileCluster(uri, facts, document);
  const capture = { diagnostics, lines: table.count, unrecognised, cluster };
  if (reason === undefined) return capture;
  diagnostics.push(unread(table.count, reason, context));
  return { ...capture, reason };
}

/** Returns the options for diagnostics for this client under the current settings. */
export function diagnosticOptionsOf({ client, settings, translate }: ServerState): DiagnosticOptions {
  return {
    severities: settings.rules,
    maxProblems: settings.maxProblems,
    translate,
    relatedInformation: client.relatedInformation,
    codeDescription: client.codeDescription,
    data: client.diagnosticData,
    mostRelated: client.commands.has(SHOW_RULE) ? relatedAbove : undefined,
  };
}

/** Returns a problem at the first line that was not read. */
function unread(lines: number, reason: string, { translate }: ServerState): Diagnostic {
  const place = { line: lines, character: 0 };
  const name = lines > 0 ? 'files.partly' : 'files.unread';
  return {
    range: { start: place, end: place },
    severity: DiagnosticSeverity.Warning,
    code: UNREAD,
    source: SOURCE,
    message: label(name, translate, { line: String(lines), reason }),
  };
}
