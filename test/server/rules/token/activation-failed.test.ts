import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';

const RULE = 'token/activation-failed';

/** An event of FortiAuthenticator about hardware tokens. */
const event = (msg: string): string =>
  `date=2025-06-04 time=20:13:33+0000 logid=10101 cat="Event" subcat="Admin Configuration" level="warning" msg="${msg}" user="user01"\n`;

describe('token/activation-failed fires', () => {
  test.each([
    [
      'a connection that failed',
      'FortiToken Activation retry failed due to a connectivity error.',
      "A token could not be activated: no connection to Fortinet's service (FortiToken Activation retry failed due to a connectivity error.)",
    ],
    [
      'a serial number that is not accepted',
      'Unable to activate token(s): FTK2000000000001. Invalid serial number(s).',
      'A token could not be activated: its serial number is not accepted (Unable to activate token(s): …. Invalid serial number(s).)',
    ],
    [
      'a token that was activated before',
      'Unable to activate token(s): FTK2000000000001. Token(s) have already been activated on another device.',
      'A hardware token was activated before, here or on another unit (Unable to activate token(s): …. Token(s) have already been activated on another device.)',
    ],
    [
      'a code that has expired',
      'Activation of FTKMOB0000000001 failed, provision code was expired',
      'A token was not activated in time: its activation code has expired (Activation of … failed, provision code was expired)',
    ],
    [
      'an unknown reason',
      'Failed to activate token FTKMOB0000000001: error -7584',
      'A token could not be activated (Failed to activate token …: error -7584)',
    ],
  ])('for %s', (_reason, said, message) => {
    const [found] = expectFindings(`⟦${RULE}|${event(said).trimEnd()}⟧\n`);
    expect(found?.message).toBe(message);
  });
});

describe('token/activation-failed does not fire', () => {
  test.each([
    ['for a request', 'FortiToken activation requested'],
    ['for a success', 'FortiToken activation successful'],
  ])('%s', (_why, said) => {
    expectFindings(event(said), RULE);
  });
});
