import type { Connection } from 'vscode-languageserver';

/**
 * Wraps a request so that a fault in one feature costs that one answer: it answers `empty`, and the fault is logged by its
 * kind and place. Its message is not, since it could hold text of the log.
 */
export function guarded<Params, Result>(
  connection: Connection,
  empty: Result,
  answer: (params: Params) => Result | Promise<Result>,
): (params: Params) => Promise<Result> {
  return async params => {
    try {
      return await answer(params);
    } catch (fault) {
      const place =
        fault instanceof Error
          ? `${fault.name} ${
              (fault.stack ?? '')
                .split('\n')
                .find(line => /^\s+at /.test(line))
                ?.trim() ?? ''
            }`
          : 'unknown';
      connection.console.error(`A request failed and was answered empty: ${place}`);
      return empty;
    }
  };
}
