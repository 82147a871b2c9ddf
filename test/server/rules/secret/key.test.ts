import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';

const RULE = 'secret/key';
const KEY = mark(RULE, '528E6588621D34AD60D00F655C776AD3');

describe('secret/key fires', () => {
  test.each([
    `ike 0:to-hq:14: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:${KEY}`,
    `ike 0:to-hq:14: IPsec SA enc spi 12ab34cd key 16:${KEY}`,
    `ike 0:to-hq:14: IPsec SA dec spi 12ab34cd auth 16:${KEY}`,
    `  enc: spi=12ab34cd esp=aes key=16 ${KEY}`,
  ])('in %s', line => {
    const [found] = expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'Key material in clear text (IKE/ESP key or MSCHAP exchange): mask it before sharing',
    });
  });

  test('for a key that the terminal wrapped', () => {
    const head = `ike 0:to-hq:14: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:`;
    const [found] = expectFindings(
      `2025-01-15 10:00:00 [12] f_g-x\n${head}${mark(RULE, '528E6588621D34\nAD60D00F655C776AD3')}\n`,
    );
    expect(found).toBeDefined();
  });

  test('for the challenge of MSCHAP in a dump', () => {
    const challenge = mark(RULE, '20 D6 AD 02 79 21 8A 14 EC FC 54 8E C2 66 38 8C');
    expectFindings(
      `2025-01-15 10:00:00 fnbamd_dbg_hex_pnt[48] EAP msg from server (33)-01 3C 00 21 1A 01 3C 00 1C 10 ${challenge} 68 6F 73 74 61 70 64\n`,
    );
  });
});

describe('secret/key does not fire', () => {
  test.each([
    'ike 0:to-hq:14: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:00000000000000000000000000000786',
    'ike 0:to-hq:14: out 528E6588621D34AD60D00F655C776AD3528E6588621D34AD',
    'ike V=root:0:to-hq:14: type=ENCR, val=AES_CBC (key_len = 256)',
    '  enc: spi=12ab34cd esp=aes key=16 ****',
  ])('for %s', line => {
    expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
  });
});
