import { describe, expect, test } from 'vitest';
import { samlAnswered, samlAsked, samlNamed } from '../../support/logins';
import { logins, shownAll } from '../../support/tracedLogins';

const FIRST_ID = '_838F60F6BF4143F97B99446E866BFDDA';
const SECOND_ID = '_0CC175B9C0F1B6A831C399E269772661';

describe('Logins by SAML', () => {
  test('have request and answer together, by the id of the request', () => {
    const text =
      samlAsked(FIRST_ID, 1) +
      samlAsked(SECOND_ID, 2) +
      samlAnswered(SECOND_ID, 3, '__samld_sp_login_resp [852]: Clock skew issue.\n') +
      samlAnswered(FIRST_ID, 4, samlNamed('user01'));
    expect(shownAll(text)).toEqual([
      'SAML user01 vpn-users - - -: saml-answered',
      'SAML - - - - -: saml-error',
    ]);
    expect(logins(text).map(({ begins }) => begins)).toEqual([true, true]);
  });

  test('are distinguished without an id: one request waits for one answer', () => {
    const refused = '__samld_sp_login_resp [852]: Clock skew issue.\n';
    const begun = '__samld_sp_create_auth_req [449]: SAML SP algo: 0 -> lasso=1.\n';
    expect(shownAll(begun + refused + begun + samlNamed('user02'))).toEqual([
      'SAML - - - - -: saml-error',
      'SAML user02 vpn-users - - -: saml-answered',
    ]);
  });
});

describe('A login by SAML', () => {
  test('has the error of samld', () => {
    const text =
      '__samld_sp_create_auth_req [449]: SAML SP algo: 0 -> lasso=1.\n' +
      'Failed to process response message. ret=440(The profile cannot verify a signature on the message)\n';
    expect(shownAll(text)).toEqual(['SAML - - - - -: saml-error 440']);
  });

  test('is missing if samld prints nothing about its outcome', () => {
    expect(logins('__samld_sp_login_resp [871]: SP Login Response Msg Body\n')).toEqual([]);
  });
});

describe('Without the id of a request, an answer to samld', () => {
  const begun = '__samld_sp_create_auth_req [449]: SAML SP algo: 0 -> lasso=1.\n';
  const skew = '__samld_sp_login_resp [852]: Clock skew issue.\n';
  const job = (id: number): string =>
    `samld_send_common_reply [91]: Code: 5, id: ${id}, pid: 301, len: 53, data_len 37\n`;

  test('belongs to another login than the one that was answered before', () => {
    expect(shownAll(begun + job(32255) + samlNamed('user01') + skew + job(32256))).toEqual([
      'SAML user01 vpn-users - - -: saml-answered',
      'SAML - - - - -: saml-error',
    ]);
  });

  test('belongs to none if several wait for one', () => {
    expect(shownAll(begun + begun + skew + job(32255) + job(32256) + samlNamed('user02'))).toEqual([
      'SAML - - - - -: saml-error',
      'SAML user02 vpn-users - - -: saml-answered',
    ]);
  });
});

test('An answer that names its request has its own job number, even if the end of the previous job is cut off', () => {
  const cut = samlAsked(FIRST_ID, 1).replace(/.*Sent resp.*\n/, '');
  const answer =
    `<samlp:Response ID="_other" InResponseTo="${FIRST_ID}">\n` +
    'samld_send_common_reply [91]: Code: 0, id: 2, pid: 301, len: 53, data_len 37\n' +
    samlNamed('user01');
  expect(shownAll(cut + answer)).toEqual(['SAML user01 vpn-users - - -: saml-answered']);
  expect(logins(cut + answer).map(({ begins }) => begins)).toEqual([true]);
});
