import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Context } from './context';
import { letMessagesIn } from './turns';

/** Says to the client that what it asked about is no more: it asks again where it still wants to know. */
export const OUTDATED = new ResponseError<unknown>(
  LSPErrorCodes.ContentModified,
  'The document changed before the answer was made.',
);
/** Answers a request that the client cancelled; an answer under way throws it when it notices. */
export const CANCELLED = new ResponseError<unknown>(
  LSPErrorCodes.RequestCancelled,
  'The client cancelled it.',
);

/**
 * Wraps a request, in two ways. What the client has sent behind it is read first, and nothing is worked out for a client
 * that cancelled it, or for a version of its document that is gone: then the answer is an error that says so. And a fault
 * in one feature costs that one answer: it answers `empty`, and the fault is logged by its kind and place. Its message is
 * not, since it could hold text of the log.
 * @param about the document that the request is about; undefined where it is about none
 * @param outdated what answers a request about a version that is gone
 */
export function guarded<Params, Result>(
  { connection, documents }: Pick<Context, 'connection' | 'documents'>,
  empty: Result,
  about: (params: Params) => string | undefined,
  answer: (params: Params) => Result | Promise<Result>,
  outdated: ResponseError<unknown> = OUTDATED,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    try {
      const uri = about(params);
      const version = uri === undefined ? undefined : documents.versionOf(uri);
      await letMessagesIn();
      if (token.isCancellationRequested) throw CANCELLED;
      if (uri !== undefined && documents.versionOf(uri) !== version) throw outdated;
      return await answer(params);
    } catch (fault) {
      if (fault === CANCELLED || fault === outdated) throw fault;
      connection.console.error(`A request failed and was answered empty: ${placeOf(fault)}`);
      return empty;
    }
  };
}

/** What went wrong and where, without a word of the fault itself. */
function placeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  const lines = (fault.stack ?? '').split('\n');
  return `${fault.name} ${lines.find(line => /^\s+at /.test(line))?.trim() ?? ''}`;
}
