import type { JsonPayload } from './json/payload';
import type { CaptureRecord, HttpHeader, HttpRecord, Span } from './records';

/**
 * Makes records what they are where their text stands `by` code units further on. The parts of an interrupted payload
 * share it, so they must be moved by the same function.
 */
export function mover(by: number): (record: CaptureRecord) => CaptureRecord {
  const payloads = new Map<JsonPayload, JsonPayload>();
  const span = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  const payload = (one: JsonPayload): JsonPayload => {
    // A payload on one line is in one record alone.
    if (one.pieces.length === 1) return one.moved(by);
    const known = payloads.get(one) ?? one.moved(by);
    payloads.set(one, known);
    return known;
  };
  const place = (offset: number): number => (offset < 0 ? offset : offset + by);
  return record => {
    const start = record.start + by;
    const end = record.end + by;
    switch (record.kind) {
      case 'debug':
        return {
          kind: 'debug',
          form: record.form,
          start,
          end,
          stampStart: place(record.stampStart),
          stampEnd: place(record.stampEnd),
          nameStart: place(record.nameStart),
          nameEnd: place(record.nameEnd),
          messageStart: place(record.messageStart),
          messageEnd: place(record.messageEnd),
          tag: record.tag && span(record.tag),
        };
      case 'json':
        return { kind: 'json', start, end, payload: payload(record.payload), first: record.first };
      case 'command':
        return {
          kind: 'command',
          start,
          end,
          host: record.host && span(record.host),
          context: record.context && span(record.context),
          command: span(record.command),
        };
      case 'config':
        return { ...record, start, end, name: span(record.name), value: span(record.value) };
      case 'field':
        return { kind: 'field', start, end, name: span(record.name), value: span(record.value) };
      case 'table':
        return {
          ...record,
          start,
          end,
          token: span(record.token),
          drift: span(record.drift),
          status: span(record.status),
        };
      case 'http':
        return movedHttp(record, by, span);
      case 'banner':
        return { ...record, start, end, value: span(record.value) };
      case 'cli-error':
        return { ...record, start, end, message: span(record.message), code: span(record.code) };
      case 'sentence':
        return { ...record, start, end, message: span(record.message) };
      case 'blank':
        return { kind: 'blank', start, end };
      case 'text':
        return { kind: 'text', start, end };
    }
  };
}

function movedHttp(record: HttpRecord, by: number, span: (one: Span) => Span): HttpRecord {
  const { request, status } = record;
  const header = ({ name, value }: HttpHeader): HttpHeader => ({ name: span(name), value: span(value) });
  return {
    kind: 'http',
    start: record.start + by,
    end: record.end + by,
    request: request && {
      method: span(request.method),
      target: span(request.target),
      version: span(request.version),
    },
    status: status && { version: span(status.version), code: span(status.code), reason: span(status.reason) },
    headers: record.headers.map(header),
  };
}
