import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { differencesFrom } from '../../server/src/faithful';
import { redact } from '../../server/src/secrets';
import { problemsOf } from '../fuzz/checks';
import { faithfulCopyOf } from '../support/faithfulCopy';

describe('Lines in which a copy differs from its capture', () => {
  const capture = '2025-01-15 08:43:25 fnbamd[211]: a\n2025-01-15 08:43:26 fnbamd[211]: b\n';
  const lines = (copy: string): readonly number[] => differencesFrom(() => analyze(capture))(copy).lines;

  test('There are none without another problem.', () => {
    expect(lines(capture.replace(': b', ': x'))).toEqual([]);
  });

  test('A problem that the capture does not have is in a line of the copy.', () => {
    expect(lines(capture.replace('2025-01-15 08:43:26', '2023-01-15 08:43:26'))).toContain(1);
  });

  test('A secret in the copy is another difference.', () => {
    const copy = `${capture}set psksecret weakAbc12\n`;
    const { secrets } = differencesFrom(() => analyze(capture))(copy);
    expect(secrets.map(({ start, end }) => copy.slice(start, end))).toEqual(['weakAbc12']);
  });
});

test('A secret that a comparison finds in a copy is filled.', () => {
  const text = 'set hostname "FGT"\n';
  const secrets = [{ start: 4, end: 12 }];
  const copy = redact(text, {}, now => ({ lines: [], secrets: now === text ? secrets : [] }));
  expect(copy).toBe('set xxxxxxxx "FGT"\n');
});

test('A secret that is found in a copy of shapes gets its shape, and what has no characters of its own stays.', () => {
  const text = 'sent Lab-7a\n> >\n';
  const secrets = [
    { start: 5, end: 11 },
    { start: 12, end: 15 },
  ];
  let copies = 0;
  const copy = redact(text, {}, now => {
    copies++;
    return { lines: copies === 1 ? [0] : [], secrets: copies > 1 && now.includes('Lab') ? secrets : [] };
  });
  expect(copy).toBe('sent Xxx-0x\n> >\n');
});

test.each([
  [1 << 16, true],
  [(1 << 16) + 1, false],
])('A copy of %s characters is compared with its capture: %s', (length, isCompared) => {
  let copies = 0;
  redact('set passwd weakAbc12\n'.padEnd(length, `${'x y '.repeat(50)}\n`), {}, () => {
    copies++;
    return { lines: [], secrets: [] };
  });
  expect(copies > 0).toBe(isCompared);
});

describe('If a copy differs from its capture', () => {
  const text = ['psksecret "weakAbc12"', 'set passwd weakAbc34', '', 'set passwd weakAbc56', ''].join('\n');
  /** A copy, if one is refused while it has a text. */
  const copyWithout = (refused: RegExp): string[] =>
    redact(text, {}, copy => ({ lines: refused.test(copy) ? [0] : [], secrets: [] })).split('\n');

  test('values near that line keep the shape of their characters.', () => {
    expect(copyWithout(/psksecret "\*/)).toEqual([
      'psksecret "xxxxXxx00"',
      'set passwd xxxxXxx00',
      '',
      expect.stringMatching(/^set passwd \*{8}\d$/),
      '',
    ]);
  });

  test('values in all lines do, if that is not enough.', () => {
    expect(copyWithout(/\*/)[3]).toBe('set passwd xxxxXxx00');
  });

  test('each next copy leaves more of the text as it was.', () => {
    const lines = [
      'user=kel-vin77 from 10.1.2.3',
      'set passwd Weak-session-12',
      '{"seed":"K7DQ2XVB',
      'session+4TZYP1RSWQW","digits":6}',
      '',
      'set psksecret Zu.mute+Name1',
      '',
    ];
    const copies: string[] = [];
    redact(lines.join('\r\n'), {}, copy => {
      if (copies.at(-1) !== copy) copies.push(copy);
      return { lines: [1], secrets: [] };
    });
    const names = ['user=xuser0001 from 0.1.10.3', 'user=xxx-xxx00 from 0.1.10.3'];
    const passwords = [
      'set passwd **************1',
      'set passwd Xxxx-xxxxxxx-00',
      'set passwd Xxxx-session-00',
    ];
    const seeds = ['{"seed":"********', '{"seed":"X0XX0XXX'];
    const rests = [
      'x*****************2","digits":6}',
      'xxxxxxx+0XXXX0XXXXX","digits":6}',
      'session+0XXXX0XXXXX","digits":6}',
    ];
    const keys = [
      'set psksecret ************3',
      'set psksecret Xx.xxxx+Xxxx0',
      'set psksecret Xx.xxxx+Name0',
    ];
    const copyOf = (name: number, password: number, seed: number, rest: number, key: number): string =>
      [names[name], passwords[password], seeds[seed], rests[rest], '', keys[key], ''].join('\r\n');
    expect(copies).toEqual([
      copyOf(0, 0, 0, 0, 0),
      copyOf(0, 1, 1, 0, 0),
      copyOf(1, 1, 1, 0, 0),
      copyOf(1, 1, 1, 1, 1),
      copyOf(1, 1, 1, 2, 1),
      copyOf(1, 2, 1, 2, 2),
      copyOf(1, 1, 1, 1, 0),
    ]);
  });

  test.each([
    ['a repeated value', 'set passwd weakAbc12\n\n\nthe weakAbc12 came\n', 'the weakAbc12 came'],
    ['the rest of a value', '\n\nset passwd weakAbc12\nike 0: comes\nkelu7\n', 'kelu7'],
  ])('%s in that line stays, if nothing else is enough.', (_, text, line) => {
    const copy = redact(text, {}, now => ({ lines: now.includes(line) ? [] : [3], secrets: [] }));
    expect(copy.split('\n')).toContain(line);
    expect(copy).not.toMatch(/passwd weakAbc12/);
  });

  test('the first copy is taken, if none is as the capture.', () => {
    expect(copyWithout(/^/)).toEqual(redact(text).split('\n'));
  });
});

test('A value that a terminal wraps at its width does not change the time of the next line.', () => {
  const line = (time: string, words: string): string =>
    `${time} ike V=root:0:branch-vpn_0:35396: mode-cfg ${words}\n`;
  const key = '74e581d77acea065c3a74ff95f660e51';
  const text =
    line('2025-01-15 08:43:25.302137', `assigned (9) IPv6 prefix 128 netmask ${key}`) +
    line('df07-01-15 08:43:25.302198', 'send INTERNAL_IP6_SUBNET');
  expect(problemsOf(redact(text))).not.toEqual(problemsOf(text));
  expect(problemsOf(faithfulCopyOf(text))).toEqual(problemsOf(text));
  expect(faithfulCopyOf(text)).toContain('\nxx00-01-15 08:43:25.302198 ike');
});
