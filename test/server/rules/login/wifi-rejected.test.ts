import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/wifi-rejected';

const messagesIn = (text: string): string[] => messagesOf(RULE, text);

describe('login/wifi-rejected fires', () => {
  test.each([
    [
      'for a reject of RADIUS',
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=3 (Access-Reject) id=0 len=44\n',
      'Wi-Fi or 802.1X client: the RADIUS server rejected it (RADIUS message (type=0) <== RADIUS Server code=3 (Access-Reject) id=0 len=44)',
    ],
    [
      'for an answer with another secret',
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=2 (Access-Accept) id=0 len=78\n61779.007 02:00:5e:00:53:f7 <eh> Invalid RADIUS message authenticator\n',
      'Wi-Fi or 802.1X client: the RADIUS answer is not accepted, probably because the shared secrets differ (Invalid RADIUS message authenticator)',
    ],
    [
      'for a handshake that failed',
      '61779.007 02:00:5e:00:53:f7 <eh> 4-Way Handshake failed\n',
      'Wi-Fi or 802.1X client: the 4-way handshake failed; its pre-shared key is probably wrong (4-Way Handshake failed)',
    ],
    [
      'for a login over 802.1X that failed',
      'wpad_ac: STA 02:00:5e:00:53:01 IEEE 802.1X: authentication failed - EAP type: 25 (PEAP)\n',
      'Wi-Fi or 802.1X client: the authentication failed (STA 02:00:5e:00:53:01 IEEE 802.1X: authentication failed - EAP type: 25 (PEAP))',
    ],
    [
      'for a server that is silent',
      'eapd: RADIUS server 192.0.2.5 no response\n',
      'Wi-Fi or 802.1X client: the RADIUS server does not answer (RADIUS server 192.0.2.5 no response)',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

describe('login/wifi-rejected does not fire', () => {
  test.each([
    [
      'for a client that is accepted',
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=2 (Access-Accept) id=0 len=78\n61779.007 02:00:5e:00:53:f7 <eh> send 1/4 msg of 4-Way Handshake\n',
    ],
    [
      'for a login over 802.1X that is repeated and works',
      'wpad_ac: STA 02:00:5e:00:53:01 IEEE 802.1X: authentication failed\nwpad_ac: STA 02:00:5e:00:53:01 IEEE 802.1X: authorizing port\n',
    ],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });
});
