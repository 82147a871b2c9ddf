import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'login/kerberos';
const SAID = 'Error occurred during krb authentication.';
const wad = (text: string): string => `2025-05-05 15:54:59.768507 wad_nego_authenticate(266): ${text}\n`;

describe('login/kerberos fires', () => {
  test.each([
    ['for a ticket that cannot be used', on(RULE, wad(SAID), SAID), SAID],
    ['for a keytab that fails', on(RULE, wad('keytab error'), 'keytab error'), 'keytab error'],
  ])('%s', (_why, lines, messagesIn) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(
      `A login: Kerberos failed; the keytab probably does not match (${messagesIn})`,
    );
  });
});

describe('login/kerberos does not fire', () => {
  test.each([['for a ticket', wad("ticket's princ name:HTTP/proxy.example.com@EXAMPLE.COM")]])(
    '%s',
    (_why, text) => {
      expectFindings(text, RULE);
    },
  );
});
