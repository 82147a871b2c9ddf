import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, on, radiusAnswered, radiusAsked, result } from '../../../support/logins';

const RULE = 'login/nps-reason';
const refused = began() + radiusAsked() + radiusAnswered(3) + result(1);

describe('login/nps-reason fires', () => {
  test.each([
    ['16', 'wrong name or password (reason code 16)'],
    ['48', 'no network policy matches (reason code 48)'],
    ['258', 'whether the certificate is revoked cannot be checked (reason code 258)'],
    ['265', 'the certificate chain is from a CA that is not trusted (reason code 265)'],
  ])('for code %s of an event after the refusal', (code, says) => {
    for (const gap of [' ', '\t\t\t']) {
      const [found] = expectFindings(refused + on(RULE, `Reason Code:${gap}${code}\n`, /Reason .*/));
      expect(found?.message).toBe(`user01: NPS rejected the login: ${says}`);
    }
  });
});

describe('login/nps-reason does not fire', () => {
  test('for code 0, and for a number that only ends like a code', () => {
    const accepted = asked() + radiusAsked() + radiusAnswered(2) + result(0);
    expectFindings(`${accepted}Reason Code: 0\nReason Code: 165\n`);
  });
});
