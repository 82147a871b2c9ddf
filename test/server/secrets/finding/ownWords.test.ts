import { expect, test } from 'vitest';
import { mayBeOwnWord, OwnWords } from '../../../../server/src/secrets/finding/ownWords';
import { type CaptureRecord, readRecords } from '../../../../server/src/syntax';

/** The text with each code unit that FortiOS says itself as it is, and the others as dots. */
function said(text: string): string {
  const words = new OwnWords(text);
  const records = readRecords(text);
  return Array.from(text, (unit, at) => {
    const record = records.find(({ start, end }) => start <= at && at < end);
    return unit === '\n' || words.has(record, at) ? unit : '.';
  }).join('');
}

test.each([
  ['[912] auth_local-No conclusion, FNBAM_UNKNOWN', '.................No conclusion, FNBAM_UNKNOWN'],
  ["authenticate 'kelvin' against 'Lab-LDAP' failed, assigned_rad_session_id=1 session_timeout=0 secs, idle_timeout=0 secs!", `authenticate '......' against '........' failed${'.'.repeat(72)}`],
  ['[2391] fnbamd_ldap_result-Error (5) for req 7800000001', `${'.'.repeat(26)}Error (5) for req ${'.'.repeat(10)}`],
  ['Unable to authenticate user kelvin', `Unable to ${'.'.repeat(24)}`],
  ['got it', '......'],
  ['{"a":1}', '.......'],
])('Words of a sentence are known: %s', (text, expected) => {
  expect(said(text)).toBe(expected);
}); // oxfmt-ignore

test('A word is known in the last eight records, of which a line may be joined', () => {
  const line = '[912] auth_local-No conclusion, FNBAM_UNKNOWN\n';
  const text = line.repeat(10);
  const words = new OwnWords(text);
  const records: readonly CaptureRecord[] = readRecords(text);
  const known = (): number[] =>
    records.flatMap(({ start }, index) => (words.hasBefore(start + 20) ? [index] : []));
  expect(known()).toEqual([]);
  for (const record of records.slice(0, 8)) words.add(record);
  expect(known()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for (const record of records.slice(8)) words.add(record);
  expect(known()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  expect(words.hasBefore(text.length)).toBe(false);
  expect(words.has(undefined, 20)).toBe(false);
});

test('The first word of a record is known', () => {
  const text = 'Unable to authenticate user kelvin\nUnable to authenticate user bremen\n';
  const words = new OwnWords(text);
  for (const record of readRecords(text)) words.add(record);
  expect([0, 28, 35, 63].map(at => words.hasBefore(at))).toEqual([true, false, true, false]);
});

test('Only a value that a word before it names can be a word by chance', () => {
  expect((['name', 'password', 'session', 'user', 'run'] as const).map(mayBeOwnWord)).toEqual([
    true, true, true, false, false,
  ]); // oxfmt-ignore
});
