import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/scim';
const STAMP = '2025-05-05 10:00:00 [httpsd 2451 - 1746439200    error] ';

describe('login/scim', () => {
  test('fires for a token that the unit refuses', () => {
    expect(messagesOf(RULE, `${STAMP}scim_auth -- Invalid bearer token, respond 401\n`)).toEqual([
      'SCIM: the token of the identity provider is not accepted, so its users are not provisioned (scim_auth -- Invalid bearer token, respond 401)',
    ]);
  });

  test('fires for what the identity provider says about its token', () => {
    const said =
      'ErrorCode: SystemForCrossDomainIdentityManagementCredentialValidationUnavailable; invalid credentials';
    expect(messagesOf(RULE, `${said}\n`)).toHaveLength(1);
  });

  test('does not fire for a token that is accepted', () => {
    expect(messagesOf(RULE, `${STAMP.replace('error', 'info')}scim_auth -- bearer token accepted\n`)).toEqual(
      [],
    );
  });
});
