import { describe, expect, test } from 'vitest';
import { answered, NOT_OF_PRODUCT, STANDBY, TOKEN, UNIT } from '../../../support/exchange';
import { expectFindings, findingsOf, mark } from '../../../support/findings';

const RULE = 'cluster/token-of-two-units';

/** The service refuses a token to a unit, or raises no objection. */
const asks = (unit: string, error = 'null', token = TOKEN): string =>
  answered({ unit, members: [unit], tokens: [{ token, error }] });

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
});

describe(`${RULE} does not fire`, () => {
  test.each([
    ['where one unit asks twice', asks(UNIT) + asks(UNIT, NOT_OF_PRODUCT)],
    ['where nobody is refused, as after a failover', asks(UNIT) + asks(STANDBY)],
    ['for two tokens', asks(UNIT) + asks(STANDBY, NOT_OF_PRODUCT, 'FTKMOB0000000A02')],
    ['for a token whose serial number is masked', (asks(UNIT) + asks(STANDBY, NOT_OF_PRODUCT)).replaceAll(TOKEN, 'FTKMOB00000*****')],
  ])('%s', (_, text) => {
    expect(findingsOf(text).map(({ rule }) => rule)).not.toContain(RULE);
  });
}); // oxfmt-ignore
