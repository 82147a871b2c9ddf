import { describe, expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';

describe('A name with foreign characters in it', () => {
  test('is masked around a colour code, which is kept', () => {
    const text = 'FGT # diagnose debug enable\nuser=kel\x1b[31mvin77 ok\n';
    const copy = redact(text);
    expect(copy).toContain('\x1b[31m');
    expect(copy).not.toContain('vin77');
    expect(redact(copy)).toBe(copy);
  });

  test('is masked around a control character', () => {
    const copy = redact('usr[kel\x01vin77]\n');
    expect(copy).toBe('usr[xxx\x01xxxxx]\n');
    expect(redact(copy)).toBe(copy);
  });
});

test('and another one that differs only in blanks have two stand-ins', () => {
  const line = (user: string): string => `[1906] handle_req-Rcvd auth req 1 for ${user} in staff1 opt=`;
  const [first, second] = redact(`${line('kel vin')}\n${line('kel  vin')}\n`).split('\n');
  expect(first).not.toBe(second);
});

describe('In a long text, a stand-in that makes another name with what is beside it is replaced again', () => {
  const LINES = 'x y\n'.repeat(16_400);

  test.each([
    ['behind a dot, and before one', 'user="kel_vin"\nthe www.kel_vin.net\n', 'user="xuser01"\nthe h01.example.com\n'],
    ['before a dot', 'user="k\u00e4lvin"\nthe k\u00e4lvin.lab.net\n', 'user="xuse01"\nthe h2.example.com\n'],
    ['before a hyphen', 'user="k\u00e4lvin"\nthe k\u00e4lvin-lab.net\n', 'user="xuse01"\nthe h2.example.com\n'],
    ['before an at sign', 'user="k\u00e4lvin"\nthe k\u00e4lvin@lab.net\n', 'user="xuse01"\nthe u2@example.com\n'],
    ['in a mail address', 'user="kel vin"\nmail to zo.kel vin@lab.net\n', 'user="xuser01"\nmail to u00002@example.com\n'],
    ['with a guess', 'user="kel_vin"\nzoe@kel_vin.com\n', 'user="xuser01"\nu01@example.com\n'],
  ])('%s', (_where, text, copy) => {
    expect(redact(LINES + text).slice(LINES.length)).toBe(copy);
  }); // oxfmt-ignore
});
