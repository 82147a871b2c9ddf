import {
  type Connection,
  ErrorCodes,
  type Message,
  type MessageStrategy,
  type NotificationMessage,
  ResponseError,
} from 'vscode-languageserver';
import * as v from 'valibot';

type Handled = ReturnType<MessageStrategy['handleMessage']>;

/**
 * Internal methods to which early, late and malformed requests are redirected; their handlers answer with the error of the
 * protocol.
 */
const TOO_EARLY = 'fortiosDebug/tooEarly';
const TOO_LATE = 'fortiosDebug/tooLate';
const WRONG_PARAMETERS = 'fortiosDebug/wrongParameters';

const document = { uri: v.string() };
const versioned = { ...document, version: v.number() };
const position = v.object({ line: v.number(), character: v.number() });
const edit = v.object({
  text: v.string(),
  range: v.optional(v.object({ start: position, end: position })),
});
/** Required fields of notifications that change documents: without them a document could not be analysed. */
const NOTIFICATIONS: Readonly<Record<string, v.GenericSchema>> = {
  'textDocument/didOpen': v.object({ textDocument: v.object({ ...versioned, text: v.string() }) }),
  'textDocument/didChange': v.object({ textDocument: v.object(versioned), contentChanges: v.array(edit) }),
  'textDocument/didClose': v.object({ textDocument: v.object(document) }),
};

const range = v.object({ start: position, end: position });
const inDocument = { textDocument: v.object(document) };
const AT_POSITION = v.object({ ...inDocument, position });
const IN_RANGE = v.object({ ...inDocument, range });
/** Required fields of requests; of others, those of their name: see `requestSchema`. */
const REQUESTS: Readonly<Record<string, v.GenericSchema>> = {
  'textDocument/hover': AT_POSITION,
  'textDocument/definition': AT_POSITION,
  'textDocument/references': AT_POSITION,
  'textDocument/documentHighlight': AT_POSITION,
  'textDocument/codeAction': IN_RANGE,
  'textDocument/inlayHint': IN_RANGE,
  'textDocument/semanticTokens/range': IN_RANGE,
  'textDocument/selectionRange': v.object({ ...inDocument, positions: v.array(position) }),
  'workspace/symbol': v.object({ query: v.string() }),
};
const OF_DOCUMENT = v.object(inDocument);
const OWN = v.optional(
  v.pipe(
    // `null` arrives as `[null]`.
    v.custom<object>(params => typeof params === 'object' && params !== null && !Array.isArray(params)),
    v.looseObject({ uri: v.optional(v.string()) }),
  ),
);

function requestSchema(method: string): v.GenericSchema | undefined {
  if (method.startsWith('textDocument/')) return REQUESTS[method] ?? OF_DOCUMENT;
  return method.startsWith('fortiosDebug/') ? OWN : REQUESTS[method];
}

/**
 * Checks each message of the client before its handler runs. Requests before `initialize` and after `shutdown` are
 * answered with the errors of the protocol, and so are requests that lack required fields; notifications at these times are
 * dropped. Notifications that lack required fields are dropped, too; the log names their method but none of their content.
 */
export class Door implements MessageStrategy {
  #state: 'new' | 'initialized' | 'shut down' = 'new';
  #connection: Connection | undefined;

  listen(connection: Connection): void {
    this.#connection = connection;
    connection.onRequest(TOO_EARLY, () => {
      throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
    });
    connection.onRequest(WRONG_PARAMETERS, () => {
      throw new ResponseError(
        ErrorCodes.InvalidParams,
        'The parameters of the request are not as they must be.',
      );
    });
    connection.onRequest(TOO_LATE, () => {
      throw new ResponseError(
        ErrorCodes.InvalidRequest,
        'The server is already initialized, or has shut down.',
      );
    });
  }

  handleMessage(message: Message, next: (message: Message) => Handled): Handled {
    if (!hasMethod(message)) return next(message);
    if (!('id' in message)) return this.#isAccepted(message) ? next(message) : undefined;
    const { method } = message;
    const refused = this.#state === 'new' ? TOO_EARLY : TOO_LATE;
    const isFirst = method === 'initialize';
    if ((this.#state === 'new') !== isFirst || this.#state === 'shut down')
      return next({ ...message, method: refused } as Message);
    if (isFirst) this.#state = 'initialized';
    if (method === 'shutdown') this.#state = 'shut down';
    const schema = requestSchema(method);
    if (schema && !v.safeParse(schema, message.params).success)
      return next({ ...message, method: WRONG_PARAMETERS, params: undefined } as Message);
    return next(message);
  }

  #isAccepted({ method, params }: NotificationMessage): boolean {
    if (method === 'exit') return true;
    if (this.#state !== 'initialized') return false;
    const schema = NOTIFICATIONS[method];
    if (!schema || v.safeParse(schema, params).success) return true;
    this.#connection?.console.error(`A notification was dropped, since it is not as it must be: ${method}`);
    return false;
  }
}

function hasMethod(message: Message): message is NotificationMessage {
  return 'method' in message && typeof message.method === 'string';
}
