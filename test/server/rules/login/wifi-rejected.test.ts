import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { messageOf } from '../../../../server/src/rules';
import { inEnglish } from '../../../../server/src/knowledge';

const RULE = 'login/wifi-rejected';

const said = (text: string): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => rule === RULE)
    .map(finding => messageOf(finding, inEnglish));

describe('login/wifi-rejected fires', () => {
  test.each([
    [
      'for a reject of RADIUS',
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=3 (Access-Reject) id=0 len=44\n',
      'Wi-Fi client: the RADIUS server rejected it (RADIUS message (type=0) <== RADIUS Server code=3 (Access-Reject) id=0 len=44)',
    ],
    [
      'for an answer with another secret',
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=2 (Access-Accept) id=0 len=78\n61779.007 02:00:5e:00:53:f7 <eh> Invalid RADIUS message authenticator\n',
      'Wi-Fi client: the RADIUS answer does not match the shared secret (Invalid RADIUS message authenticator)',
    ],
    [
      'for a handshake that failed',
      '61779.007 02:00:5e:00:53:f7 <eh> 4-Way Handshake failed\n',
      'Wi-Fi client: the 4-way handshake failed; its pre-shared key is probably wrong (4-Way Handshake failed)',
    ],
  ])('%s', (_why, text, message) => {
    expect(said(text)).toEqual([message]);
  });
});

describe('login/wifi-rejected does not fire', () => {
  test.each([
    [
      'for a client that is accepted',
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=2 (Access-Accept) id=0 len=78\n61779.007 02:00:5e:00:53:f7 <eh> send 1/4 msg of 4-Way Handshake\n',
    ],
  ])('%s', (_why, text) => {
    expect(said(text)).toEqual([]);
  });
});
