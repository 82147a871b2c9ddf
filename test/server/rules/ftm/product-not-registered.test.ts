import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import {
  answered,
  attempt,
  error,
  line,
  post,
  provisionRequest,
  provisionResponse,
  received,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../../support/exchange';

const RULE = 'ftm/product-not-registered';
const unregistered = `"${mark(RULE, 'Product is not registered')}"`;

describe('ftm/product-not-registered fires', () => {
  test('for a member that is not the unit that asked, as a warning', () => {
    const [found] = expectFindings(answered({ members: [{ sn: STANDBY, error: unregistered }, UNIT] }));
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${STANDBY}: this cluster member is not registered in FortiCare (requested by ${UNIT})`,
      entry: 'error/product-is-not-registered',
    });
  });

  test('for the unit that asked, and says so', () => {
    const [found] = expectFindings(answered({ members: [{ sn: UNIT, error: unregistered }] }));
    expect(found?.message).toBe(
      `${UNIT}: the requesting unit is not registered in FortiCare (Product is not registered)`,
    );
  });

  test('for a member that the answer does not name', () => {
    const [found] = expectFindings(
      received(`{"d":{"__clustered_sns":[{"sn":"${UNIT}","error":null},{"error":${unregistered}}]}}`),
    );
    expect(found?.message).toBe('A cluster member is not registered (Product is not registered)');
  });

  test('and points to the member in the request', () => {
    const text =
      attempt() +
      post(provisionRequest({ members: [UNIT, mark('request', STANDBY)] })) +
      received(provisionResponse({ members: [UNIT, { sn: STANDBY, error: unregistered }] }));
    expect(expectFindings(text)[0]?.related[0]?.message).toBe('the member in the request');
  });

  test('for the text with its number, as FortiAuthenticator prints it', () => {
    const numbered = `"${mark(RULE, 'Product is not registered(21)')}"`;
    expectFindings(answered({ members: [UNIT, { sn: STANDBY, error: numbered }] }));
  });

  test('for each member, once', () => {
    const members = [
      { sn: UNIT, error: unregistered },
      { sn: STANDBY, error: unregistered },
    ];
    const found = expectFindings(answered({ members }));
    expect(found.map(({ facts }) => facts['member'])).toEqual([UNIT, STANDBY]);
  });

  test('once for a member that is named in two answers', () => {
    const members = [UNIT, { sn: STANDBY, error: '"Product is not registered"' }];
    const first = answered({ members: [UNIT, { sn: STANDBY, error: unregistered }] });
    const [found] = expectFindings(first + answered({ members }));
    expect(found?.related.map(({ role }) => role)).toEqual(['request', 'again']);
  });

  test('if the answer does not name the unit that asked', () => {
    const nameless = provisionResponse({ members: [UNIT, { sn: STANDBY, error: unregistered }] }).replace(
      `"serial_number":"${UNIT}",`,
      '',
    );
    const [found] = expectFindings(received(nameless));
    expect(found?.message).toBe(
      `${STANDBY}: this cluster member is not registered in FortiCare (Product is not registered)`,
    );
  });
});

describe('ftm/product-not-registered does not fire', () => {
  test('for members with an error of null', () => {
    expectFindings(answered({ members: [UNIT, STANDBY] }));
  });

  test('for a member with an error of no words', () => {
    expectFindings(answered({ members: [UNIT, { sn: STANDBY, error: '""' }] }));
  });

  test('for another error of a member', () => {
    const other = `"${mark('ftm/unknown-error', 'Product is asleep')}"`;
    const [found] = expectFindings(answered({ members: [UNIT, { sn: STANDBY, error: other }] }));
    expect(found?.message).toBe(`${STANDBY}: Product is asleep; this version has no source for it`);
  });

  test('of a cluster member if the error is that of a token or of the request', () => {
    const output = error(21, 'Product is not registered');
    for (const text of [
      answered({ error: output }),
      answered({ tokens: [{ token: TOKEN, error: output }] }),
    ]) {
      const [found, ...others] = findingsOf(text);
      expect(others).toEqual([]);
      expect(found?.on).toBe(output);
      expect(found?.message).not.toContain('cluster member');
    }
  });

  test('for the words in a debug line', () => {
    expectFindings(line('[95] fds_print_msg: Product is not registered'));
  });
});
