import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BARE, type SentenceRow, Phrases } from '../../../../server/src/syntax/phrases';
import { every, first } from '../../../support/rows';

const DAEMON = 'fnbamd';

function row(texts: string | string[], more: Partial<SentenceRow> = {}): SentenceRow {
  return { id: 'fnbamd/one', daemons: ['fnbamd'], texts: [texts].flat(), ...more };
}

/** The placeholders of the only row in a message; undefined if it does not match. */
function holes(
  text: string | string[],
  message: string,
  more: Partial<SentenceRow> = {},
): string[] | undefined {
  const phrases = new Phrases([row(text, more)]);
  expect(phrases.problems).toEqual([]);
  const [match] = phrases.find(message, 0, '', DAEMON);
  return match?.holes.map(({ name, start, end }) => `${name}=${message.slice(start, end)}@${start}`);
}

describe('A hole', () => {
  test('is at its place in the text, even if its value occurs elsewhere', () => {
    const text = 'Rcvd auth req {request:number} for {user} in {group} opt=';
    expect(holes(text, 'Rcvd auth req 1516264661 for req in vpn opt=0')).toEqual([
      'request=1516264661@14',
      'user=req@29',
      'group=vpn@36',
    ]);
  });

  const CASES = [
    ['{user}', "user '{user}' x", "user 'a b' x", ['user=a b@6']],
    ['an empty {user}', 'user[{user}] x', 'user[] x', []],
    ['{user} without the blanks around it', 'for {user};', 'for  a ;', ['user=a@5']],
    ['{user:word}', 'for {user:word} x', 'for a,b x', ['user=a,b@4']],
    ['{user:word} with a blank', 'for {user:word}: x', 'for a b: x', undefined],
    ['a {user} to the end', 'user {user}', 'user a b', ['user=a b@5']],
    ['{number:number}', 'code {number:number} x', 'code -12 x', ['number=-12@5']],
    ['a number that goes on', 'code {number:number}', 'code 12a', undefined],
    ['a number of too many digits', 'code {number:number}', `code ${'1'.repeat(21)}`, undefined],
    ['{request:id}', 'req {request:id}', 'req 12345', ['request=12345@4']],
    ['an {request:id} that is too short', 'req {request:id}', 'req 1234', undefined],
    ['{dns:hex}', '0x{dns:hex}:', '0xaF1:', ['dns=aF1@2']],
    ['{reason:name}', '[{reason:name}]', '[a_b1]', ['reason=a_b1@1']],
    ['{address:ip}', 'at {address:ip}', 'at 192.0.2.1.', ['address=192.0.2.1@3']],
    ['{address:ip} of IPv6', 'at {address:ip},', 'at 2001:db8::1,', ['address=2001:db8::1@3']],
    ['a number that is no {address:ip}', 'at {address:ip}', 'at 12', undefined],
    ['{reason:words}', '403 {reason:words}', "403 NOT ME'S -", ["reason=NOT ME'S@4"]],
    ['{method:XAUTH|EAP}', '{method:XAUTH|EAP} x', 'EAP x', ['method=EAP@0']],
    ['no other than {method:XAUTH|EAP}', '{method:XAUTH|EAP} x', 'PAP x', undefined],
    ['{text=not known}', 'is {text=not known}', 'is not known', ['text=not known@3']],
    ['no other than {text=not known}', 'is {text=not known}', 'is known', undefined],
    ['{text=not known} after anything', '{*} {text=not known}{end}', 'it is not known', ['text=not known@6']],
    ['{*}', '{*}id={number:number} {*}', 'a b id=4 c', ['number=4@7']],
    ['{*} that ends within a word', '{*}id={number:number}', 'a pid=4', undefined],
    ['{*} that starts within a word', 'Poll{*} is {number:number}', 'Polls is 4', undefined],
    [
      '{*} at the end that starts within a word',
      'error {number:number} raised{*}',
      'error 4 raisedly',
      undefined,
    ],
    ['{*} at the end', 'error {number:number} raised{*}', 'error 4 raised: x', ['number=4@6']],
    ['what stands after {end}', 'server: {server:word}{end}', 'server: a b', undefined],
    ['{end}', 'server: {server:word}{end}', 'server: a', ['server=a@8']],
    ['{secret:value}', 'key {secret:value}', 'key a-b, done', ['secret=a-b@4']],
    ['{secret:value} of one character', 'key {secret:value}', 'key ,', ['secret=,@4']],
    ['{secret:value} before a quote', 'key {secret:value}', 'key a.b\\"}', ['secret=a.b@4']],
    ['{secret:value} with punctuation in it', 'key {secret:value}', 'key a.b;c)', ['secret=a.b;c@4']],
    ['no {secret:value}', 'key {secret:value}', 'key ', undefined],
    ['{secret:mixed}', 'key {secret:mixed}', 'key Abcdefg1 x', ['secret=Abcdefg1@4']],
    ['a word that is no {secret:mixed}', 'key {secret:mixed}', 'key abcdefg1 x', undefined],
    ['{secret:last}', 'key {secret:last}', "key abc.' ", ["secret=abc.'@4"]],
    ['{secret:last} like a password', 'key {secret:last}', 'key Abcdefg1 x', ['secret=Abcdefg1@4']],
    ['a word that is not {secret:last}', 'key {secret:last}', 'key abc x', undefined],
    ['{user:distinct}', 'for {user:distinct}', 'for a.b x', ['user=a.b@4']],
    ['{group:line}', 'in {group:line}', 'in a b, c. " x', ['group=a b, c@3']],
    ['an empty {group:line}', 'in {group:line}', 'in ". x', undefined],
    ['a {user} within a word', 'pre{user} x', 'preab x', ['user=ab@3']],
    ['no other shape, though the text repeats', 'x {number:number}x ', 'x y', undefined],
    ['{*:word}', 'a {*:word} c {group}', 'a b c d', ['group=d@6']],
    ['{*:word} with a blank', 'a {*:word} c {group}', 'a b b c d', undefined],
    ['a doubled brace', 'x {{{user}}}', 'x {a}', ['user=a@3']],
  ] as const;

  test('takes the text that its shape and the words after it allow', () => {
    every(
      CASES,
      ([name, text, message]) => `${name}: ${text} in ${message}`,
      ([, text, message, expected]) => {
        expect(holes(text, message)).toEqual(expected);
      },
    );
  });

  test('continues to the first place where what follows matches as a whole', () => {
    expect(holes('for {user} in {number:number}', 'for a in b in 7')).toEqual([
      'user=a in b@4',
      'number=7@14',
    ]);
  });

  test('has a bounded length', () => {
    expect(holes('for {user};', `for ${'a'.repeat(256)};`)).toHaveLength(1);
    expect(holes('for {user};', `for ${'a'.repeat(257)};`)).toBeUndefined();
    expect(holes('for {user:name};', `for ${'a'.repeat(256)};`)).toHaveLength(1);
    expect(holes('for {user:name};', `for ${'a'.repeat(257)};`)).toBeUndefined();
  });

  test('at the end is cut at its greatest length, if the message can go on', () => {
    const message = `for ${'a'.repeat(257)}`;
    expect(holes('for {user}', message)).toEqual([`user=${'a'.repeat(256)}@4`]);
    expect(holes('for {user}{end}', message)).toBeUndefined();
  });

  test('for anything has any length', () => {
    expect(holes('for {*} in {group}', `for ${'a'.repeat(300)} in vpn`)).toEqual(['group=vpn@308']);
    expect(holes('for {*}{end}', `for ${'a'.repeat(300)}`)).toEqual([]);
  });

  test('is not looked for farther than its value can be', () => {
    expect(holes('for {user:word} in', 'for a b in')).toBeUndefined();
    expect(holes('for {user:word} in', 'for a in b in')).toEqual(['user=a@4']);
  });

  test('is missing if what follows it does not match', () => {
    expect(holes(['no {user} in {number:number}', 'no {group}'], 'no a in b')).toEqual(['group=a in b@3']);
    expect(holes('{*}no {number:number} of {user}', 'no 1 no 2 of a')).toEqual(['number=2@8', 'user=a@13']);
  });

  test('of anything before a name ends with a whole word, a value ends anywhere', () => {
    expect(holes('is {*}a {number:number}', 'is ba 7')).toBeUndefined();
    expect(holes('is {user}a {number:number}', 'is ba 7')).toEqual(['user=b@3', 'number=7@6']);
  });
});

describe('A text', () => {
  test('ends with a whole word', () => {
    expect(holes('ret 7', 'ret 7, done')).toEqual([]);
    expect(holes('ret 7', 'ret 70')).toBeUndefined();
  });

  test('has the case that the row asks for', () => {
    expect(holes('Poll {user}', 'poll Me')).toBeUndefined();
    expect(holes('Poll {user}', 'poLL Me', { ignoreCase: true })).toEqual(['user=Me@5']);
    // The lower case of this letter has two code units.
    expect(holes('{*}Poll {user}', 'İ poLL Me', { ignoreCase: true })).toEqual(['user=Me@7']);
  });

  const CASES = [
    ['{nobody}', 'x {nobody}', 'name {nobody}'],
    ['a name of a prototype', 'x {constructor}', 'name {constructor}'],
    ['{user:nothing}', 'x {user:nothing}', 'shape nothing'],
    ['an open brace', 'x {user', 'brace 3'],
    ['a closed brace', 'x }', 'brace 3'],
    ['two holes that nothing parts', 'x {user}{group}', 'adjacent'],
    ['a hole that only its shape parts from the one before', 'x {user}{number:number}', 'adjacent'],
    ['{end} in its middle', 'x {end} y', 'end'],
    ['holes alone', '{user}', 'general'],
    ['no whole word', '{user}s', 'general'],
    ['a choice that is no word', '{user} {method:A|-}', 'general'],
    ['too many holes', '{*} a'.repeat(17), 'many 16'],
    ['too much', 'a'.repeat(401), 'long 400'],
  ] as const;

  test('with a fault is left out, and the reason is reported', () => {
    every(CASES, first, ([, text, reason]) => {
      const phrases = new Phrases([row([text, 'known {user}'])]);
      expect(phrases.problems).toMatchObject([{ id: 'fnbamd/one', text }]);
      expect(phrases.problems[0]?.reason).toContain(reason);
      expect(phrases.find('known a', 0, '', DAEMON)).toHaveLength(1);
    });
  });

  test('ends with the message if it says so', () => {
    expect(holes('ret {number:number}{end}', 'ret 7')).toEqual(['number=7@4']);
    expect(holes('ret {number:number}{end}', 'ret 7, done')).toBeUndefined();
  });

  test('is matched from where the sentence begins', () => {
    const message = '[19] poll Me: 7';
    const from = message.indexOf('poll');
    for (const text of ['poll {user}: ', '{*}Me: {number:number}', '{user} Me: {number:number}'])
      for (const one of [row(text), row(text, { ignoreCase: true })])
        expect(new Phrases([one]).find(message, from, '', DAEMON), text).toMatchObject([{ start: from }]);
    expect(new Phrases([row('[19] {user}')]).find(message, from, '', DAEMON)).toEqual([]);
  });

  test('floats if it begins with anything', () => {
    const floats = (text: string): boolean | undefined =>
      new Phrases([row(text)]).find('a poll b', 0, '', DAEMON)[0]?.floats;
    expect([floats('{*}poll b'), floats('a poll'), floats('{user} poll')]).toEqual([true, false, false]);
  });

  test.each([
    ['its beginning', 'Poll {user}', 'POLL a'],
    ['a word in it', '{user} Polled {group}', 'a POLLED b'],
    ['a word at its end', '{*}Polled', 'a,POLLED'],
    ['its first word among others', '{*}Polled', 'x y z pOLLED'],
    ['a word after another letter', '{*}Polled', 'É pOLLED'],
    ['a letter that is none of ASCII', 'Échec {user}', 'ÉCHEC a'],
    ['a sign whose small letter is of ASCII', '{user} asks {group}', 'a AS\u212aS b'],
  ])('in any case is found by %s', (_what, text, message) => {
    expect(new Phrases([row(text, { ignoreCase: true })]).find(message, 0, '', DAEMON)).toHaveLength(1);
  });

  test.each([
    ['another beginning', 'Poll {user}', 'PULL a'],
    ['another word', '{user} Polled {group}', 'a PULLED b'],
    ['a part of a word', '{user} Polled {group}', 'a REPOLLED b'],
    ['a longer word', '{user} Polled {group}', 'a POLLED_2 b'],
    ['nothing', '{user} Polled {group}', ''],
  ])('in any case is not found by %s', (_what, text, message) => {
    expect(new Phrases([row(text, { ignoreCase: true })]).find(message, 0, '', DAEMON)).toEqual([]);
  });

  test('of a function can match every message of it, in any case', () => {
    const any = row('{*}', { functions: ['f'], ignoreCase: true });
    expect(new Phrases([any]).find('', 0, 'f', '')).toHaveLength(1);
  });

  test('of a function can match every message of it', () => {
    expect(new Phrases([row('{*}', { functions: ['f'] })]).find('', 0, 'f', '')).toHaveLength(1);
  });
});

describe('Rows', () => {
  const ids = (rows: readonly SentenceRow[], message: string, name = ''): string[] =>
    new Phrases(rows).find(message, 0, name, DAEMON).map(({ row: { id } }) => id);

  test('are ordered by length of literal text, then those of the function first', () => {
    const rows = [
      row('{*}', { id: 'fnbamd/any', functions: ['f'] }),
      row('a {user}', { id: 'fnbamd/short' }),
      row('a b {user}', { id: 'fnbamd/long' }),
      row('a {group}', { id: 'fnbamd/of-function', functions: ['f'] }),
    ];
    const expected = ['fnbamd/long', 'fnbamd/of-function', 'fnbamd/short', 'fnbamd/any'];
    expect(ids(rows, 'a b c', 'f')).toEqual(expected);
    expect(ids(rows.reverse(), 'a b c', 'f')).toEqual(expected);
  });

  test('match once, by the most specific of their texts', () => {
    const phrases = new Phrases([row(['a {user}', 'a b {user}'])]);
    expect(phrases.find('a b c', 0, '', DAEMON)).toMatchObject([{ holes: [{ start: 4, end: 5 }] }]);
  });

  test('match once, even if a less specific text is found later', () => {
    const phrases = new Phrases([row(['to be known {user}', '{group} known {user}'])]);
    expect(phrases.find('to be known c', 0, '', DAEMON)).toMatchObject([{ holes: [{ name: 'user' }] }]);
  });

  test('of several functions and daemons are found by each', () => {
    const rows = [
      row('a', { functions: ['f', 'g'] }),
      row('a', { id: 'fnbamd/two', daemons: ['ike', DAEMON] }),
    ];
    expect(ids(rows, 'a', 'f')).toEqual(['fnbamd/one', 'fnbamd/two']);
    expect(ids(rows, 'a', 'g')).toEqual(['fnbamd/one', 'fnbamd/two']);
    expect(new Phrases(rows).find('a', 0, '', 'ike')).toHaveLength(1);
    expect(new Phrases(rows).find('a', 0, '', 'authd')).toEqual([]);
  });

  test('without a prefix are found without a daemon', () => {
    const phrases = new Phrases([row('a', { functions: ['f'], bare: true }), row('a', { id: 'fnbamd/two' })]);
    expect(phrases.find('a', 0, '', BARE).map(({ row: { id } }) => id)).toEqual(['fnbamd/one']);
  });

  test('with the same word are all tried', () => {
    const rows = [row('{user} is known'), row('{group} is known', { id: 'fnbamd/two' })];
    expect(ids(rows, 'a is known')).toEqual(['fnbamd/one', 'fnbamd/two']);
    expect(
      ids(
        rows.map(one => ({ ...one, ignoreCase: true })),
        'a IS KNOWN',
      ),
    ).toHaveLength(2);
  });

  test('that begin alike, one longer than the other, are both found', () => {
    const rows = [row('Failed to read'), row('Failed to read it', { id: 'fnbamd/two' })];
    expect(ids(rows, 'Failed to read it')).toEqual(['fnbamd/two', 'fnbamd/one']);
    expect(ids(rows, 'Failed to')).toEqual([]);
  });

  test('of other functions and daemons are not tried', () => {
    const rows = [row('a', { functions: ['f'] }), row('a', { daemons: ['ike'] })];
    expect(ids(rows, 'a', 'g')).toEqual([]);
  });

  test('that begin alike are distinguished, many or few', () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      row([`Failed to do thing ${index} for {user}`, `{*}thing${index} of {user}`], {
        id: `fnbamd/n-${index}`,
      }),
    );
    expect(ids(many, 'Failed to do thing 512 for me')).toEqual(['fnbamd/n-512']);
    expect(ids(many, 'it is thing7 of me')).toEqual(['fnbamd/n-7']);
  });
});

describe('Any message', () => {
  const pieces = fc.constantFrom('for ', 'in ', 'a', ' ', 'id=', '7', "'", '[', ']', '\ud83d', 'é', ';');
  const texts = fc.array(
    fc.constantFrom('for ', 'a', '{user}', '{*}', '{number:number}', ' id=', "'", '{end}'),
    {
      minLength: 1,
      maxLength: 8,
    },
  );

  test('has its holes inside, in order, and their values have the right length', () => {
    fc.assert(
      fc.property(texts, fc.array(pieces, { maxLength: 60 }), fc.boolean(), (made, output, ignoreCase) => {
        const message = output.join('');
        const phrases = new Phrases([
          row(made.join(''), { functions: ['f'], ...(ignoreCase && { ignoreCase }) }),
        ]);
        for (const match of phrases.find(message, 0, 'f', '')) {
          let at = match.start;
          for (const { start, end } of match.holes) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            at = end;
          }
          expect(match.end).toBeLessThanOrEqual(message.length);
          expect(match.end).toBeGreaterThanOrEqual(at);
        }
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
