import { describe, expect, test } from 'vitest';
import { phrasesIn, readRecords } from '../../../../server/src/syntax';

/** `role name=value@offset` for the sentences of a text. */
function values(text: string, id: string): string[] {
  return readRecords(text)
    .flatMap(record => phrasesIn(text, record))
    .filter(({ row }) => row.id === id)
    .flatMap(phrase => phrase.values)
    .map(({ role, name, text: value, start }) => `${role} ${name}=${value}@${start}`);
}

describe('The sentences of a record have places in the text', () => {
  test('after other records', () => {
    const text = 'FGT # \n[1906] handle_req-Rcvd auth req 1516264661 for auth in vpn opt=0\n';
    expect(values(text, 'fnbamd/asked')).toEqual([
      'request request=1516264661@39',
      'user user=auth@54',
      'group group=vpn@62',
    ]);
  });

  test('over the line breaks of a terminal', () => {
    const head = '[1906] handle_req-Rcvd auth req 1516264661 for a-user-with-a-long-name';
    const text = `${'x'.repeat(80)}\n${head}-01234567\r\n89 in vpn opt=0\n`;
    expect(values(text, 'fnbamd/asked')).toEqual([
      'request request=1516264661@113',
      'user user=a-user-with-a-long-name-0123456789@128',
      'group group=vpn@168',
    ]);
  });

  test('after a colon that a terminal wrapped', () => {
    const head = `ike V=root:0:${'c'.repeat(67)}`;
    const text = `${head}\n: XAUTH user "user01"\n`;
    expect(values(text, 'ike/user')).toEqual(['text method=XAUTH@83', 'user user=user01@95']);
  });
});
