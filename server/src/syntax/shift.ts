import type { CaptureRecord, Span } from './records';

/** What may be written of records by nobody but the functions here. */
type Writable<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/**
 * Puts records, those from `from` on, where they stand when their text stands `by` code units further on: they themselves are changed, since of a
 * long capture there are tens of thousands behind an edit. An interrupted payload must be among them whole.
 */
export function shift(records: readonly CaptureRecord[], by: number, from = 0): void {
  if (by === 0) return;
  const span = (one: Span | undefined): void => {
    if (one) shiftSpan(one, by);
  };
  for (let index = from; index < records.length; index++) {
    const record = records[index];
    if (!record) continue;
    span(record);
    switch (record.kind) {
      case 'debug':
        shiftDebug(record, by);
        break;
      case 'json':
        if (record.first) record.payload.shift(by);
        break;
      case 'command':
        span(record.host);
        span(record.context);
        span(record.command);
        break;
      case 'config':
      case 'field':
        span(record.name);
        span(record.value);
        break;
      case 'table':
        span(record.token);
        span(record.drift);
        span(record.status);
        break;
      case 'http':
        span(record.request?.method);
        span(record.request?.target);
        span(record.request?.version);
        span(record.status?.version);
        span(record.status?.code);
        span(record.status?.reason);
        for (const { name, value } of record.headers) {
          span(name);
          span(value);
        }
        break;
      case 'banner':
        span(record.value);
        break;
      case 'cli-error':
        span(record.message);
        span(record.code);
        break;
      case 'sentence':
        span(record.message);
        break;
      default:
    }
  }
}

/** Puts one span `by` code units further on. */
export function shiftSpan(span: Span, by: number): void {
  const one: Writable<Span> = span;
  one.start += by;
  one.end += by;
}

function shiftDebug(record: Extract<CaptureRecord, { kind: 'debug' }>, by: number): void {
  const one: Writable<typeof record> = record;
  // What a line does not have stands at -1.
  if (one.stampStart >= 0) one.stampStart += by;
  if (one.stampEnd >= 0) one.stampEnd += by;
  if (one.nameStart >= 0) one.nameStart += by;
  if (one.nameEnd >= 0) one.nameEnd += by;
  one.messageStart += by;
  one.messageEnd += by;
  if (one.tag) shiftSpan(one.tag, by);
}
