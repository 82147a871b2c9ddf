import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf } from '../../../support/findings';
import { on } from '../../../support/logins';
import { BOTH_SPIS, lines, older, packet, sent, SPI } from '../../../support/negotiations';

const RULE = 'ike/no-answer';
const TAG = 'site-a:4922';
const END = 'negotiation timeout, deleting';
const begun = lines('site-a', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating');
const AUTH_ID = `${BOTH_SPIS}:00000001`;
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;

describe('ike/no-answer fires', () => {
  test('for a peer that is silent', () => {
    const first = sent('SA_INIT', 500, SPI);
    const text =
      begun +
      on(RULE, lines(TAG, first), first) +
      lines(TAG, sent('RETRANSMIT_SA_INIT', 500, SPI), sent('RETRANSMIT_SA_INIT', 500, SPI)) +
      on('ended', lines(TAG, END), END);
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 does not answer on port 500 at all (SA_INIT sent 3 times)',
    );
  });

  test('for a peer of IKEv1 that is silent, in the form of older releases', () => {
    const first = sent('ident_i1send', 500, SPI);
    const text = older(on(RULE, lines(TAG, first), first) + lines(TAG, sent('P1_RETRANSMIT', 500, SPI), END));
    expect(message(text)).toContain('(main mode message 1 sent 2 times)');
  });

  test('for port 4500 that is blocked on the way there', () => {
    const first = sent('AUTH', 4500, AUTH_ID);
    const again = sent('RETRANSMIT_AUTH', 4500, AUTH_ID);
    const text =
      begun +
      lines(TAG, sent('SA_INIT', 500, SPI)) +
      packet('IKEv2 exchange=SA_INIT_RESPONSE') +
      lines(
        TAG,
        'initiator received SA_INIT response',
        'NAT-T float port 4500',
        'initiator preparing AUTH msg',
      ) +
      on(RULE, lines(TAG, first), first) +
      lines(TAG, again, again, again, END);
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 does not answer AUTH on port 4500 (sent 4 times): UDP 4500 is probably blocked',
    );
  });

  test('for port 4500 that is blocked on the way here', () => {
    const answer = sent('SA_INIT_RESPONSE', 500);
    const text =
      packet('IKEv2 exchange=SA_INIT', SPI) +
      lines(`${SPI}:4923`, 'responder received SA_INIT msg', 'SA proposal chosen, matched gateway site-a') +
      lines('site-a:4923', 'responder preparing SA_INIT msg') +
      on(RULE, lines('site-a:4923', answer), answer) +
      lines('site-a:4923', END);
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 sends nothing after our SA_INIT_RESPONSE: UDP 4500 (or its TCP port) is probably blocked, or it does not accept the message',
    );
  });

  test('for answers of main mode that do not arrive', () => {
    const answer = sent('ident_r1send', 500);
    const text =
      packet('IKEv1 exchange=Identity Protection', SPI) +
      lines(
        `${SPI}:4924`,
        'responder: main mode get 1st message...',
        'SA proposal chosen, matched gateway site-a',
      ) +
      on(RULE, lines('site-a:4924', answer), answer) +
      packet('IKEv1 exchange=Identity Protection', SPI) +
      lines(
        'site-a:4924',
        'retransmission, re-send last message',
        sent('retransmit', 500),
        sent('P1_RETRANSMIT'),
        END,
      );
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 does not answer our main mode answer 1 but starts again: it does not get it, or does not accept it (sent 3 times)',
    );
  });

  test('for a client that gets no further after our AUTH', () => {
    const answer = sent('AUTH_RESPONSE', 4500);
    const text =
      lines(TAG, 'responder received AUTH msg') +
      on(RULE, lines(TAG, answer), answer) +
      lines(TAG, sent('RETRANSMIT_AUTH_RESPONSE', 4500)) +
      on('ended', lines(TAG, END), END);
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 sends nothing after our AUTH_RESPONSE: it probably does not accept the message',
    );
  });

  test('for our AUTH that does not arrive, or is not accepted', () => {
    const answer = sent('AUTH_RESPONSE', 4500);
    const text =
      lines(TAG, 'responder received AUTH msg') +
      on(RULE, lines(TAG, answer), answer) +
      packet('IKEv2 exchange=SA_INIT') +
      lines(TAG, sent('RETRANSMIT_AUTH_RESPONSE', 4500), END);
    expect(message(text)).toContain(
      'AUTH_RESPONSE but starts again: it does not get it, or does not accept it',
    );
  });

  test('for a client of aggressive mode that starts again', () => {
    const answer = sent('agg_r1send');
    const text =
      lines(TAG, 'responder: aggressive mode get 1st message...') +
      on(RULE, lines(TAG, answer), answer) +
      packet('IKEv1 exchange=Aggressive') +
      lines(TAG, sent('retransmit'), END);
    expect(message(text)).toContain(
      'aggressive mode answer 1 but starts again: it does not get it, or does not accept it',
    );
  });

  test.each([
    ['agg_r1send', 'aggressive mode answer 1'],
    ['ident_r1send', 'main mode answer 1'],
    ['SA_INIT_RESPONSE', 'SA_INIT_RESPONSE'],
  ])('for an answer of this unit that a capture begins with: %s', (name, shown) => {
    const answer = sent(name);
    const text =
      on(RULE, lines(TAG, answer), answer) + packet('IKEv1 exchange=Informational') + lines(TAG, END);
    expectFindings(name === 'agg_r1send' ? text.replace(/ike.*comes.*\n.*\n/, '') : text);
    expect(findingsOf(lines(TAG, answer, END)).map(({ message: words }) => words)).toContain(
      `site-a: 198.51.100.2 sends nothing after our ${shown}: UDP 4500 (or its TCP port) is probably blocked, or it does not accept the message`,
    );
  });

  test('for a message of a unit that only answers', () => {
    const question = sent('cfg_send');
    const text =
      lines(TAG, 'responder: main mode get 3rd message...') +
      on(RULE, lines(TAG, question), question) +
      lines(TAG, END);
    expect(message(text)).toContain('sends nothing after our mode config message');
  });

  test('for a later message on port 500', () => {
    const first = sent('AUTH');
    const text = on(RULE, lines(TAG, first), first) + lines(TAG, sent('RETRANSMIT_AUTH'), END);
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 does not answer AUTH on port 500 (sent 2 times): it does not get it, or silently refuses it',
    );
  });

  test('for main mode on port 4500, where the key is not the only reason', () => {
    const first = sent('ident_i3send', 4500);
    const text =
      lines(TAG, 'initiator: main mode get 2nd response...') +
      on(RULE, lines(TAG, first), first) +
      lines(TAG, sent('P1_RETRANSMIT', 4500), END);
    expect(message(text)).toContain('UDP 4500 is probably blocked');
  });

  test('for retransmissions whose first time the capture lacks', () => {
    const again = sent('P1_RETRANSMIT');
    expectFindings(on(RULE, lines(TAG, again), again) + lines(TAG, again, END));
  });

  test('if the retransmissions end', () => {
    const first = sent('SA_INIT', 500, SPI);
    const end = `${SPI} retransmission timeout`;
    const text = on(RULE, lines(TAG, first), first) + on('ended', lines(TAG, end), end);
    expect(message(text)).toContain('does not answer on port 500 at all');
  });

  test('if the capture ends before the unit gives up', () => {
    const first = sent('SA_INIT', 500, SPI);
    const again = sent('RETRANSMIT_SA_INIT', 500, SPI);
    expectFindings(on(RULE, lines(TAG, first), first) + lines(TAG, again, again));
  });
});

describe('ike/no-answer does not fire', () => {
  test('if an answer comes after all', () => {
    expectFindings(
      begun +
        lines(
          TAG,
          sent('SA_INIT', 500, SPI),
          sent('RETRANSMIT_SA_INIT', 500, SPI),
          sent('RETRANSMIT_SA_INIT', 500, SPI),
        ) +
        packet('IKEv2 exchange=SA_INIT_RESPONSE') +
        lines(TAG, 'initiator received SA_INIT response'),
    );
  });

  test('for keepalives, and for messages that are answered each time', () => {
    const asked = sent('INFORMATIONAL', 4500, AUTH_ID);
    const answered = packet('IKEv2 exchange=INFORMATIONAL_RESPONSE', AUTH_ID, 4500);
    expectFindings(
      lines(TAG, 'established IKE SA aa/bb', ...Array<string>(6).fill(sent('keepalive', 4500, SPI))) +
        (lines(TAG, asked) + answered).repeat(5),
    );
  });

  test('for a negotiation whose beginning the capture lacks', () => {
    expectFindings(lines(TAG, sent('P1_RETRANSMIT'), END));
  });

  test('if the next attempt comes up', () => {
    expectFindings(
      lines(TAG, sent('SA_INIT', 500, SPI), sent('RETRANSMIT_SA_INIT', 500, SPI), END) +
        lines(
          'site-a:4925',
          sent('SA_INIT', 500, 'aaaa6664c9a3e5f1/0000000000000000'),
          'established IKE SA aa/bb',
        ),
    );
  });
});
