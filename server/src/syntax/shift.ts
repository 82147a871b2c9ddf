import type { CaptureRecord } from './records';
import { shiftSpan, type Span, type Writable } from './span';

/**
 * Shifts the offsets of `records[from..]` by `by`, in place: a long capture has tens of thousands of records after an edit.
 * An interrupted payload must be among them as a whole.
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

function shiftDebug(record: Extract<CaptureRecord, { kind: 'debug' }>, by: number): void {
  const one: Writable<typeof record> = record;
  // -1 is the offset of what a line does not have.
  if (one.stampStart >= 0) one.stampStart += by;
  if (one.stampEnd >= 0) one.stampEnd += by;
  if (one.nameStart >= 0) one.nameStart += by;
  if (one.nameEnd >= 0) one.nameEnd += by;
  one.messageStart += by;
  one.messageEnd += by;
  if (one.tag) shiftSpan(one.tag, by);
}
