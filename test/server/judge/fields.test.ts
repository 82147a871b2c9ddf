import { describe, expect, test } from 'vitest';
import { evidenceOn } from '../../support/evidence';

/** An event of a failed login, with the fields that say who tried it, and from where. */
const event = (subtype: string, ...fields: readonly string[]): string =>
  `date=2025-11-03 time=09:12:30 devname="FGT-A" type="event" subtype="${subtype}" level="alert" vd="root" ${fields.join(' ')}\n`;
const administrator = (client: string): string =>
  event(
    'system',
    'logdesc="Admin login failed"',
    'user="admin"',
    client,
    'status="failed"',
    'reason="name_invalid"',
  );
const firstStep = (text: string): string | undefined => evidenceOn(text, 'login/account').steps[0];

describe('The fields of an event choose the step', () => {
  test.each(['srcip=198.51.100.7', 'ui="https(198.51.100.7)"'])(
    'against somebody who tries administrators from outside, with %s',
    client => {
      expect(firstStep(administrator(client))).toMatch(/^If 198\.51\.100\.7 is none of your addresses/);
    },
  );

  test('for a device inside that still has an old password', () => {
    expect(firstStep(administrator('srcip=10.1.1.7'))).toMatch(
      /^Find out who or what logs in from 10\.1\.1\.7/,
    );
  });

  test('for a user of the VPN, whose account can be in any directory', () => {
    const user = event(
      'vpn',
      'user="user01"',
      'remip=198.51.100.9',
      'reason="passwd_invalid"',
      'status="failed"',
    );
    const { steps } = evidenceOn(user, 'login/account');
    expect(steps.join('\n')).not.toContain('administrators');
    expect(steps.at(-1)).toMatch(/^Find out which directory the account is in/);
  });

  test('only if they are there', () => {
    expect(firstStep(administrator('method="https"'))).toMatch(/^Find out which directory/);
  });
});
