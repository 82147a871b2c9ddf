import { type FoundKind, isIdentity, redact, type Redaction } from '../secrets';

const HEADER = 'stand-in\tkind\tvalue';

/** The identities and their stand-ins. The value of a field may also contain a secret, which is masked. */
export function tableOf({ standIns }: Redaction): string {
  const rows = [...standIns.identities()].map(({ kind, value, standIn }) =>
    [standIn, kind, redact(value, { keepIdentities: true })].join('\t'),
  );
  return [HEADER, ...rows, ''].join('\n');
}

/**
 * Uses the stand-ins of a table that an earlier run wrote, so that both copies speak of the same user.
 * @returns the number of the first line that is no row of such a table, from 1; undefined if all are
 */
export function restoreTable(table: string, standIns: Redaction['standIns']): number | undefined {
  const [header, ...rows] = table.replace(/^\ufeff/, '').split(/\r?\n/);
  if (header !== HEADER) return 1;
  const read = rows.map(row => row.split('\t'));
  const wrong = read.findIndex(
    ([standIn = '', kind = '', value = '', ...more]) =>
      standIn !== '' && (!isIdentity(kind as FoundKind) || value === '' || more.length > 0),
  );
  if (wrong >= 0) return wrong + 2;
  for (const [standIn = '', kind, value = ''] of read)
    if (standIn !== '') standIns.restore(kind as FoundKind, value, standIn);
  return undefined;
}
