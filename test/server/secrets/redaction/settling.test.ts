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
