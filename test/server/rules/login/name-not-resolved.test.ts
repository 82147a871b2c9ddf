import { describe, expect, test } from 'vitest';
import { expectFindings, unmarked } from '../../../support/findings';
import {
  asked,
  began,
  dnsAnswered,
  dnsAsked,
  dnsEmpty,
  fnbamd,
  ldapLoaded,
  noMoreServer,
  on,
  pending,
  result,
} from '../../../support/logins';

const RULE = 'login/name-not-resolved';
const none = on(RULE, noMoreServer);

describe('login/name-not-resolved fires', () => {
  test('for an empty DNS answer, no server left and result 5', () => {
    const [found] = expectFindings(
      began() + ldapLoaded() + dnsAsked('a1') + pending + on('dns', dnsEmpty('a1')) + none + result(5),
    );
    expect(found).toMatchObject({
      severity: 'error',
      message: 'user01: the name of the server ldap-hq does not resolve',
      facts: { user: 'user01', server: 'ldap-hq' },
    });
    expect(found?.related.map(({ message }) => message)).toEqual(['the login began here', 'the DNS answer']);
  });

  test('if both answers are empty', () => {
    const [found] = expectFindings(
      began() + dnsAsked('a1') + dnsEmpty('a1') + on('dns', dnsEmpty('20a1')) + none + result(5),
    );
    expect(found?.message).toBe('user01: the name of the authentication server does not resolve');
  });

  test('for the user who asked when two wait', () => {
    const [found] = expectFindings(
      asked('user01', '5000000001') +
        dnsAsked('a1') +
        pending +
        asked('user02', '5000000002') +
        dnsAsked('a2') +
        pending +
        dnsEmpty('a1') +
        none +
        result(5, '5000000001') +
        dnsAnswered('a2') +
        result(0, '5000000002'),
    );
    expect(found?.facts['user']).toBe('user01');
  });
});

describe('login/name-not-resolved does not fire', () => {
  test('for an empty answer in a login that was accepted', () => {
    expectFindings(asked() + dnsAsked('a1') + pending + dnsAnswered('a1') + dnsEmpty('20a1') + result(0));
  });

  test('for an empty answer in a login that has no result', () => {
    expectFindings(asked() + dnsAsked('a1') + pending + dnsEmpty('20a1'));
    expectFindings(asked() + dnsAsked('a1') + pending + dnsEmpty('20a1') + noMoreServer);
  });

  test('if the name has only an IPv4 address', () => {
    expectFindings(
      asked() +
        dnsAsked('a1') +
        pending +
        dnsAnswered('a1') +
        dnsEmpty('20a1') +
        noMoreServer +
        on('login/not-tried', result(5)),
    );
    expectFindings(
      asked() +
        dnsAsked('a1') +
        pending +
        dnsAnswered('20a1', '2001:db8::40') +
        dnsEmpty('a1') +
        noMoreServer +
        on('login/not-tried', result(5)),
    );
  });

  test('if the servers did not answer', () => {
    expectFindings(asked() + dnsEmpty('20a1') + noMoreServer + on('login/server-timeout', result(10)));
  });

  test('for result 5 of another cause', () => {
    expectFindings(
      asked() +
        dnsEmpty('20a1') +
        on('login/not-tried', fnbamd('handle_req-Error starting session')) +
        result(5),
    );
    expectFindings(asked() + unmarked(none) + on('login/not-tried', result(5)));
  });
});
