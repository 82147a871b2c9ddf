import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines, sent } from '../../../support/negotiations';

const RULE = 'ike/xauth-unanswered';
const TAG = 'dialup:7721';
const END = 'negotiation timeout, deleting';
const asked = lines(TAG, 'established IKE SA aa00/bb00', 'initiating XAUTH.', 'sending XAUTH request');

describe('ike/xauth-unanswered', () => {
  test('fires for a question that is sent again and again', () => {
    const first = sent('cfg_send', 4500);
    const text =
      asked +
      on(RULE, lines(TAG, first), first) +
      lines(
        TAG,
        'peer has not completed XAUTH exchange',
        sent('CFG_RETRANS', 4500),
        sent('CFG_RETRANS', 4500),
        END,
      );
    expect(expectFindings(text)[0]?.message).toBe(
      'dialup: the client did not answer the XAUTH request (cfg_send sent 3 times)',
    );
  });

  test('does not fire for a client that answers', () => {
    expectFindings(
      asked +
        lines(
          TAG,
          sent('cfg_send', 4500),
          "received XAUTH_USER_NAME 'user01' length 6",
          'XAUTH user "user01"',
          END,
        ),
    );
  });
});
