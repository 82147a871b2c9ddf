import { spawn } from 'node:child_process';
import { type Message, StreamMessageReader } from 'vscode-languageserver-protocol/node';
import { BUILT_SERVER } from './server';

/** The server's answer to one request. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly data?: unknown };
}

/** A request with an id, or a notification without one. */
export interface Sent {
  readonly id?: number;
  readonly method: string;
  readonly params: object;
}

/**
 * Sends messages to a new server in one write, like a client that was busy for a while, and returns the answers in the
 * order of their ids. A regular client would write each message separately, so the server would read a random number of
 * them together. `beginning` is sent first; its requests have id 0.
 */
export async function answersAtOnce(
  messages: readonly Sent[],
  beginning: readonly Sent[] = [INITIALIZE, INITIALIZED],
): Promise<Answer[]> {
  const server = spawn(process.execPath, [BUILT_SERVER, '--stdio']);
  const expected = new Set(messages.flatMap(({ id }) => id ?? []));
  try {
    return await new Promise((resolve, reject) => {
      const answers: Answer[] = [];
      server.once('exit', code => reject(new Error(`The server ended with ${code ?? 'a signal'}`)));
      new StreamMessageReader(server.stdout).listen((message: Message) => {
        const answer = message as Message & Answer;
        if (expected.has(answer.id) && !('method' in answer)) answers.push(answer);
        if (answers.length === expected.size) resolve(answers.sort((a, b) => a.id - b.id));
      });
      server.stdin.write([...beginning, ...messages].map(framed).join(''));
    });
  } finally {
    server.kill('SIGKILL');
  }
}

export const INITIALIZE: Sent = {
  id: 0,
  method: 'initialize',
  params: { processId: null, capabilities: {} },
};
export const INITIALIZED: Sent = { method: 'initialized', params: {} };

function framed(message: Sent): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
