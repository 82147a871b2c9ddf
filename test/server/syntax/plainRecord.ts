import type { CaptureRecord } from '../../../server/src/syntax';

/** Everything in a record as plain values for comparison: the contents of a payload, and the offsets. */
export function plainRecord(record: CaptureRecord): unknown {
  if (record.kind !== 'json') return record;
  const { payload, ...rest } = record;
  const { tree, damage } = payload;
  const nodes = [...tree.nodes()].map(node => [tree.kind(node), payload.parts(node), tree.text(node)]);
  return { ...rest, start: payload.start, end: payload.end, nodes, damage, repairs: payload.repairs() };
}
