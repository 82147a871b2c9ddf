import { describe, expect, test } from 'vitest';
import {
  answered,
  attempt,
  error,
  NOT_OF_PRODUCT,
  post,
  provisionRequest,
  SECOND,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../../support/exchange';
import { expectFindings, findingsOf, mark, messagesOf } from '../../../support/findings';

const RULE = 'cluster/token-of-two-units';

/** The service refuses a token to a unit, or raises no objection. */
const asks = (unit: string, refusal = 'null', token = TOKEN): string =>
  answered({ unit, members: [unit], tokens: [{ token, error: refusal }] });

describe(`${RULE} fires`, () => {
  test('for a token that two units ask for and one is refused, at the refusal', () => {
    const [found] = expectFindings(asks(UNIT) + asks(STANDBY, mark(RULE, NOT_OF_PRODUCT)), RULE);
    expect(found).toMatchObject({
      severity: 'information',
      message: `${TOKEN}: requested by ${STANDBY} and ${UNIT}, refused to ${STANDBY} (error 31)`,
      related: [
        { role: 'asked', message: `${UNIT} requested it here` },
        { role: 'asked', message: `${STANDBY} requested it here` },
      ],
    });
  });

  test('whichever of them asks first', () => {
    expect(messagesOf(RULE, asks(UNIT, NOT_OF_PRODUCT) + asks(STANDBY))).toEqual([
      `${TOKEN}: requested by ${UNIT} and ${STANDBY}, refused to ${UNIT} (error 31)`,
    ]);
  });

  test('where one of them gets no answer', () => {
    const open = attempt() + post(provisionRequest({ unit: UNIT, members: [UNIT] }));
    expect(messagesOf(RULE, open + asks(STANDBY, NOT_OF_PRODUCT))).toHaveLength(1);
  });

  test('for the one of two tokens that is refused', () => {
    const both = [TOKEN, { token: SECOND, error: NOT_OF_PRODUCT }];
    const text = answered({ unit: UNIT, tokens: both }) + asks(STANDBY, 'null', SECOND);
    expect(messagesOf(RULE, text)).toEqual([
      `${SECOND}: requested by ${UNIT} and ${STANDBY}, refused to ${UNIT} (error 31)`,
    ]);
  });
});

describe(`${RULE} does not fire`, () => {
  test.each([
    ['where one unit asks twice', asks(UNIT) + asks(UNIT, NOT_OF_PRODUCT)],
    ['where the refusal has another reason', asks(UNIT) + asks(STANDBY, error(55, 'token is asleep'))],
    ['where the refusal has a reason without a rule', asks(UNIT) + asks(STANDBY, error(9, 'sysinfo is invalid'))],
    ['where the name of one of the units is lost', asks(UNIT, NOT_OF_PRODUCT) + asks(STANDBY).replace(/"serial_number": ?"\w+", ?/g, '')],
    ['where nobody is refused, as after a failover', asks(UNIT) + asks(STANDBY)],
    ['for two tokens', asks(UNIT) + asks(STANDBY, NOT_OF_PRODUCT, 'FTKMOB0000000A02')],
    ['for a token whose serial number is masked', (asks(UNIT) + asks(STANDBY, NOT_OF_PRODUCT)).replaceAll(TOKEN, 'FTKMOB00000*****')],
  ])('%s', (_, text) => {
    expect(findingsOf(text).map(({ rule }) => rule)).not.toContain(RULE);
  });
}); // oxfmt-ignore
