import { expect, it } from 'vitest';
import { stretch, type Take } from '../../../../server/src/secrets/finding/passage';
import { RepeatedScan } from '../../../../server/src/secrets/finding/repeatedScan';
import { ANYWHERE } from '../../../../server/src/secrets/finding/scopes';

/** What is found in `text`, which is not the whole document. */
function found(scanned: RepeatedScan, before: string, text: string): string[] {
  const values: string[] = [];
  const take: Take = (passage, kind, start, end) => values.push(`${kind} ${passage.text.slice(start, end)}`);
  const document = `${before}${text}\n`;
  scanned.scan(stretch(document, before.length, before.length + text.length), ANYWHERE, take);
  return values;
}

it('finds the same in a passage that comes again elsewhere', () => {
  const scanned = new RepeatedScan(true);
  const said = 'user=alice password=Secret-Word-1 from 192.0.2.7';
  const first = found(scanned, '', said);
  expect(first).toContain('password Secret-Word-1');
  expect(found(scanned, 'another line\n', said)).toEqual(first);
});

it('finds identities only where they are asked for', () => {
  expect(found(new RepeatedScan(false), '', 'from 192.0.2.7')).toEqual([]);
  expect(found(new RepeatedScan(true), '', 'from 192.0.2.7')).toHaveLength(1);
});
