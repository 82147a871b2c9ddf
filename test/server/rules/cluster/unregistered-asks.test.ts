import { describe, expect, test } from 'vitest';
import {
  answered,
  provisioning,
  provisionRequest,
  provisionResponse,
  SECOND,
  STANDBY,
  UNIT,
} from '../../../support/exchange';
import { expectFindings, findingsOf, mark } from '../../../support/findings';

const RULE = 'cluster/unregistered-asks';

const seen = (member = STANDBY): string =>
  answered({ members: [UNIT, { sn: member, error: '"Product is not registered"' }] });
const asks = (unit = STANDBY): string => answered({ unit, members: [unit], tokens: [SECOND] });

describe(`${RULE} fires`, () => {
  test('for a member that is not registered and requests a token here, at the member', () => {
    const [found] = expectFindings(seen(mark(RULE, STANDBY)) + asks(), RULE);
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${STANDBY}: not registered as a cluster member, but it requests tokens elsewhere`,
      related: [{ role: 'asked', message: `${STANDBY} requests a token here` }],
    });
  });

  test('and points to the first of its requests', () => {
    const members = [STANDBY];
    const first = provisioning(
      provisionRequest({ unit: STANDBY, members, tokens: [mark('asked', SECOND)] }),
      provisionResponse({ unit: STANDBY, members, tokens: [SECOND] }),
      SECOND,
    );
    expectFindings(first + asks() + seen(mark(RULE, STANDBY)), RULE);
  });
});

describe(`${RULE} does not fire`, () => {
  test.each([
    ['where the member never asks', seen() + asks(UNIT)],
    ['where the unit that asks is the one that is not registered', seen(UNIT)],
    ['where the member has another error', answered({ members: [UNIT, { sn: STANDBY, error: '"no contract"' }] }) + asks()],
    ['where the error of the member has no rule', answered({ members: [UNIT, { sn: STANDBY, error: '"sysinfo is invalid"' }] }) + asks()],
    ['where the member is registered', answered({ members: [UNIT, STANDBY] }) + asks()],
    ['for a masked serial number', (seen() + asks()).replaceAll(STANDBY, 'FGT60F00000*****')],
  ])('%s', (_, text) => {
    expect(findingsOf(text).map(({ rule }) => rule)).not.toContain(RULE);
  });
}); // oxfmt-ignore
