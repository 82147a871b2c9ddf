import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';

const RULE = 'secret/password';
const WORD = 'Sommer-2024-geheim';

describe('secret/password fires', () => {
  test.each(['passwd', 'password', 'psksecret'])('for `set %s`', name => {
    const [found] = expectFindings(`    set ${name} "${mark(RULE, WORD)}"\n`);
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'Password in clear text: mask it before sharing',
    });
  });

  test('at a prompt', () => {
    expectFindings(`FGT (user01) # set passwd ${mark(RULE, WORD)}\n`);
  });

  test('once for the same password of two users', () => {
    const [found] = expectFindings(
      `edit "user01"\n  set passwd ${mark(RULE, WORD)}\nnext\nedit "user02"\n  set passwd ${mark('again', WORD)}\nnext\n`,
    );
    expect(found?.related[0]?.message).toBe('the same password again');
  });

  test('without a token: the user or the tunnel of the password is not one', () => {
    const [found] = expectFindings(`edit "user01"\n  set passwd ${mark(RULE, WORD)}\nnext\n`);
    expect(found?.facts['token']).toBeUndefined();
  });
});

describe('secret/password does not fire', () => {
  test('for passwords that are masked or absent', () => {
    // FortiOS shows an encrypted password as ENC and a value, so it is masked already.
    for (const value of ['****', 'ENC ****', 'ENC AAAAbbbbCCCCddddEEEE', '<password>', 'xxxxxxxx', '""']) {
      expectFindings(`    set passwd ${value}\n`);
    }
  });

  test('for settings about passwords', () => {
    expectFindings(
      '    set passwd-policy "strong-policy"\n    set password-expire 2025-01-15\n    unset passwd\n',
    );
  });
});
