import { expect, it } from 'vitest';
import { type Sink, stretch } from '../../../../server/src/secrets/finding/passage';
import { RepeatedScan } from '../../../../server/src/secrets/finding/repeatedScan';
import { ANYWHERE } from '../../../../server/src/secrets/finding/scopes';

/** The matches in `text`, which is not the whole document. */
function found(scanned: RepeatedScan, before: string, text: string, identities = true): string[] {
  const values: string[] = [];
  const document = `${before}${text}\n`;
  const sink: Sink = {
    identities,
    take: (kind, start, end) => values.push(`${kind} ${document.slice(start, end)}`),
  };
  scanned.scan(stretch(document, before.length, before.length + text.length), ANYWHERE, sink);
  return values;
}

it('finds the same in a repeated passage', () => {
  const scanned = new RepeatedScan();
  const output = 'user=alice password=Secret-Word-1 from 192.0.2.7';
  const first = found(scanned, '', output);
  expect(first).toContain('password Secret-Word-1');
  expect(found(scanned, 'another line\n', output)).toEqual(first);
});

it('finds identities only if asked for', () => {
  expect(found(new RepeatedScan(), '', 'from 192.0.2.7', false)).toEqual([]);
  expect(found(new RepeatedScan(), '', 'from 192.0.2.7')).toHaveLength(1);
});
