// The answer times of the running server as a client sees them: one request at a time, at places throughout the capture.
import { TextDocument } from 'vscode-languageserver-textdocument';
import { REDACT } from '../../server/src/lsp/protocol';
import { requestsAbout, startSettled } from '../support/asking';
import { Client, LIKE_VS_CODE } from '../support/server';
import { peakOf } from './processes';

/** The median, the 95th and 99th percentile, and the maximum of the answer times, in milliseconds. */
export interface Times {
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

export function timesOf(all: readonly number[]): Times {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
}

const URI = 'file:///bench.log';
export const NOT_OPEN = 'file:///none.log';
/** Lines that an editor shows at once. */
const SHOWN = 60;

/**
 * Sends every request, or the `wanted` one, `rounds` times about `text`, once it is analysed; except the redacted copy,
 * which a command makes. With `about`, the requests are about another document, which is not open: this measures a request
 * that finds nothing.
 */
export async function benchRequests(
  text: string,
  rounds: number,
  expected?: string,
  about = URI,
): Promise<ReadonlyMap<string, Times>> {
  const client = await startSettled();
  try {
    await client.open(URI, text);
    await client.pull(URI);
    const document = TextDocument.create(URI, 'fortios-debug', 1, text);
    const asked = (round: number): [string, object][] => {
      const position = document.positionAt(Math.floor(place(round) * text.length));
      const range = { start: position, end: { line: position.line + SHOWN, character: 0 } };
      return requestsAbout(about, position, range).filter(([method]) =>
        expected === undefined ? method !== REDACT : method === expected,
      );
    };
    const times = new Map<string, Times>();
    for (const [index, [method]] of asked(0).entries()) {
      const all: number[] = [];
      // The first answer fills caches of the analysis, so its time counts as part of that.
      for (let round = -1; round < rounds; round++) {
        const params = asked(round)[index]?.[1];
        const start = performance.now();
        await client.connection.sendRequest(method, params);
        if (round >= 0) all.push(performance.now() - start);
      }
      times.set(method, timesOf(all));
    }
    return times;
  } finally {
    client.kill();
  }
}

/** From the start of the server to the problems of a text that is opened immediately. */
export async function startToProblems(text: string, rounds: number): Promise<Times> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const client = await Client.start({ capabilities: LIKE_VS_CODE, configuration: {} });
    await client.open(URI, text);
    await client.pull(URI);
    times.push(performance.now() - start);
    client.kill();
  }
  return timesOf(times);
}

/** The first edits after a capture is opened, which run server code for the first time. */
const FIRST_EDITS = 5;

/** From the opening of captures to the problems of the last one, in milliseconds, and the server's peak memory in MB. */
export async function openingOf(texts: readonly string[]): Promise<{ time: number; memory: number }> {
  const client = await startSettled();
  try {
    const start = performance.now();
    for (const [index, text] of texts.entries()) {
      await client.open(`${URI}${index}`, text);
      await client.pull(`${URI}${index}`);
    }
    return { time: performance.now() - start, memory: peakOf(client.process?.pid) ?? NaN };
  } finally {
    client.kill();
  }
}

/** From an edit, such as a key press, to the resulting problems: for the first few edits, and for all. */
export async function benchEdits(text: string, rounds: number): Promise<Record<'first' | 'all', Times>> {
  const client = await startSettled();
  try {
    await client.open(URI, text);
    await client.pull(URI);
    let document = TextDocument.create(URI, 'fortios-debug', 1, text);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const position = document.positionAt(Math.floor(place(round) * text.length));
      const change = { range: { start: position, end: position }, text: 'x' };
      const version = document.version + 1;
      document = TextDocument.update(document, [change], version);
      const start = performance.now();
      await edit(client, version, change);
      await client.pull(URI);
      times.push(performance.now() - start);
    }
    return { first: timesOf(times.slice(0, FIRST_EDITS)), all: timesOf(times) };
  } finally {
    client.kill();
  }
}

function edit(client: Client, version: number, change: object): Promise<void> {
  return client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: URI, version },
    contentChanges: [change],
  });
}

/** Places spread over a text, the same in each run. */
function place(round: number): number {
  return ((round + 7) * 0.618033988749895) % 1;
}
