import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines, older, packet, SPI } from '../../../support/negotiations';

const RULE = 'ike/no-policy';
const WORDS = 'ignoring IKEv2 request, no policy configured';
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;
const arrives = packet('IKEv2 exchange=SA_INIT', SPI) + lines(`${SPI}:94`, 'responder received SA_INIT msg');

describe('ike/no-policy fires', () => {
  test('for a request that is ignored', () => {
    const text =
      arrives + on(RULE, lines('site-a', WORDS), WORDS) + lines(`${SPI}:94`, 'negotiation failure');
    expect(message(text + 'ike V=root:Negotiate SA Error: [11820]\n')).toBe(
      'site-a: no firewall policy uses this tunnel, so the request is ignored',
    );
  });

  test('once, if the error that ends the negotiation says so again', () => {
    const text =
      arrives + on(RULE, lines('site-a', WORDS), WORDS) + lines(`${SPI}:94`, 'negotiation failure');
    expect(message(`${text}ike V=root:Negotiate SA Error: no policy configured for the gateway\n`)).toBe(
      'site-a: no firewall policy uses this tunnel, so the request is ignored',
    );
  });

  test('for IKEv1, whatever is reported of proposals after it', () => {
    const words = 'ignoring IKE request, no policy configured';
    const text = older(
      lines(`${SPI}:95`, 'responder: main mode get 1st message...') +
        on(RULE, lines('site-a', words), words) +
        lines(`${SPI}:95`, 'negotiation failure', 'no SA proposal chosen'),
    );
    expect(message(text)).toContain('no firewall policy uses this tunnel');
  });

  test('for a tunnel that this unit would begin', () => {
    const words = 'ignoring request to establish IPsec SA, no policy configured';
    expect(message(on(RULE, lines('site-a', words), words))).toContain('site-a: no firewall policy');
    const begun = lines('site-a', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating');
    expect(message(begun + on(RULE, lines('site-a', words), words))).toBe(
      'site-a: no firewall policy uses this tunnel, so the unit does not start it',
    );
  });

  test('once for a tunnel that is tried again and again', () => {
    const again = on(
      'again',
      arrives
        .replaceAll(`${SPI}:94`, 'aaaa6664c9a3e5f1/0000000000000000:95')
        .replaceAll(SPI, 'aaaa6664c9a3e5f1/0000000000000000') + lines('site-a', WORDS),
      WORDS,
    );
    expectFindings(arrives + on(RULE, lines('site-a', WORDS), WORDS) + again);
  });
});

describe('ike/no-policy does not fire', () => {
  test('if another gateway takes the request', () => {
    expectFindings(
      arrives + lines('site-a', WORDS) + lines(`${SPI}:94`, 'SA proposal chosen, matched gateway site-b'),
    );
  });
});
