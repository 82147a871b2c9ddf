import { describe, expect, test } from 'vitest';
import { AnywherePhrases, type SentenceRow } from '../../../../server/src/syntax/phrases';

function row(texts: string | string[], more: Partial<SentenceRow> = {}): SentenceRow {
  return { id: 'any/one', daemons: ['any'], texts: [texts].flat(), ...more };
}

/** The placeholders of each sentence whose first word is marked in a text: `<`word`>`. */
function holes(rows: readonly SentenceRow[], marked: string, to?: number): string[][] {
  const start = marked.indexOf('<');
  const end = marked.indexOf('>') - 1;
  const text = marked.replace(/[<>]/g, '');
  const phrases = new AnywherePhrases(rows);
  expect(phrases.problems).toEqual([]);
  return phrases
    .find(text, start, end, to ?? text.length)
    .map(match =>
      match.holes.map(hole => `${hole.name}=${text.slice(start + hole.start, start + hole.end)}`),
    );
}

describe('A sentence anywhere in a line', () => {
  test.each<[string, string | string[], string, string[][]]>([
    ['is found by its first word', 'user {user:word} came', 'it says: <user> a came in', [['user=a']]],
    ['begins with a capital', 'user {user:word} came', '<User> a came', [['user=a']]],
    ['begins without a capital', 'User {user:word} came', '<user> a came', [['user=a']]],
    ['has the case of its other letters', 'user {user:word} came', '<uSer> a came', []],
    ['has its words after the first one', 'user {user:word} came', '<user> a went', []],
    ['ends with its line', 'user {user} came', '<user> a\nb came', []],
    ['ends with a line of another end', 'user {user} came', '<user> a\rb came', []],
    ['is missing', 'user {user}', '<users> a', []],
    [
      'has more words first',
      ['to {user:value}', 'to be {user:value}'],
      '<to> be a',
      [['user=a'], ['user=be']],
    ],
    ['is known without the blanks before its text', ' user {user:value}', '<user> a', [['user=a']]],
    ['is of several texts', ['to {user:value}', 'to {host:word} as'], '<to> a as', [['host=a'], ['user=a']]],
    [
      'begins with a choice of words',
      '{method:XAUTH|EAP} {user:value}',
      '<EAP> a',
      [['method=EAP', 'user=a']],
    ],
  ])('%s', (_name, texts, marked, expected) => {
    expect(holes([row(texts)], marked)).toEqual(expected);
  });

  test('can have letters of either case', () => {
    expect(holes([row('Attr {user:value}', { ignoreCase: true })], '<aTTR> Me')).toEqual([['user=Me']]);
  });

  test('does not extend beyond its passage', () => {
    expect(holes([row('user {user} came')], '<user> a came', 8)).toEqual([]);
  });

  test('is compared with a bounded length of its line', () => {
    const far = (length: number): string => `<user> a${' '.repeat(length)}came`;
    expect(holes([row('user {user:word} {*}came')], far(300))).toHaveLength(1);
    expect(holes([row('user {user:word} {*}came')], far(320))).toEqual([]);
  });

  test('without a known word is left out, and the reason is reported', () => {
    const phrases = new AnywherePhrases([row(['{user:word} came', '"{user}"', 'known {user:value}'])]);
    expect(phrases.problems.map(({ text, reason }) => [text, reason])).toEqual([
      ['{user:word} came', 'general'],
      ['"{user}"', 'general'],
    ]);
    expect([...phrases.words]).toEqual(['known']);
    expect(phrases.find('known a', 0, 5, 7)).toHaveLength(1);
  });
});
