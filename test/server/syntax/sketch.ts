import { expect } from 'vitest';
import {
  ARRAY,
  type CaptureRecord,
  type JsonPayload,
  KEY,
  LITERAL,
  type NodeId,
  NUMBER,
  OBJECT,
  readRecords,
  type Span,
  textOf,
} from '../../../server/src/syntax';
import { fieldsOf } from './plainRecord';

/** A record as plain values: each span as its text. */
export type Sketch = Record<string, unknown> & {
  readonly kind: CaptureRecord['kind'];
  readonly text: string;
};

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

function plain(text: string, value: unknown): unknown {
  if (isSpan(value)) return textOf(text, value);
  if (Array.isArray(value)) return value.map(item => plain(text, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(text, inner)]));
}

function sketchOf(text: string, record: CaptureRecord): Sketch {
  const whole = { kind: record.kind, text: textOf(text, record) };
  if (record.kind === 'json') return { ...whole, first: record.first, value: valueOf(record.payload) };
  if (record.kind === 'debug') {
    const { form, stampStart, stampEnd, nameStart, nameEnd, messageStart, messageEnd } = record;
    return {
      ...whole,
      form,
      stamp: text.slice(Math.max(stampStart, 0), Math.max(stampEnd, 0)),
      name: text.slice(nameStart, nameEnd),
      message: text.slice(messageStart, messageEnd),
      ...(record.tag && { tag: textOf(text, record.tag) }),
    };
  }
  const fields = Object.entries(fieldsOf(record)).map(([name, value]) => [name, plain(text, value)] as const);
  return { ...whole, ...Object.fromEntries(fields) };
}

/** The records of `text` as plain values; checks that they cover it without gaps. */
export function sketch(text: string): Sketch[] {
  return tiled(text).map(record => sketchOf(text, record));
}

/** The only record of `text`, ignoring blank lines, as plain values. */
export function only(text: string): Sketch {
  const [record, ...more] = sketch(text).filter(one => one.kind !== 'blank');
  if (!record || more.length > 0) throw new Error(`not one record: ${kinds(text).join(', ')}`);
  return record;
}

/** The kinds of the records of `text`, in order. */
export function kinds(text: string): string[] {
  return tiled(text).map(record => record.kind);
}

/** The records of `text`; checks that they cover it without gaps. */
export function tiled(text: string): readonly CaptureRecord[] {
  const records = readRecords(text);
  let at = 0;
  let [gaps, empty] = [0, 0];
  for (const { start, end } of records) {
    if (start !== at) gaps++;
    if (end <= start) empty++;
    at = end;
  }
  expect({ gaps, empty, end: at }).toEqual({ gaps: 0, empty: 0, end: text.length });
  return records;
}

/** The JSON payloads of `text`, in order. */
export function payloads(text: string): JsonPayload[] {
  return tiled(text).flatMap(record => (record.kind === 'json' && record.first ? [record.payload] : []));
}

/** The only JSON payload of `text`. */
export function payloadOf(text: string): JsonPayload {
  const [payload, ...more] = payloads(text);
  if (!payload || more.length > 0) throw new Error(`not one payload: ${kinds(text).join(', ')}`);
  return payload;
}

/** The damage of the payload as its kind and text; undefined if it is intact. */
export function damageOf(text: string, payload: JsonPayload): { kind: string; on: string } | undefined {
  return payload.damage && { kind: payload.damage.kind, on: textOf(text, payload.damage) };
}

/** A payload, or one node of it, as JavaScript values. Words without quotes become strings. */
export function valueOf(payload: JsonPayload, node: NodeId = payload.tree.root): unknown {
  const { tree } = payload;
  const kind = tree.kind(node);
  if (kind === ARRAY) return [...tree.children(node)].map(child => valueOf(payload, child));
  if (kind === OBJECT) {
    const entries: [string, unknown][] = [];
    for (const child of tree.children(node)) {
      const last = entries[entries.length - 1];
      if (tree.kind(child) === KEY) entries.push([tree.text(child), undefined]);
      else if (last) last[1] = valueOf(payload, child);
      else throw new Error('a value without a key: ' + tree.text(child));
    }
    return Object.fromEntries(entries);
  }
  if (kind === NUMBER) return Number(tree.text(node));
  if (kind === LITERAL) return JSON.parse(tree.text(node)) as unknown;
  return tree.text(node);
}
