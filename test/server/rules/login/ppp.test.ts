import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/ppp';

const messagesIn = (text: string): string[] => messagesOf(RULE, text);

describe('login/ppp fires', () => {
  test.each([
    [
      'for a client that answers no echo request',
      'l2tp_ppp_send()-395: tunnel=52\nNo response to 3 echo-requests\n',
      'PPP: the other end no longer answers, so the connection is ended (No response to 3 echo-requests)',
    ],
    [
      'for a client that does not authenticate itself',
      'Peer refused to authenticate: terminating link\n',
      'PPP: the authentication failed (Peer refused to authenticate: terminating link)',
    ],
    [
      'for an address that the other end does not accept',
      'INFO:   Negotiation complete.\nPeer refused to agree to his IP address\n',
      'PPP: the two ends do not agree on the address of the other end (Peer refused to agree to his IP address)',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

describe('login/ppp does not fire', () => {
  test('for echo requests', () => {
    expect(messagesIn('SND: LCP Echo_Request id(14) len(8) [Magic_Number 5c33c6bb]\n')).toEqual([]);
  });
});
