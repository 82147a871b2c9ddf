import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'system/fortiguard-update-failed';
const HEAD = `FGT # diagnose debug rating
-=- Server List (Mon Mar  4 09:12:33 2024) -=-

IP               Weight    RTT Flags  TZ    Packets  Curr Lost Total Lost             Updated Time
`;
const server = (address: string, flags: string, asked: number, lost: number): string =>
  `${address}         -210      0 ${flags.padEnd(5)} -8        ${asked}         ${lost}        ${lost} Mon Mar  4 09:12:33 2024`;

describe('FortiGuard servers that do not answer', () => {
  test('are one problem, if all of the list failed', () => {
    const [first, second] = [server('192.0.2.61', 'FDI', 120, 118), server('192.0.2.62', 'F', 90, 90)];
    const [found] = expectFindings(`${HEAD}${on(RULE, `${first}\n`, first)}${second}\n`);
    expect(found?.message).toBe(
      'FortiGuard: none of the servers for web filter ratings answers (192.0.2.61, 192.0.2.62)',
    );
  });

  test.each([
    ['another answers', `${server('192.0.2.61', 'F', 120, 118)}\n${server('192.0.2.62', 'DI', 90, 1)}\n`],
    ['none was asked', `${server('192.0.2.61', 'F', 0, 0)}\n`],
    [
      'they answer in a later list',
      `${server('192.0.2.61', 'F', 9, 9)}\n${HEAD}${server('192.0.2.61', 'I', 9, 0)}\n`,
    ],
  ])('are no problem if %s', (_why, lines) => {
    expectFindings(HEAD + lines);
  });
});
