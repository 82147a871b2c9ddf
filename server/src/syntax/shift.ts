import type { CaptureRecord, HttpRecord } from './records';
import { shiftSpan, type Span, type Writable } from './span';

/**
 * Shifts the offsets of `records[from..]` by `by`, in place: a long capture has tens of thousands of records after an edit.
 * An interrupted payload must be among them as a whole.
 */
export function shift(records: readonly CaptureRecord[], by: number, from = 0): void {
  if (by === 0) return;
  for (let index = from; index < records.length; index++) {
    const record = records[index];
    if (!record) continue;
    shiftSpan(record, by);
    shiftPlaces(record, by);
  }
}

/** Shifts the offsets inside a record. */
function shiftPlaces(record: CaptureRecord, by: number): void {
  switch (record.kind) {
    case 'debug':
      shiftDebug(record, by);
      break;
    case 'json':
      if (record.first) record.payload.shift(by);
      break;
    case 'command':
      shiftOptional(record.host, by);
      shiftOptional(record.context, by);
      shiftOptional(record.command, by);
      break;
    case 'config':
    case 'field':
      shiftOptional(record.name, by);
      shiftOptional(record.value, by);
      break;
    case 'table':
      shiftOptional(record.token, by);
      shiftOptional(record.drift, by);
      shiftOptional(record.status, by);
      break;
    case 'http':
      shiftHttp(record, by);
      break;
    case 'banner':
      shiftOptional(record.value, by);
      break;
    case 'cli-error':
      shiftOptional(record.message, by);
      shiftOptional(record.code, by);
      break;
    case 'sentence':
      shiftOptional(record.message, by);
      break;
    default:
  }
}

function shiftDebug(record: Extract<CaptureRecord, { kind: 'debug' }>, by: number): void {
  const one: Writable<typeof record> = record;
  // The offset of a missing part is -1.
  if (one.stampStart >= 0) one.stampStart += by;
  if (one.stampEnd >= 0) one.stampEnd += by;
  if (one.nameStart >= 0) one.nameStart += by;
  if (one.nameEnd >= 0) one.nameEnd += by;
  one.messageStart += by;
  one.messageEnd += by;
  shiftOptional(one.tag, by);
}

function shiftHttp({ request, status, headers }: HttpRecord, by: number): void {
  const places = [
    request?.method,
    request?.target,
    request?.version,
    status?.version,
    status?.code,
    status?.reason,
  ];
  for (const place of places) shiftOptional(place, by);
  for (const { name, value } of headers) {
    shiftSpan(name, by);
    shiftSpan(value, by);
  }
}

function shiftOptional(span: Span | undefined, by: number): void {
  if (span) shiftSpan(span, by);
}
