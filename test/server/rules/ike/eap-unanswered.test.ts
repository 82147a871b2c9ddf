import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
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

  test('does not fire while the capture leaves it open', () => {
    expectFindings(asked + lines(TAG, ANSWER));
  });

  test('does not fire for a client that answers', () => {
    expectFindings(
      asked + lines(TAG, ANSWER, 'responder received EAP msg', 'EAP succeeded for user "user01"'),
    );
  });
});
