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
      shiftIfThere(record.host, by);
      shiftIfThere(record.context, by);
      shiftIfThere(record.command, by);
      break;
    case 'config':
    case 'field':
      shiftIfThere(record.name, by);
      shiftIfThere(record.value, by);
      break;
    case 'table':
      shiftIfThere(record.token, by);
      shiftIfThere(record.drift, by);
      shiftIfThere(record.status, by);
      break;
    case 'http':
      shiftHttp(record, by);
      break;
    case 'banner':
      shiftIfThere(record.value, by);
      break;
    case 'cli-error':
      shiftIfThere(record.message, by);
      shiftIfThere(record.code, by);
      break;
    case 'sentence':
      shiftIfThere(record.message, by);
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
  shiftIfThere(one.tag, by);
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
  for (const place of places) shiftIfThere(place, by);
  for (const { name, value } of headers) {
    shiftSpan(name, by);
    shiftSpan(value, by);
  }
}

function shiftIfThere(span: Span | undefined, by: number): void {
  if (span) shiftSpan(span, by);
}
