import type { CaptureRecord } from '../../../server/src/syntax';

/** Everything in a record as plain values for comparison: the contents of a payload, and the offsets. */
export function plainRecord(record: CaptureRecord): unknown {
  const { kind, start, end } = record;
  if (record.kind !== 'json') return { kind, start, end, ...fieldsOf(record) };
  const { payload, first } = record;
  const { tree, damage } = payload;
  const nodes = [...tree.nodes()].map(node => [tree.kind(node), payload.parts(node), tree.text(node)]);
  const place = { start: payload.start, end: payload.end };
  return { kind, ...place, first, nodes, damage, repairs: payload.repairs() };
}

/** The fields of a record beside its kind and place. They are getters, which read its parts. */
export function fieldsOf(record: CaptureRecord): Record<string, unknown> {
  const { parts = {} } = record as { parts?: object };
  const names = Object.keys(parts).filter(name => !['kind', 'start', 'end'].includes(name));
  return Object.fromEntries(names.map(name => [name, (record as unknown as Record<string, unknown>)[name]]));
}
