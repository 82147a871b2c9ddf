import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { ServerState } from './state';
import type { Opened } from './documents';
import { yieldToPendingMessages } from './timeSlices';

/** Error for a request whose document was closed before it was answered. */
export const OUTDATED = new ResponseError<unknown>(
  LSPErrorCodes.ContentModified,
  'The document was closed before the request was answered.',
);
/** Error for a cancelled request; a request handler throws it when it notices the cancellation. */
export const CANCELLED = new ResponseError<unknown>(
  LSPErrorCodes.RequestCancelled,
  'The client cancelled the request.',
);

/**
 * Wraps a request about a document. Handles messages that are already queued first, so that a cancelled request does no work;
 * then the document is analysed, in slices. If it changes meanwhile, the answer is about its last state: while a person types,
 * each request is about an old one. A request that is cancelled, or whose document is closed, is answered at once with an error.
 * An exception in a feature costs one answer: the request is answered with `empty`, and the exception is
 * logged by its kind and place, without its message, which could hold text of the log.
 * @param about returns the document that the request is about; undefined for none
 * @param answer gets the document with its analysis, undefined if it is not open
 * @param outdated the answer if the document was closed meanwhile
 */
export function guarded<Params, Result>(
  { connection, documents }: Pick<ServerState, 'connection' | 'documents'>,
  empty: Result,
  about: (params: Params) => string | undefined,
  answer: (params: Params, opened: Opened | undefined) => Result | Promise<Result>,
  outdated: ResponseError<unknown> = OUTDATED,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    try {
      const uri = about(params);
      const check = (): void => {
        if (token.isCancellationRequested) throw CANCELLED;
      };
      const wasOpen = uri !== undefined && documents.versionOf(uri) !== undefined;
      await yieldToPendingMessages();
      for (;;) {
        check();
        const version = uri === undefined ? undefined : documents.versionOf(uri);
        if (uri === undefined || version === undefined) {
          if (wasOpen) throw outdated;
          return await answer(params, undefined);
        }
        const ready = documents.ready(uri) ?? (await unlessCancelled(token, documents.open(uri)));
        check();
        if (documents.versionOf(uri) === version) return await answer(params, ready);
      }
    } catch (fault) {
      if (fault === CANCELLED || fault === outdated) throw fault;
      connection.console.error(`A request failed and was answered empty: ${faultLocation(fault)}`);
      return empty;
    }
  };
}

/** Waits for a promise, but no longer than until the request is cancelled. */
export async function unlessCancelled<Value>(
  token: CancellationToken,
  value: Promise<Value>,
): Promise<Value> {
  let stop: { dispose(): void } | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    stop = token.onCancellationRequested(() => reject(CANCELLED));
  });
  try {
    return await Promise.race([value, cancelled]);
  } finally {
    stop?.dispose();
  }
}

/** Returns the kind and place of an error without its message. */
export function faultLocation(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  const lines = (fault.stack ?? '').split('\n');
  return `${fault.name} ${lines.find(line => /^\s+at /.test(line))?.trim() ?? ''}`;
}
