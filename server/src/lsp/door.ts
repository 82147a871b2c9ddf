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

/** What a request that comes too early or too late becomes: methods of our own, which answer with the error for it. */
const TOO_EARLY = 'fortiosDebug/tooEarly';
const TOO_LATE = 'fortiosDebug/tooLate';

const document = { uri: v.string() };
const versioned = { ...document, version: v.number() };
const position = v.object({ line: v.number(), character: v.number() });
const edit = v.object({
  text: v.string(),
  range: v.optional(v.object({ start: position, end: position })),
});
/** What notifications that change documents must hold: one without it would leave a document that cannot be analysed. */
const NOTIFICATIONS: Readonly<Record<string, v.GenericSchema>> = {
  'textDocument/didOpen': v.object({ textDocument: v.object({ ...versioned, text: v.string() }) }),
  'textDocument/didChange': v.object({ textDocument: v.object(versioned), contentChanges: v.array(edit) }),
  'textDocument/didClose': v.object({ textDocument: v.object(document) }),
};

/**
 * Sees each message of the client before its handler does. Requests before `initialize` and after `shutdown` are answered
 * with the errors of the protocol, notifications then are dropped, and so are those that lack what they must hold: that is
 * logged by the kind of the message, without a word of it.
 */
export class Door implements MessageStrategy {
  #state: 'new' | 'initialized' | 'shut down' = 'new';
  #connection: Connection | undefined;

  listen(connection: Connection): void {
    this.#connection = connection;
    connection.onRequest(TOO_EARLY, () => {
      throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
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
    if (!('id' in message)) return this.#isTaken(message) ? next(message) : undefined;
    const { method } = message;
    const refused = this.#state === 'new' ? TOO_EARLY : TOO_LATE;
    const isFirst = method === 'initialize';
    if ((this.#state === 'new') !== isFirst || this.#state === 'shut down')
      return next({ ...message, method: refused } as Message);
    if (isFirst) this.#state = 'initialized';
    if (method === 'shutdown') this.#state = 'shut down';
    return next(message);
  }

  #isTaken({ method, params }: NotificationMessage): boolean {
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
