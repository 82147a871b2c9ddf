import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';
import { isSensitive, valuesAt } from '../../../../server/src/secrets/finding/phraseValues';
import { ANYWHERE, HOLES, phrasesIn, type PhraseRow, readRecords } from '../../../../server/src/syntax';

interface TestedRow extends PhraseRow {
  readonly examples: { readonly match: readonly string[]; readonly not: readonly string[] };
}

const FOLDER = 'server/src/knowledge/data/phrases';
const rows = readdirSync(FOLDER).flatMap(
  name => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as TestedRow[],
);
const KINDS = new Set(['user', 'group', 'server', 'host', 'connection', 'secret']);

/** The placeholders of a row whose values in a line must not be shared. */
function valuesIn(id: string, line: string): string[] {
  const isPrivate = (row: PhraseRow, hole: string): boolean =>
    row.holds?.[hole] !== undefined || KINDS.has(HOLES[hole] ?? '');
  const read = readRecords(line)
    .flatMap(record => phrasesIn(line, record))
    .filter(({ row }) => row.id === id)
    .flatMap(({ row, values }) => values.filter(({ name }) => isPrivate(row, name)).map(({ text }) => text));
  const found = Array.from(line.matchAll(/\w+/g)).flatMap(({ 0: word, index }) =>
    ANYWHERE.find(line, index, index + word.length, line.length)
      .filter(({ row }) => row.id === id)
      .flatMap(({ row, holes }) =>
        holes
          .filter(({ name }) => isPrivate(row, name))
          .map(({ start, end }) => line.slice(index + start, index + end)),
      ),
  );
  return [...new Set([...read, ...found])];
}

/** An address, whose stand-in is also an address, and a Fortinet host, which is kept. */
const KEPT = /^[\d.:]+$|\.forti(?:net|guard)\.com$/;

const cases = rows.flatMap(({ id, examples }) =>
  examples.match.flatMap(line =>
    valuesIn(id, line)
      .filter(value => !KEPT.test(value))
      .map((value): [string, string, string] => [id, value, line]),
  ),
);

describe('A copy', () => {
  test.each(cases)('of what %s says omits %s: %s', (_id, value, line) => {
    expect(redact(line)).not.toContain(value);
  });

  const words = rows
    .filter(({ texts }) => texts.join().includes(':distinct}'))
    .flatMap(({ id, examples }) => examples.not.map((line): [string, string] => [id, line]));

  test.each(words)('of ordinary words that only begin like %s is the same: %s', (_id, line) => {
    expect(redact(line)).toBe(line);
  });
});

/** The values of the sentences that begin with a word of a line. */
function heldIn(line: string): string[] {
  const values = Array.from(line.matchAll(/\w+/g)).flatMap(({ 0: word, index }) =>
    valuesAt(line, index, index + word.length, line.length).map(
      ({ kind, start, end }) => `${kind}:${line.slice(start, end)}`,
    ),
  );
  return [...new Set(values)];
}

test.each([
  ['user', undefined, true],
  ['password', undefined, true],
  ['code', undefined, false],
  ['text', undefined, false],
  ['text', { text: 'group' }, true],
  ['text', { text: 'name' }, true],
])('The value of {%s} in a row that holds %j must not be shared: %s', (hole, holds, is) => {
  const [row] = ANYWHERE.rows;
  expect(row && isSensitive({ ...row, holds } as PhraseRow, hole)).toBe(is);
});

describe('The values of a sentence that occurs anywhere', () => {
  test.each<[string, string[]]>([
    ['got it: creds: kelvin/Winter-Sun-1', ['user:kelvin', 'password:Winter-Sun-1']],
    ['Creds: kelvin/Winter-Sun-1', ['user:kelvin', 'password:Winter-Sun-1']],
    ['username kelvin password Winter-Sun-1', ['user:kelvin', 'password:Winter-Sun-1']],
    ['username kelvin password zopb', ['user:kelvin', 'password:zopb']],
    ['username kelvin password zop', ['user:kelvin']],
    ['username kelvin password failed', ['user:kelvin']],
    ['username port1 password Winter-Sun-1', ['password:Winter-Sun-1']],
    ['machine fw.example.com login kelvin password Winter-Sun-1', ['host:fw.example.com', 'user:kelvin', 'password:Winter-Sun-1']],
    ['machine www.fortinet.com login kelvin password Winter-Sun-1', ['user:kelvin', 'password:Winter-Sun-1']],
    ['machine fw.example.com login kelvin password no', []],
    ['for user kelvin77 it', ['user:kelvin77']],
    ['for user kelvin', ['user:kelvin']],
    ['for user authentication', []],
    ['for user vpn-auth', ['user:vpn-auth']],
    ['for user name', []],
    ['for user ab', []],
    ['for user alice:Winter', []],
    ["for user 'kelvin77", []],
    ['user 4829 it', []],
    ['hostname bremen', ['host:bremen']],
    ['hostname authentication', []],
    ['hostname bremen it', []],
    ['user kelvin7', ['user:kelvin7']],
    ['user ipv4', []],
    ["authenticate 'kelvin' against 'Lab-LDAP'", ['user:kelvin', 'server:Lab-LDAP']],
    ["authenticate 'port1' against 'Lab-LDAP'", []],
    ["authenticate 'kelvin' against 'port1'", ['user:kelvin']],
    ["authenticate 'guest' against 'Lab-LDAP'", ['user:guest', 'server:Lab-LDAP']],
    ['user kelvin77 host port1', ['user:kelvin77']],
    ['user authentication host fw.example.com', []],
    ['user=kelvin', []],
    ['userx kelvin77', []],
    ['for', []],
    ['creds', []],
    ["searching 'dc=a, cn=cn' on 192.0.2.9:389 for (kelvin, Winter-Sun-1), secure(0)", ['user:kelvin', 'password:Winter-Sun-1']],
  ])('%s: %j', (line, values) => {
    expect(heldIn(line)).toEqual(values);
  });

  test('are only those before the end of the text that may belong to it', () => {
    const line = 'creds: kelvin/Winter-Sun-1';
    expect(valuesAt(line, 0, 5, 20)).toEqual([]);
  });
}); // oxfmt-ignore
