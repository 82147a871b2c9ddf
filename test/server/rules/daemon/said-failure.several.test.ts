import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { findingsOf } from '../../../support/findings';
import {
  asked,
  fac,
  fnbamd,
  ike,
  radiusAnswered,
  result,
  returned,
  sslvpn,
  sslvpnAsked,
} from '../../../support/logins';
import { lines, packet, SPI } from '../../../support/negotiations';

const RULE = 'daemon/said-failure';

/** The problems of a text, as users read them. */
const problemsIn = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule }) => !rule.startsWith('capture/'))
    .map(({ rule, message }) => `${rule} ${message}`);
const rulesIn = (text: string): string[] => problemsIn(text).map(problem => problem.replace(/ .*/, ''));

describe('Failures of several connections are one problem', () => {
  const said = (...messages: string[]): string[] =>
    findingsOf(messages.map((message, index) => sslvpn(message, `412:root:${index}`)).join(''))
      .filter(({ rule }) => rule === RULE)
      .map(({ on: place }) => place);

  test.each([
    [
      'quoted names',
      "policy 'local and remote users' update failed",
      "policy 'some other groups' update failed",
    ],
    ['names in other quotes', 'update of "the first user" failed', 'update of "the second user" failed'],
    ['names with an underscore', 'login failed for red_team', 'login failed for blue_team'],
    [
      'the end of a long text',
      ...['a', 'b'].map(end => `login failed ${'again and '.repeat(9)} then of ${end}`),
    ],
  ])('if they differ in %s', (_what, ...messages) => {
    expect(said(...messages)).toEqual([messages[0]]);
  });

  test('and several if they differ in a word, also after a quoted name', () => {
    const messages = ["group 'admins' policy update failed", "group 'staff' route update failed"];
    expect(said(...messages)).toEqual(messages);
  });

  test('with their places in order, whichever connection they are of', () => {
    const failed = (connection: number): string => sslvpn('SSL_accept failed', `412:root:${connection}`);
    const [found] = findingsOf(failed(13) + failed(14) + failed(13));
    const starts = analyze(failed(13) + failed(14) + failed(13)).findings[0]?.related.map(
      ({ start }) => start,
    );
    expect(found?.related.map(({ role }) => role)).toEqual(['again', 'again']);
    expect(starts).toEqual([...(starts ?? [])].sort((a, b) => a - b));
  });

  test('at most 200 of them', () => {
    const names =
      'alpha branch certificate device engine file group host key list memory network object policy queue';
    const words = names.split(' ');
    const all = words.flatMap(one => words.map(other => `${one} ${other} update failed`));
    expect(said(...all.slice(0, 201))).toHaveLength(200);
  });
});

test('Failures of a collector agent are one problem for each cause', () => {
  const port = '[ 2940] bind() failed for port 8000, error code:10048\n';
  const account = '[ 2940] ldap_bind_s() failed: Invalid Credentials, error code:49\n';
  expect(rulesIn(port + account + port)).toEqual(['login/fsso', 'login/fsso']);
});

test('A negotiation with many failures names the first 20 others', () => {
  const names =
    'alpha branch certificate device engine file group host key list memory network object policy queue route';
  const words = [...names.split(' '), 'server', 'table', 'user', 'value', 'window', 'zone'];
  const [found] = findingsOf(words.map(word => ike(`${word} update failed`)).join('')).filter(
    ({ rule }) => rule === RULE,
  );
  expect(found?.related.map(({ role }) => role)).toEqual(Array.from({ length: 20 }, () => 'also'));
});

test('The failure of a login that names its cause comes before others', () => {
  const text =
    fnbamd('__ldap_next_state-No DN is found.') +
    fnbamd('__fnbamd_ldap_dn_next-No DN is found.') +
    fnbamd('get_all_dn-Found no DN');
  expect(problemsIn(text)).toEqual(['login/denied A login: an LDAP server found no such user']);
  expect(findingsOf(text).find(({ rule }) => rule === 'login/denied')?.on).toBe('Found no DN');
});

test('A consequence is a problem if its words say what is wrong', () => {
  expect(problemsIn('ike V=root:Negotiate SA Error: no policy configured\n')).toEqual([
    'ike/no-policy IPsec: no firewall policy uses the tunnel (Negotiate SA Error: no policy configured)',
  ]);
  expect(rulesIn(sslvpn('req: /remote/login?err=wrong vdom error'))).toEqual([RULE]);
});

describe('The refusal of a login', () => {
  const refusal = ike('EAP failed for user "user02"', 'dial_1:13');
  const noDn = fnbamd('get_all_dn-Found no DN');
  const rejected = (user: string, request = '5000000001'): string =>
    asked(user, request) + radiusAnswered(3) + result(1, request);
  const far = 'The weather is fine today.\n'.repeat(2600);

  test.each([
    ['a problem that is no reason', '7: 2024-09-03 13:43:59 <02587> application samld\n', ''],
    ['a failure that names no reason', '', '__samld_sp_init [120]: Failed to load certificate.\n'],
    ['a reason far before it', noDn + far, ''],
    ['a reason far after it', '', far + noDn],
    ["a problem of the user's login far before it", rejected('user02') + far, ''],
    ["a problem of the user's login far after it", '', far + rejected('user02')],
  ])('is a problem beside %s', (_what, before, after) => {
    expect(problemsIn(before + refusal + after)).toContain(
      'login/denied user02: the login was refused; the debug output of fnbamd says why',
    );
  });

  test.each([
    ['a reason near it, far into the capture', far, noDn, ['login/denied']],
    [
      'a problem of its negotiation',
      '',
      ike('ignoring IKE request, incorrect ID.', 'to-hq'),
      ['ike/peer-id'],
    ],
    [
      "a problem of the user's login, after others of other users",
      rejected('user03') +
        Array.from({ length: 12 }, (_, index) =>
          ike('ignoring IKE request, incorrect ID.', `to-${String.fromCharCode(97 + index)}`),
        ).join('') +
        far +
        rejected('user02', '5000000002'),
      '',
      ['login/denied', ...Array.from({ length: 12 }, () => 'ike/peer-id'), 'login/denied'],
    ],
  ])('is explained by %s', (_what, before, after, rules) => {
    expect(rulesIn(before + refusal + after)).toEqual(rules);
  });

  test('without a user is explained by a problem near it', () => {
    expect(rulesIn(rejected('user01') + fac('Authentication failed'))).toEqual(['login/denied']);
  });
});

describe('What a daemon says beside a problem', () => {
  const concluded = fnbamd('auth_local-Concluded: 1');
  const wrong = 'login/denied user01: wrong password for a local user (result 1)';
  const refused = 'user[user01],auth_type=1 failed [sslvpn_login_permission_denied]';

  test.each([
    [
      'is its reason if the account is disabled',
      asked() + fnbamd('auth_local-user is disabled') + concluded + result(1),
      'login/account user01: the account is disabled (user is disabled)',
    ],
    [
      'is no reason if it only repeats that the password is wrong',
      asked() + fnbamd('ldap_bind-return code: 49 (Invalid credentials)') + concluded + result(1),
      wrong,
    ],
    [
      'is no reason if it is about another list of users',
      asked() + fnbamd('auth_ldap-failed: user not found in the database') + concluded + result(1),
      wrong,
    ],
    [
      'is no reason if another one is known',
      asked() +
        fnbamd('auth_ldap-user is disabled') +
        fnbamd('__fnbamd_ldap_dn_next-No DN is found.') +
        result(1),
      'login/denied user01: an LDAP server found no such user',
    ],
    [
      'is quoted in place of a refusal that gives none',
      sslvpnAsked() + sslvpn('fsv_login: the policy lookup failed') + sslvpn(`login_failed:396 ${refused}`),
      'login/denied user01 (SSL VPN): refused: fsv_login: the policy lookup failed',
    ],
    [
      'can be in the line of the refusal',
      sslvpnAsked() + sslvpn(`login_failed:396 ${refused}, the account is locked`),
      `login/account user01 (SSL VPN): the account or its address is locked out (${refused}, the account is locked)`,
    ],
    [
      'is quoted in place of a connection that is missing',
      'ftm_cfg_provision_token[417]:provision token: FTKMOB0000000A01\nftm_fc_comm_connect[55]:Failed to resolve name ftm.example.com\n',
      'ftm/connect-failed FTKMOB0000000A01: provisioning began, but the capture shows no connection to the service (Failed to resolve name ftm.example.com)',
    ],
  ])('%s', (_what, text, expected) => {
    expect(problemsIn(text)).toEqual([expected]);
  });

  test('keeps the article of the refusal in whose place it is quoted', () => {
    const text =
      sslvpnAsked() + sslvpn('fsv_login: the policy lookup failed') + sslvpn(`login_failed:396 ${refused}`);
    expect(findingsOf(text).find(({ rule }) => rule === 'login/denied')?.entry).toBe('login/denied/refused');
  });

  test('is the reason of neither of two refusals', () => {
    const login = (user: string): string =>
      sslvpnAsked(user) +
      returned(1) +
      sslvpn('fsv_login: the policy lookup failed') +
      sslvpn(`login_failed:396 ${refused.replace('user01', user)}`);
    expect(problemsIn(login('user01') + login('user02'))).toEqual([
      'login/denied user01: SSL VPN refused the login',
      'login/denied user02: SSL VPN refused the login',
    ]);
  });

  test.each([['the phase1 lookup failed'], ['received NO_PROPOSAL_CHOSEN notify error']])(
    'is not why no proposal was chosen if it names no reason: %s',
    said => {
      const text =
        packet('IKEv1 exchange=Aggressive', SPI) +
        lines('aa00/0000:417', 'responder: aggressive mode get 1st message...', said) +
        'ike Negotiate ISAKMP SA Error: ike 0:aa00/0000:417: no SA proposal chosen\n';
      expect(rulesIn(text)).toEqual(['ike/no-proposal']);
      expect(problemsIn(text)[0]).toContain('no phase 1 accepts the request');
    },
  );

  test('is found in two negotiations whose lines alternate', () => {
    const text =
      'ike 0:site-a:29:25: specified selectors mismatch\n' +
      'ike 0:site-a:26:85: failed to match peer selectors\n' +
      'ike 0:site-a:26:85: traffic selectors unacceptable\n' +
      'ike 0:site-a:29:25: no matching phase2 found\n';
    expect(rulesIn(text)).toEqual(['ike/selectors']);
  });
});
