import { describe, expect, test } from 'vitest';
import { EVERY_GUESS, type Guesses, kindOf } from '../../../../server/src/secrets/finding/heuristics';
import type { Scope } from '../../../../server/src/secrets/finding/lineShapes';
import { type Sink, stretch } from '../../../../server/src/secrets/finding/passage';
import { scan } from '../../../../server/src/secrets/finding/scanner';
import { ANYWHERE } from '../../../../server/src/secrets/finding/scopes';
import type { Word } from '../../../../server/src/secrets/finding/words';

/** What is found between `‹` and `›` of a text, or in all of it, with the guesses that are given. */
function scanned(
  marked: string,
  identities: boolean,
  guesses: (text: string) => Guesses,
  scope: Scope,
): string[] {
  const values: string[] = [];
  const text = marked.replace(/[‹›]/g, '');
  const from = Math.max(0, marked.indexOf('‹'));
  const to = marked.includes('›') ? marked.indexOf('›') - (marked.includes('‹') ? 1 : 0) : text.length;
  const take: Sink['take'] = (kind, start, end) => void values.push(`${kind} ${text.slice(start, end)}`);
  scan(stretch(text, from, to), scope, { identities, take }, guesses(text));
  return values;
}

const found = (text: string, identities = true): string[] =>
  scanned(text, identities, () => EVERY_GUESS, ANYWHERE);

describe('A value is found', () => {
  test.each<[string, string[]]>([
    ['password=Winter-Sun-1', ['password Winter-Sun-1']],
    ['got ‹password=Winter-›Sun-1', ['password Winter-']],
    ['got ‹password=›Winter-Sun-1', []],
    ['got ‹password›=Winter-Sun-1', []],
    ['x‹password=Winter-Sun-1', ['password Winter-Sun-1']],
    ['\u0080password=Winter-Sun-1', ['password Winter-Sun-1']],
    ['a\u00e9password=Winter-Sun-1', ['password Winter-Sun-1']],
    ['bindpassword=Winter-Sun-1', ['password Winter-Sun-1']],
    ['password is Winter-Sun-1 got', ['password Winter-Sun-1']],
    ['password user=kelvin77', ['user kelvin77']],
    ['пароль: Winter-Sun-1', ['password Winter-Sun-1']],
    ['clé pré-partagée : Winter-Sun-1', ['password Winter-Sun-1']],
    ['***password=Winter-Sun-1', ['password Winter-Sun-1']],
    ['**12password=Winter-Sun-1', ['password Winter-Sun-1']],
    ['password=**12 password=Winter-Sun-1', ['password Winter-Sun-1']],
    ['code 482913', ['one-time-code 482913']],
    ['$1$abcdefgh$kq9X2LmT7vBz4Rw8Yp1Nd6', ['password $1$abcdefgh$kq9X2LmT7vBz4Rw8Yp1Nd6']],
    ['passwordFGT60F0000000001 it', ['serial FGT60F0000000001']],
    ['FGT60F0000000001password=Winter-Sun-1', ['password Winter-Sun-1', 'serial FGT60F0000000001']],
    ['from 192.0.2.7 it', ['address 192.0.2.7']],
    ['1234567 192.0.2.7', ['address 192.0.2.7']],
    ['sms to +48601555017 sent', ['phone +48601555017']],
    ['at 00:1b:63:84:45:e6', ['mac 00:1b:63:84:45:e6']],
    ['‹192.0.2.7› it', ['address 192.0.2.7']],
    ['diagnosis password it', []],
  ])('%s', (text, values) => {
    expect(found(text)).toEqual(values);
  });
});

describe('What is typed into a command is found', () => {
  const TYPED = ['server s1', 'user kelvin', 'password Winter'];
  const COMMAND = 'diagnose test authserver ldap s1 kelvin Winter';
  const SECOND = 'diagnose test authserver ldap s1 bremen Sommer';
  const BOTH = [...TYPED, 'server s1', 'user bremen', 'password Sommer'];

  test.each<[string, string[]]>([
    [COMMAND, TYPED],
    [`# ${COMMAND}`, TYPED],
    [`got it ${COMMAND}`, TYPED],
    [`got ‹${COMMAND}`, TYPED],
    [`‹${COMMAND}› Sommer`, TYPED],
    ['DIAGNOSE test authserver ldap s1 kelvin Winter', TYPED],
    ['di test auth ldap s1 kelvin Winter', TYPED],
    ['Diag test auth ldap s1 kelvin Winter', TYPED],
    ['exec test auth ldap', []],
    ['exec backup config ftp f 192.0.2.1 u Winter', ['user u', 'password Winter', 'address 192.0.2.1']],
    ['EXEC backup config ftp f 192.0.2.1 u Winter', ['user u', 'password Winter', 'address 192.0.2.1']],
    [`ok${COMMAND}`, TYPED],
    [`diagnose${COMMAND}`, TYPED],
    [`FGT-A_it${COMMAND}`, TYPED],
    ['okexecute backup config ftp f 192.0.2.1 u Winter', ['user u', 'password Winter', 'address 192.0.2.1']],
    ['diagnosis test authserver ldap s1 kelvin Winter', []],
    ['okdiagnosis test authserver ldap s1 kelvin Winter', []],
    ['okdiagnosed test authserver ldap s1 kelvin Winter', []],
    ['okdiagnoses test authserver ldap s1 kelvin Winter', []],
    ['diagnose=test authserver ldap s1 kelvin Winter', []],
    ['diagnose', []],
    ['diagnose ', []],
    [COMMAND.replaceAll(' ', '\t'), TYPED],
    [COMMAND.replace(' ', '\u00a0'), TYPED],
    [
      'diagnose test authserver ldap execute kelvin Winter-77',
      ['server execute', 'user kelvin', 'password Winter-77'],
    ],
    [`${COMMAND}"${SECOND}`, BOTH],
    [`${COMMAND}\n${SECOND}`, BOTH],
    [`${COMMAND} ${'# '.repeat(12)}${SECOND}`, BOTH],
    [`it ${'it '.repeat(30)}${COMMAND}\n${SECOND}`, BOTH],
  ])('%j', (text, values) => {
    expect(found(text)).toEqual(values);
    const secrets = values.filter(value => value.startsWith('password'));
    expect(found(text, false)).toEqual(secrets);
  });
});

/** The words that a shape may have, each after the beginning of its run of base64; `*` if that is long enough. */
function words(
  text: string,
  {
    base64 = 44,
    bounds = {},
    read = (): number => -1,
    isFirst = false,
  }: {
    base64?: number;
    bounds?: { minLength?: number; maxLength?: number };
    read?: (word: string, at: Word) => number;
    isFirst?: boolean;
  } = {},
): string[] {
  const tried: string[] = [];
  scanned(
    text,
    false,
    output => {
      const shape = (isRun: boolean): NonNullable<Guesses['words'][number]> => [
        {
          minLength: 0,
          maxLength: Infinity,
          ...bounds,
          read: word => {
            const written = output.slice(word.start, word.end);
            tried.push(`${output.slice(word.run, word.start)}[${written}]${isRun ? '*' : ''}`);
            return read(written, word);
          },
        },
      ];
      const isRunAt = (kind: number): boolean => (kind & kindOf(0, 0, true, false)) !== 0;
      return {
        ...EVERY_GUESS,
        first: isFirst ? Array.from({ length: 32 }, () => shape(false)) : [],
        words: isFirst ? [] : Array.from({ length: 1024 }, (_, kind) => shape(isRunAt(kind))),
      };
    },
    { ...ANYWHERE, base64 },
  );
  return tried;
}

const endOf =
  (...ending: string[]) =>
  (written: string, { end }: Word): number =>
    ending.includes(written) ? end : -1;

describe('Each word is tried once', () => {
  test.each<[string, string[]]>([
    ['got it', ['[got]', '[it]']],
    ['g‹ot i›t', ['[ot]', '[i]']],
    ['‹got it› now', ['[got]', '[it]']],
    ['‹got› it', ['[got]']],
    [' got_it7', ['[got_it7]']],
    ['got\u00e9it', ['[got]', '[it]']],
    ['got\u0080it', ['[got]', '[it]']],
    ['got-it', ['[got]', '[it]']],
    ['got/it+now it', ['[got]', 'got/[it]', 'got/it+[now]', '[it]']],
    ['/got', ['[got]']],
    ['///got', ['[got]']],
    ['got//.it', ['[got]', '[it]']],
    ['got////////it', ['[got]', 'got////////[it]']],
    ['got/////////it', ['[got]', '[it]']],
    ['got / it', ['[got]', '[it]']],
    ['', []],
  ])('with what it continues: %j', (text, tried) => {
    expect(words(text)).toEqual(tried);
  });

  test.each<[string, string[]]>([
    ['got 7 1234567 it', ['[got]', '[it]']],
    ['12345678', ['[12345678]']],
    ['7', []],
    ['‹77›8', []],
    ['7,', []],
    ['é7é', []],
    ['7a', ['[7a]']],
    ['7.', ['[7]']],
    ['7_', ['[7_]']],
    ['7+ 7- 7/ 7: 7@', ['[7]', '[7]', '[7]', '[7]', '[7]']],
    ['.7 +7 -7 /7 :7 @7', ['[7]', '[7]', '[7]', '[7]', '[7]', '[7]']],
    ['.‹7', []],
    ['-‹7-', ['[7]']],
    ['‹7›+', []],
  ])('but no short number of its own: %j', (text, tried) => {
    expect(words(text)).toEqual(tried);
  });

  test.each<[string, string[]]>([
    ['**12got', ['[got]']],
    ['**12345678', []],
    ['**‹12345678', ['[12345678]']],
    ['*12got', ['[12got]']],
    ['*12345678', ['[12345678]']],
    ['*‹*12got', ['[12got]']],
    ['‹**›12got', []],
    ['‹*›*12got', []],
    ['‹**12›345678got', []],
    ['**got', ['[got]']],
    ['** 12345678', ['[12345678]']],
    ['**123456789got it', ['[got]', '[it]']],
    ['got*', ['[got]']],
  ])('and no number of a mask: %j', (text, tried) => {
    expect(words(text)).toEqual(tried);
  });

  test('in a run of base64 if that is long enough', () => {
    expect(words('abcde abcdef ab+cd ab+cde', { base64: 6 })).toEqual([
      '[abcde]',
      '[abcdef]*',
      '[ab]',
      'ab+[cd]',
      '[ab]',
      'ab+[cde]*',
    ]);
  });

  test('in a long run only if that is mixed', () => {
    const last = (text: string): string => words(text, { base64: 6 }).at(-1) ?? '';
    const plain = 'kelvin/';
    const mixed = 'kq9X2LmT7v/';
    expect(last(plain.repeat(57))).toMatch(/\[kelvin\]\*$/);
    expect(last(`${plain.repeat(57)}k`)).toMatch(/\[k\]$/);
    expect(last(plain.repeat(90))).toMatch(/\[kelvin\]$/);
    expect(last(` ${plain.repeat(90)}`)).toMatch(/\[kelvin\]$/);
    expect(last(`it ${plain.repeat(90)}`)).toMatch(/\[kelvin\]$/);
    expect(last(mixed.repeat(90))).toMatch(/\[kq9X2LmT7v\]\*$/);
    expect(last(`${plain.repeat(90)} kelvinator`)).toBe('[kelvinator]*');
    expect(last(`${plain.repeat(90)} ${mixed.repeat(90)}`)).toMatch(/\[kq9X2LmT7v\]\*$/);
    expect(last(`${mixed.repeat(90)} ${plain.repeat(90)}`)).toMatch(/\[kelvin\]$/);
  });

  test('if its length fits', () => {
    const text = 'a ab abc abcd abcde';
    expect(words(text, { bounds: { minLength: 2, maxLength: 4 } })).toEqual(['[ab]', '[abc]', '[abcd]']);
    expect(words(text, { bounds: { minLength: 5 } })).toEqual(['[abcde]']);
    expect(words(text, { bounds: { maxLength: 1 } })).toEqual(['[a]']);
  });
});

describe('After a value', () => {
  test.each([false, true])('a run begins anew (a shape before the keys: %s)', isFirst => {
    const all = { isFirst, read: (written: string, { end }: Word) => (written === 'got' ? end + 3 : -1) };
    expect(words('got/it/now', all)).toEqual(['[got]', '/[now]']);
    expect(words('got', all)).toEqual(['[got]']);
  });

  test('that is only the word the run goes on, unless its shape is tried before the keys', () => {
    expect(words('got/it', { read: endOf('got') })).toEqual(['[got]', 'got/[it]']);
    expect(words('got/it', { read: endOf('got'), isFirst: true })).toEqual(['[got]', '/[it]']);
  });

  test('a run begins anew if a key has it', () => {
    expect(words('got password=Winter/it now')).toEqual(['[got]', '[now]']);
    expect(words('got Password: kelvin77 it')).toEqual(['[got]', '[it]']);
    expect(words('got Bearer kq9X2LmT7vBz4Rw8 it')).toEqual(['[got]', '[it]']);
    expect(words('got Cookie: SVPNCOOKIE=kq9X2LmT7vBz4Rw8 it')).toEqual(['[got]', '[it]']);
    expect(words('it/password=Winter-Sun-1')).toEqual(['[it]']);
  });

  test('nothing in it is a key', () => {
    const isFirst = true;
    const read = (written: string, { end }: Word): number => (written === 'password' ? end + 7 : -1);
    expect(words('password=Winter-Sun-1', { isFirst, read })).toEqual(['[password]', '[Sun]', '[1]']);
  });
});
