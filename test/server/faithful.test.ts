import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { differencesFrom } from '../../server/src/faithful';
import { redact } from '../../server/src/secrets';
import { problemsOf } from '../fuzz/checks';
import { faithfulCopyOf } from '../support/faithfulCopy';

describe('Lines in which a copy differs from its capture', () => {
  const capture = '2025-01-15 08:43:25 fnbamd[211]: a\n2025-01-15 08:43:26 fnbamd[211]: b\n';
  const lines = (copy: string): readonly number[] => differencesFrom(() => analyze(capture))(copy);

  test('There are none without another problem.', () => {
    expect(lines(capture.replace(': b', ': x'))).toEqual([]);
  });

  test('A problem that the capture does not have is in a line of the copy.', () => {
    expect(lines(capture.replace('2025-01-15 08:43:26', '2023-01-15 08:43:26'))).toContain(1);
  });

  test('A secret is no difference.', () => {
    expect(lines(`${capture}set psksecret weakAbc12\n`)).toEqual([]);
  });
});

test.each([
  [1 << 16, true],
  [(1 << 16) + 1, false],
])('A copy of %s characters is compared with its capture: %s', (length, isCompared) => {
  let copies = 0;
  redact('set passwd weakAbc12\n'.padEnd(length, `${'x y '.repeat(50)}\n`), {}, () => {
    copies++;
    return [];
  });
  expect(copies > 0).toBe(isCompared);
});

describe('If a copy differs from its capture', () => {
  const text = 'peer vpn-admin left\n\n\nthe vpn-admin came, psksecret "weakAbc12"\n';
  /** A copy, if those are refused in which a line is not as it was. */
  const copyWith = (line: number): string[] =>
    redact(text, {}, copy => (copy.split('\n')[line] === text.split('\n')[line] ? [] : [line])).split('\n');

  test('compounds of known words stay near that line, and only there.', () => {
    const lines = copyWith(0);
    expect(lines[0]).toBe('peer vpn-admin left');
    expect(lines[3]).not.toContain('vpn-admin');
  });

  test('the first copy is taken, if the other is no better.', () => {
    expect(copyWith(3)).toEqual(redact(text).split('\n'));
  });

  test('a secret stays masked.', () => {
    expect(copyWith(3)[3]).not.toContain('weakAbc12');
  });
});

test('A value that a terminal wraps at its width does not change the time of the next line.', () => {
  const line = (time: string, words: string): string =>
    `${time} ike V=root:0:branch-vpn_0:35396: mode-cfg ${words}\n`;
  const key = '74e581d77acea065c3a74ff95f660e51';
  const text =
    line('2025-01-15 08:43:25.302137', `assigned (9) IPv6 prefix 128 netmask ${key}`) +
    line('df07-01-15 08:43:25.302198', 'send INTERNAL_IP6_SUBNET');
  expect(problemsOf(faithfulCopyOf(text))).toEqual(problemsOf(text));
});
