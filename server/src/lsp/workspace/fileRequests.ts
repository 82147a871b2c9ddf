import type { CancellationToken, ProgressToken } from 'vscode-languageserver';
import { label } from '../../knowledge';
import type { Context } from '../context';
import { CANCELLED, guarded } from '../guarded';
import {
  ANALYSE_FILE,
  type AnalysedFile,
  type AnalyseParams,
  type DocumentParams,
  RECOGNISE,
  type Recognised,
} from '../protocol';
import { readableFiles } from './clientFiles';
import { fileName } from './files';
import { startProgress } from './progress';
import { readCapture } from './reading';

const noDocument = (): undefined => undefined;

/** Registers the requests of our client about files that VS Code does not pass to extensions. */
export function registerFileRequests(context: Context): void {
  const { connection } = context;
  connection.onRequest(RECOGNISE, (params: DocumentParams, token: CancellationToken) =>
    guarded<DocumentParams, Recognised>(context, { isCapture: false }, noDocument, ({ uri }) =>
      recognised(context, uri),
    )(params, token),
  );
  connection.onRequest(ANALYSE_FILE, (params: AnalyseParams, token: CancellationToken) => {
    const failed = { reason: label('reason.unknown', context.translate) };
    return guarded<AnalyseParams, AnalysedFile>(context, failed, noDocument, ({ uri, workDoneToken }) =>
      analysed(context, uri, workDoneToken, () => token.isCancellationRequested),
    )(params, token);
  });
}

async function recognised(context: Context, uri: string): Promise<Recognised> {
  const { translate } = context;
  const files = readableFiles(context, uri);
  if (!files) return { isCapture: false, reason: unreadableReason(context) };
  try {
    await files.stateOf(uri);
    return { isCapture: await files.isCapture(uri) };
  } catch (error) {
    return { isCapture: false, reason: files.reasonOf(error, translate) };
  }
}

async function analysed(
  context: Context,
  uri: string,
  workDoneToken: ProgressToken | undefined,
  cancelled: () => boolean,
): Promise<AnalysedFile> {
  const { translate } = context;
  const files = readableFiles(context, uri);
  if (!files) return { reason: unreadableReason(context) };
  const progress = startProgress(
    context,
    label('files.analysing', translate, { name: fileName(uri) }),
    workDoneToken,
  );
  try {
    const { size } = await files.stateOf(uri);
    const isCapture = await files.isCapture(uri);
    const of = megabytes(size);
    const read = (bytes: number): void =>
      progress.at(bytes, size, label('files.megabytes', translate, { done: megabytes(bytes), of }));
    const about = { uri, size };
    const { diagnostics, lines, unrecognised, reason } = await readCapture(context, files, about, {
      cancelled,
      read,
    });
    return { diagnostics, lines, unrecognised, isCapture, ...(reason !== undefined && { reason }) };
  } catch (error) {
    if (error === CANCELLED) throw error;
    return { reason: files.reasonOf(error, translate) };
  } finally {
    progress.end();
  }
}

/** Returns why neither the server nor the client can read a file. */
function unreadableReason({ files, translate }: Context): string {
  return label(files ? 'files.notHere' : 'files.noDisk', translate);
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
