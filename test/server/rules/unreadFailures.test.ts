import { expect, test } from 'vitest';
import { findingsOf } from '../../support/findings';

const problems = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule }) => !rule.startsWith('capture/'))
    .map(({ rule, message }) => `${rule} ${message}`);

test.each([
  [
    'a relay that refuses mail',
    'x.x.x.x is blocklisted by FortiGuard. This email has been rejected.\nConnection closed by foreign host.\n',
    [
      "login/second-factor The mail service blocks the FortiGate's public address, so no code arrives by mail (x.x.x.x is blocklisted by FortiGuard. This email has been rejected.)",
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
])('Lines of no known form name %s', (_what, text, expected) => {
  expect(problems(text)).toEqual(expected);
});
