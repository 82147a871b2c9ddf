import { expect, test } from 'vitest';
import { BEFORE, BlockTracker } from '../../../../server/src/secrets/positions/blocks';
import { readRecords } from '../../../../server/src/syntax';

/** The offset of the line in which the block of each record starts, for one record a line. */
function blocksOf(text: string): number[] {
  const tracker = new BlockTracker(text);
  return readRecords(text).map(record => {
    tracker.add(record);
    return tracker.current < 0 ? BEFORE : text.slice(0, tracker.current).split('\n').length - 1;
  });
}

test.each([
  ['any text\nmore text', [-1, -1]],
  ['FGT # get system status\nVersion: FortiGate\nany text', [0, 0, 0]],
  ['FGT # get a\nFGT # get b\nany text', [0, 1, 1]],
  ['[1234] fnbamd_radius: one\nany text\n[1234] fnbamd_radius: two', [0, 0, 2]],
  [
    'config user local\n    edit "kelvin"\n    config ldap\n    next\nend\nconfig user group',
    [0, 0, 0, 0, 0, 5],
  ],
  [
    '2025-01-15 08:00:00 02 01 00 1b 1a 02 01 00 16 10 61 62  ........#+ab\n2025-01-15 08:00:00 63 64 65 66 67 68 69 6a 6b 6c 6d 6e  cdefghijklmn',
    [-1, -1],
  ],
])('Records belong to the block that starts in a line: %j', (text, blocks) => {
  expect(blocksOf(text)).toEqual(blocks);
});

test('A place before the last record is in the block before', () => {
  const text = 'FGT # get a\nFGT # get b\nFGT # get c';
  const tracker = new BlockTracker(text);
  expect(tracker.of(0)).toBe(BEFORE);
  const [first, second, third] = readRecords(text);
  if (!first || !second || !third) throw new Error('three records');
  tracker.add(first);
  expect([tracker.of(0), tracker.of(5)]).toEqual([0, 0]);
  tracker.add(second);
  expect([tracker.of(11), tracker.of(12), tracker.of(20)]).toEqual([0, 12, 12]);
  tracker.add(third);
  expect([tracker.of(12), tracker.of(24)]).toEqual([12, 24]);
});
