import { max } from '../integers';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { lookUpBuild } from '../knowledge';
import type { CaptureRecord, DebugRecord, HttpRecord, JsonPayload, Span } from '../syntax';
import type { Exchange, PacketFlow, ServiceMessage } from '../trace';

/** A message of the service and the exchange that it belongs to, if any. */
export interface MessagePlace {
  readonly message: ServiceMessage;
  readonly exchange: Exchange | undefined;
}

interface ExchangeIndex {
  readonly messages: ReadonlyMap<JsonPayload, MessagePlace>;
  readonly records: ReadonlyMap<CaptureRecord, Exchange>;
}

/** Returns the service message in a payload; undefined if the payload is not one. */
export function messagePlaceOf(analysis: Analysis, payload: JsonPayload): MessagePlace | undefined {
  return indexOf(analysis).messages.get(payload);
}

/** Returns the exchange that a record is a step of, even if the lines of two exchanges alternate. */
export function exchangeOfRecord(analysis: Analysis, record: CaptureRecord): Exchange | undefined {
  return record.kind === 'json'
    ? messagePlaceOf(analysis, record.payload)?.exchange
    : indexOf(analysis).records.get(record);
}

/** Returns the parts of an exchange that matter to a user, in text order. */
export function exchangeParts(exchange: Exchange): Span[] {
  const { http, request, answer } = exchange;
  const parts = [
    ...debugLinesOf(exchange).map(lineSpan),
    http && headSpan(http),
    request && spanOf(request.payload),
    answer && spanOf(answer.payload),
  ];
  return parts.filter(part => part !== undefined).sort((a, b) => a.start - b.start);
}

/** Returns the line that began an exchange; if it is missing, the first part that the capture has. */
export function firstPart(exchange: Exchange): Span {
  const { began, start } = exchange;
  return began ? lineSpan(began) : (exchangeParts(exchange)[0] ?? { start, end: start });
}

/** Returns the debug lines of an exchange, in the order in which the unit writes them. */
export function debugLinesOf(exchange: Exchange): DebugRecord[] {
  const { began, connected, sent, received, provisioned, codeSent, packet } = exchange;
  if (packet) return packetLines(packet);
  return [began, connected, sent, received, provisioned, codeSent].filter(line => line !== undefined);
}

/** Returns the lines of a packet. If there are more than are kept, the line with the verdict comes last. */
function packetLines({ lines, verdict }: PacketFlow): DebugRecord[] {
  return verdict && !lines.includes(verdict.record) ? [...lines, verdict.record] : [...lines];
}

/** The request line or the status line of an HTTP message. */
function headSpan({ request, status, headers, start }: HttpRecord): Span {
  if (request) return { start: request.method.start, end: max(request.target.end, request.version.end) };
  if (status) return { start: status.version.start, end: max(status.code.end, status.reason.end) };
  const [first] = headers;
  return first ? { start: first.name.start, end: first.value.end } : { start, end: start };
}

/** A debug line without its line break. */
export function lineSpan({ start, messageEnd }: DebugRecord): Span {
  return { start, end: max(start, messageEnd) };
}

/** All of a payload. */
export function spanOf({ start, end }: JsonPayload): Span {
  return { start, end };
}

/** Returns the build of an exchange with its release: `2829 (FortiOS 7.4.9)`, `2573 (FortiOS 7.4.3?)` if no source states it. */
export function buildOfExchange(exchange: Exchange | undefined): string | undefined {
  const request = exchange?.request ?? exchange?.answer;
  if (!request?.build) return undefined;
  const release = lookUpBuild(request.deviceVersion?.text ?? '', request.build.text)?.facts?.['hint'];
  return release === undefined ? request.build.text : `${request.build.text} (FortiOS ${release})`;
}

const indexOf = cached(makeIndex);

function makeIndex(analysis: Analysis): ExchangeIndex {
  const { trace } = analysis;
  const messages = new Map<JsonPayload, MessagePlace>();
  const records = new Map<CaptureRecord, Exchange>();
  for (const message of trace.messages) messages.set(message.payload, { message, exchange: undefined });
  for (const exchange of trace.exchanges) {
    for (const message of [exchange.request, exchange.answer])
      if (message) messages.set(message.payload, { message, exchange });
    for (const line of debugLinesOf(exchange)) records.set(line, exchange);
    if (exchange.http) records.set(exchange.http, exchange);
  }
  return { messages, records };
}
