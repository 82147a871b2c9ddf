import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines, packet, BOTH_SPIS, sent } from '../../../support/negotiations';

const RULE = 'ike/eap-unanswered';
const TAG = 'dialup:7720';
const END = 'negotiation timeout, deleting';
const ANSWER = sent('AUTH_RESPONSE', 4500);
const asked = lines(TAG, 'gw validation OK', 'responder preparing EAP identity request');
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;

describe('ike/eap-unanswered', () => {
  test('fires for a client that does not answer the first question', () => {
    const text = asked + on(RULE, lines(TAG, ANSWER), ANSWER) + on('ended', lines(TAG, END), END);
    expect(message(text)).toBe(
      'dialup: the client never answered the EAP identity request, and phase 1 timed out; its pre-shared key may differ',
    );
  });

  test('fires for a client that stops in the middle', () => {
    const text =
      asked +
      lines(TAG, ANSWER) +
      packet('IKEv2 exchange=AUTH', BOTH_SPIS, 4500) +
      lines(
        TAG,
        'responder received EAP msg',
        'EAP 77001 result FNBAM_CHALLENGED',
        'EAP challenged for user "user01"',
      ) +
      on(RULE, lines(TAG, ANSWER), ANSWER) +
      lines(TAG, END);
    expect(message(text)).toBe('user01: the client stopped during the login (dialup)');
  });

  test('fires for a payload that ends EAP', () => {
    const words = 'unexpected payload type 41';
    const text = lines(TAG, 'responder received EAP msg') + on(RULE, lines(TAG, words), words);
    expect(message(text)).toBe('dialup: the client ended EAP with an unexpected payload (41)');
  });

  test('names a connection whose name has blanks', () => {
    const tag = 'Site A 2:7';
    const words = 'unexpected payload type 41';
    const text = lines(tag, 'responder received EAP msg') + on(RULE, lines(tag, words), words);
    expect(message(text)).toBe('Site A 2: the client ended EAP with an unexpected payload (41)');
  });

  test('fires for a question whose message the capture lacks', () => {
    const words = 'EAP challenged for user "user01"';
    const text = asked + on(RULE, lines(TAG, words), words) + on('ended', lines(TAG, END), END);
    expect(message(text)).toBe('user01: the client stopped during the login (dialup)');
  });

  test.each([
    ['the first question', asked],
    ['a question', lines(TAG, 'EAP challenged for user "user01"')],
  ])('does not fire while the capture leaves open whether %s is answered', (_what, before) => {
    expectFindings(before);
    expectFindings(before + lines(TAG, ANSWER).repeat(3));
  });

  test.each([
    ['the first question', asked + lines(TAG, ANSWER, END)],
    ['a question', lines(TAG, 'EAP challenged for user "user01"', ANSWER, END)],
    ['a question that is not shown', lines(TAG, 'EAP challenged for user "user01"', END)],
  ])('does not fire for %s if the next attempt comes up', (_what, before) => {
    expectFindings(before + lines('dialup:7721', 'established IKE SA aa/bb'));
  });

  test.each(['EAP failed for user "user01"', 'EAP succeeded for user "user01"'])(
    'does not fire if only the last message is not answered: %s',
    login => {
      const text = lines(TAG, 'EAP challenged for user "user01"', ANSWER, login, ANSWER, END);
      expect(findingsOf(text).map(({ rule }) => rule)).not.toContain(RULE);
    },
  );

  test('does not fire for a client that answers', () => {
    expectFindings(
      asked + lines(TAG, ANSWER, 'responder received EAP msg', 'EAP succeeded for user "user01"'),
    );
  });
});
