import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { expectFindings, findingsOf, mark } from '../../support/findings';

/** The rule that quotes a line whose words name no cause. */
const QUOTED = 'daemon/said-failure';

const problems = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule }) => !rule.startsWith('capture/'))
    .map(({ rule, message }) => `${rule} ${message}`);

test.each([
  [
    'a relay that refuses mail',
    'x.x.x.x is blocklisted by FortiGuard. This email has been rejected.\nConnection closed by foreign host.\n',
    [
      "login/second-factor The mail service blocks the FortiGate's public address: no mail from it arrives (x.x.x.x is blocklisted by FortiGuard. This email has been rejected.)",
    ],
  ],
  [
    'a packet whose line is wrapped and emphasised',
    'id=20085 trace_id=3 func=ipsec_common_output4 line=804 msg=\n\n**"No matching IPsec selector, drop"**<-----\n',
    ['flow/selector A packet: dropped, no phase 2 selector of the tunnel matches it'],
  ],
  [
    'nothing that is known: the words are quoted, also where they are all that is quoted',
    '"The widget could not be rotated"\nThe gadget failed\n',
    [
      'daemon/said-failure The unit says: The widget could not be rotated',
      'daemon/said-failure The unit says: The gadget failed',
    ],
  ],
  [
    'a cause that the other end logs in two ways, after three lines that name none',
    'The gadget failed\nThe widget failed\nThe gizmo failed\n11[IKE] received NO_PROPOSAL_CHOSEN notify error\n12[IKE] received proposals unacceptable\n',
    [
      'ike/no-proposal IPsec: the two ends share no proposal (11[IKE] received NO_PROPOSAL_CHOSEN notify error); compare encryption, hash and DH group of both ends',
    ],
  ],
  [
    'why a login failed, and not that it was refused',
    "13[IKE] EAP-MS-CHAPv2 failed with error ERROR_AUTHENTICATION_FAILURE: '(null)'\n13[IKE] received AUTHENTICATION_FAILED notify error\n",
    ["login/account A login: wrong name or password (13[IKE] EAP-MS-CHAPv2 failed with error …: '…')"],
  ],
  [
    'a cause, beside words of a daemon that name none',
    'ike V=root:0:site-a:417: something odd failed\n11[IKE] received NO_PROPOSAL_CHOSEN notify error\n',
    [
      'daemon/said-failure ike says: something odd failed',
      'ike/no-proposal IPsec: the two ends share no proposal (11[IKE] received NO_PROPOSAL_CHOSEN notify error); compare encryption, hash and DH group of both ends',
    ],
  ],
  [
    'a refusal, if that is all',
    '13[IKE] received AUTHENTICATION_FAILED notify error\n',
    [
      'ike/refused-by-peer IPsec: the peer refuses our authentication (AUTHENTICATION_FAILED): probably pre-shared key or local ID',
    ],
  ],
])('Lines of no known form name %s', (_what, text, expected) => {
  expect(problems(text)).toEqual(expected);
});

test.each([
  'since the upgrade our users cannot log in, the login failed.',
  'Is it a known bug? We get an error on the client: permission denied.',
  "I've seen that the certificate is expired.",
])('What a person writes is not quoted as the words of the unit: %s', text => {
  expect(problems(`${text}\n`)).toEqual([]);
});

test('Lines of no known form name each cause once, and none beside a problem that says what failed', () => {
  const refused = '11[IKE] received NO_PROPOSAL_CHOSEN notify error\n';
  const wrong = "13[IKE] EAP-MS-CHAPv2 failed with error ERROR_AUTHENTICATION_FAILURE: '(null)'\n";
  const rules = (text: string): string[] => problems(text).map(problem => problem.replace(/ .*/, ''));
  expect(rules(refused + wrong + refused)).toEqual(['ike/no-proposal', 'login/account']);
  expect(rules(`ike 0:to-hq: ignoring IKE request, incorrect ID.\n${refused}`)).toEqual(['ike/peer-id']);
});

describe('Lines of no known form', () => {
  const quotations = (text: string): (string | undefined)[] =>
    analyze(text)
      .findings.filter(({ rule }) => rule === QUOTED)
      .map(({ facts }) => facts['said']?.toString());

  test('are quoted if nothing else says what failed, at most three of them', () => {
    const line = (name: string): string => `smb_${name} session setup failed NT_STATUS_LOGON_FAILURE\n`;
    const text = line('alpha') + line('alpha') + line('beta') + line('gamma') + line('delta');
    expect(quotations(text)).toEqual([line('alpha').trim(), line('beta').trim(), line('gamma').trim()]);
  });

  test.each([
    ['a setting', 'timeout 30\n'],
    ['what did not fail', 'smb session setup ok, 0 failed\n'],
  ])('are ignored if they say %s', (_what, text) => {
    expect(quotations(text)).toEqual([]);
  });

  test('are ignored if they are long: they are not sentences', () => {
    expect(quotations(`it failed ${'x'.repeat(400)}\n`)).toEqual([]);
  });
});

describe('A failure in the answer of an `execute` command is quoted', () => {
  const answered = 'FGT # execute fortitoken-mobile poll\npoll timeout\n';
  const other = `FGT # execute fortitoken activate FTK200BAA0000001\nCommand fail. Return code -12\n`;

  test('beside another problem', () => {
    expectFindings(answered.replace('poll timeout', mark(QUOTED, 'poll timeout')) + other, QUOTED);
  });

  test('beside what a daemon says elsewhere', () => {
    const said = 'ike V=root:0:to-hq:7: route table update failed\n';
    expect(problems(said + answered)).toEqual([
      `${QUOTED} ike says: route table update failed`,
      `${QUOTED} The unit says: poll timeout`,
    ]);
  });

  test('unless one of several problems quotes it', () => {
    const test =
      'FGT # diagnose test authserver ldap ldap-hq user01 ********\nFailed to authenticate: Invalid credentials\nCommand fail. Return code -1\n';
    const locked = 'FGT # execute foo\nthe account is locked\nCommand fail. Return code -1\n';
    expect(problems(test + locked).map(problem => problem.replace(/ .*/, ''))).toEqual([
      'login/account',
      'cli/command-failed',
    ]);
  });

  test('unless a problem of the command quotes it', () => {
    expectFindings(
      'FGT # execute fortitoken-mobile poll\nthe poll has failed\nCommand fail. Return code -1\n',
      QUOTED,
    );
  });

  test('but no other unrecognised line beside it', () => {
    expectFindings(answered.replace('execute fortitoken-mobile poll', 'get system status') + other, QUOTED);
  });
});
