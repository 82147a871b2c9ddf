import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { findingMessage } from '../../../../server/src/rules';
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
      'dialup: the client did not answer the XAUTH request (mode config message sent 3 times)',
    );
  });

  test('nothing is said of a question that a capture does not show, while the unit waits', () => {
    const repeated = sent('CFG_RETRANS', 4500);
    expectFindings(lines(TAG, repeated, repeated, repeated));
  });

  test.each([
    ['while the unit waits', ''],
    ['if the next attempt comes up', lines('dialup:7722', 'established IKE SA cc00/dd00')],
  ])('does not fire after phase 1 is up %s', (_when, after) => {
    const first = sent('cfg_send', 4500);
    const repeated = sent('CFG_RETRANS', 4500);
    expectFindings(asked + lines(TAG, first, repeated, repeated) + after);
    expectFindings(lines(TAG, 'sending XAUTH request', first) + (after || lines(TAG, first)));
  });

  test('fires for a capture that begins with the question', () => {
    const first = sent('cfg_send', 4500);
    const repeated = sent('CFG_RETRANS', 4500);
    expectFindings(
      lines(TAG, 'sending XAUTH request') +
        on(RULE, lines(TAG, first), first) +
        lines(TAG, repeated, repeated),
    );
  });

  test('does not fire for a second question after an answer', () => {
    const question = sent('cfg_send', 4500);
    expectFindings(
      asked + lines(TAG, question, 'XAUTH user "user01"', 'sending XAUTH request', question, END),
    );
  });

  test('does not fire for a client that answers', () => {
    expectFindings(
      asked + lines(TAG, sent('cfg_send', 4500), 'XAUTH user "user01"', 'XAUTH user "user01"', END),
    );
  });
});

describe('A client that never completes XAUTH', () => {
  const under = (...messagesIn: string[]): string[] =>
    analyze(messagesIn.map(one => `ike 0:dialup:12: ${one}\n`).join(''))
      .findings.filter(({ rule }) => rule === RULE)
      .map(finding => findingMessage(finding, inEnglish));

  test.each([
    [['peer has not completed XAUTH exchange', 'negotiation timeout, deleting']],
    [['peer has not completed XAUTH exchange', 'retransmission timeout']],
    [['peer has not completed XAUTH exchange, deleting']],
  ])('is reported even if no message is seen: %s', messagesIn => {
    expect(under('initiating XAUTH.', ...messagesIn)).toEqual([
      'dialup: the client did not complete XAUTH: it sent no user name and password',
    ]);
  });

  test('is not reported while the exchange continues, nor after a name came', () => {
    expect(under('initiating XAUTH.', 'peer has not completed XAUTH exchange')).toEqual([]);
    expect(
      under('XAUTH user "user01"', 'peer has not completed XAUTH exchange', 'negotiation timeout, deleting'),
    ).toEqual([]);
  });
});
