import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, on, radiusAnswered, radiusAsked, result } from '../../../support/logins';

const RULE = 'login/eap-method';

describe('login/eap-method fires', () => {
  test.each([
    [
      'for PEAP and EAP-MSCHAPv2',
      on(
        'offered',
        'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 ED 00 06 19 20\n',
        'EAP msg from server (6)-01 ED 00 06 19 20',
      ) +
        on(
          RULE,
          'fnbamd_dbg_hex_pnt[49] EAP msg from client (6)-02 ED 00 06 03 1A\n',
          'EAP msg from client (6)-02 ED 00 06 03 1A',
        ),
      'user01: the RADIUS server rad-hq offers PEAP, the client wants EAP-MSCHAPv2: no shared EAP method',
    ],
    [
      'for a client that wants one of two',
      on(
        'offered',
        'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 ED 00 06 0D 20\n',
        'EAP msg from server (6)-01 ED 00 06 0D 20',
      ) +
        on(
          RULE,
          'fnbamd_dbg_hex_pnt[49] EAP msg from client (6)-02 ED 00 06 03 15 1A\n',
          'EAP msg from client (6)-02 ED 00 06 03 15 1A',
        ),
      'user01: the RADIUS server rad-hq offers EAP-TLS, the client wants EAP-TTLS or EAP-MSCHAPv2: no shared EAP method',
    ],
    [
      'for EAP-TTLS against EAP-MSCHAPv2',
      on(
        'offered',
        'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 ED 00 06 1A 20\n',
        'EAP msg from server (6)-01 ED 00 06 1A 20',
      ) +
        on(
          RULE,
          'fnbamd_dbg_hex_pnt[49] EAP msg from client (6)-02 ED 00 06 03 15\n',
          'EAP msg from client (6)-02 ED 00 06 03 15',
        ),
      'user01: the RADIUS server rad-hq offers EAP-MSCHAPv2, the client wants EAP-TTLS: no shared EAP method',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + radiusAsked() + lines + radiusAnswered(3) + result(1));
    expect(found?.message).toBe(message);
  });
});

const offer = 'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 ED 00 06 19 20\n';
const wish = 'fnbamd_dbg_hex_pnt[49] EAP msg from client (6)-02 ED 00 06 03 FE\n';

test('login/eap-method fires for a method that has no name here, and without the answer of the server', () => {
  const [found] = expectFindings(asked() + offer + on(RULE, wish, /EAP msg.*/) + result(1));
  expect(found?.message).toBe(
    'user01: the RADIUS server offers PEAP, the client wants EAP type 0xFE: no shared EAP method',
  );
});

test('login/eap-method fires for methods with more blanks around them', () => {
  const wishes = wish.replace(' FE', '  1A  15 ');
  const [found] = expectFindings(asked() + offer + on(RULE, wishes, /EAP msg.*/) + result(1));
  expect(found?.message).toContain('the client wants EAP-MSCHAPv2 or EAP-TTLS:');
});

describe('login/eap-method does not fire', () => {
  test('for a refusal before the wish of the client, nor for a login that times out', () => {
    expectFindings(asked() + offer + radiusAnswered(3) + wish + result(1), RULE);
    expectFindings(asked() + offer + wish + result(10), RULE);
  });

  test('while the server asks for more', () => {
    expectFindings(asked() + offer + wish + result(2));
  });

  test.each([
    [
      'when the server then offers what the client wants',
      asked() +
        radiusAsked() +
        'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 ED 00 06 19 20\n' +
        'fnbamd_dbg_hex_pnt[49] EAP msg from client (6)-02 ED 00 06 03 1A\n' +
        'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 EE 00 06 1A 20\n' +
        radiusAnswered(3) +
        result(1),
    ],
    [
      'when nothing was rejected',
      asked() +
        radiusAsked() +
        'fnbamd_dbg_hex_pnt[49] EAP msg from server (6)-01 ED 00 06 19 20\n' +
        'fnbamd_dbg_hex_pnt[49] EAP msg from client (6)-02 ED 00 06 03 1A\n',
    ],
    [
      'for the identity of the client',
      asked() +
        radiusAsked() +
        'fnbamd_dbg_hex_pnt[49] EAP msg from client (9)-02 EC 00 09 01 61 6E 6E 61\n' +
        radiusAnswered(3) +
        result(1),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
