import { describe, expect, test } from 'vitest';
import {
  answered,
  NOT_OF_PRODUCT,
  provisioning,
  provisionRequest,
  provisionResponse,
  SECOND,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../../support/exchange';
import { expectFindings, findingsOf, mark, messagesOf } from '../../../support/findings';

const RULE = 'cluster/licence-owner';

/** The service gives the token to the standby unit. */
const given = (token = TOKEN): string =>
  provisioning(
    provisionRequest({ unit: STANDBY, members: [STANDBY], tokens: [token] }),
    provisionResponse({
      unit: STANDBY,
      members: [STANDBY],
      tokens: [{ token, more: '"token_activation_code":"****"' }],
    }),
    token,
  );
const refused = (marked = (text: string): string => text): string =>
  answered({ unit: UNIT, tokens: [{ token: TOKEN, error: marked(NOT_OF_PRODUCT) }] });

describe(`${RULE} fires`, () => {
  test('for a token that one unit is refused and another got a code for, at the refusal', () => {
    const text = refused(error => mark(RULE, error)) + given();
    const [found] = expectFindings(text, RULE);
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${TOKEN}: given to ${STANDBY}, refused to ${UNIT} (error 31): its licence seems to be registered to ${STANDBY}`,
      related: [
        { role: 'given', message: `${STANDBY} got its activation code here` },
        { role: 'asked', message: `${UNIT} requested it here` },
      ],
    });
  });

  test('in whichever order they ask', () => {
    expect(findingsOf(given() + refused()).map(({ rule }) => rule)).toContain(RULE);
  });

  test('also where a third unit asks for the token first', () => {
    const third = answered({ unit: 'FGT60F0000000003', members: ['FGT60F0000000003'], tokens: [TOKEN] });
    expect(messagesOf(RULE, third + refused() + given())[0]).toContain(`given to ${STANDBY}, refused to ${UNIT}`);
  });

  test('without a number where the service refuses in words alone', () => {
    const words = answered({
      unit: UNIT,
      tokens: [{ token: TOKEN, error: '"token does not belong to product"' }],
    });
    expect(messagesOf(RULE, words + given())).toEqual([
      `${TOKEN}: given to ${STANDBY}, refused to ${UNIT}: its licence seems to be registered to ${STANDBY}`,
    ]);
  });
}); // oxfmt-ignore

describe(`${RULE} does not fire`, () => {
  test.each([
    ['where the same unit was given it later', refused() + given().replaceAll(STANDBY, UNIT)],
    ['where the other unit got another token', refused() + given(SECOND)],
    ['where the serial number of a unit is masked', refused() + given().replaceAll(STANDBY, 'FGT60F00000*****')],
    ['where the unit that was refused is given it later and the other one only asks', refused() + given().replaceAll(STANDBY, UNIT) + answered({ unit: STANDBY, members: [STANDBY], tokens: [TOKEN] })],
    ['where nobody is refused', given() + given().replaceAll(STANDBY, UNIT)],
  ])('%s', (_, text) => {
    expect(findingsOf(text).map(({ rule }) => rule)).not.toContain(RULE);
  });
}); // oxfmt-ignore
