import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { ike, on, REQUEST } from '../../../support/logins';
import { BOTH_SPIS, lines, packet, sent, SPI } from '../../../support/negotiations';

const RULE = 'ike/key-mismatch';
const CONNECTION = 'site-b:60714';
const WORDS = 'PSK auth failed: probable pre-shared key mismatch';
const mismatch = on(RULE, ike(WORDS, CONNECTION), WORDS);

describe('ike/key-mismatch fires', () => {
  test('at the line that says that the keys probably differ', () => {
    const [found] = expectFindings(
      ike('responder received AUTH msg', CONNECTION) + ike('authentication failed', CONNECTION) + mismatch,
    );
    expect(found).toMatchObject({
      severity: 'error',
      message: 'site-b: the pre-shared keys of the two ends probably differ',
      facts: { connection: 'site-b' },
      related: [],
    });
  });

  test('once for one connection that tries again', () => {
    const [found] = expectFindings(mismatch + on('again', ike(WORDS, 'site-b:60715'), WORDS));
    expect(found?.related).toHaveLength(1);
  });

  test('for other words of the same cause', () => {
    const said = 'peer auth failed: preshared key mismatch';
    expectFindings(on(RULE, ike(said), said));
  });

  test('if another line follows it without a line break, with the end of the negotiation', () => {
    const end = 'connection expiring due to phase1 down';
    expectFindings(
      mismatch + on('ended', `ike V=root:Negotiate SA Error: [7801]ike V=root:0:site-b: ${end}\n`, end),
    );
  });

  test('for a main mode whose third message cannot be read', () => {
    const words = 'probable pre-shared secret mismatch';
    const text =
      'ike 0:site-b:17: responder: main mode get 3rd message...\nike 0:site-b:17: parse error\n' +
      on(RULE, `ike 0:site-b:17: ${words}\n`, words);
    expectFindings(text);
  });

  test('for a client that gets the answer of aggressive mode and only complains', () => {
    const send = sent('agg_r1send', 500);
    const tag = 'dialup:401';
    const text =
      packet('IKEv1 exchange=Aggressive', SPI) +
      lines(
        `${SPI}:401`,
        'responder: aggressive mode get 1st message...',
        'SA proposal chosen, matched gateway dialup',
      ) +
      on(RULE, lines(tag, send), send) +
      packet('IKEv1 exchange=Informational', `${BOTH_SPIS}:eb88c9a9`) +
      packet('IKEv1 exchange=Aggressive', SPI) +
      lines(tag, 'retransmission, re-send last message', sent('retransmit'), sent('P1_RETRANSMIT')) +
      packet('IKEv1 exchange=Informational', `${BOTH_SPIS}:bf3215a3`) +
      lines(tag, 'negotiation timeout, deleting');
    expect(expectFindings(text)[0]?.message).toBe(
      'dialup: the client never accepts the answer, so phase 1 does not come up; its pre-shared key probably differs',
    );
  });

  test('for a main mode whose encrypted message is never answered', () => {
    const send = sent('ident_i3send');
    const tag = 'site-b:18';
    const text =
      lines(tag, 'initiator: main mode get 2nd response...') +
      on(RULE, lines(tag, send), send) +
      lines(tag, sent('P1_RETRANSMIT'), sent('P1_RETRANSMIT'), 'negotiation timeout, deleting');
    expect(expectFindings(text)[0]?.message).toBe(
      'site-b: 198.51.100.2 does not answer main mode message 3 (sent 3 times): its pre-shared key probably differs',
    );
  });
});

describe('ike/key-mismatch does not fire', () => {
  test('if the two ends know each other', () => {
    expectFindings(ike('auth verify done', CONNECTION) + ike('PSK authentication succeeded', CONNECTION));
  });

  test('for another failure of authentication', () => {
    const failed = ike('authentication failed', CONNECTION);
    expectFindings(
      on('daemon/said-failure', failed, 'authentication failed') +
        ike('XAUTH failed for user "user01"', 'site-b'),
    );
  });

  test('for a login that was denied after it', () => {
    const denied = ike(`XAUTH ${REQUEST} result FNBAM_DENIED`, CONNECTION);
    expectFindings(on('login/denied', denied, /XAUTH .*/));
  });
});
