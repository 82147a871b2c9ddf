import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import {
  asked,
  began,
  fnbamd,
  ldapLoaded,
  on,
  radiusAnswered,
  radiusAsked,
  result,
} from '../../../support/logins';

const RULE = 'login/ldap-no-password';

describe('login/ldap-no-password fires', () => {
  test.each([
    [
      'before EAP_PROXY is asked',
      on(RULE, fnbamd('__ldap_auth_ctx_prep-Invalid credential')) +
        fnbamd('ldap_start-Failed to init ldap ctx for ldap-hq'),
      'user01: EAP provides no password for the bind to the LDAP server ldap-hq (EAP-MSCHAPv2 sends none)',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + ldapLoaded() + lines + result(1));
    expect(found?.message).toBe(message);
  });
});

describe('login/ldap-no-password does not fire', () => {
  test.each([
    [
      'in a login that RADIUS accepts',
      asked() +
        ldapLoaded() +
        fnbamd('__ldap_auth_ctx_prep-Invalid credential') +
        radiusAsked() +
        radiusAnswered(2) +
        result(0),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
